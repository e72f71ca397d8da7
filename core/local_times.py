"""What a time on the wall means: a zone's clocks skip an hour in spring, and show one twice in autumn."""

import datetime as dt
from zoneinfo import ZoneInfo

HOME = "Europe/Paris"


class NoSuchLocalTime(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """The clocks of that zone never show this time on this day: they jump over it in spring."""


def known_zone(zone: str) -> str:
    """`zone`; that of Paris in place of a word that names none."""
    try:
        return ZoneInfo(zone).key
    except (LookupError, OSError, TypeError, ValueError):
        return HOME


def local(on: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """That wall-clock time; the first of the two when it happens twice (PEP 495, fold 0)."""
    return dt.datetime.combine(on, at.replace(tzinfo=None, fold=0), tzinfo=ZoneInfo(zone))


def exists(on: dt.date, at: dt.time, zone: str) -> bool:
    """Whether the clocks of that zone show this time on this day: there and back through UTC it is the same."""
    moment = local(on, at, zone)
    try:
        return moment.astimezone(dt.UTC).astimezone(moment.tzinfo).replace(fold=0) == moment
    except OverflowError:  # the first or last day any calendar holds
        return False


def is_ambiguous(on: dt.date, at: dt.time, zone: str) -> bool:
    """Whether the clocks show this time twice on this day; `instant` means the first."""
    moment = local(on, at, zone)
    return exists(on, at, zone) and moment.utcoffset() != moment.replace(fold=1).utcoffset()


def instant(on: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """That local time as an aware UTC moment. Raises NoSuchLocalTime."""
    if not exists(on, at, zone):
        raise NoSuchLocalTime(f"{on.isoformat()} {at.isoformat('minutes')} in {zone}")
    return local(on, at, zone).astimezone(dt.UTC)
