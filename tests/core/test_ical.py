"""The calendar text, point by point of its contract, as read by programs that did not write it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

import core.ical_text
from core.ical import Days, Feed, FeedEvent, Hours, Rejected, calendar_bytes, date_bytes
from core.ical_text import clean_link, clean_text
from core.vzones import SUPPORTED_ZONES

CHANGED_AT = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
FEED = Feed(
    name="Ambassadeurs",
    description="Les rencontres de la saison",
    zone="Europe/Paris",
    language="fr",
    refresh=timedelta(hours=6),
    url="https://cohorte.example/agenda",
    cancelled_prefix="ANNULÉE – ",
)


def hours(on: date, starts: time = time(14), ends: time = time(16, 30), zone: str = "Europe/Paris") -> Hours:
    return Hours(datetime.combine(on, starts), datetime.combine(on, ends), zone)


def meeting(number: int = 1, **changes: object) -> FeedEvent:
    base = FeedEvent(
        uid=f"00000000-0000-4000-8000-{number:012}",
        sequence=0,
        changed_at=CHANGED_AT,
        when=hours(date(2026, 9, 9) + timedelta(days=28 * (number - 1))),
        title=f"Rencontre {number}",
        place="Le Kaléido, 3 rue des Étoiles, 33000 Bordeaux",
        description="Tu viens.\nhttps://cohorte.example/agenda/k3v9x2",
        url="https://cohorte.example/agenda/k3v9x2",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def body(*events: FeedEvent, feed: Feed = FEED) -> bytes:
    text, rejected = calendar_bytes(feed, events)
    assert rejected == []
    return text


def lines(text: bytes) -> list[str]:
    """Unfolded content lines."""
    return text.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(text: bytes, name: str) -> list[str]:
    return [line for line in lines(text) if line.split(":")[0].split(";")[0] == name]


# What three parsers see: (uid, first moment, first moment after, title), moments in UTC.
Seen = tuple[str, date | None, date | None, str]


def _utc(moment: date | None) -> date | None:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def seen_by_icalendar(text: bytes) -> list[Seen]:
    events = Calendar.from_ical(text).events
    return [(str(e["uid"]), _utc(e.start), _utc(e.end), str(e["summary"])) for e in events]


def seen_by_vobject(text: bytes) -> list[Seen]:
    calendar = vobject.readOne(text.decode())
    return [
        (e.uid.value, _utc(e.dtstart.value), _utc(e.dtend.value), e.summary.value)
        for e in getattr(calendar, "vevent_list", [])
    ]


def seen_by_home_assistant(text: bytes) -> list[Seen]:
    events = IcsCalendarStream.calendar_from_ics(text.decode()).events
    return [(str(e.uid), _utc(e.dtstart), _utc(e.end), str(e.summary)) for e in events]


READERS = [seen_by_icalendar, seen_by_vobject, seen_by_home_assistant]


def seen(text: bytes) -> list[Seen]:
    """What all readers agree on."""
    first, *others = [reader(text) for reader in READERS]
    for other in others:
        assert other == first
    return first


def test_point_01_each_date_is_an_event_of_its_own() -> None:
    text = body(*(meeting(number) for number in range(1, 11)))
    assert lines(text).count("BEGIN:VEVENT") == 10
    assert len(seen(text)) == 10
    assert values(text.split(b"END:VTIMEZONE")[1], "RRULE") == []
    assert values(text, "EXDATE") + values(text, "RECURRENCE-ID") == []


def test_point_02_the_uid_is_the_one_given() -> None:
    before, after = meeting(), meeting(title="Autre", cancelled=True, when=hours(date(2027, 1, 1)))
    assert values(body(before), "UID") == values(body(after), "UID") == [f"UID:{before.uid}"]


def test_point_03_sequence_and_time_of_change_are_written_as_given() -> None:
    text = body(meeting(sequence=7, changed_at=datetime(2026, 9, 1, 10, 30, 5, 999, tzinfo=ZoneInfo("Europe/Paris"))))
    assert values(text, "SEQUENCE") == ["SEQUENCE:7"]
    assert values(text, "DTSTAMP") == ["DTSTAMP:20260901T083005Z"]
    assert values(text, "LAST-MODIFIED") == ["LAST-MODIFIED:20260901T083005Z"]


def test_point_04_there_is_no_method_and_the_text_is_stable() -> None:
    events = [meeting(number) for number in range(1, 6)]
    text = body(*events)
    assert values(text, "METHOD") == []
    assert body(*reversed(events)) == text
    assert [uid for uid, *_ in seen(text)] == [event.uid for event in events]


def test_point_04_the_bytes_of_this_format_are_these() -> None:
    """When this fails on purpose, raise `core.ical.FORMAT` too: stored ETags must not match any more."""
    text = body(meeting(alarm_minutes=60))
    expected = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Cohorte//Cohorte//FR
DESCRIPTION:Les rencontres de la saison
NAME:Ambassadeurs
X-WR-CALNAME:Ambassadeurs
REFRESH-INTERVAL;VALUE=DURATION:PT6H
URL:https://cohorte.example/agenda
X-PUBLISHED-TTL:PT6H
X-WR-TIMEZONE:Europe/Paris
BEGIN:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Rencontre 1
DTSTART;TZID=Europe/Paris:20260909T140000
DTEND;TZID=Europe/Paris:20260909T163000
DTSTAMP:20260901T083000Z
UID:00000000-0000-4000-8000-000000000001
SEQUENCE:0
DESCRIPTION:Tu viens.\\nhttps://cohorte.example/agenda/k3v9x2
LAST-MODIFIED:20260901T083000Z
LOCATION:Le Kaléido\\, 3 rue des Étoiles\\, 33000 Bordeaux
STATUS:CONFIRMED
TRANSP:OPAQUE
URL:https://cohorte.example/agenda/k3v9x2
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Rencontre 1
TRIGGER:-PT1H
END:VALARM
END:VEVENT
END:VCALENDAR"""
    zone = lines(text).index("BEGIN:VTIMEZONE"), lines(text).index("END:VTIMEZONE")
    assert lines(text)[: zone[0] + 1] + lines(text)[zone[1] + 1 :] == expected.split("\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_point_05_a_cancelled_date_stays_and_says_so_in_its_title() -> None:
    text = body(meeting(cancelled=True, alarm_minutes=60), meeting(2))
    assert [title for *_, title in seen(text)] == ["ANNULÉE – Rencontre 1", "Rencontre 2"]
    assert values(text, "STATUS") == ["STATUS:CANCELLED", "STATUS:CONFIRMED"]
    assert values(text, "TRANSP") == ["TRANSP:TRANSPARENT", "TRANSP:OPAQUE"]
    assert values(text, "TRIGGER") == []


def test_point_05_the_prefix_is_the_language_of_the_feed() -> None:
    english = replace(FEED, language="en", cancelled_prefix="CANCELLED – ")
    assert seen(body(meeting(cancelled=True), feed=english))[0][3] == "CANCELLED – Rencontre 1"


@pytest.mark.parametrize(
    ("when", "start_at", "end_at"),
    [
        # The days around the clock changes of 25 October 2026 and 28 March 2027
        (
            hours(date(2026, 10, 24), time(14), time(16, 30), "Europe/Paris"),
            "2026-10-24T12:00Z",
            "2026-10-24T14:30Z",
        ),
        (
            hours(date(2026, 10, 25), time(0, 30), time(4), "Europe/Paris"),
            "2026-10-24T22:30Z",
            "2026-10-25T03:00Z",
        ),
        (
            hours(date(2026, 10, 25), time(2, 30), time(5), "Europe/Paris"),
            "2026-10-25T00:30Z",
            "2026-10-25T04:00Z",
        ),
        (
            hours(date(2026, 10, 25), time(14), time(16, 30), "Europe/Paris"),
            "2026-10-25T13:00Z",
            "2026-10-25T15:30Z",
        ),
        (
            hours(date(2027, 3, 27), time(14), time(16, 30), "Europe/Paris"),
            "2027-03-27T13:00Z",
            "2027-03-27T15:30Z",
        ),
        (
            hours(date(2027, 3, 28), time(1), time(3), "Europe/Paris"),
            "2027-03-28T00:00Z",
            "2027-03-28T01:00Z",
        ),
        (
            hours(date(2027, 3, 28), time(14), time(16, 30), "Europe/Paris"),
            "2027-03-28T12:00Z",
            "2027-03-28T14:30Z",
        ),
        (
            hours(date(2027, 6, 9), time(14), time(16, 30), "Europe/Paris"),
            "2027-06-09T12:00Z",
            "2027-06-09T14:30Z",
        ),
        (
            hours(date(2027, 1, 13), time(14), time(16), "Indian/Reunion"),
            "2027-01-13T10:00Z",
            "2027-01-13T12:00Z",
        ),
        (
            hours(date(2027, 1, 13), time(14), time(16), "America/Cayenne"),
            "2027-01-13T17:00Z",
            "2027-01-13T19:00Z",
        ),
        (
            hours(date(2027, 1, 13), time(14), time(16), "Pacific/Noumea"),
            "2027-01-13T03:00Z",
            "2027-01-13T05:00Z",
        ),
        (
            hours(date(2027, 6, 9), time(20), time(23), "America/Miquelon"),
            "2027-06-09T22:00Z",
            "2027-06-10T01:00Z",
        ),
    ],
)
def test_point_06_times_are_read_alike_by_all(when: Hours, start_at: str, end_at: str) -> None:
    text = body(meeting(when=when))
    ((_, start, end, _),) = seen(text)
    assert (start, end) == (datetime.fromisoformat(start_at), datetime.fromisoformat(end_at))


@pytest.mark.parametrize("zone", SUPPORTED_ZONES)
def test_point_06_a_year_of_times_in_every_zone(zone: str) -> None:
    days = [date(2026, 9, 1) + timedelta(days=n) for n in range(0, 400, 5)]
    events = [meeting(n + 1, when=hours(on, zone=zone)) for n, on in enumerate(days)]
    expected = [datetime.combine(on, time(14), tzinfo=ZoneInfo(zone)) for on in days]
    assert [start for _, start, *_ in seen(body(*events))] == expected


def test_point_06_wall_clock_time_goes_with_a_zone_defined_above_it() -> None:
    text = body(meeting(1), meeting(2, when=hours(date(2026, 10, 7), zone="Indian/Reunion")))
    found = [line for line in lines(text) if line.startswith(("BEGIN:V", "TZID", "DTSTART;"))]
    assert found == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:VTIMEZONE",
        "TZID:Indian/Reunion",
        "BEGIN:VEVENT",
        "DTSTART;TZID=Europe/Paris:20260909T140000",
        "BEGIN:VEVENT",
        "DTSTART;TZID=Indian/Reunion:20261007T140000",
    ]
    paris = lines(text.split(b"END:VTIMEZONE")[0])
    assert (paris.count("BEGIN:STANDARD"), paris.count("BEGIN:DAYLIGHT")) == (1, 1)
    assert values(text, "RDATE") == []


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (time(1), time(2), ["DTSTART:20261024T230000Z", "DTEND:20261025T000000Z"]),
        (time(4, 30), time(9), ["DTSTART:20261025T033000Z", "DTEND:20261025T080000Z"]),
        (
            time(8),
            time(9),
            ["DTSTART;TZID=Europe/Paris:20261025T080000", "DTEND;TZID=Europe/Paris:20261025T090000"],
        ),
    ],
)
def test_point_06_near_a_clock_change_time_is_universal(starts: time, ends: time, expected: list[str]) -> None:
    text = body(meeting(when=hours(date(2026, 10, 25), starts, ends)))
    assert [*values(text.split(b"VEVENT")[1], "DTSTART"), *values(text, "DTEND")] == expected


