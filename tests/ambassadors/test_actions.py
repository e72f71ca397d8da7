"""Adding people one at a time or a list at once, keeping files right, leaving and coming back."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.ctx import RequestContext
from sqlalchemy import func, select

from accounts import actions as accounts_actions
from accounts.actions import begin_session
from accounts.models import Session, User
from accounts.rules import Device, LinkKind
from ambassadors import actions
from ambassadors.actions import AlreadyKnown, File, OutsideAges
from ambassadors.models import Ambassador, Guardian, WayHome, YoungPerson
from ambassadors.rules import Contact
from core.db import db
from seasons.models import Season
from tests.world import NOW, Cast

TODAY = date(2026, 10, 7)
SAM = File(
    first_name="Sam",
    last_name="Ngô",
    born_on=date(2011, 5, 4),
    email="Sam.Ngo@Mail.example",
    phone="+33639980101",
    school="Lycée des Dunes",
    note="Dort peu.",
    way_home=WayHome.NOT_ALONE,
    way_home_details="sa tante",
    guardians=(Contact("Lan Ngô", "+33639970101", "Lan@Famille.example"), Contact()),
)


def acting(app: Flask) -> RequestContext:
    return app.test_request_context(method="POST")


def of(cast: Cast) -> tuple[Season, User]:
    return db.session.get_one(Season, cast.season.id), db.session.get_one(User, cast.erin.id)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_what_is_added_is_kept_as_it_was_typed(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        made = actions.add(season, SAM, by=by, now=NOW, joined_on=TODAY)
        young = made.young_person
        assert (young.first_name, young.last_name, young.born_on) == ("Sam", "Ngô", date(2011, 5, 4))
        assert (young.email, young.phone, young.school) == ("sam.ngo@mail.example", "+33639980101", "Lycée des Dunes")
        assert (young.way_home, young.way_home_details, young.note) == (WayHome.NOT_ALONE, "sa tante", "Dort peu.")
        assert [(g.name, g.phone, g.email) for g in young.guardians] == [
            ("Lan Ngô", "+33639970101", "lan@famille.example")
        ]
        assert (young.sort_name, young.programme_id) == ("ngo sam", cast.kaleido.id)
        assert (made.season_id, made.joined_on, made.age_reason, made.left_on) == (cast.season.id, TODAY, "", None)
        assert young.user is not None
        assert (young.user.email, young.user.name, young.user.locale) == ("sam.ngo@mail.example", "Sam Ngô", "fr")


def test_someone_added_twice_is_there_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        first = actions.add(season, SAM, by=by, now=NOW, joined_on=TODAY)
        before = count(YoungPerson), count(Ambassador), count(User)
        other = File(first_name="SAM", last_name="ngo", born_on=SAM.born_on, note="autre")
        assert actions.add(season, other, by=by, now=NOW, joined_on=TODAY) is first
        assert (count(YoungPerson), count(Ambassador), count(User)) == before
        assert first.young_person.note == "Dort peu."


@pytest.mark.parametrize(
    ("born_on", "fits"),
    [
        (date(2014, 10, 7), True),  # 12 on the day of joining, though not on the season's first
        (date(2014, 10, 8), False),
        (date(2000, 10, 8), True),  # 25 until tomorrow
        (date(2000, 10, 7), False),
    ],
)
def test_ages_are_counted_on_the_day_of_joining(app: Flask, cast: Cast, born_on: date, fits: bool) -> None:
    with acting(app):
        season, by = of(cast)
        asked = File("Sam", "Ngô", born_on)
        if fits:
            assert actions.add(season, asked, by=by, now=NOW, joined_on=TODAY).age_reason == ""
            return
        with pytest.raises(OutsideAges):
            actions.add(season, asked, by=by, now=NOW, joined_on=TODAY)
        assert actions.twin_of(season.programme, asked) is None
        made = actions.add(season, asked, by=by, now=NOW, joined_on=TODAY, age_reason="Sa sœur vient aussi")
        assert made.age_reason == "Sa sœur vient aussi"


def test_before_the_season_ages_are_counted_on_its_first_day(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        asked = File("Sam", "Ngô", date(2014, 9, 1))
        assert actions.add(season, asked, by=by, now=NOW, joined_on=date(2026, 6, 1)).age_reason == ""


def test_someone_of_last_season_joins_this_one_with_the_same_file(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        charlie = db.session.get_one(YoungPerson, cast.charlie.id)
        first = actions.enrol(charlie, season, by=by, now=NOW, joined_on=TODAY)
        assert (first.young_person_id, first.season_id, first.joined_on) == (cast.charlie.id, cast.season.id, TODAY)
        assert actions.enrol(charlie, season, by=by, now=NOW, joined_on=TODAY + timedelta(days=9)) is first
        assert first.joined_on == TODAY


def test_leaving_and_coming_back_tell_the_feeds(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        place = db.session.get_one(Ambassador, cast.alice_now.id)
        revision = season.feed_revision
        actions.leave(place, on=TODAY, now=NOW)
        actions.leave(place, on=TODAY + timedelta(days=1), now=NOW)
        assert (place.left_on, season.feed_revision) == (TODAY, revision + 1)
        back = actions.enrol(place.young_person, season, by=by, now=NOW, joined_on=TODAY)
        assert (back is place, place.left_on, season.feed_revision) == (True, None, revision + 2)


def test_a_file_cannot_become_somebody_elses(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob, alice = (db.session.get_one(YoungPerson, each.id) for each in (cast.bob, cast.alice))
        with pytest.raises(AlreadyKnown) as known:
            actions.change(bob, File("ALICE", "martin", alice.born_on), now=NOW)
        assert (known.value.young.id, bob.first_name) == (alice.id, "Bob")


def test_a_file_that_keeps_its_address_keeps_its_sessions_and_guardians(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob = db.session.get_one(YoungPerson, cast.bob.id)
        signed_in(bob)
        asked = File("Bobby", "Nguyễn", bob.born_on, email="BOB@mail.example", school="Ailleurs")
        actions.change(bob, asked, now=NOW)
        assert (bob.first_name, bob.sort_name, bob.school) == ("Bobby", "nguyen bobby", "Ailleurs")
        assert [g.name for g in bob.guardians] == ["Hoa Nguyễn"]
        assert [s.ended_at for s in sessions(cast.bob.user_id)] == [None]


def signed_in(young: YoungPerson) -> None:
    assert young.user is not None
    begin_session(young.user, device=Device.OWN, life=timedelta(days=1), browser_name="", person="", now=NOW)
    db.session.flush()


def sessions(user_id: int | None) -> list[Session]:
    return list(db.session.scalars(select(Session).where(Session.user_id == user_id).order_by(Session.id)))


def test_another_address_ends_what_the_old_one_opens(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob = db.session.get_one(YoungPerson, cast.bob.id)
        signed_in(bob)
        assert bob.user is not None
        by = db.session.get_one(User, cast.erin.id)
        made = {"user": bob.user, "person": bob.public_id, "secret": b"s" * 32, "by": by, "now": NOW}
        links = [accounts_actions.new_link(kind, **made).link for kind in (LinkKind.CARD, LinkKind.INVITATION)]  # type: ignore[arg-type]
        actions.change(bob, File("Bob", "Nguyễn", bob.born_on, email="neuf@mail.example"), now=NOW)
        for link in links:
            db.session.refresh(link)
        assert [link.revoked_at for link in links] == [NOW, NOW]
        assert [s.ended_at for s in sessions(cast.bob.user_id)] == [NOW]
        assert (bob.email, bob.user.email, bob.user_id == cast.bob.user_id) == (
            "neuf@mail.example",
            "neuf@mail.example",
            False,
        )


def test_a_sibling_of_the_same_address_stays_signed_in(app: Flask, cast: Cast) -> None:
    with acting(app):
        tom = db.session.get_one(YoungPerson, cast.tom.id)
        signed_in(tom)
        actions.change(tom, File("Tom", "Faure", tom.born_on, email="tom@mail.example"), now=NOW)
        tess = db.session.get_one(YoungPerson, cast.tess.id)
        assert tess.user_id == cast.tess.user_id
        assert [s.ended_at for s in sessions(cast.tess.user_id)] == [None]


def test_whoever_loses_the_last_address_comes_in_by_card(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob = db.session.get_one(YoungPerson, cast.bob.id)
        actions.change(bob, File("Bob", "Nguyễn", bob.born_on), now=NOW)
        assert (bob.email, bob.user) == ("", None)


def test_contacts_are_changed_in_place_added_and_removed(app: Flask, cast: Cast) -> None:
    with acting(app):
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        actions.change_guardians(alice, [Contact(name="Grace M."), Contact(), Contact(email="Autre@Famille.example")])
        db.session.flush()
        assert [(g.id == cast.grace.id, g.name, g.email) for g in alice.guardians] == [
            (True, "Grace M.", ""),
            (False, "", "autre@famille.example"),
        ]
        actions.change_guardians(alice, [])
        db.session.flush()
        assert (alice.guardians, db.session.get(Guardian, cast.grace.id)) == ([], None)


def people(number: int) -> list[File]:
    return [File(f"Prénom {n}", "Nom", date(2010, 1, 1), email=f"p{n % 3}@mail.example") for n in range(number)]


def test_a_list_is_added_once_whoever_is_in_it_twice(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        asked = [*people(5), people(1)[0], File("Alice", "Martin", alice.born_on, note="autre")]
        users = count(User)
        assert actions.add_all(season, asked, by=by, now=NOW, joined_on=TODAY) == 5
        assert count(User) == users + 3  # three mailboxes, as siblings share them
        assert alice.note == "Porte des lunettes."
        assert actions.add_all(season, asked, by=by, now=NOW, joined_on=TODAY) == 0


def test_a_list_brings_back_people_of_last_season_and_nobody_who_left(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        left = db.session.get_one(Ambassador, cast.bob_now.id)
        actions.leave(left, on=TODAY, now=NOW)
        known = [
            File(y.first_name, y.last_name, y.born_on)
            for y in (db.session.get_one(YoungPerson, each.id) for each in (cast.charlie, cast.bob))
        ]
        files = count(YoungPerson)
        assert actions.add_all(season, known, by=by, now=NOW, joined_on=TODAY) == 1
        assert (count(YoungPerson), left.left_on) == (files, TODAY)


def test_another_programme_has_its_own_file_of_the_same_person(app: Flask, cast: Cast) -> None:
    with acting(app):
        season, by = of(cast)
        theirs = db.session.get_one(Season, cast.heidis_season.id)
        here = actions.add(season, SAM, by=by, now=NOW, joined_on=TODAY)
        there = actions.add(theirs, SAM, by=by, now=NOW, joined_on=TODAY)
        assert here.young_person_id != there.young_person_id
        assert here.young_person.user_id == there.young_person.user_id


def at_once(app: Flask, act: Callable[[], object], times: int = 4) -> list[object]:
    """Run `act` in as many threads, each in a request of its own that commits; what each returned or raised."""
    barrier, results = Barrier(times), list[object]()

    def run() -> None:
        with acting(app):
            barrier.wait()
            try:
                results.append(act())
                db.session.commit()
            except Exception as error:
                results.append(error)

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_lists_added_at_once_double_nobody(app: Flask, cast: Cast) -> None:
    def add_them() -> int:
        season, by = of(cast)
        return actions.add_all(season, people(20), by=by, now=NOW, joined_on=TODAY)

    assert sorted(map(str, at_once(app, add_them))) == ["0", "0", "0", "20"]
    with acting(app):
        assert db.session.scalar(select(func.count()).where(YoungPerson.last_name == "Nom")) == 20


def test_the_same_person_added_at_once_is_there_once(app: Flask, cast: Cast) -> None:
    def add_sam() -> int:
        season, by = of(cast)
        return actions.add(season, SAM, by=by, now=NOW, joined_on=TODAY).id

    assert len({str(found) for found in at_once(app, add_sam)}) == 1
    with acting(app):
        assert db.session.scalar(select(func.count()).where(YoungPerson.last_name == "Ngô")) == 1
