"""Dates as people paste them, for a season from 1 September 2026 to 30 June 2027."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.pasted.rules import MAX_CHARACTERS, Fault, FaultReason, PastedDate, pasted_dates

FIRST_ON, LAST_ON = dt.date(2026, 9, 1), dt.date(2027, 6, 30)


def read(text: str, locale: str = "fr") -> tuple[list[str], list[Fault]]:
    dates, faults = pasted_dates(text, season_first_on=FIRST_ON, season_last_on=LAST_ON, locale=locale)
    return [as_text(date) for date in dates], faults


def as_text(date: PastedDate) -> str:
    if not date.hours:
        return date.day.isoformat()
    ends = f"{date.hours.ends:%H:%M}" if date.hours.ends else "?"
    return f"{date.day.isoformat()} {date.hours.starts:%H:%M}-{ends}"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # one date
        ("9 septembre", ["2026-09-09"]),
        ("mercredi 14 octobre 2026", ["2026-10-14"]),
        ("Mercredi 14 Octobre", ["2026-10-14"]),
        ("14/10", ["2026-10-14"]),
        ("14/10/26", ["2026-10-14"]),
        ("14 / 10 / 2026", ["2026-10-14"]),
        ("14.10.2026", ["2026-10-14"]),
        ("14-10-2026", ["2026-10-14"]),
        ("11-nov.", ["2026-11-11"]),
        ("11-nov-26", ["2026-11-11"]),
        ("11-nov.-26", ["2026-11-11"]),
        ("11 nov. '26", ["2026-11-11"]),
        ("le 2 déc", ["2026-12-02"]),
        ("le 2 de\u0301c.", ["2026-12-02"]),
        ("1er juin", ["2027-06-01"]),
        ("1ᵉʳ juin", ["2027-06-01"]),
        ("9\N{NO-BREAK SPACE}févr.", ["2027-02-09"]),
        ("9 FÉVRIER", ["2027-02-09"]),
        ("9 fevrier", ["2027-02-09"]),
        ("2026-10-14", ["2026-10-14"]),
        ("2026/10/14", ["2026-10-14"]),
        ("2026-10-14 00:00:00", ["2026-10-14"]),
        ("2026-10-14T14:00", ["2026-10-14 14:00-?"]),
        ("14 October", ["2026-10-14"]),
        ("Oct 14th", ["2026-10-14"]),
        ("October 14, 2026", ["2026-10-14"]),
        ("Wednesday, 14 October 2026", ["2026-10-14"]),
        ("9th of September", ["2026-09-09"]),
        ("Weds 9 Sept", ["2026-09-09"]),
        ("mar. 8 sept.", ["2026-09-08"]),
        ("9 mar", ["2027-03-09"]),
        ("mar. 9 mars", ["2027-03-09"]),
        ("9-mar", ["2027-03-09"]),
        ("- mar. 1er septembre", ["2026-09-01"]),
        ("1. mar. 8 sept.", ["2026-09-08"]),
        # several
        ("9 sept, 14 oct et 11 nov", ["2026-09-09", "2026-10-14", "2026-11-11"]),
        ("9 sept; 14 oct ; 11 nov", ["2026-09-09", "2026-10-14", "2026-11-11"]),
        ("9 sept 14 oct 11 nov", ["2026-09-09", "2026-10-14", "2026-11-11"]),
        ("9 septembre - 14 octobre - 11 novembre", ["2026-09-09", "2026-10-14", "2026-11-11"]),
        ("9 septembre\r\n14 octobre\r\n\r\n11 novembre\n", ["2026-09-09", "2026-10-14", "2026-11-11"]),
        ("9 and 23 September", ["2026-09-09", "2026-09-23"]),
        ("mercredis 9, 16 et 23 septembre", ["2026-09-09", "2026-09-16", "2026-09-23"]),
        ("mercredi 9, jeudi 17 septembre 2026", ["2026-09-09", "2026-09-17"]),
        ("sept.: 9, 23", ["2026-09-09", "2026-09-23"]),
        ("sept. : 9, 23 ; oct. : 14", ["2026-09-09", "2026-09-23", "2026-10-14"]),
        ("Septembre 2026\n9\n23\nOctobre :\n- mer 14", ["2026-09-09", "2026-09-23", "2026-10-14"]),
        ("14/10 mercredi, 18/11 mercredi", ["2026-10-14", "2026-11-18"]),
        ("11 nov\n9 sept", ["2026-09-09", "2026-11-11"]),
        # the same day twice
        ("14/10\n14 oct\nmercredi 14 octobre 2026", ["2026-10-14"]),
        ("14/10\n14/10 14h-16h", ["2026-10-14 14:00-16:00"]),
        ("14/10 14h-16h\n14/10 10h-12h", ["2026-10-14 10:00-12:00", "2026-10-14 14:00-16:00"]),
        # hours
        ("9 septembre 14h-16h30", ["2026-09-09 14:00-16:30"]),
        ("9 septembre de 14 h 30 à 17 h", ["2026-09-09 14:30-17:00"]),
        ("Wed 9 Sept, 2-4pm", ["2026-09-09 14:00-16:00"]),
        ("Oct 14, 2026 2pm-4:30pm", ["2026-10-14 14:00-16:30"]),
        ("9 septembre 14h", ["2026-09-09 14:00-?"]),
        ("14/10/26 - 16h30", ["2026-10-14 16:30-?"]),
        ("9 et 23 septembre 14h-16h", ["2026-09-09 14:00-16:00", "2026-09-23 14:00-16:00"]),
        ("9/09 14h-16h; 14/10 15h-17h", ["2026-09-09 14:00-16:00", "2026-10-14 15:00-17:00"]),
        ("14h-16h : 9 sept, 14 oct", ["2026-09-09 14:00-16:00", "2026-10-14 14:00-16:00"]),
        ("9 sept 14h30 14 oct 15h", ["2026-09-09 14:30-?", "2026-10-14 15:00-?"]),
        ("14h 09/09", ["2026-09-09 14:00-?"]),
        ("14h 09 septembre", ["2026-09-09 14:00-?"]),
        ("14h30-17h, 9 septembre", ["2026-09-09 14:30-17:00"]),
        # spreadsheets and lists
        ("09/09/2026\tmercredi\t14:00\t16:30", ["2026-09-09 14:00-16:30"]),
        ("mercredi\t09/09/2026\t14h\t16h30", ["2026-09-09 14:00-16:30"]),
        ("09/09/2026\t14/10/2026", ["2026-09-09", "2026-10-14"]),
        ("Date\tDébut\tFin\n09/09/2026\t14:00\t16:30", ["2026-09-09 14:00-16:30"]),
        ("1\tmercredi 9 septembre", ["2026-09-09"]),
        ("1. mercredi 9 septembre\n2) 14 octobre", ["2026-09-09", "2026-10-14"]),
        ("Rencontre 3 : mercredi 11 novembre", ["2026-11-11"]),
        ("n°1 : 9 septembre", ["2026-09-09"]),
        ("- 9 septembre\n• 14 octobre", ["2026-09-09", "2026-10-14"]),
        ("9 septembre (atelier), salle 12", ["2026-09-09"]),
        ("9 septembre au labo, 2e étage", ["2026-09-09"]),
        ("Les mercredis : 9 septembre, 14 octobre", ["2026-09-09", "2026-10-14"]),
        # nothing
        ("", []),
        ("  \n\t\n---\n***", []),
        ("Dates 2026-2027", []),
    ],
)
def test_read_without_a_fault(text: str, dates: list[str]) -> None:
    assert read(text) == (dates, [])


@pytest.mark.parametrize(
    ("text", "dates", "fault"),
    [
        ("jeudi 14 octobre 2026", [], ("jeudi 14 octobre 2026", "other_weekday", "2026-10-14", 3)),
        ("jeu. 14/10", [], ("jeu. 14/10", "other_weekday", "2026-10-14", 3)),
        ("14/10/2026\tjeudi", [], ("14/10/2026 jeudi", "other_weekday", "2026-10-14", 3)),
        ("9 sept, jeudi 14 oct", ["2026-09-09"], ("jeudi 14 oct", "other_weekday", "2026-10-14", 3)),
        ("31 février", [], ("31 février", "no_such_day", None, None)),
        ("29/2", [], ("29/2", "no_such_day", None, None)),
        ("14/13", [], ("14/13", "no_such_day", None, None)),
        ("0000-01-01", [], ("0000-01-01", "no_such_day", None, None)),
        ("14 juillet", [], ("14 juillet", "outside_season", None, None)),
        ("9 septembre 2027", [], ("9 septembre 2027", "outside_season", "2027-09-09", None)),
        ("14/10/25", [], ("14/10/25", "outside_season", "2025-10-14", None)),
        ("9-13 novembre", [], ("9-13 novembre", "several_days", None, None)),
        ("9-10 novembre", [], ("9-10 novembre", "several_days", None, None)),
        ("sept 9-10", [], ("sept 9-10", "several_days", None, None)),
        ("nov. 9 - 13", [], ("nov. 9 - 13", "several_days", None, None)),
        ("du 9 au 13 novembre", [], ("du 9 au 13 novembre", "several_days", None, None)),
        ("du 9 septembre au 14 octobre", [], ("du 9 septembre au 14 octobre", "several_days", None, None)),
        ("9 septembre 16h-14h", ["2026-09-09"], ("16h-14h", "bad_hours", None, None)),
        ("9 septembre 25h", ["2026-09-09"], ("25h", "bad_hours", None, None)),
        ("9 septembre, 23", ["2026-09-09"], ("23", "unreadable", None, None)),
        ("9 septembre, 23 octbre", ["2026-09-09"], ("23", "unreadable", None, None)),
        ("9 septembre, octobre", ["2026-09-09"], ("octobre", "unreadable", None, None)),
        ("bientôt", [], ("bientôt", "unreadable", None, None)),
        ("mercredi", [], ("mercredi", "unreadable", None, None)),
        ("mar. 9", [], ("mar. 9", "unreadable", None, None)),
        ("9 jui", [], ("9 jui", "unreadable", None, None)),
        ("14h-16h", [], ("14h-16h", "unreadable", None, None)),
        ("٩ سبتمبر", [], ("٩ سبتمبر", "unreadable", None, None)),
        ("x" * 200, [], ("x" * 79 + "…", "unreadable", None, None)),
    ],
)
def test_a_fault_says_what_and_why(text: str, dates: list[str], fault: tuple[str, str, str | None, int | None]) -> None:
    words, reason, day, weekday = fault
    meant = dt.date.fromisoformat(day) if day else None
    assert read(text) == (dates, [Fault(1, words, FaultReason(reason), meant, weekday)])


def test_faults_name_their_line() -> None:
    dates, faults = read("9 septembre\n\nbientôt\n14 octobre\n31/02")
    assert dates == ["2026-09-09", "2026-10-14"]
    assert [(fault.line, fault.text) for fault in faults] == [(3, "bientôt"), (5, "31/02")]


def test_figures_are_day_first_but_in_american_english() -> None:
    assert read("10/11/2026", "fr")[0] == ["2026-11-10"]
    assert read("10/11/2026", "en_GB")[0] == ["2026-11-10"]
    assert read("10/11/2026", "en_US")[0] == ["2026-10-11"]


def test_mar_before_a_number_is_march_in_english_only() -> None:
    assert read("Mar 9", "en_GB") == (["2027-03-09"], [])
    assert read("Mar 9, 2027", "en_GB") == (["2027-03-09"], [])


def test_a_weekday_chooses_the_year_in_a_long_season() -> None:
    dates, faults = pasted_dates(
        "14 octobre\njeudi 14 octobre", season_first_on=dt.date(2026, 9, 1), season_last_on=dt.date(2028, 6, 30)
    )
    assert (dates, faults) == ([PastedDate(dt.date(2026, 10, 14)), PastedDate(dt.date(2027, 10, 14))], [])


def test_what_comes_after_the_limit_is_said_to_be_left_out() -> None:
    dates, faults = read("9 septembre\n" + "\n" * MAX_CHARACTERS)
    assert dates == ["2026-09-09"]
    assert [fault.reason for fault in faults] == [FaultReason.TOO_LONG]


DAYS = st.dates(FIRST_ON, LAST_ON)
FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


@given(
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from(
                [
                    "{iso}",
                    "{d}/{m}",
                    "{d:02}/{m:02}/{y}",
                    "{d}.{m}.{yy}",
                    "{d} {french}",
                    "{weekday} {d} {french} {y}",
                    "{weekday:.3}. {d} {french}",
                    "{d} {english}",
                    "{english} {d}, {y}",
                    "{english:.3} {d}",
                    "{d}-{english:.3}-{yy}",
                ]
            ),
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\r\n", "; ", "\n\n- "]),
)
def test_every_day_in_every_way(written: list[tuple[dt.date, str]], between: str) -> None:
    text = between.join(
        form.format(
            iso=on.isoformat(),
            d=on.day,
            m=on.month,
            y=on.year,
            yy=f"{on:%y}",
            french=FRENCH_MONTHS[on.month - 1],
            english=ENGLISH_MONTHS[on.month - 1],
            weekday=FRENCH_DAYS[on.weekday()],
        )
        for on, form in written
    )
    assert read(text, "en_GB") == (sorted({on.isoformat() for on, _ in written}), [])


PIECES = st.sampled_from(
    [
        "9",
        "31",
        "septembre",
        "oct.",
        "mar",
        "mercredi",
        "jeu",
        "14/10",
        "14h",
        "-16h30",
        "2pm",
        "2026",
        "'26",
        ",",
        ";",
        "\t",
        "\n",
        "et",
        "au",
        "-",
        ":",
        "1er",
        "2e",
        "x",
        " ",
        "2026-10-14",
        "(",
        "\u2028",
        "é",
        "\x00",
        "ﷺ",
        "99",
        "14h-",
        "à",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)),
    st.sampled_from(["fr", "en_GB", "en_US"]),
)
def test_whatever_the_text_nothing_raises_and_days_stay_in_the_season(text: str, locale: str) -> None:
    dates, faults = pasted_dates(text, season_first_on=FIRST_ON, season_last_on=LAST_ON, locale=locale)
    assert all(FIRST_ON <= date.day <= LAST_ON for date in dates)
    assert len(set(dates)) == len(dates)
    assert [date.day for date in dates] == sorted(date.day for date in dates)
    assert all(fault.line >= 1 and len(fault.text) <= 80 for fault in faults)


@pytest.mark.parametrize("piece", ["1,", "1h,", "1 ", "mar ", "9 sept ", "1h 9/9,", "lun,", "9-", "sept ", "14 "])
def test_long_nonsense_is_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    read(piece * (MAX_CHARACTERS // len(piece)))
    assert time.process_time() - started < 3