def test_point_06_a_zone_without_a_text_of_ours_is_written_in_universal_time() -> None:
    text = body(meeting(when=hours(date(2027, 1, 13), zone="Asia/Kathmandu")))
    assert values(text, "DTEND") == ["DTEND:20270113T104500Z"]
    assert values(text, "TZID") == ["TZID:Europe/Paris"]


def test_point_06_whole_days_end_before_the_next_one() -> None:
    text = body(meeting(when=Days(date(2027, 3, 27), date(2027, 3, 28))))
    assert values(text, "DTEND") == ["DTEND;VALUE=DATE:20270329"]
    ((_, start, end, _),) = seen(text)
    assert (start, end) == (date(2027, 3, 27), date(2027, 3, 29))


def test_point_07_an_empty_feed_is_a_timezone_alone() -> None:
    text = body()
    assert [line for line in lines(text) if line.startswith("BEGIN:V")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
    ]
    assert seen(text) == []


def test_point_08_the_calendar_has_no_uid() -> None:
    assert values(body(), "UID") == []
    assert values(body(meeting(1), meeting(2)), "UID") == [f"UID:{meeting(n).uid}" for n in (1, 2)]


def test_point_09_nothing_but_these_properties() -> None:
    text = body(meeting(alarm_minutes=30))
    assert {line.split(":")[0].split(";")[0] for line in lines(text)} == {
        *("BEGIN", "END", "VERSION", "PRODID", "NAME", "DESCRIPTION", "URL"),
        *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "X-WR-CALNAME", "X-WR-TIMEZONE"),
        *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "DTSTART", "DTEND"),
        *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "LOCATION", "STATUS", "TRANSP"),
        *("ACTION", "TRIGGER"),
    }


