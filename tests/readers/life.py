"""The life of a season in one calendar, act by act, and what is true after each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from accounts.models import User
from core.db import db
from meetings import actions
from meetings.models import Meeting, Venue
from meetings.rules import Status
from meetings.venues import actions as venues
from outings.models import Outing
from outings.rules import Status as OutingStatus
from schedule.feeds import actions as feeds
from schedule.feeds.rules import feed_token
from schedule.feeds.text import words
from seasons.actions import close
from seasons.models import Programme, Season
from tests import world
from tests.world import NOW, Cast

Seen = dict[str, tuple[datetime, datetime, str]]  # uid: both ends in UTC, title; dates with hours alone
LATER = NOW + timedelta(minutes=5)


class Life:
    """A season of Kaléido's, its group's calendar, and who acts in it."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app, self.cast = app, cast
        key = app.extensions["settings"].key("feeds")
        with app.app_context():
            feed = feeds.make_for_group(db.session.merge(cast.kaleido), key=key, now=NOW)
            place = world.venue(db.session.merge(cast.kaleido), "La halle")
            drafts = [
                world.meeting(db.session.merge(cast.season), f"Séance {n}", in_days=14 + 28 * n, where=place)
                for n in range(6)
            ]
            for draft in drafts:
                draft.status, draft.published_at = Status.DRAFT, None
            db.session.commit()
            self.address = f"/cal/{feed_token(feed.nonce, key)}.ics"
            self.place, self.drafts = place.id, [draft.id for draft in drafts]

    def stages(self) -> Iterator[tuple[str, str, Seen]]:
        """What was done, the calendar's text over HTTP, and what a reader of it has to show."""
        client = self.app.test_client()
        acts: tuple[Callable[[], object], ...] = (
            self.plan,
            self.publish,
            self.move,
            self.move_back,
            self.cancel,
            self.restore,
            self.rename_the_place,
            self.change_its_zone,
            self.archive,
        )
        for act in acts:
            with self.app.test_request_context(method="POST"):
                self.erin = db.session.get_one(User, self.cast.erin.id)
                act()
                db.session.commit()
            with self.app.app_context():
                wanted = self.truth()
            answer = client.get(self.address)
            assert answer.status_code == 200
            yield act.__name__, answer.get_data(as_text=True), wanted

    def truth(self) -> Seen:
        """From the instants in the database, which the text of calendars is not made from."""
        rows: list[Meeting | Outing] = list(db.session.query(Meeting).where(Meeting.status != Status.DRAFT))
        rows += list(db.session.query(Outing).where(Outing.status != OutingStatus.DRAFT))
        shown = [r for r in rows if r.season.archived_at is None and r.season.programme_id == self.cast.kaleido.id]
        return {
            row.uid: (
                row.starts_at,
                row.ends_at,
                f"{words('fr').cancelled_prefix * (row.status.value == 'cancelled')}{row.title}",
            )
            for row in shown
        }

    def meeting(self) -> Meeting:
        return db.session.get_one(Meeting, self.drafts[2])

    def plan(self) -> None:
        """Drafts are in no calendar."""

    def publish(self) -> None:
        drafts = [db.session.get_one(Meeting, key) for key in self.drafts]
        actions.publish(db.session.get_one(Season, self.cast.season.id), drafts, by=self.erin, now=LATER)

    def move(self, days: int = 9) -> None:
        meeting = self.meeting()
        moved = replace(actions.details_of(meeting), held_on=meeting.held_on + timedelta(days=days))
        actions.change(meeting, moved, by=self.erin, now=LATER)

    def move_back(self) -> None:
        self.move(-9)

    def cancel(self) -> None:
        actions.cancel(self.meeting(), why="Grève.", by=self.erin, now=LATER)

    def restore(self) -> None:
        actions.restore(self.meeting(), by=self.erin, now=LATER)

    def rename_the_place(self, zone: str = "Europe/Paris") -> None:
        venue = db.session.get_one(Venue, self.place)
        programme = db.session.get_one(Programme, self.cast.kaleido.id)
        name = "La grande halle"
        venues.change(venue, programme, name=name, address=venue.address, zone=zone, by=self.erin, now=LATER)

    def change_its_zone(self) -> None:
        self.rename_the_place("Indian/Reunion")

    def archive(self) -> None:
        close(db.session.get_one(Season, self.cast.season.id), by=self.erin, now=LATER)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
