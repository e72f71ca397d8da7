"""The static zones against the zone files, hour by hour."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from core.vzones import CHANGING, FIXED, SUPPORTED_ZONES, is_near_change, vtimezone

HOUR = dt.timedelta(hours=1)


def changes(zone: str, first_year: int, last_year: int) -> list[dt.datetime]:
    """The first whole hours, in UTC, at which that zone's offset is a new one."""
    clock = ZoneInfo(zone)
    instant, end = (
        dt.datetime(first_year, 1, 1, tzinfo=dt.UTC),
        dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC),
    )
    found, offset = [], instant.astimezone(clock).utcoffset()
    while (instant := instant + HOUR) < end:
        if (now := instant.astimezone(clock).utcoffset()) != offset:
            found.append(instant)
            offset = now
    return found


def test_fifteen_french_zones_paris_first() -> None:
    assert SUPPORTED_ZONES == (
        "Europe/Paris",
        "America/Cayenne",
        "America/Guadeloupe",
        "America/Marigot",
        "America/Martinique",
        "America/Miquelon",
        "America/St_Barthelemy",
        "Indian/Kerguelen",
        "Indian/Mayotte",
        "Indian/Reunion",
        "Pacific/Gambier",
        "Pacific/Marquesas",
        "Pacific/Noumea",
        "Pacific/Tahiti",
        "Pacific/Wallis",
    )


def test_paris_word_for_word() -> None:
    assert vtimezone("Europe/Paris").split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize("zone", SUPPORTED_ZONES)
def test_one_standard_and_at_most_one_daylight(zone: str) -> None:
    text = vtimezone(zone)
    assert text.count("BEGIN:STANDARD") == 1
    assert text.count("BEGIN:DAYLIGHT") == (1 if zone in CHANGING else 0)
    assert "RDATE" not in text


@pytest.mark.parametrize("zone", SUPPORTED_ZONES)
def test_dtstart_is_the_first_of_its_rule(zone: str) -> None:
    """A DTSTART that does not fit its RRULE is read differently by each client (RFC 5545 §3.8.5.3)."""
    for _, _, _, _, start, rule in CHANGING.get(zone, ()):
        on = dt.date.fromisoformat(start[:8])
        which, month = (part.split("=")[1] for part in rule.split(";")[1:])
        assert (on.month, on.weekday()) == (int(month), 6)
        assert which == f"{(on.day - 1) // 7 + 1}SU" or (which == "-1SU" and on.day > 24)


@pytest.mark.parametrize("zone", SUPPORTED_ZONES)
def test_the_text_gives_the_offsets_and_names_of_the_zone_file(zone: str) -> None:
    read = Timezone.from_ical(vtimezone(zone))
    assert isinstance(read, Timezone)
    theirs, clock = read.to_tz(lookup_tzid=False), ZoneInfo(zone)
    instants = [dt.datetime(year, month, 1, 12, tzinfo=dt.UTC) for year in range(2024, 2036) for month in range(1, 13)]
    for change in changes(zone, 2024, 2035):
        instants += [change + hours * HOUR for hours in range(-72, 73)]
    for instant in instants:
        assert instant.astimezone(theirs).utcoffset() == instant.astimezone(clock).utcoffset(), instant
        assert instant.astimezone(theirs).tzname() == instant.astimezone(clock).tzname(), instant


@pytest.mark.parametrize("zone", list(CHANGING))
def test_wall_clock_times_mean_the_same_instant_outside_the_hours_near_a_change(zone: str) -> None:
    read = Timezone.from_ical(vtimezone(zone))
    assert isinstance(read, Timezone)
    theirs, clock = read.to_tz(lookup_tzid=False), ZoneInfo(zone)
    for change in changes(zone, 2024, 2035):
        for hours in range(-72, 73):
            if not is_near_change(instant := change + hours * HOUR, zone):
                wall = instant.astimezone(clock).replace(tzinfo=None)
                assert wall.replace(tzinfo=theirs).astimezone(dt.UTC) == instant


def test_the_two_zones_that_change_do_so_twice_a_year_and_the_others_never() -> None:
    assert {zone: len(changes(zone, 2024, 2035)) for zone in SUPPORTED_ZONES} == {
        zone: 24 if zone in CHANGING else 0 for zone in [*CHANGING, *FIXED]
    }


@pytest.mark.parametrize("zone", list(CHANGING))
def test_four_hours_on_both_sides_of_a_change_are_near(zone: str) -> None:
    for change in changes(zone, 2024, 2035):
        minutes = dt.timedelta(minutes=1)
        assert is_near_change(change, zone)
        assert is_near_change(change - 4 * HOUR, zone)
        assert is_near_change(change + 4 * HOUR - minutes, zone)
        assert not is_near_change(change - 4 * HOUR - minutes, zone)
        assert not is_near_change(change + 4 * HOUR, zone)


def test_a_zone_without_changes_is_never_near_one() -> None:
    assert not is_near_change(dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC), "Indian/Reunion")


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(KeyError):
        vtimezone("Europe/Brussels")