def test_point_09_the_owners_answer_frees_their_time() -> None:
    assert values(body(meeting(transparent=True)), "TRANSP") == ["TRANSP:TRANSPARENT"]


def test_point_10_there_is_no_alarm_unless_asked_for() -> None:
    assert values(body(meeting()), "TRIGGER") == []
    assert values(body(meeting(alarm_minutes=90)), "TRIGGER") == ["TRIGGER:-PT1H30M"]


ATTACK = "Labo\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine\r\nSUMMARY:pirate"
ARABIC = "مرحبا بكم في المختبر " * 15


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (ATTACK, "Labo END:VEVENT BEGIN:VEVENT UID:mine SUMMARY:pirate"),
        ("Fusée 🚀 et 👩🏽‍🔬 ; a,b \\n", "Fusée 🚀 et 👩🏽‍🔬 ; a,b \\n"),
        ("Ding\a\0\x1b[31m dong\x7f\x9f", "Ding[31m dong"),
        ("a\rb\x85c\u2028d\u2029e\vf\fg", "a b c d e f g"),
        ("moitié \ud83d d’émoji \uffff\ufdd0", "moitié d’émoji"),
        (ARABIC[:300], ARABIC[:249].strip() + "…"),
        ("e\u0301" * 10, "é" * 10),
        ("tab\tulé  deux", "tab ulé deux"),
    ],
)
def test_point_15_what_a_person_typed_stays_in_its_place(typed: str, title: str) -> None:
    text = body(meeting(title=typed, place=typed, description=typed), meeting(2))
    assert lines(text).count("BEGIN:VEVENT") == 2
    assert [found[3] for found in seen(text)] == [title, "Rencontre 2"]
    assert text.count(b"\n") == text.count(b"\r\n") == text.count(b"\r")


