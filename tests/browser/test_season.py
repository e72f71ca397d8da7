"""A whole season on an empty instance, played in Chromium by everyone it concerns, in French and in English.

The product is killed at one blow between steps, twice here; with SEASON_KILLS=all between every two of them.
It lives on 2 September 2026, so that what is played does not depend on when it is.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import vobject
from babel.dates import format_date
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from core.settings import Settings
from tests.post import Office, open_office
from tests.product import Product

NOW = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
MAILBOXES = (  # of young people, then of guardians
    *(f"{name}@mail.example" for name in ("alice", "bob", "dora", "ines")),
    *(f"{name}@famille.example" for name in ("grace", "hoa", "leila")),
)
KILLED_AFTER = {"the list is imported", "the feed is subscribed"}
LONGEST_SEND = timedelta(minutes=3)  # what a killed sender was sending is taken up again after two
TAP, STROKE = 1.1, 0.3  # seconds of a calm thumb
BROWSERS = {"fr": "fr-FR", "en": "en-GB"}
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}

PEOPLE = """\
Nom;Prénom;Né(e) le;E-mail;Responsable;Tél. responsable;E-mail responsable
Martin;Alice;12/03/2010;alice@mail.example;Grace Martin;06 39 98 00 01;grace@famille.example
Nguyễn;Bob;4/7/2012;bob@mail.example;Hoa Nguyễn;639980002;hoa@famille.example
Roche;Quentin;21/11/2013;;Paule Roche;06 39 98 00 03;
Łukasik;Dora;30/1/2006;dora@mail.example;;;
Faure;Tom;31/02/2011;tom@mail.example;Jeanne Faure;06 39 98 00 05;
Diallo;Awa;8/9/2011;awa@mail;Ali Diallo;06 39 98 00 06;ali@famille.example
;Sans Nom;8/9/2011;sans.nom@mail.example;;;
Haddad;Inès;17/6/2009;ines@mail.example;Leïla Haddad;06 39 98 00 07;leila@famille.example
"""

ENGLISH = {  # of what is looked for on screen and in subjects
    "10 dates": "10 meetings",
    "10 dates avec": "10 meetings with",
    "14\u00a0h – 16\u00a0h\u00a030": "2–4.30\u00a0pm",
    "2e mercredi du mois": "2nd Wednesday of the month",
    "5 jeunes": "5 young people",
    "Annuler et prévenir": "Cancel and tell",
    "Annuler la rencontre": "Cancel the meeting",
    "Armistice": "Armistice",
    "Bonjour Erin": "Hello Erin",
    "Bonjour Frank": "Hello Frank",
    "Ce lien ne marche plus": "This link no longer works",
    "Choisir un fichier": "Choose a file",
    "Commencer": "Start",
    "Déplacer ou modifier": "Move or edit",
    "Déplacée": "Moved",
    "Déposer": "Submit",
    "Enregistrer": "Save",
    "Enregistrer et prévenir": "Save and tell",
    "Enregistrer l’appel": "Save the call",
    "Envoyer 4 invitations": "Send 4 invitations",
    "Envoyer l’invitation": "Send the invitation",
    "Envoyer maintenant": "Send now",
    "Importer 5": "Import 5",
    "Inviter tout le groupe": "Invite the whole group",
    "Inviter un ou une collègue": "Invite a colleague",
    "Je viens": "I’m coming",
    "Le lien, pour tout autre agenda": "The link, for any other calendar",
    "Lire le fichier": "Read the file",
    "L’appel a fermé": "The call closed",
    "M’abonner": "Subscribe",
    "Obtenir mon lien": "Get my link",
    "Ouvrir l’appel": "Open the call",
    "Ouvrir l’espace de l’équipe": "Open the team space",
    "Pas cette fois": "Not this time",
    "Peut-être": "Maybe",
    "Poser les dates": "Set the dates",
    "Propose ton idée": "Share your idea",
    "Préparer les cartes": "Make the cards",
    "Publier les 10 dates": "Publish the 10 meetings",
    "Recevoir un code": "Get a code",
    "Renvoyer le lien": "Send the link again",
    "Se connecter": "Sign in",
    "Ton idée est déposée": "Your idea is in",
    "Utiliser une carte imprimée": "Use a printed card",
    "Vacances de printemps": "Spring school holidays",
    "Voir les dates": "Show the dates",
}


class Play:
    """The stage: a product, its post office, a browser, a language, and the way from one step to the next."""

    def __init__(self, product: Product, office: Office, browser: Browser, language: str) -> None:
        self.product, self.office, self.browser, self.language = product, office, browser, language
        self.kills = 0

    def say(self, words: str) -> str:
        """These French words as the season's language has them."""
        return words if self.language == "fr" else ENGLISH[words]

    def on(self, day: date) -> str:
        """Day and month as this language writes them."""
        return format_date(day, "d MMMM", BROWSERS[self.language].replace("-", "_"))

    def then(self, step: str) -> None:
        """A step is over: kill everything and start again, here or everywhere."""
        if os.environ.get("SEASON_KILLS") == "all" or step in KILLED_AFTER:
            self.product.kill()
            self.product.later(LONGEST_SEND)
            self.product.start()
            self.kills += 1

    def url(self, path: str) -> str:
        return self.product.address + path

    @contextmanager
    def somebody(self, size: dict[str, int], *, javascript: bool = True) -> Iterator[Page]:
        """A browser of somebody's own."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            java_script_enabled=javascript,
            locale=BROWSERS[self.language],
            timezone_id="Europe/Paris",
            base_url=self.product.address,
        )
        context.set_default_timeout(20_000)
        yield context.new_page()
        context.close()

    def letters(self, to: str, word: str = "", *, count: int = 1) -> list[EmailMessage]:
        """At least that many mails to someone whose subject holds that word, as soon as they are there."""
        for _ in range(300):
            found = [mail for at, mail in list(self.office.taken) if at == to and word in str(mail["Subject"])]
            if len(found) >= count:
                return found
            time.sleep(0.1)
        raise AssertionError(f"no “{word}” to {to}: {[(at, str(m['Subject'])) for at, m in self.office.taken]}")

    def enter_by_mail(self, page: Page, email: str) -> None:
        """Ask for a code, read it in the real mail, type it."""
        page.goto("/connexion")
        page.locator("#email").fill(email)
        before = len([at for at, _ in self.office.taken if at == email])
        page.get_by_role("button", name=self.say("Recevoir un code")).click()
        for _ in range(300):
            codes = [str(mail["Subject"]) for at, mail in list(self.office.taken) if at == email][before:]
            found = [code for subject in codes for code in re.findall(r"\b\d{6}\b", subject)]
            if found:
                break
            time.sleep(0.1)
        page.locator("#code").fill(found[-1])
        page.get_by_role("button", name=self.say("Se connecter")).click()


def link_in(mail: EmailMessage) -> str:
    """The way in that a mail holds."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://localhost:\d+(/lien/\S+)", body.get_content())
    assert found is not None, body.get_content()
    return found[1]


