"""What each act changes, and what it refuses."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.ctx import RequestContext
from sqlalchemy import select

from accounts.models import User
from ambassadors.models import YoungPerson
from core.db import db, new_public_id
from core.errors import RuleBroken, WrittenMeanwhile
from core.outbox import Mail
from projects import actions
from projects.access import fresh_reply_to
from projects.actions import CallDetails, Words
from projects.models import Call, Project
from projects.rules import ProjectStatus
from seasons.models import Season
from tests import world
from tests.world import NOW, Cast

WORDS = Words("Le son qu’on voit", "Une machine qui dessine ta voix.", "On chante.", "Du sable.", "Sv")
LATER = NOW + timedelta(minutes=5)
ASKED = CallDetails(
    "Fête de la science", "Sur une table.", date(2026, 11, 2), time(8), date(2026, 12, 17), time(23, 59)
)


def acting(app: Flask) -> RequestContext:
    """Inside a request that may write: mails carry addresses of ours."""
    return app.test_request_context(method="POST")


def user(cast: Cast, who: str) -> User:
    return db.session.get_one(User, getattr(cast, who).user_id)


def idea_of(cast: Cast, who: str) -> Project:
    return db.session.get_one(Project, cast.ideas[who].id)


def steps(project: Project) -> list[ProjectStatus]:
    return [step.status for step in project.steps]


def test_the_same_form_sent_twice_makes_one_idea(app: Flask, cast: Cast) -> None:
    with acting(app):
        call, tom = db.session.get_one(Call, cast.call.id), db.session.get_one(YoungPerson, cast.tom.id)
        key, by = new_public_id(), user(cast, "tom")
        first, again = (actions.propose(call, "Un volcan.", young=tom, key=key, by=by, now=NOW) for _ in range(2))
        assert (first.public_id, first is again, first.status) == (key, True, ProjectStatus.DRAFT)
        other = actions.propose(call, "Un volcan.", young=tom, key=new_public_id(), by=by, now=NOW)
        assert other is not first


def test_a_key_that_is_somebody_elses_idea_makes_a_new_one(app: Flask, cast: Cast) -> None:
    with acting(app):
        call, tom = db.session.get_one(Call, cast.call.id), db.session.get_one(YoungPerson, cast.tom.id)
        key = cast.ideas["alice"].public_id
        made = actions.propose(call, "À moi.", young=tom, key=key, by=user(cast, "tom"), now=NOW)
        assert (made.public_id != key, [a.id for a in made.authors]) == (True, [tom.id])


@pytest.mark.parametrize("now", [NOW - timedelta(days=6), NOW + timedelta(days=30)])
def test_nothing_begins_nor_changes_outside_the_call(app: Flask, cast: Cast, now: datetime) -> None:
    with acting(app):
        call, tom = db.session.get_one(Call, cast.call.id), db.session.get_one(YoungPerson, cast.tom.id)
        acts: list[Callable[[], object]] = [
            lambda: actions.propose(call, "Trop tard.", young=tom, key="", by=user(cast, "tom"), now=now),
            lambda: actions.save(idea_of(cast, "bob"), WORDS, version=1, by=user(cast, "bob"), now=now),
            lambda: actions.submit(idea_of(cast, "bob"), by=user(cast, "bob"), now=now),
            lambda: actions.submit(idea_of(cast, "dora"), by=user(cast, "dora"), now=now),
            lambda: actions.withdraw(idea_of(cast, "alice"), by=user(cast, "alice"), now=now),
        ]
        for act in acts:
            with pytest.raises(RuleBroken):
                act()
        assert db.session.query(Project).count() == 5


def test_the_last_instant_passes_and_the_next_does_not(app: Flask, cast: Cast) -> None:
    closes = datetime(2026, 12, 17, 23, 0, tzinfo=NOW.tzinfo)  # 18 December, midnight in Paris
    with acting(app):
        db.session.get_one(Call, cast.call.id).closes_at = closes
        actions.submit(idea_of(cast, "bob"), by=user(cast, "bob"), now=closes - timedelta(seconds=0.1))
        with pytest.raises(RuleBroken) as refused:
            actions.withdraw(idea_of(cast, "bob"), by=user(cast, "bob"), now=closes)
        assert str(refused.value) == (
            "L’appel a fermé jeudi 17\u00a0décembre à 23\u00a0h\u00a059. Tes idées restent lisibles ici."
        )


def test_saving_keeps_what_was_typed_and_raises_the_version_once(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob = idea_of(cast, "bob")
        actions.save(bob, WORDS, version=bob.version, by=user(cast, "bob"), now=LATER)
        assert (actions.words_of(bob), bob.version, bob.changed_at, bob.status) == (
            WORDS,
            2,
            LATER,
            ProjectStatus.DRAFT,
        )
        actions.save(bob, WORDS, version=1, by=user(cast, "bob"), now=LATER)  # the same text again, from an old page
        assert (bob.version, len(bob.steps)) == (2, 1)


@pytest.mark.parametrize("version", [None, 0, 2])
def test_another_text_on_a_version_that_is_past_is_not_saved(app: Flask, cast: Cast, version: int | None) -> None:
    with acting(app):
        bob = idea_of(cast, "bob")
        before = actions.words_of(bob)
        with pytest.raises(WrittenMeanwhile):
            actions.save(bob, WORDS, version=version, by=user(cast, "bob"), now=LATER)
        assert actions.words_of(bob) == before


def test_an_idea_goes_its_way_with_a_row_for_each_step(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob, by = idea_of(cast, "bob"), user(cast, "bob")
        for act in (actions.submit, actions.submit, actions.withdraw, actions.withdraw):
            act(bob, by=by, now=NOW)
        number = bob.number
        actions.save(bob, WORDS, version=bob.version, by=by, now=LATER)
        assert bob.status is ProjectStatus.DRAFT
        actions.submit(bob, by=by, now=LATER)
        d, s, w = ProjectStatus.DRAFT, ProjectStatus.SUBMITTED, ProjectStatus.WITHDRAWN
        assert (steps(bob), bob.number, bob.submitted_at) == ([d, s, w, d, s], number, LATER)
        assert [step.by_id for step in bob.steps[1:]] == [by.id] * 4


def test_an_idea_without_a_title_is_not_submitted(app: Flask, cast: Cast) -> None:
    with acting(app):
        bob = idea_of(cast, "bob")
        bob.title = ""
        with pytest.raises(RuleBroken, match="Il manque un titre ou une phrase"):
            actions.submit(bob, by=user(cast, "bob"), now=NOW)
        assert (bob.status, bob.number) == (ProjectStatus.DRAFT, None)


def test_each_submission_is_confirmed_by_mail(app: Flask, cast: Cast) -> None:
    with acting(app):
        actions.submit(idea_of(cast, "bob"), by=user(cast, "bob"), now=NOW)
        mail = db.session.scalars(select(Mail)).one()
        assert (mail.to_email, mail.subject, mail.signs_in) == (
            "bob@mail.example",
            "Ton idée « Robot arroseur » est déposée",
            False,
        )


def test_a_reply_is_kept_once_and_mailed_to_each_author_who_has_an_address(app: Flask, cast: Cast) -> None:
    with acting(app):
        alice, erin = idea_of(cast, "alice"), db.session.get_one(User, cast.erin.id)
        alice.authors.append(db.session.get_one(YoungPerson, cast.quentin.id))  # no address, no mail
        for _ in range(2):  # the button pressed twice
            actions.reply(alice, "Et si on l’accrochait dehors ?", by=erin, now=LATER)
        written = [(reply.text, reply.by, reply.at) for reply in alice.replies]
        assert written[0] == ("Et si on l’accrochait dehors ?", erin, LATER)
        assert len(written) == 2  # with the one of the day
        mail = db.session.scalars(select(Mail)).one()
        assert (mail.to_email, mail.kind, mail.person) == ("alice@mail.example", "idea replied", cast.alice.public_id)


@pytest.mark.parametrize("who", ["bob", "dora"])
def test_what_the_team_cannot_read_it_cannot_reply_to(app: Flask, cast: Cast, who: str) -> None:
    with acting(app):
        idea = idea_of(cast, who)
        with pytest.raises(RuleBroken, match="retirée"):
            actions.reply(idea, "Bravo.", by=db.session.get_one(User, cast.erin.id), now=LATER)
        assert idea.replies == []


@pytest.mark.parametrize(("after", "is_news"), [({"days": 13}, True), ({"days": 14}, False)])
def test_a_reply_is_news_for_two_weeks(app: Flask, cast: Cast, after: dict[str, int], is_news: bool) -> None:
    with app.app_context():
        alice = db.session.get_one(YoungPerson, cast.alice.id)
        assert (fresh_reply_to(alice, NOW + timedelta(**after)) is not None) is is_news
        assert fresh_reply_to(db.session.get_one(YoungPerson, cast.bob.id), NOW) is None


def test_a_reply_is_news_until_its_author_changes_the_idea(app: Flask, cast: Cast) -> None:
    with acting(app):
        idea, alice = idea_of(cast, "alice"), db.session.get_one(YoungPerson, cast.alice.id)
        actions.save(idea, WORDS, version=idea.version, by=user(cast, "alice"), now=LATER)
        assert fresh_reply_to(alice, LATER) is None


def test_a_reply_that_was_read_is_no_news(app: Flask, cast: Cast) -> None:
    with acting(app):
        idea, alice = idea_of(cast, "alice"), db.session.get_one(YoungPerson, cast.alice.id)
        assert fresh_reply_to(alice, NOW) is not None
        actions.note_read(idea, now=NOW)
        actions.note_read(idea, now=LATER)
        db.session.flush()
        assert fresh_reply_to(alice, NOW) is None
        assert {each.read_at for each in idea.replies} == {NOW}


def test_the_team_opens_changes_and_reopens_a_call(app: Flask) -> None:
    with acting(app):
        season = world.season(world.programme())
        call = actions.write_call(season, ASKED, version=None, now=NOW)
        assert (call.opens_at.isoformat(), call.closes_at.isoformat()) == (
            "2026-11-02T07:00:00+00:00",
            "2026-12-17T23:00:00+00:00",
        )
        assert actions.write_call(season, ASKED, version=None, now=NOW) is call  # pressed twice
        longer = CallDetails("Fête", "", ASKED.opens_on, ASKED.opens_time, date(2027, 1, 8), time(18))
        actions.write_call(season, longer, version=call.version, now=NOW)
        assert (call.title, call.closes_at.isoformat(), call.version) == ("Fête", "2027-01-08T17:00:00+00:00", 2)
        for stale in (None, 1):
            with pytest.raises(WrittenMeanwhile):
                actions.write_call(season, ASKED, version=stale, now=NOW)


def test_a_call_never_closes_before_it_opens(app: Flask) -> None:
    with acting(app):
        season = world.season(world.programme())
        wrong = CallDetails("Fête", "", date(2026, 12, 18), time(8), date(2026, 12, 17), time(23, 59))
        with pytest.raises(RuleBroken):
            actions.write_call(season, wrong, version=None, now=NOW)
        assert db.session.query(Call).count() == 0


def at_once(app: Flask, acts: list[Callable[[], object]]) -> list[BaseException]:
    """Run each act in a thread and a session of its own, all released at the same moment."""
    barrier, failed = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        with acting(app):
            try:
                barrier.wait()
                act()
                db.session.commit()
            except BaseException as error:
                db.session.rollback()
                failed.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_eight_who_submit_at_once_get_the_numbers_one_to_eight(app: Flask) -> None:
    with acting(app):
        season = world.season(world.programme())
        call = world.call(season)
        people = [world.ambassador(season, f"Jeune {n}").young_person for n in range(8)]
        ideas = [world.idea(call, person, status=ProjectStatus.DRAFT) for person in people]
        ids = [(idea.id, person.user_id) for idea, person in zip(ideas, people, strict=True)]
        db.session.commit()

    def submit(project_id: int, user_id: int | None) -> None:
        by = db.session.get_one(User, user_id)
        actions.submit(db.session.get_one(Project, project_id), by=by, now=NOW)

    failed = at_once(app, [lambda i=i, u=u: submit(i, u) for i, u in ids])  # type: ignore[misc] # bound now
    with acting(app):
        numbers = sorted(number or 0 for number in db.session.scalars(select(Project.number)))
    assert (failed, numbers) == ([], [1, 2, 3, 4, 5, 6, 7, 8])


def test_eight_presses_of_the_same_button_make_one_idea_and_one_call(app: Flask) -> None:
    with acting(app):
        season = world.season(world.programme())
        other = world.season(world.programme("L’Observatoire"))
        call, young = world.call(season), world.ambassador(season).young_person
        ids = (season.id, call.id, young.id, young.user_id, other.id)
        db.session.commit()
    key = new_public_id()

    def propose() -> None:
        call, young = db.session.get_one(Call, ids[1]), db.session.get_one(YoungPerson, ids[2])
        actions.propose(call, "Un volcan.", young=young, key=key, by=db.session.get_one(User, ids[3]), now=NOW)

    def open_call() -> None:
        actions.write_call(db.session.get_one(Season, ids[4]), ASKED, version=None, now=NOW)

    failed = at_once(app, [propose] * 8) + at_once(app, [open_call] * 8)
    with acting(app):
        assert (failed, db.session.query(Project).count(), db.session.query(Call).count()) == ([], 1, 2)


def test_of_two_texts_saved_at_once_one_is_saved_and_the_other_told(app: Flask, cast: Cast) -> None:
    def save(title: str) -> None:
        words = Words(title, WORDS.sentence, "", "")
        actions.save(idea_of(cast, "bob"), words, version=1, by=user(cast, "bob"), now=NOW)

    failed = at_once(app, [lambda n=n: save(f"Texte {n}") for n in range(4)])  # type: ignore[misc] # bound now
    with acting(app):
        assert ([type(error) for error in failed], idea_of(cast, "bob").version) == ([WrittenMeanwhile] * 3, 2)