@given(st.text(st.characters(), max_size=60), st.text(max_size=60))
def test_point_15_no_text_breaks_the_feed(title: str, place: str) -> None:
    feed = replace(FEED, name=title, description=place, url=title, language=place, cancelled_prefix=title)
    events = [meeting(title=title, place=place, description=title, url=place), meeting(2, cancelled=True)]
    text = body(*events, feed=feed)
    expected = [
        clean_text(title, limit=250, lines=False),
        clean_text(title + "Rencontre 2", limit=250, lines=False),
    ]
    assert [found[3] for found in seen(text)] == expected
    assert lines(text).count("END:VEVENT") == 2
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


@given(st.text(st.sampled_from("aé\u0301 \n\u00a0\u200d\a🚀,;"), max_size=12), st.booleans())
def test_point_15_what_is_taken_as_it_is_needed_no_cleaning(text: str, lines: bool) -> None:
    with patch.object(core.ical_text, "_is_clean", lambda *_: False):
        thoroughly = clean_text(text, lines=lines)
    assert clean_text(text, lines=lines) == thoroughly


def test_point_15_also_without_assertions() -> None:
    """`python -O` removes the library's own checks; what is written must not depend on them."""
    code = (
        "import sys; from tests.core.test_ical import *\n"
        "feed = replace(FEED, name=ATTACK, description=ATTACK, url=ATTACK, language=ATTACK, cancelled_prefix=ATTACK)\n"
        "bad = dict(title=ATTACK, place=ATTACK, description=ATTACK, url=ATTACK)\n"
        "sys.stdout.buffer.write(calendar_bytes(feed, [meeting(1, **bad), meeting(2, cancelled=True, **bad),"
        " meeting(3, uid=ATTACK)])[0])"
    )
    root = Path(__file__).parents[2]
    outputs = [
        subprocess.run([sys.executable, *flags, "-c", code], cwd=root, check=True, capture_output=True).stdout
        for flags in ([], ["-O"])
    ]
    assert outputs[0] == outputs[1]
    begins = [line for line in lines(outputs[1]) if line.startswith("BEGIN:V")]
    assert begins == ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:VEVENT", "BEGIN:VEVENT"]
    assert len(seen(outputs[1])) == 2


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"uid": ""}, "ValueError: its uid is empty or not plain text"),
        ({"uid": "a\r\nb"}, "ValueError: its uid is empty or not plain text"),
        ({"uid": meeting(1).uid}, "ValueError: its uid is already in this feed"),
        ({"sequence": -1}, "ValueError: its sequence is -1"),
        ({"sequence": 2**31}, "ValueError: its sequence is 2147483648"),
        (
            {"changed_at": datetime.combine(date(2026, 9, 1), time())},
            "ValueError: its time of change has no zone",
        ),
        ({"when": hours(date(2026, 9, 9), time(16), time(14))}, "ValueError: it ends before it starts"),
        ({"when": hours(date(2026, 9, 9), time(16), time(16))}, "ValueError: it ends before it starts"),
        ({"when": Days(date(2026, 9, 9), date(2026, 9, 8))}, "ValueError: it ends before it starts"),
        (
            {"when": hours(date(2027, 3, 28), time(2, 30), time(5))},
            "ValueError: the clock never shows 02:30 on that day",
        ),
        (
            {"when": Hours(CHANGED_AT, CHANGED_AT, "Europe/Paris")},
            "ValueError: its time is not a wall clock time",
        ),
        ({"when": Days(date.max, date.max)}, "OverflowError: date value out of range"),
    ],
)
def test_point_15_a_bad_row_is_named_and_the_rest_served(bad: dict[str, object], reason: str) -> None:
    text, rejected = calendar_bytes(FEED, [meeting(1), meeting(2, **bad), meeting(3)])
    assert rejected == [Rejected(str(bad.get("uid", meeting(2).uid)), reason)]
    assert text == body(meeting(1), meeting(3))


