"""The one place that asks what time it is: views and commands call it, everything below takes `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_in(zone: str, moment: datetime) -> date:
    """The calendar day on which `moment` falls for people living in `zone` (an IANA name)."""
    return moment.astimezone(ZoneInfo(zone)).date()