def fits(*seen: Locator) -> list[float]:
    """Where each of them ends, in pixels from the top of a screen that nobody scrolled."""
    boxes = [each.bounding_box() for each in seen]
    return [box["y"] + box["height"] for box in boxes if box is not None]


def is_free(button: Locator) -> bool:
    """Whether a thumb that presses it in its middle presses it: nothing lies over it."""
    return bool(
        button.evaluate(
            """each => {
                const at = each.getBoundingClientRect()
                const top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
                return each.contains(top)
            }"""
        )
    )


@pytest.fixture(params=BROWSERS)
def play(request: pytest.FixtureRequest, empty_db_url: str, tmp_path: Path, browser: Browser) -> Iterator[Play]:
    settings = Settings(
        data=tmp_path, database_url=empty_db_url, secret=b"a secret that only the tests know, of 48 letters"
    )
    with open_office(Office()) as office:
        product = Product(settings, smtp_url=office.url, now=NOW)
        product.flask("db", "upgrade")
        product.start()
        try:
            yield Play(product, office, browser, request.param)
        finally:
            product.stop()


def test_a_season_from_the_empty_instance_to_the_closed_call(play: Play) -> None:
    with play.somebody(DESK) as erin:
        set_up(play, erin)
        play.then("the programme is set up")
        invite_colleague(play, erin)
        play.then("a colleague is invited")
    with play.somebody(DESK) as frank:
        colleague_enters(play, frank)
        play.then("the colleague has entered")
        import_list(play, frank)
        play.then("the list is imported")
        assert plan_season(play, frank) <= 7
        play.then("the meetings are published")
        invite_group(play, frank)
        play.then("the group is invited")
        send_now(play, frank, play.say("10 dates avec"))
        for mailbox in MAILBOXES:
            play.letters(mailbox, play.say("10 dates"))
        play.then("the dates are with everybody")
        open_call(play, frank)
        play.then("the call is open")
        code = print_card(play, frank)
        play.then("the card is printed")

        with play.somebody(PHONE) as alice, play.somebody(PHONE, javascript=False) as quentin:
            play.enter_by_mail(alice, "alice@mail.example")
            answer(play, alice)
            play.then("Alice has answered")
            idea = submit_idea(play, alice, "Une machine qui dessine la voix.", "Le son qu’on voit")
            play.then("Alice has submitted an idea")
            enter_by_card(play, quentin, code)
            answer(play, quentin)
            submit_idea(play, quentin, "Un jardin dans une bouteille.", "La serre de poche")
            play.then("Quentin entered by card, answered and submitted an idea without JavaScript")

            address = subscribe(play, alice)
            before = dates_of(address)
            assert (len(before), {status for _, status in before.values()}) == (10, {"CONFIRMED"})
            play.then("the feed is subscribed")
            move(play, frank, date(2026, 10, 14), date(2026, 10, 7))
            play.then("a date is moved")
            cancel(play, frank, date(2026, 12, 9), "Le labo est fermé.")
            play.then("a date is cancelled")
            after = dates_of(address)
            assert changes(before, after) == [
                ((date(2026, 10, 14), "CONFIRMED"), (date(2026, 10, 7), "CONFIRMED")),
                ((date(2026, 12, 9), "CONFIRMED"), (date(2026, 12, 9), "CANCELLED")),
            ]
            everybody_is_told(play)

            close_call(play, frank)
            play.then("the call is closed")
            alice.goto(idea)
            expect(alice.get_by_text(play.on(date(2026, 9, 2))).first).to_be_visible()
            expect(alice.get_by_text(re.compile(play.say("L’appel a fermé"))).first).to_be_visible()
            expect(alice.get_by_role("button", name=play.say("Déposer"))).to_have_count(0)
            expect(alice.get_by_role("heading", name="Le son qu’on voit")).to_be_visible()


