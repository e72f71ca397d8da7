"""« À traiter »: what is over, answered or replied to asks for nothing any more."""

from datetime import date, timedelta

import time_machine
from flask import Flask

from ambassadors.models import Ambassador
from core.db import db
from core.outbox import Mail
from core.whereabouts import Whereabouts, name
from meetings.models import Meeting
from meetings.rollcall.models import RollCall
from meetings.rules import Status
from meetings.tasks.models import Task
from messages.models import PhoneCall
from outings.models import Outing
from projects.access import call_of, counts_of
from projects.models import Call
from schedule import todo
from schedule.restored.actions import put_right
from seasons import actions as seasons
from seasons.models import Season
from tests import world
from tests.people import Browser, words_of
from tests.world import NOW, Cast


def rows(app: Flask, cast: Cast, *, days_later: int, is_over: bool = False) -> list[tuple[int, str]]:
    """How many people there are to call, and where each row leads."""
    with app.test_request_context():
        season, now = db.session.get_one(Season, cast.season.id), NOW + timedelta(days=days_later)
        return [(row.count, row.url) for row in todo.people_to_call(season, is_over=is_over, now=now)]


def test_only_what_is_to_come_has_people_to_call(app: Flask, cast: Cast) -> None:
    with app.app_context():
        season, bob, quentin = db.session.merge(cast.season), db.session.merge(cast.bob), db.session.merge(cast.quentin)
        db.session.query(PhoneCall).delete()
        for young, about in (
            (bob, cast.next_meeting),
            (quentin, cast.past_meeting),
            (bob, cast.outing),
            (quentin, cast.season),
        ):
            world.phone_call(season, about.public_id, young)
        world.commit()
        meeting = db.session.get_one(Meeting, cast.next_meeting.id)
        of_all = f"/equipe/a-appeler?saison={season.public_id}"
        of_season = f"/equipe/rencontres/{season.public_id}/a-appeler"
        days = (meeting.held_on - NOW.date()).days
    assert rows(app, cast, days_later=0) == [(2, of_all)]  # Bob stands in two lists
    assert rows(app, cast, days_later=days + 1) == [(2, of_all)]
    assert rows(app, cast, days_later=41) == [(1, of_season)]
    assert rows(app, cast, days_later=41, is_over=True) == []


