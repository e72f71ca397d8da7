"""A closed season is read and never changed: every form of the table is sent whole, and nothing in the season differs.

A route that writes into a season stands in `WRITES` with a form that does write while the season is open; any other in
`ELSEWHERE`, with the reason.
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest

from ambassadors.imports.forms import READING
from ambassadors.imports.models import ImportDraft
from meetings.news.rules import seen_mark
from tests.site.matrix import Site, held_by, read_rows, table

Body = dict[str, Any]
NOBODY = "| i nnnnnnnnnnnnn"  # who may is asked elsewhere


@dataclass(frozen=True)
class Form:
    """A form as it is sent: by whom, to which row of the table, with what; `first` is sent while the season is open."""

    role: str
    row: str
    body: Callable[[Site], Body] = field(default=lambda _site: {})
    first: str = ""


def seen(site: Site) -> Body:
    """The planner takes what was seen: the dates are looked at before they are kept."""
    asked = {"how": "pasted", "pasted": "12 mai 2027", "first_on": "2026-09-01", "last_on": "2027-07-31"}
    asked |= {"start_time": "14:00", "end_time": "16:00", "title": "Au labo", "nth": "2", "weekday": "2"}
    asked |= {"saison": site.objects["season"]}
    page = site.ask("erin", "POST", "/equipe/rencontres/serie", data={**asked, "preview": "y"}).get_data(as_text=True)
    found = re.search(r'name="seen" value="([^"]+)"', page)
    return {**asked, "draft": "y", "seen": found[1] if found else ""}


def marks(site: Site) -> Body:
    person = site.objects["dora_now"]
    return {f"value-{person}": "late", f"seen-{person}": "0:"}


def news_seen(_site: Site) -> Body:
    """What is sent to the group was read over first."""
    words = {"audience": "tous", "subject": "Une nouvelle", "text": "Bonjour à tous."}
    return {**words, "seen": seen_mark(*words.values()), "send": "y"}


DATE = {"title": "Au labo", "held_on": "2026-12-09", "start_time": "14:00", "end_time": "16:00", "keep": "2026-12-09"}
CALL = {"title": "Un appel", "opens_on": "2026-10-01", "opens_time": "08:00", "version": "1"}
IDEA = {"title": "Le robot", "sentence": "Un robot qui arrose.", "version": "1"}
OUTING = {
    "title": "Une nuit sous les étoiles",
    "destination": "Le pic du Midi",
    "held_on": "2027-06-05",
    "start_time": "09:00",
    "end_time": "18:00",
    "meeting_point": "Devant le centre",
    "place_count": "20",
    "sign_up_ends_on": "2027-05-20",
}
SEASON = {"name": "Une autre", "starts_on": "2026-09-01", "ends_on": "2027-06-30"}

WRITES = (
    Form("alice", "answers.give next_meeting", lambda _: {"value": "yes"}),
    Form(
        "nobody",
        "answers.give_from_mail answer_of_alice",
        lambda site: {"value": "yes", "span": site.cast.next_meeting.span},
    ),
    Form("erin", "meetings.record next_meeting alice", lambda _: {"value": "yes", "how": "Par téléphone"}),
    Form("alice", "projects.propose", lambda _: {"sentence": "Un nichoir à chauves-souris."}),
    Form("bob", "projects.save idea_of_bob", lambda _: IDEA),
    Form("bob", "projects.submit idea_of_bob"),
    Form("alice", "projects.withdraw idea_of_alice"),
    Form("alice", "projects.note_read idea_of_alice"),
    Form("erin", "projects.reply idea_of_alice", lambda _: {"text": "Bravo !"}),
    Form(
        "erin",
        "projects.save_call ?saison=season",
        lambda _: {**CALL, "closes_on": "2026-12-01", "closes_time": "18:00"},
    ),
    Form(
        "erin",
        "ambassadors.add ?saison=season",
        lambda _: {
            "first_name": "Nina",
            "last_name": "Roux",
            "born_on": ["3", "7", "2011"],
            "way_home": "unknown",
        },
    ),
    Form("erin", "ambassadors.enrol charlie ?saison=season"),
    Form("erin", "ambassadors.leave alice ?saison=season"),
    Form(
        "erin",
        "imports.upload ?saison=season",
        lambda _: {"sheet": (BytesIO(b"NOM;PRENOM;DDN\nRoux;Jade;03/07/2011\n"), "liste.csv")},
    ),
    Form("erin", "imports.confirm list_of_erin", lambda _: {READING: ImportDraft(columns={}).reading}),
    Form("erin", "invitations.invite_all ?saison=season"),
    Form("erin", "invitations.invite_again alice ?saison=season"),
    Form("erin", "cards.make ?saison=season", lambda site: {"jeune": site.objects["alice"]}),
    Form("erin", "seasons.save_season season", lambda _: SEASON),
    Form("erin", "meetings.new ?saison=season", lambda _: DATE),
    Form("erin", "meetings.publish_all ?saison=season"),
    Form(
        "erin",
        "meetings.edit next_meeting",
        lambda _: DATE | {"version": "1", "tell": "2026-12-09 14:00:00 16:00:00"},
    ),
    Form("erin", "minutes.save past_meeting ?partie=notes", lambda _: {"text": "Autre chose", "version": "2"}),
    Form("erin", "minutes.share past_meeting", lambda _: {"read": "tasks"}),
    Form("erin", "minutes.restore past_meeting ?partie=notes", lambda _: {"earlier": "1", "version": "2"}),
    Form("erin", "decisions.add past_meeting", lambda _: {"decision-words": "On recommence."}),
    Form("erin", "decisions.change erins_decision", lambda _: {"words": "On change de lieu.", "version": "1"}),
    Form("erin", "decisions.remove erins_decision"),
    Form("erin", "tasks.add past_meeting", lambda _: {"words": "Ranger le labo"}),
    Form("erin", "tasks.change alices_task", lambda _: {"words": "Acheter de la colle", "version": "1"}),
    Form("erin", "tasks.remove alices_task"),
    Form("alice", "tasks.finish alices_task"),
    Form("alice", "tasks.reopen alices_task", first="POST tasks.finish alices_task"),
    Form("erin", "meetings.publish draft_meeting"),
    Form("erin", "meetings.cancel next_meeting", lambda _: {"why": "Une fuite d’eau."}),
    Form("erin", "meetings.restore cancelled_meeting"),
    Form("erin", "meetings.choose_reminders next_meeting"),
    Form("erin", "meetings.remove draft_meeting"),
    Form("erin", "meetings.call_done moved_meeting quentin"),
    Form("erin", "meetings.call_undone moved_meeting quentin", first="POST meetings.call_done moved_meeting quentin"),
    Form("erin", "rollcall.mark next_meeting", marks),
    Form("erin", "rollcall.add_guest next_meeting", lambda _: {"name": "Awa Sy"}),
    Form("erin", "rollcall.take_guest_back past_meeting guest ?version=1"),
    Form(
        "erin",
        "rollcall.leave past_meeting",
        lambda site: {"person": site.objects["guest"], "at": "15:30", "how": "alone"},
    ),
    Form("erin", "rollcall.come_back past_meeting alice_now ?version=1"),
    Form("erin", "rollcall.resume past_meeting"),
    Form("erin", "checkins.turn_on_or_off next_meeting"),
    Form("alice", "checkins.announce code_of_room"),
    Form("erin", "news.write ?saison=season", news_seen),
    Form("erin", "series.plan", seen),
    Form("erin", "outings.new ?saison=season", lambda _: OUTING),
    Form(
        "erin",
        "outings.edit outing",
        lambda _: (
            OUTING | {"version": "1", "tell": "2027-06-05 09:00:00 2027-06-05 18:00:00 Le pic du Midi Devant le centre"}
        ),
    ),
    Form("erin", "outings.announce draft_outing"),
    Form("erin", "outings.cancel outing", lambda _: {"why": "Le car est en panne."}),
    Form("erin", "outings.restore cancelled_outing"),
    Form("erin", "outings.remove draft_outing"),
    Form("erin", "outings.write_down outing", lambda site: {"person": site.objects["quentin"], "how": "Par téléphone"}),
    Form("erin", "outings.take_off outing doras_place", lambda _: {"how": "Par téléphone"}),
    Form("erin", "outings.receive_permission outing bobs_place"),
    Form("erin", "outings.take_permission_back outing alices_place"),
    Form("erin", "outings.call_done cancelled_outing quentin"),
    Form(
        "erin", "outings.call_undone cancelled_outing quentin", first="POST outings.call_done cancelled_outing quentin"
    ),
    Form("tom", "places.take outing"),
    Form("dora", "places.give_back outing"),
    Form("tom", "places.take_back outing"),
    Form("erin", "turn.close season"),
)

ELSEWHERE = {
    "one's own account and sessions": {
        "accounts.ask",
        "accounts.end_device",
        "accounts.end_other_devices",
        "accounts.enter_code",
        "accounts.prefer",
        "accounts.sign_out",
        "accounts.use_link",
        "ambassadors.be",
        "ambassadors.choose_reminders",
        "ambassadors.prefer",
        "stops.resume",
        "stops.stop",
    },
    "a file is the programme's, over the years": {
        "ambassadors.change",
        "answers.plan_absence",
        "answers.take_absence_back",
        "ambassadors.change_guardians",
        "ambassadors.contacts",
        "imports.settle",
    },
    "addresses of calendars last across seasons": {
        "families.make",
        "families.renew",
        "feeds.change",
        "feeds.end",
        "feeds.mail_mine",
        "feeds.make_group",
        "feeds.make_mine",
        "feeds.make_team",
        "feeds.renew",
    },
    "how a list is read: nothing of it is in the season before it is imported": {"imports.read_otherwise"},
    "it shows, and notes who looked": {
        "attendance.take_csv",
        "attendance.take_xlsx",
        "meetings.show_numbers",
        "outings.print_list",
        "outings.show_numbers",
        "rollcall.show_numbers",
    },
    "what was written before the closing leaves, or is stopped": {
        "messages.cancel",
        "messages.hold",
        "messages.leave_stopped",
        "messages.let_go",
        "messages.read",
        "messages.restore",
        "messages.settle",
        "messages.show",
    },
    "the programme's settings, team, places and other seasons": {
        "counting.settings",
        "seasons.add_programme",
        "seasons.add_season",
        "seasons.close_dates",
        "seasons.end_role",
        "seasons.invite_colleague",
        "seasons.invite_colleague_again",
        "seasons.open_dates",
        "seasons.save_settings",
        "setup.create",
        "venues.edit",
        "venues.index",
    },
    "it takes the closing back": {"turn.reopen"},
    "it is about the next season, and writes there": {
        "continuing.note",
        "continuing.say",
        "turn.ask",
        "turn.follow",
    },
}

# What a season is made of. A file may be made by joining one, so young people count too.
OF_A_SEASON = (
    "ambassador",
    "answer",
    "answer_step",
    "attendance",
    "call",
    "decision",
    "mark",
    "meeting",
    "meeting_place",
    "meeting_step",
    "minutes_part",
    "minutes_version",
    "task",
    "outing",
    "outing_step",
    "news",
    "permission_note",
    "phone_call",
    "project",
    "reminder",
    "reply",
    "roll_call",
    "sign_up",
    "young_person",
)


def of_seasons(site: Site) -> dict[str, list[str]]:
    """Everything in the seasons of the first programme, the mail written and the lists waiting included."""
    held = held_by(site, site.cast.kaleido.id)
    with closing(sqlite3.connect(site.file)) as file:
        others = {
            "season": "SELECT id, name, starts_on, ends_on, archived_at, archived_by_id FROM season",
            "import_draft": "SELECT id, season_id, imported_at FROM import_draft",
            "mail": "SELECT id FROM mail",
            "link": "SELECT id FROM link",
        }
        asked = {name: [str(row) for row in file.execute(query)] for name, query in others.items()}
    return {name: held[name] for name in OF_A_SEASON} | asked


def close(site: Site) -> None:
    with closing(sqlite3.connect(site.file)) as file:
        file.execute("UPDATE season SET archived_at = '2026-10-07 09:00:00.000000'")
        file.commit()


def send(site: Site, form: Form, body: Body) -> tuple[int, dict[str, list[str]], dict[str, list[str]]]:
    """What is answered, and the seasons before and after."""
    (row,) = read_rows(f"POST {form.row} {NOBODY}")
    before = of_seasons(site)
    kind = "multipart/form-data" if "sheet" in body else "application/x-www-form-urlencoded"
    status = site.ask(form.role, "POST", site.url(row), data=body, content_type=kind).status_code
    return status, before, of_seasons(site)


def prepare(site: Site, form: Form) -> None:
    if form.first:
        (row,) = read_rows(f"{form.first} {NOBODY}")
        assert site.ask(form.role, "POST", site.url(row)).status_code == 303


@pytest.mark.parametrize("form", WRITES, ids=lambda form: form.row)
def test_it_writes_while_the_season_is_open(site: Site, form: Form) -> None:
    """Without this, the test below could pass on a form that never wrote."""
    prepare(site, form)
    status, before, after = send(site, form, form.body(site))
    assert (status in (200, 303), before != after) == (True, True)


@pytest.mark.parametrize("form", WRITES, ids=lambda form: form.row)
def test_nothing_in_a_closed_season_changes(site: Site, form: Form) -> None:
    prepare(site, form)
    body = form.body(site)
    close(site)
    status, before, after = send(site, form, body)
    assert before == after
    assert status == (303 if form.row.startswith("turn.close") else 409)


def test_every_route_that_writes_is_asked() -> None:
    written = {row.endpoint for row in table() if row.method == "POST"}
    elsewhere = set().union(*ELSEWHERE.values())
    asked = {form.row.split()[0] for form in WRITES}
    assert written - asked - elsewhere == set(), "add it to WRITES, or to ELSEWHERE with the reason"
    assert (asked | elsewhere) - written == set()
    assert asked & elsewhere == set()


@pytest.mark.parametrize(
    "path",
    [
        "/equipe/rencontres/nouvelle",
        "/equipe/rencontres/serie",
        "/equipe/sortie/nouvelle",
        "/equipe/projets/appel",
        "/equipe/jeunes/nouveau",
        "/equipe/jeunes/importer",
        "/equipe/jeunes/invitations",
        "/equipe/jeunes/cartes",
    ],
)
def test_the_address_of_a_form_leads_to_what_is_read(site: Site, path: str) -> None:
    season = site.objects["season"]
    url = f"{path}?saison={season}"
    assert site.ask("erin", "GET", url).status_code == 200
    close(site)
    answer = site.ask("erin", "GET", url)
    assert answer.status_code == 303
    listing = site.ask("erin", "GET", answer.headers["Location"])
    assert (listing.status_code, season in answer.headers["Location"]) == (200, True)


@pytest.mark.parametrize(
    "form",
    [
        "rencontres/next_meeting/modification",
        "rencontres/next_meeting/annulation",
        "rencontres/cancelled_meeting/retablissement",
        "sortie/outing/modification",
        "sortie/outing/annulation",
        "sortie/cancelled_outing/retablissement",
        "sortie/outing/inscription",
        "sortie/outing/inscrits/doras_place/retrait",
    ],
)
def test_the_form_of_a_date_leads_to_its_page(site: Site, form: str) -> None:
    kind, name, *rest = [str(site.objects.get(part, part)) for part in form.split("/")]
    page = f"/equipe/{kind}/{name}"
    address = "/".join((page, *rest))
    assert site.ask("erin", "GET", address).status_code == 200
    close(site)
    answer = site.ask("erin", "GET", address)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
