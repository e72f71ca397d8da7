"""« Courriers »: read, hold back, let go, cancel, change, send again; and never the words that let somebody in."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from core import clock
from core.db import db
from core.outbox import Mail
from core.sending import drain, lease
from core.settings import Settings
from tests import world
from tests.people import Browser, words_of
from tests.post import Office, open_office
from tests.world import Cast

PAGE = "/equipe/courriers"


def written(app: Flask, cast: Cast, number: int = 2, **changes: object) -> str:
    """A dispatch of `number` mails that waits ten minutes, and its page."""
    with app.app_context():
        programme = db.session.merge(cast.kaleido)
        values = {"text": "Bonjour,\nles dates sont là.\n", "in_minutes": 10, "now": clock.now(), **changes}
        dispatch = ""
        for n in range(number):
            mail = world.mail(programme, f"p{n}@mail.example", subject="Les dates", dispatch=dispatch, **values)  # type: ignore[arg-type]
            dispatch = dispatch or mail.dispatch
        db.session.commit()
    return f"{PAGE}/{dispatch}"


def mails(app: Flask) -> list[Mail]:
    with app.app_context():
        found = db.session.query(Mail).where(Mail.subject.in_(("Les dates", "Autre sujet"))).order_by(Mail.id).all()
        db.session.expunge_all()
        return found


def sent(app: Flask, settings: Settings) -> list[str]:
    """What leaves now, as text."""
    with app.app_context(), open_office(Office()) as office:
        object.__setattr__(settings, "smtp_url", office.url)
        try:
            drain(settings)
        finally:
            object.__setattr__(settings, "smtp_url", "")
        bodies = [message.get_body(("plain",)) for _, message in office.taken]
        return [str(body.get_content()).replace("\r\n", "\n") for body in bodies if body]


def test_a_dispatch_is_one_line_with_its_number_and_its_hour(app: Flask, cast: Cast, browser: Browser) -> None:
    written(app, cast)
    browser.enter(cast.frank)
    browser.open(PAGE)
    [row] = [words_of(row) for row in browser.page.all("li") if "Les dates" in words_of(row)]
    assert "2 personnes" in row
    assert "Part mercredi" in row


def test_held_back_it_stays_until_it_is_sent(app: Flask, cast: Cast, browser: Browser, settings: Settings) -> None:
    page = written(app, cast)
    browser.enter(cast.frank)
    browser.open(page)
    browser.press("Retenir")
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert sent(app, settings) == []
        browser.enter(cast.frank)
        browser.open(page)
        browser.press("Envoyer maintenant")
        assert len(sent(app, settings)) == 2


def test_cancelled_nobody_gets_it_and_it_can_be_taken_back(
    app: Flask, cast: Cast, browser: Browser, settings: Settings
) -> None:
    page = written(app, cast, in_minutes=0)
    browser.enter(cast.frank)
    browser.open(page)
    browser.press("Annuler ce courrier")
    assert sent(app, settings) == []
    browser.press("Envoyer quand même")
    assert len(sent(app, settings)) == 2


def test_whom_the_team_kept_from_being_told_is_said_until_it_is_settled(
    app: Flask, cast: Cast, browser: Browser
) -> None:
    told = "2 personnes n’ont pas été prévenues"
    page = written(app, cast)
    browser.enter(cast.frank)
    browser.open(page)
    browser.press("Annuler ce courrier")
    assert told in browser.page.words
    home = browser.open("/equipe")
    assert (told in home.words, "L’équipe a annulé un courrier" in home.words) == (True, True)
    browser.follow("Voir lequel")
    assert browser.page.url.endswith(page)
    browser.press("Envoyer quand même")
    assert (told in browser.page.words, told in browser.open("/equipe").words) == (False, False)
    browser.open(page)
    browser.press("Annuler ce courrier")
    browser.press("Il reste annulé")
    assert (told in browser.page.words, told in browser.open("/equipe").words) == (False, False)
    assert "Envoyer quand même" in browser.open(page).buttons


def test_two_messages_that_were_stopped_are_one_row(app: Flask, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.frank)
    for _ in range(2):
        browser.open(written(app, cast))
        browser.press("Annuler ce courrier")
    home = browser.open("/equipe")
    assert ("4 personnes n’ont pas" in home.words, "L’équipe a annulé 2 courriers" in home.words) == (True, True)


def test_what_was_on_hold_is_on_hold_again_once_it_is_no_longer_cancelled(
    app: Flask, cast: Cast, browser: Browser, settings: Settings
) -> None:
    page = written(app, cast)
    browser.enter(cast.frank)
    browser.open(page)
    browser.press("Retenir")
    browser.press("Annuler ce courrier")
    browser.press("Le retenir de nouveau")
    assert "retenu de nouveau" in browser.page.words
    assert sent(app, settings) == []
    browser.press("Envoyer maintenant")
    assert len(sent(app, settings)) == 2


def test_what_did_not_arrive_stands_first_among_those_of_its_dispatch(app: Flask, cast: Cast, browser: Browser) -> None:
    page = written(app, cast, number=3)
    with app.app_context():
        db.session.query(Mail).where(Mail.to_email == "p2@mail.example").update({"failed_at": clock.now()})
        db.session.commit()
    browser.enter(cast.frank)
    listed = [words_of(row) for row in browser.open(page).all("li") if "@mail.example" in words_of(row)]
    assert ["p2@mail.example" in row for row in listed] == [True, False, False]


def test_a_word_on_top_leaves_with_each(app: Flask, cast: Cast, browser: Browser, settings: Settings) -> None:
    page = written(app, cast)
    browser.enter(cast.frank)
    browser.open(page)
    browser.fill("Un mot de votre part, en tête de chaque courrier (facultatif)", "Pensez aux bottes.")
    browser.press("Mettre en tête")
    browser.press("Envoyer maintenant")
    assert sent(app, settings) == ["Pensez aux bottes.\n\nBonjour,\nles dates sont là.\n"] * 2


def test_one_mail_is_changed_for_one_person(app: Flask, cast: Cast, browser: Browser, settings: Settings) -> None:
    page = written(app, cast)
    first, second = mails(app)
    browser.enter(cast.frank)
    browser.open(f"{page}/{first.public_id}")
    browser.fill("Objet", "Autre sujet")
    browser.fill("Texte", "Bonjour <b>Lou</b>,\n\nhttps://cohorte.example")
    browser.press("Changer pour cette personne")
    changed, kept = mails(app)
    assert (changed.subject, changed.text) == ("Autre sujet", "Bonjour <b>Lou</b>,\n\nhttps://cohorte.example\n")
    assert "Bonjour &lt;b&gt;Lou&lt;/b&gt;," in changed.html
    assert (kept.subject, kept.text) == (second.subject, second.text)


def test_links_that_act_for_somebody_are_shown_to_nobody_else_and_leave_whole(
    app: Flask, cast: Cast, browser: Browser, settings: Settings
) -> None:
    text = "Bonjour,\nhttp://localhost/r/key-of-alice?r=oui\nhttp://localhost/r/key-of-alice?r=non\nhttp://localhost/r/key-of-bob?r=oui\n"
    page = written(app, cast, 1, text=text)
    (mail,) = mails(app)
    shown = text.replace("key-of-alice", "…").replace("key-of-bob", "…")
    browser.enter(cast.erin)
    browser.open(page)
    assert "/r/…?r=oui" in browser.page.text
    browser.open(f"{page}/{mail.public_id}")
    assert "key-of-alice" not in browser.page.text
    browser.fill("Texte", shown.replace("Bonjour", "Bonsoir"))
    browser.press("Changer pour cette personne")
    (mail,) = mails(app)
    assert mail.text == text.replace("Bonjour", "Bonsoir")
    assert "/r/key-of-bob?r=oui" in mail.html


def test_a_mail_that_a_sender_has_in_hand_is_out_of_reach(app: Flask, cast: Cast, browser: Browser) -> None:
    page = written(app, cast, number=1, in_minutes=0)
    browser.enter(cast.frank)
    browser.open(page)
    with app.app_context():
        assert lease("a sender", now=clock.now()) is not None
    browser.press("Annuler ce courrier", status=409)
    assert mails(app)[0].cancelled_at is None


def test_a_failed_mail_leaves_again_to_the_right_address(
    app: Flask, cast: Cast, browser: Browser, settings: Settings
) -> None:
    page = written(app, cast, number=1, failed=True)
    [mail] = mails(app)
    browser.enter(cast.frank)
    browser.open(f"{page}/{mail.public_id}")
    browser.fill("Adresse", "pas une adresse")
    browser.press("Renvoyer ce courrier", status=422)
    browser.fill("Adresse", "la-bonne@mail.example")
    browser.press("Renvoyer ce courrier")
    assert len(sent(app, settings)) == 1
    [mail] = mails(app)
    assert (mail.to_email, mail.failed_at, mail.sent_at is not None) == ("la-bonne@mail.example", None, True)


def test_a_failure_settled_in_another_way_waits_no_more(app: Flask, cast: Cast, browser: Browser) -> None:
    page = written(app, cast, number=1, failed=True)
    [mail] = mails(app)
    browser.enter(cast.frank)
    browser.open("/equipe")
    assert "1 courrier n’est pas arrivé" in browser.page.words
    browser.open(f"{page}/{mail.public_id}")
    browser.press("C’est réglé autrement")
    browser.open("/equipe")
    assert "n’est pas arrivé" not in browser.page.words


@pytest.mark.parametrize("button", ["Mettre en tête", "Changer pour cette personne"])
def test_the_words_that_let_somebody_in_are_shown_and_changed_by_nobody(
    app: Flask, cast: Cast, browser: Browser, button: str
) -> None:
    page = written(app, cast, number=1, signs_in=True, text="Le code est 204715.")
    [mail] = mails(app)
    browser.enter(cast.erin)
    for url in (page, f"{page}/{mail.public_id}"):
        browser.open(url)
        assert "204715" not in browser.page.words
        assert button not in browser.page.buttons
    browser.open(page)
    token = next(i.get("value") for i in browser.page.all("input") if i.get("name") == "csrf_token")
    fields = {"csrf_token": token, "word": "Coucou", "subject": "Autre sujet", "text": "Autre texte"}
    for url in (page, f"{page}/{mail.public_id}"):
        assert browser.client.post(url, data=fields, headers={"Origin": "http://localhost"}).status_code == 409
    assert (mails(app)[0].text, mails(app)[0].word) == ("Le code est 204715.", "")