def test_nobody_is_called_about_the_dates_as_a_whole_once_none_is_to_come(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        db.session.query(PhoneCall).delete()
        world.phone_call(db.session.merge(cast.season), cast.season.public_id, db.session.merge(cast.quentin))
        world.commit()
    with time_machine.travel(NOW, tick=False):
        browser.enter(cast.erin)
        assert "Les dates de la saison" in browser.open("/equipe/a-appeler").words
        with app.app_context():
            db.session.query(Meeting).filter(Meeting.ends_at > NOW).update({"status": Status.CANCELLED})
            world.commit()
        assert "Personne à appeler" in browser.open("/equipe/a-appeler").words


def test_an_idea_waits_for_a_word_until_the_team_has_said_one(app: Flask, cast: Cast) -> None:
    with app.test_request_context():
        season = db.session.get_one(Season, cast.season.id)
        call = call_of(season)
        assert call is not None
        assert (counts_of(season).submitted, counts_of(season).unanswered) == (1, 0)  # Alice's, which has a reply
        assert todo._ideas_to_read(season, call, 0, now=NOW) is None
        words = [todo._ideas_to_read(season, call, 2, now=now) for now in (NOW, call.ends_at)]
        assert [(row.title, row.detail) for row in words if row] == [
            ("2 idées attendent un mot de l’équipe", "Modifiables jusqu’à la clôture de l’appel"),
            ("2 idées attendent un mot de l’équipe", "Elles ne changent plus"),
        ]


def test_whom_to_call_stands_on_one_page_whatever_it_is_about(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        season, bob, quentin = db.session.merge(cast.season), db.session.merge(cast.bob), db.session.merge(cast.quentin)
        db.session.query(PhoneCall).delete()
        for young, about in ((bob, cast.next_meeting), (quentin, cast.next_meeting), (bob, cast.outing), (bob, season)):
            world.phone_call(season, about.public_id, young)
        world.commit()
    browser.enter(cast.erin)
    home = browser.open("/equipe")
    assert "2 personnes à appeler" in home.words
    assert "L’e-mail n’atteint pas tout le monde, pour 3 annonces" in home.words
    browser.follow("Voir qui appeler")
    assert browser.page.h1 == "À appeler"
    found = [browser.page.words.index(what) for what in ("Les dates de la saison", "Construire un pont", "La nuit des")]
    assert min(found) == found[0]
    browser.follow("Voir les numéros (Construire un pont)")
    assert browser.page.h1 == "À appeler : Construire un pont"


def test_the_team_reads_that_no_mail_leaves_and_what_whoever_restored_has_to_do(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        db.session.query(Mail).delete()
        world.mail(db.session.merge(cast.kaleido), "lou@mail.example", subject="La rencontre", text="Bonjour,")
        world.add(Whereabouts(place="elsewhere"))
        world.commit()
        command = f"flask restored {name()}"
    with time_machine.travel(NOW, tick=False):
        browser.enter(cast.erin)
        browser.open("/equipe")
        said = "1 Aucun courrier ne part Une sauvegarde a été remise en place : la personne qui gère le serveur"
        assert f"{said} doit donner la commande « {command} » Voir ce qui attend" in browser.page.words
        assert "en attente" not in browser.page.words
        browser.follow("Voir ce qui attend")
        assert "La rencontre" in browser.page.words


def test_what_a_restore_kept_back_is_shown_until_it_is_sent_or_cancelled(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        db.session.query(Mail).delete()
        for subject in ("La rencontre de mercredi", "Une autre"):
            world.mail(db.session.merge(cast.kaleido), "lou@mail.example", subject=subject, text="Bonjour,")
        put_right(now=NOW)
        world.commit()
    with time_machine.travel(NOW, tick=False):
        browser.enter(cast.erin)
        browser.open("/equipe")
        assert "2 courriers retenus Une sauvegarde a été restaurée" in browser.page.words
        for subject, button in (
            ("La rencontre de mercredi", "Envoyer maintenant"),
            ("Une autre", "Annuler ce courrier"),
        ):
            browser.open("/equipe")
            browser.follow("Les envoyer ou les annuler")
            browser.follow(subject)
            assert "Retenu lors de la restauration d’une sauvegarde" in browser.page.words
            browser.press(button)
            assert "Retenu lors" not in browser.page.words
        browser.open("/equipe")
        assert "retenu" not in browser.page.words
    with app.app_context():
        states = {m.subject: (m.held_at, m.cancelled_at is None) for m in db.session.query(Mail)}
    assert states == {"La rencontre de mercredi": (None, True), "Une autre": (NOW, False)}


def test_a_call_that_opens_by_itself_is_said_before_and_after(app: Flask, cast: Cast, browser: Browser) -> None:
    """It was written before it opened, as one carried over is: team only again, then tells the group."""
    browser.enter(cast.frank)
    opened = "L’appel à projets s’est ouvert tout seul"
    assert opened not in browser.open("/equipe").words  # this one was opened by somebody's hand
    with app.app_context():
        call = db.session.get_one(Call, cast.call.id)
        call.created_at, call.opens_at = NOW - timedelta(days=90), NOW - timedelta(days=3)
        db.session.commit()
    words = browser.open("/equipe").words
    assert f"{opened} Depuis le dimanche 4 octobre à 12 h : aucun message n’est parti" in words
    browser.follow("Écrire au groupe")
    assert browser.page.h1 == "Écrire au groupe"
    with app.app_context():
        db.session.get_one(Call, cast.call.id).opens_at = NOW - todo.SOON
        db.session.commit()
    assert opened not in browser.open("/equipe").words
    with app.app_context():
        db.session.get_one(Call, cast.call.id).opens_at = NOW + timedelta(days=3)
        db.session.commit()
    words = browser.open("/equipe").words
    assert "L’appel à projets va s’ouvrir tout seul Samedi 10 octobre à 12 h : à relire d’ici là" in words
    browser.follow("Relire l’appel")
    assert browser.page.h1 == "Modifier l’appel"


def of_home(browser: Browser, season: Season) -> dict[str, str]:
    """The links of the team's home page on that season."""
    return browser.open(f"/equipe?saison={season.public_id}").links


def test_in_its_last_weeks_a_season_without_a_date_leads_to_the_next_one_then_to_its_end(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    closing = f"/equipe/saisons/{cast.season.public_id}/cloture"
    following = f"/equipe/saisons/{cast.season.public_id}/suite"
    with app.app_context():
        db.session.query(Meeting).filter_by(status=Status.DRAFT).update({"status": Status.CANCELLED})
        world.commit()
    with time_machine.travel(NOW.replace(year=2027, month=6, day=1), tick=False):
        browser.enter(cast.erin)
        assert following not in of_home(browser, cast.season).values()
    with time_machine.travel(NOW.replace(year=2027, month=7, day=1), tick=False):
        browser.enter(cast.erin)
        assert following in of_home(browser, cast.season).values()
        assert "La saison se termine le samedi 31 juillet" in browser.page.words
        browser.enter(cast.frank)
        assert following not in of_home(browser, cast.season).values()
        with app.app_context():
            world.season(db.session.merge(cast.kaleido), years_ago=-1)
            world.commit()
        browser.enter(cast.erin)
        links = of_home(browser, cast.season).values()
        assert (following in links, closing in links) == (False, True)


def test_a_mediator_reads_that_the_coordinator_ends_the_season(app: Flask, cast: Cast, browser: Browser) -> None:
    nothing = "Rien n’attend"
    with app.app_context():
        db.session.query(Meeting).filter_by(status=Status.DRAFT).update({"status": Status.CANCELLED})
        db.session.query(Ambassador).update({"invited_at": NOW})
        for table in (PhoneCall, Task, Mail, Outing):
            db.session.query(table).delete()
        world.commit()
    with time_machine.travel(NOW.replace(year=2027, month=6, day=1), tick=False):
        browser.enter(cast.frank)
        words = browser.open(f"/equipe?saison={cast.season.public_id}").words
        assert (nothing in words, "La coordination peut" in words) == (True, False)
    with time_machine.travel(NOW.replace(year=2027, month=7, day=1), tick=False):
        browser.enter(cast.frank)
        words = browser.open(f"/equipe?saison={cast.season.public_id}").words.replace("\u00a0", " ")
        said = (
            "La saison se termine le samedi 31 juillet. La coordination peut ouvrir la suivante, puis clore celle-ci."
        )
        assert (nothing in words, said in words) == (False, True)
    with time_machine.travel(NOW.replace(year=2027, month=8, day=2), tick=False):
        with app.app_context():
            world.season(db.session.merge(cast.kaleido), years_ago=-1)
            world.commit()
        browser.enter(cast.frank)
        words = browser.open(f"/equipe?saison={cast.season.public_id}").words.replace("\u00a0", " ")
        assert "le samedi 31 juillet. La coordination peut la clore." in words
        browser.enter(cast.erin)
        assert "La coordination peut" not in browser.open(f"/equipe?saison={cast.season.public_id}").words
        with app.app_context():
            db.session.merge(cast.season).archived_at = NOW
            world.commit()
        browser.enter(cast.frank)
        assert "La coordination peut" not in browser.open(f"/equipe?saison={cast.season.public_id}").words


def test_home_of_a_closed_season_leads_to_the_next_one_until_it_is_there(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    following = f"/equipe/saisons/{cast.season.public_id}/suite"
    with app.app_context():
        db.session.merge(cast.season).archived_at = NOW
        world.commit()
    browser.enter(cast.erin)
    assert following in of_home(browser, cast.season).values()
    with app.app_context():
        world.season(db.session.merge(cast.kaleido), years_ago=-1)
        world.commit()
    assert following not in of_home(browser, cast.season).values()


def test_a_new_season_first_says_who_was_asked_and_has_not_answered(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        made, _is_new = seasons.open_next(season, starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 31), now=NOW)
        world.commit()
    with time_machine.travel(NOW, tick=False):
        browser.enter(cast.erin)
        links = of_home(browser, made)
        steps = browser.page.of_class("start")
        asked = f"/equipe/saisons/{cast.season.public_id}/qui-continue?reponse=sans-reponse"
        assert (list(links.values()).count(asked), len(steps)) == (1, 1)
        assert "n’ont pas répondu pour 2027-2028" in words_of(steps[0]).replace("\u2060", "")
        assert "Importer la liste" not in browser.page.words


def test_who_has_said_nothing_is_nobodys_concern_once_the_roll_was_called(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    with app.app_context():
        begins_at = db.session.get_one(Meeting, cast.next_meeting.id).starts_at
    with time_machine.travel(begins_at + timedelta(minutes=5), tick=False):
        browser.enter(cast.erin)
        assert "n’ont encore rien dit" in browser.open("/equipe").words
        with app.app_context():
            world.add(RollCall(meeting_id=cast.next_meeting.id, called_at=begins_at, takes_check_ins=False))
            world.commit()
        home = browser.open("/equipe").words
    assert ("encore rien dit" in home, "Sans réponse" in home) == (False, False)


def test_everything_that_waits_is_shown(app: Flask, cast: Cast, browser: Browser) -> None:
    with app.app_context():
        season = db.session.merge(cast.season)
        db.session.query(Ambassador).update({"invited_at": None})
        world.meeting(season, "La roue", in_days=20, status=Status.DRAFT)
        world.phone_call(season, cast.next_meeting.public_id, db.session.merge(cast.bob))
        world.mail(season.programme, "lou@mail.example", subject="La roue", text="Bonjour,").failed_at = NOW
        call = db.session.get_one(Call, cast.call.id)
        call.created_at, call.opens_at = NOW - timedelta(days=90), NOW - timedelta(days=3)
        world.commit()
    browser.enter(cast.erin)
    browser.open("/equipe")
    rows = [words_of(row) for tasks in browser.page.of_class("tasks") for row in tasks.iter("li")]
    assert len(rows) == 7
    assert "1 tâche pour vous" in rows[4]
    assert "7 jeunes sans invitation" in rows[6]
