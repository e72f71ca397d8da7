"""What someone may say of the next season, until when, and where that leaves them."""

import enum
from datetime import date, timedelta

REMIND_AFTER = timedelta(days=7)  # whoever did not answer may be asked again, not sooner
TOLD_FOR = timedelta(days=60)  # after the next season's first day, how long the team's home says who has not answered


class Wish(enum.Enum):
    """What a young person says of the season that follows theirs."""

    CONTINUE = "continue"
    PAUSE = "pause"
    LEAVE = "leave"


class Standing(enum.Enum):
    """Where someone stands. The value stands in addresses."""

    CONTINUES = "continuent"
    PAUSES = "pause"
    LEAVES = "arretent"
    SILENT = "sans-reponse"


STANDINGS = {Wish.CONTINUE: Standing.CONTINUES, Wish.PAUSE: Standing.PAUSES, Wish.LEAVE: Standing.LEAVES}


def standing(wish: Wish | None, *, is_placed: bool) -> Standing:
    """Whoever said nothing and is on the next season's list already continues: somebody enrolled them."""
    if wish is None:
        return Standing.CONTINUES if is_placed else Standing.SILENT
    return STANDINGS[wish]


def can_still_say(next_ends_on: date, today: date) -> bool:
    """Whoever has not answered when the next season begins is late, not gone: it is open to them to its last day."""
    return today <= next_ends_on


def has_begun(next_starts_on: date, today: date) -> bool:
    """From its first day on, who is in the next season is the matter of its own list."""
    return next_starts_on <= today