@pytest.mark.parametrize("bad", [{"title": None}, {"when": None}, {"when": hours(date(2026, 9, 9), zone="Lune/Mare")}])
def test_point_15_not_even_a_row_of_the_wrong_kind_takes_the_feed_down(bad: dict[str, object]) -> None:
    text, rejected = calendar_bytes(FEED, [meeting(1), meeting(2, **bad), meeting(3)])
    assert [row.uid for row in rejected] == [meeting(2).uid]
    assert text == body(meeting(1), meeting(3))


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://cohorte.example/agenda/k3v9x2", True),
        ("http://127.0.0.1:5000/a?b=c#d", True),
        ("http://[::1]:5000/a", True),
        ("https://cohorte.example", True),
        ("HTTPS://cohorte.example/%C3%A9", True),
        ("https://cohorte.example/deux mots", False),
        ("https://cohorte.example/\r\nX-EVIL:1", False),
        ("https://cohorte.example/é", False),
        ("https://someone:secret@cohorte.example/", False),
        ("javascript:alert(1)", False),
        ("//cohorte.example/a", False),
        ("https:///a", False),
        ("https://cohorte.example/" + "a" * 2000, False),
        ("", False),
    ],
)
def test_point_15_only_plain_links_are_kept(link: str, *, kept: bool) -> None:
    assert clean_link(link) == (link if kept else "")
    assert len(values(body(meeting(url=link)).split(b"VEVENT")[1], "URL")) == kept


@pytest.mark.parametrize(
    ("text", "limit", "shortened"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("abcdx\u0323\u0323z", 6, "abcd…"),
        ("abc👩🏽\u200d🔬xyz", 6, "abc…"),
        ("abcd🇫🇷xyz", 6, "abcd…"),
        ("abc🇫🇷🇪🇺z", 6, "abc🇫🇷…"),
        ("a" + "\u0323" * 100, 20, "\u1ea1" + "\u0323" * 9 + "…"),
    ],
)
def test_point_15_long_text_is_cut_between_letters(text: str, limit: int, shortened: str) -> None:
    assert clean_text(text, limit=limit) == shortened


def test_point_15_lines_are_kept_where_they_mean_something() -> None:
    assert clean_text(" un \r\n\r\r\n\n deux\u2028trois \n") == "un\n\ndeux\ntrois"


@given(st.text(st.characters(), max_size=80), st.integers(2, 40), st.booleans())
def test_point_15_clean_text_is_clean(text: str, limit: int, lines: bool) -> None:
    cleaned = clean_text(text, limit=limit, lines=lines)
    assert len(cleaned) <= limit
    assert [line for line in cleaned.splitlines() if not line.isprintable() and line.isascii()] == []
    assert lines or len(cleaned.splitlines()) <= 1
    assert clean_text(cleaned, limit=limit, lines=lines) == cleaned


def test_a_file_of_one_date_is_read_by_another_reader_before_it_goes_out() -> None:
    """Without the reading, what is written wrong is mailed."""
    assert seen_by_icalendar(date_bytes(meeting(), language="fr", cancelled_prefix="ANNULÉ – "))
    for wrong in (b"DTSTART:soon\r\n", b"UID:another@cohorte\r\n", b"no name\r\n"):
        event = b"BEGIN:VEVENT\r\nUID:%b\r\n%bEND:VEVENT\r\n" % (meeting().uid.encode(), wrong)
        with (
            patch("core.ical._vevent", return_value=(date(2026, 12, 9), event)),
            pytest.raises(ValueError, match="would not read"),
        ):
            date_bytes(meeting(), language="fr", cancelled_prefix="")
