"""Dates and times as people write them. `~` stands for the no-break space."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel import Locale
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from core import dates

FR, EN = "fr", "en_GB"


def _visible(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("on", "locale", "plain", "brief"),
    [
        (date(2010, 12, 12), FR, "12~décembre 2010", "12~déc."),
        (date(2010, 12, 12), EN, "12~December 2010", "12~Dec"),
        (date(2010, 11, 1), FR, "1er~novembre 2010", "1er~nov."),
        (date(2010, 11, 1), EN, "1~November 2010", "1~Nov"),
        (date(2010, 11, 21), FR, "21~novembre 2010", "21~nov."),
    ],
)
def test_a_day_without_its_weekday(on: date, locale: Locale, plain: str, brief: str) -> None:
    assert (_visible(dates.plain_day(on, locale)), _visible(dates.day_and_month(on, locale))) == (plain, brief)


@pytest.mark.parametrize(
    ("on", "locale", "known_years", "written"),
    [
        (date(2026, 12, 12), FR, None, "samedi 12~décembre"),
        (date(2026, 12, 12), EN, None, "Saturday 12~December"),
        (date(2026, 12, 12), FR, {2026, 2027}, "samedi 12~décembre"),
        (date(2026, 12, 12), FR, {2027}, "samedi 12~décembre 2026"),
        (date(2026, 12, 12), EN, {2027}, "Saturday 12~December 2026"),
        (date(2026, 11, 1), FR, None, "dimanche 1er~novembre"),
        (date(2026, 11, 1), FR, (), "dimanche 1er~novembre 2026"),
        (date(2026, 11, 11), FR, None, "mercredi 11~novembre"),
        (date(2026, 11, 21), FR, None, "samedi 21~novembre"),
        (date(2026, 11, 1), EN, None, "Sunday 1~November"),
        (date(2026, 11, 1), Locale.parse("fr_CH"), None, "dimanche 1er~novembre"),
    ],
)
def test_a_day_in_full(on: date, locale: str, known_years: set[int] | None, written: str) -> None:
    assert _visible(dates.day(on, locale, known_years=known_years)) == written


def test_a_day_with_its_year() -> None:
    assert _visible(dates.day_with_year(date(2026, 12, 12), FR)) == "samedi 12~décembre 2026"


@pytest.mark.parametrize(
    ("on", "locale", "written"),
    [
        (date(2026, 12, 12), FR, "sam. 12~déc."),
        (date(2027, 5, 1), FR, "sam. 1er~mai"),
        (date(2026, 12, 12), EN, "Sat 12~Dec"),
        (date(2027, 5, 1), EN, "Sat 1~May"),
    ],
)
def test_a_day_in_brief(on: date, locale: str, written: str) -> None:
    assert _visible(dates.day_short(on, locale)) == written


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (-8, "lundi 30~novembre", "Monday 30~November"),
        (-7, "il y a 7~jours", "7~days ago"),
        (-1, "hier", "yesterday"),
        (0, "aujourd’hui", "today"),
        (1, "demain", "tomorrow"),
        (4, "dans 4~jours", "in 4~days"),
        (7, "dans 7~jours", "in 7~days"),
        (8, "mercredi 16~décembre", "Wednesday 16~December"),
        (30, "jeudi 7~janvier 2027", "Thursday 7~January 2027"),
    ],
)
def test_how_far_a_day_is(days: int, french: str, english: str) -> None:
    today = date(2026, 12, 8)
    on = today + timedelta(days=days)
    written = (_visible(dates.days_away(on, today, FR)), _visible(dates.days_away(on, today, EN)))
    assert written == (french, english)


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (time(0), "0~h", "midnight"),
        (time(0, 5), "0~h~05", "12.05~am"),
        (time(9), "9~h", "9~am"),
        (time(11, 59), "11~h~59", "11.59~am"),
        (time(12), "12~h", "noon"),
        (time(12, 30), "12~h~30", "12.30~pm"),
        (time(14), "14~h", "2~pm"),
        (time(23, 59), "23~h~59", "11.59~pm"),
    ],
)
def test_a_time_of_day(at: time, french: str, english: str) -> None:
    assert (_visible(dates.clock_time(at, FR)), _visible(dates.clock_time(at, EN))) == (french, english)


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (time(14), time(16, 30), "14~h~–~16~h~30", "2–4.30~pm"),
        (time(9, 30), time(11), "9~h~30~–~11~h", "9.30–11~am"),
        (time(10), time(12), "10~h~–~12~h", "10~am~–~noon"),
        (time(12), time(14), "12~h~–~14~h", "noon~–~2~pm"),
        (time(11), time(13, 15), "11~h~–~13~h~15", "11~am~–~1.15~pm"),
        (time(20), time(0), "20~h~–~0~h", "8~pm~–~midnight"),
    ],
)
def test_two_times_of_one_day(start: time, end: time, french: str, english: str) -> None:
    written = (_visible(dates.time_range(start, end, FR)), _visible(dates.time_range(start, end, EN)))
    assert written == (french, english)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (0, "0~min", "0~min"),
        (45, "45~min", "45~min"),
        (60, "1~h", "1~hr"),
        (90, "1~h~30", "1~hr~30~min"),
        (300, "5~h", "5~hrs"),
        (425, "7~h~05", "7~hrs~5~min"),
    ],
)
def test_a_length_of_time(minutes: int, french: str, english: str) -> None:
    assert (_visible(dates.length(minutes, FR)), _visible(dates.length(minutes, EN))) == (french, english)


def test_a_moment_is_told_where_it_is_lived() -> None:
    closes_at = datetime(2026, 12, 17, 22, 59, tzinfo=UTC)
    assert _visible(dates.moment(closes_at, "Europe/Paris", FR)) == "jeudi 17~décembre à 23~h~59"
    assert _visible(dates.moment(closes_at, "Indian/Reunion", FR)) == "vendredi 18~décembre à 2~h~59"
    assert (
        _visible(dates.moment(closes_at, "Europe/Paris", EN, known_years={2027}))
        == "Thursday 17~December 2026, 11.59~pm"
    )


def test_a_moment_knows_summer_time() -> None:
    noon = datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert _visible(dates.moment(noon, "Europe/Paris", FR)) == "mercredi 1er~juillet à 12~h"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^2026-12-17T22:59:00 has no time zone: a moment is always aware$"):
        dates.moment(datetime(2026, 12, 17, 22, 59), "Europe/Paris", FR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("on", "french", "english"),
    [
        (date(2026, 9, 19), ("sam.", "19", "sept."), ("Sat", "19", "Sept")),
        (date(2027, 1, 6), ("mer.", "6", "janv."), ("Wed", "6", "Jan")),
        (date(2027, 3, 1), ("lun.", "1", "mars"), ("Mon", "1", "Mar")),
    ],
)
def test_the_lines_of_a_cell(on: date, french: tuple[str, ...], english: tuple[str, ...]) -> None:
    assert (dates.tile_day(on, FR), dates.tile_day(on, EN)) == (french, english)


def test_a_month_is_a_heading() -> None:
    assert (dates.month_name(date(2026, 12, 12), FR), dates.month_name(date(2026, 12, 12), EN)) == (
        "Décembre 2026",
        "December 2026",
    )


def test_only_the_first_letter_is_raised() -> None:
    assert [dates.capitalised(text) for text in ("samedi 12 décembre", "à 14 h", "")] == [
        "Samedi 12 décembre",
        "À 14 h",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Tu viens samedi ?", "Tu viens samedi~?"),
        ("Avant : le 9 ; après !", "Avant~: le 9~; après~!"),
        ("« Nos idées »", "«~Nos idées~»"),
        ("déjà\u00a0: fait", "déjà~: fait"),
        ("81 % en moyenne", "81~% en moyenne"),
        ("https://exemple.fr à 14:30", "https://exemple.fr à 14:30"),
        ("dans 2 heures, le 25 novembre, à 18 ans", "dans 2~heures, le 25~novembre, à 18~ans"),
        ("numéro 2, dans %(num)s jours, %(num)s %(mot)s", "numéro~2, dans %(num)s~jours, %(num)s %(mot)s"),
        ("", ""),
    ],
)
def test_french_punctuation_is_tied_to_its_word(text: str, french: str) -> None:
    assert (_visible(dates.nbsp(text, FR)), dates.nbsp(text, EN)) == (french, text)


def test_markup_stays_markup_and_text_stays_text() -> None:
    assert type(dates.nbsp(Markup("<b>Oui</b> ?"), FR)) is Markup
    assert type(dates.nbsp("<b>Oui</b> ?", FR)) is str


@given(st.text())
def test_tying_twice_changes_nothing_more(text: str) -> None:
    once = dates.nbsp(text, FR)
    assert dates.nbsp(once, FR) == once
    assert once.replace("\u00a0", " ").split() == text.replace("\u00a0", " ").split()


@pytest.mark.parametrize(
    ("value", "text", "html"),
    [
        (date(2026, 12, 12), "samedi 12 décembre", '<time datetime="2026-12-12">samedi 12 décembre</time>'),
        (
            date(2026, 11, 1),
            "dimanche 1er novembre",
            '<time datetime="2026-11-01">dimanche 1er novembre</time>',
        ),
        (time(14, 5), "14 h 05", '<time datetime="14:05">14 h 05</time>'),
        (
            datetime(2026, 12, 17, 22, 59, tzinfo=UTC),
            "<script>",
            '<time datetime="2026-12-17T22:59+00:00">&lt;script&gt;</time>',
        ),
    ],
)
def test_the_machine_reads_it_too(value: date | time, text: str, html: str) -> None:
    assert dates.time_tag(value, text) == Markup(html)


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("une adresse e-mail", "une adresse e-~mail"),
        ("d’e-mail, ce jour-là, celle-ci", "d’e-~mail, ce jour-~là, celle-~ci"),
        ("La saison 2025-2026 est close", "La saison 2025-~2026 est close"),
        ("un rendez-vous le-mail 20261014T1200-20261014T1430", "un rendez-vous le-mail 20261014T1200-20261014T1430"),
    ],
)
def test_a_hyphen_that_no_line_should_end_at_is_tied(text: str, french: str) -> None:
    joined = french.replace("~", dates.JOINER)
    assert (dates.hyphens_tied(text, FR), dates.hyphens_tied(text, EN)) == (joined, text)
    assert dates.hyphens_tied(joined, FR) == joined
    assert isinstance(dates.hyphens_tied(Markup(text), FR), Markup)


def test_a_mail_ties_its_hyphens_by_a_letter_that_mail_programs_draw(app: Flask) -> None:
    shown = {}
    with app.test_request_context("/?lang=fr"), force_locale("fr"):
        for name in ("page.html", "emails/mail.html", "emails/mail.txt"):
            loader = DictLoader({name: "{{ _('Enter an e-mail address.') }}"})
            shown[name] = app.jinja_env.overlay(loader=loader).get_template(name).render()
    assert shown == {
        "page.html": f"Il manque l’adresse e-{dates.JOINER}mail.",
        "emails/mail.html": "Il manque l’adresse e\N{NON-BREAKING HYPHEN}mail.",
        "emails/mail.txt": "Il manque l’adresse e-mail.",
    }


def test_a_range_within_a_text_stays_on_one_line() -> None:
    hours = dates.time_range(time(14), time(16, 30), FR)
    tied = dates.ranges_tied(f"Mercredi, {hours}, Le labo – Bordeaux")
    assert _visible(tied).replace(dates.JOINER, "|") == "Mercredi, 14~h~–|~16~h~30, Le labo – Bordeaux"
    english = dates.ranges_tied(f"Wednesday, {dates.time_range(time(14), time(16, 30), EN)}, Le labo – Bordeaux")
    assert _visible(english).replace(dates.JOINER, "|") == "Wednesday, 2–|4.30~pm, Le labo – Bordeaux"


def test_an_address_breaks_after_its_at_sign_and_stays_escaped() -> None:
    assert dates.parts_of_address("a&b@famille.example") == "a&amp;b@<wbr>famille.example"
