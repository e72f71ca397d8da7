"""What someone may say of the next season, until when, and where that leaves them."""

import enum
from datetime import date, timedelta

REMIND_AFTER = timedelta(days=7)  # whoever did not answer may be asked again, not sooner


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


def can_still_say(next_starts_on: date, today: date) -> bool:
    """One may change one's mind until the day before the next season begins."""
    return today < next_starts_on