def set_up(play: Play, page: Page) -> None:
    link = play.product.flask("first-link").split()[-1]
    assert link.startswith(play.url("/installation/"))
    page.goto(link)
    page.locator("#centre").fill("Le Phare des sciences")
    page.locator("#name").fill("Les ambassadeurs")
    page.locator("#starts_on").fill("2026-09-01")
    page.locator("#ends_on").fill("2027-06-30")
    page.locator("#person").fill("Erin Lambert")
    page.locator("#email").fill("erin@phare.example")
    page.locator("#locale label", has_text={"fr": "Français", "en": "English"}[play.language]).click()
    page.get_by_role("button", name=play.say("Ouvrir l’espace de l’équipe")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(play.say("Bonjour Erin"))
    assert play.product.flask("first-link").strip() == ""
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(play.say("Ce lien ne marche plus"))


def invite_colleague(play: Play, page: Page) -> None:
    page.goto("/equipe")
    page.get_by_role("link", name=play.say("Inviter un ou une collègue")).click()
    page.locator("#name").fill("Frank Moreau")
    page.locator("#email").fill("frank@phare.example")
    page.get_by_role("button", name=play.say("Envoyer l’invitation")).click()
    expect(page.get_by_text("frank@phare.example").first).to_be_visible()


def colleague_enters(play: Play, page: Page) -> None:
    page.goto(link_in(play.letters("frank@phare.example")[0]))
    page.get_by_role("button", name=play.say("Se connecter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(play.say("Bonjour Frank"))


def import_list(play: Play, page: Page) -> None:
    page.goto("/equipe")
    page.get_by_role("link", name=play.say("Choisir un fichier")).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "jeunes.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode("utf-8-sig")}
    )
    page.get_by_role("button", name=play.say("Lire le fichier")).click()
    refs = page.locator(".faults .ref")
    expect(refs).to_have_text(["C6", "D7", "A8"])
    page.get_by_role("button", name=re.compile("^" + play.say("Importer 5"))).click()
    expect(page.get_by_text(play.say("5 jeunes"), exact=True).first).to_be_visible()


def plan_season(play: Play, page: Page) -> int:
    """Publish the ten meetings; how many clicks that took from the team's home."""
    page.goto("/equipe")
    clicks = 0

    def click(what: Locator) -> None:
        nonlocal clicks
        what.click()
        clicks += 1

    click(page.get_by_role("link", name=play.say("Poser les dates")))
    expect(page.get_by_text(play.say("2e mercredi du mois")).first).to_be_visible()
    click(page.locator("#new_venue"))
    page.keyboard.type("Le labo, 2e étage")
    click(page.get_by_role("button", name=play.say("Voir les dates")))
    poor = page.locator("li[data-conflict]")
    expect(poor).to_have_count(2)
    expect(poor.nth(0)).to_contain_text(play.say("Armistice"))
    expect(poor.nth(1)).to_contain_text(play.say("Vacances de printemps"))
    click(poor.nth(0).locator(".chip", has_text=play.on(date(2026, 11, 18))))
    click(poor.nth(1).locator(".chip", has_text=play.on(date(2027, 4, 7))))
    click(page.get_by_role("button", name=play.say("Publier les 10 dates")))
    expect(page.locator("ul.dates > li")).to_have_count(10)
    return clicks


def invite_group(play: Play, page: Page) -> None:
    page.goto("/equipe/jeunes")
    page.get_by_role("link", name=play.say("Inviter tout le groupe")).click()
    page.get_by_role("button", name=play.say("Envoyer 4 invitations")).click()
    expect(page.get_by_role("button", name=play.say("Renvoyer le lien"))).to_have_count(4)


def open_call(play: Play, page: Page) -> None:
    page.goto("/equipe/projets/appel")
    page.locator("#title").fill("Fête de la science 2027")
    page.locator("#brief").fill("Un projet qui tient sur une table.")
    page.locator("#opens_on").fill("2026-09-01")
    page.locator("#opens_time").fill("08:00")
    page.locator("#closes_on").fill("2026-10-15")
    page.locator("#closes_time").fill("18:00")
    page.get_by_role("button", name=play.say("Ouvrir l’appel")).click()
    expect(page.get_by_text(play.on(date(2026, 10, 15))).first).to_be_visible()


def print_card(play: Play, page: Page) -> str:
    """The code on Quentin's card."""
    page.goto("/equipe/jeunes/cartes")
    page.get_by_role("button", name=play.say("Préparer les cartes")).click()
    expect(page.locator(".entry-name")).to_have_text(["Quentin R."])
    return page.locator(".entry-code").inner_text()


def enter_by_card(play: Play, page: Page, code: str) -> None:
    page.goto("/connexion")
    page.get_by_role("link", name=play.say("Utiliser une carte imprimée")).click()
    page.locator("#code").fill(code)
    page.get_by_role("button", name=play.say("Se connecter")).click()


def answer(play: Play, page: Page) -> None:
    """See when, where and the three answers on the first screen, and take one."""
    page.goto("/accueil")
    answers = [page.get_by_role("button", name=play.say(name)) for name in ("Je viens", "Peut-être", "Pas cette fois")]
    hero = page.locator("section.hero")
    seen = [
        hero.locator(".tile").first,
        hero.get_by_text(play.say("14\u00a0h – 16\u00a0h\u00a030")).last,
        hero.get_by_text("Le labo, 2e étage"),
        *answers,
    ]
    for each in seen:
        expect(each).to_be_visible()
    assert max(fits(*seen)) <= PHONE["height"]
    assert [is_free(button) for button in answers] == [True] * 3
    answers[0].click()
    expect(answers[0]).to_have_attribute("aria-pressed", "true")


def submit_idea(play: Play, page: Page, sentence: str, title: str) -> str:
    """Submit an idea from one's home, in at most half a minute of typing and tapping; its address."""
    page.goto("/accueil")
    seconds = 0.0

    def tap(what: Locator) -> None:
        nonlocal seconds
        what.click()
        seconds += TAP

    def write(field: str, words: str) -> None:
        nonlocal seconds
        tap(page.locator(field))
        page.keyboard.type(words)
        seconds += STROKE * len(words)

    tap(page.get_by_role("link", name=re.compile(play.say("Propose ton idée"))).first)
    write("#sentence", sentence)
    tap(page.get_by_role("button", name=play.say("Commencer")))
    write("#title", title)
    tap(page.get_by_role("button", name=play.say("Déposer")))
    expect(page.get_by_text(play.say("Ton idée est déposée")).first).to_be_visible()
    assert seconds <= 30
    return page.url


def subscribe(play: Play, page: Page) -> str:
    """The address of one's own feed."""
    page.goto("/agenda")
    page.get_by_role("link", name=re.compile(play.say("M’abonner"))).first.click()
    page.get_by_role("button", name=play.say("Obtenir mon lien")).first.click()
    field = page.get_by_label(play.say("Le lien, pour tout autre agenda")).first
    expect(field).to_be_visible()
    return field.input_value()


Dates = dict[str, tuple[date, str]]


def dates_of(address: str) -> Dates:
    """Day and status of each date by its uid, as two calendars read them over HTTP; the call's last day left out."""
    with urlopen(address, timeout=20) as answer:
        text = answer.read().decode()
    hours = [e for e in vobject.readOne(text).vevent_list if isinstance(e.dtstart.value, datetime)]
    one = {e.uid.value: (e.dtstart.value.date(), e.status.value) for e in hours}
    events: list[Any] = [e for e in IcsCalendarStream.calendar_from_ics(text).events if isinstance(e.dtstart, datetime)]
    other = {str(e.uid): (e.dtstart.date(), str(e.status.value)) for e in events}
    assert one == other
    return one


def changes(before: Dates, after: Dates) -> list[tuple[tuple[date, str], tuple[date, str]]]:
    """What differs, by date. Nothing came or went."""
    assert before.keys() == after.keys()
    return sorted((before[uid], after[uid]) for uid in before if before[uid] != after[uid])


def send_now(play: Play, page: Page, subject: str) -> None:
    page.goto("/equipe/courriers")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    page.get_by_role("button", name=play.say("Envoyer maintenant")).click()


def move(play: Play, page: Page, day: date, to: date) -> None:
    page.goto("/equipe/rencontres")
    page.locator("ul.dates > li", has_text=play.on(day)).get_by_role("link").first.click()
    page.get_by_role("link", name=play.say("Déplacer ou modifier")).click()
    page.locator("#held_on").fill(to.isoformat())
    page.get_by_role("button", name=play.say("Enregistrer"), exact=True).click()
    expect(page.get_by_text(play.on(to)).first).to_be_visible()  # in the message that everybody will read
    page.get_by_role("button", name=re.compile("^" + play.say("Enregistrer et prévenir"))).click()
    expect(page.get_by_text(play.say("Déplacée")).first).to_be_visible()


def cancel(play: Play, page: Page, day: date, why: str) -> None:
    page.goto("/equipe/rencontres")
    page.locator("ul.dates > li", has_text=play.on(day)).get_by_role("link").first.click()
    page.get_by_role("link", name=play.say("Annuler la rencontre")).click()
    page.locator("#why").fill(why)
    page.get_by_role("button", name=re.compile("^" + play.say("Annuler et prévenir"))).click()
    expect(page.get_by_text(why).first).to_be_visible()


def everybody_is_told(play: Play) -> None:
    """Each young person with a mailbox and each guardian with one hears of both changes, once."""
    for mailbox in MAILBOXES:
        for day in (date(2026, 10, 14), date(2026, 12, 9)):
            ids = {str(mail["Message-ID"]) for mail in play.letters(mailbox, play.on(day))}
            assert len(ids) == 1


def close_call(play: Play, page: Page) -> None:
    page.goto("/equipe/projets/appel")
    page.locator("#closes_on").fill("2026-09-02")
    page.locator("#closes_time").fill("08:00")
    page.get_by_role("button", name=play.say("Enregistrer l’appel")).click()
    expect(page.get_by_text(play.on(date(2026, 9, 2))).first).to_be_visible()
