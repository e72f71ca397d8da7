"""Which season is the current one, and how names become short."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from core.days import Region
from core.folding import folded
from core.names import symbol_of


class HasDates(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def archived_at(self) -> datetime | None: ...


S = TypeVar("S", bound=HasDates)


def current(seasons: Sequence[S], today: date) -> S | None:
    """The season people mean today: the running one that began last, else the next, else the last.

    A closed one is over, whatever its dates.
    """
    unclosed = [s for s in seasons if s.archived_at is None]
    running = [s for s in unclosed if s.starts_on <= today <= s.ends_on]
    if running:
        return max(running, key=lambda s: s.starts_on)
    coming = [s for s in unclosed if s.starts_on > today]
    if coming:
        return min(coming, key=lambda s: s.starts_on)
    return max(seasons, key=lambda s: s.ends_on, default=None)


def season_name(starts_on: date, ends_on: date) -> str:
    """ "2026-2027", or "2026" for a season within one year."""
    return str(starts_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}-{ends_on.year}"


def slug(text: str) -> str:
    """Text as a part of an address: "le-kaleido"."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:50] or "programme"


def symbol(centre: str) -> str:
    """Two letters for a centre's cell: "Le Kaléido" gives "Ka", a name without letters Cohorte's own."""
    return symbol_of(centre) or "Co"


USUAL_NAME = {"fr": "Les ambassadeurs", "en_GB": "The ambassadors"}  # what a programme is called until it has a name


def usual_dates(today: date) -> tuple[date, date]:
    """The season one would open today: 1 September to 30 June, the coming one from July on."""
    year = today.year if today.month >= 7 else today.year - 1
    return date(year, 9, 1), date(year + 1, 6, 30)


# Where a time zone alone says which public holidays there are; elsewhere they are those of mainland France.
REGION_OF_ZONE = {
    "America/Cayenne": Region.GUYANE,
    "America/Guadeloupe": Region.GUADELOUPE,
    "America/Marigot": Region.SAINT_MARTIN,
    "America/Martinique": Region.MARTINIQUE,
    "America/St_Barthelemy": Region.SAINT_BARTHELEMY,
    "Indian/Mayotte": Region.MAYOTTE,
    "Indian/Reunion": Region.REUNION,
}


def region_of(zone: str) -> Region:
    """The public holidays people have in a time zone (an IANA name)."""
    return REGION_OF_ZONE.get(zone, Region.METROPOLE)
