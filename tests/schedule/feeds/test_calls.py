"""The last day of a call for projects in calendars: a whole day, which takes nobody's time."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from core.db import db
from projects.actions import CallDetails, write_call
from projects.models import Call
from schedule.feeds import actions
from schedule.feeds.rules import feed_token
from seasons.models import Season
from tests.world import NOW, Cast

ASKED = CallDetails(
    title="Fête de la science",
    brief="Un projet qui tient sur une table.",
    opens_on=date(2026, 10, 1),
    opens_time=time(8),
    closes_on=date(2026, 12, 17),
    closes_time=time(23, 59),
)
LATER = NOW + timedelta(minutes=5)


def address(app: Flask, cast: Cast, who: str) -> str:
    key = app.extensions["settings"].key("feeds")
    with app.app_context():
        kaleido = db.session.merge(cast.kaleido)
        feed = (
            actions.make_for_young_person(
                db.session.merge(cast.alice), name="Mon agenda", language="fr", key=key, now=NOW
            )
            if who == "alice"
            else actions.make_for_staff(
                db.session.merge(cast.erin), kaleido, name="My calendar", language="en_GB", key=key, now=NOW
            )
            if who == "erin"
            else actions.make_for_group(kaleido, key=key, now=NOW)
        )
        db.session.commit()
        return f"/cal/{feed_token(feed.nonce, key)}.ics"


def write(app: Flask, cast: Cast, asked: CallDetails) -> None:
    with app.test_request_context(method="POST"):
        season = db.session.get_one(Season, cast.season.id)
        call = db.session.query(Call).filter_by(season_id=season.id).one_or_none()
        write_call(season, asked, version=call.version if call else None, now=LATER)
        db.session.commit()


def last_days(app: Flask, url: str) -> list[Any]:
    found: list[Any] = list(Calendar.from_ical(app.test_client().get(url).data).events)
    whole = [each for each in found if each["dtstart"].params.get("VALUE") == "DATE"]
    return [each for each in whole if each["dtstart"].dt > NOW.date()]  # of this season


@pytest.mark.parametrize(
    ("who", "title", "said"),
    [
        ("alice", "Appel à projets : dernier jour", "Dépôt des idées : jusqu’à 23 h 59."),
        ("erin", "Call for projects: last day", "Open until 11.59 pm."),
        ("kaleido", "Appel à projets : dernier jour", "Dépôt des idées : jusqu’à 23 h 59."),
    ],
)
def test_point_17_the_last_day_of_the_call_is_a_whole_day(
    app: Flask, cast: Cast, who: str, title: str, said: str
) -> None:
    """A call that closes at midnight takes its last idea on the day that ends then."""
    url = address(app, cast, who)
    write(app, cast, ASKED)
    (found,) = last_days(app, url)
    assert (found.start, found.end) == (date(2026, 12, 17), date(2026, 12, 18))
    assert str(found["summary"]).replace("\u00a0", " ").replace("\u202f", " ") == title
    assert said in str(found["description"]).replace("\u00a0", " ").replace("\u202f", " ")
    assert (found["transp"], found["status"]) == ("TRANSPARENT", "CONFIRMED")


def test_point_03_another_closing_raises_what_calendars_compare_and_nothing_else_does(app: Flask, cast: Cast) -> None:
    url = address(app, cast, "alice")
    seen: list[tuple[int, datetime, int]] = []
    for change in (
        {},
        {"closes_on": date(2026, 12, 20)},
        {"brief": "Autrement."},
        {},
        {"title": "Les curieux"},
        {"closes_on": date(2026, 12, 17)},
    ):
        asked = replace(ASKED, **{"closes_on": date(2026, 12, 20), **change}) if seen else ASKED  # type: ignore[arg-type]
        tag = app.test_client().get(url).headers["ETag"]
        write(app, cast, asked)
        (found,) = last_days(app, url)
        again = app.test_client().get(url, headers={"If-None-Match": tag}).status_code
        seen.append((found["sequence"], found["last-modified"].dt, again))
    first = seen[0][0]
    assert [sequence - first for sequence, *_ in seen] == [0, 1, 1, 1, 2, 3]
    stamps = [stamp for _, stamp, _ in seen]
    assert [later > earlier for earlier, later in pairwise(stamps)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert [status for *_, status in seen][1:] == [200, 304, 304, 200, 200]
