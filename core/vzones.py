"""The French time zones as calendar readers understand them: static VTIMEZONE text (RFC 5545 §3.6.5).

Static, because what icalendar generates (lists of dates, two STANDARD blocks) is read an hour wrong by
ical.js, that is by Thunderbird and Nextcloud. Each text holds exactly one STANDARD and at most one DAYLIGHT.
"""

import datetime as dt
from zoneinfo import ZoneInfo

CHANGING = {
    "Europe/Paris": (
        ("STANDARD", "CET", "+0200", "+0100", "19701025T030000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ("DAYLIGHT", "CEST", "+0100", "+0200", "19700329T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
    ),
    "America/Miquelon": (
        ("STANDARD", "-03", "-0200", "-0300", "19701101T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
        ("DAYLIGHT", "-02", "-0300", "-0200", "19700308T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
    ),
}

FIXED = {
    "America/Cayenne": ("-03", "-0300"),
    "America/Guadeloupe": ("AST", "-0400"),
    "America/Marigot": ("AST", "-0400"),
    "America/Martinique": ("AST", "-0400"),
    "America/St_Barthelemy": ("AST", "-0400"),
    "Indian/Kerguelen": ("+05", "+0500"),
    "Indian/Mayotte": ("EAT", "+0300"),
    "Indian/Reunion": ("+04", "+0400"),
    "Pacific/Gambier": ("-09", "-0900"),
    "Pacific/Marquesas": ("-0930", "-0930"),
    "Pacific/Noumea": ("+11", "+1100"),
    "Pacific/Tahiti": ("-10", "-1000"),
    "Pacific/Wallis": ("+12", "+1200"),
}

SUPPORTED_ZONES = ("Europe/Paris", *sorted([*FIXED, "America/Miquelon"]))

NEAR_A_CHANGE = dt.timedelta(hours=4)


def vtimezone(zone: str) -> str:
    """The VTIMEZONE of one of SUPPORTED_ZONES, its lines ended by CRLF. Another zone raises KeyError."""
    blocks = CHANGING.get(zone) or (fixed_block(*FIXED[zone]),)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for kind, name, offset_from, offset_to, start, rule in blocks:
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}"]
        lines += [f"RRULE:{rule}"] if rule else []
        lines += [f"TZNAME:{name}", f"TZOFFSETFROM:{offset_from}", f"TZOFFSETTO:{offset_to}", f"END:{kind}"]
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def fixed_block(name: str, offset: str) -> tuple[str, str, str, str, str, str]:
    return ("STANDARD", name, offset, offset, "19700101T000000", "")


def is_near_change(instant: dt.datetime, zone: str) -> bool:
    """Whether the clocks of that zone change within 4 h of an aware instant: it is then written in UTC."""
    clock, utc = ZoneInfo(zone), instant.astimezone(dt.UTC)
    before, after = (utc - NEAR_A_CHANGE).astimezone(clock), (utc + NEAR_A_CHANGE).astimezone(clock)
    return before.utcoffset() != after.utcoffset()
