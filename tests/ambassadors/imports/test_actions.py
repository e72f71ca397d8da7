"""A list is kept, read, imported once, and forgotten."""

import json
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.ctx import RequestContext
from sqlalchemy import func, select

from accounts.models import User
from ambassadors.imports import access, actions
from ambassadors.imports.models import ImportDraft
from ambassadors.models import Ambassador, WayHome, YoungPerson
from ambassadors.sheets.fields import Field
from ambassadors.sheets.rows import Reason, Refused
from core.db import db
from seasons.models import Role, Season
from tests.ambassadors.imports.lists import LIST, TWO_SHEETS
from tests.world import NOW, Cast

TODAY = NOW.date()


def acting(app: Flask) -> RequestContext:
    return app.test_request_context(method="POST")


def kept(cast: Cast, content: bytes = LIST, name: str = "liste.csv", who: str = "erin") -> ImportDraft:
    season = db.session.get_one(Season, cast.heidis_season.id if who == "heidi" else cast.season.id)
    by = db.session.get_one(User, getattr(cast, who).id)
    return actions.keep(season, content, name, by=by, now=NOW)


def confirm(draft: ImportDraft) -> int:
    by = db.session.get_one(User, draft.user_id)
    return actions.confirm(draft, by=by, now=NOW, today=TODAY, reading=draft.reading)


def names(season: Season) -> list[str]:
    query = select(YoungPerson.sort_name).join(Ambassador).where(Ambassador.season_id == season.id)
    return list(db.session.scalars(query.order_by(YoungPerson.sort_name)))


def test_a_preview_writes_nothing(app: Flask, cast: Cast) -> None:
    with acting(app):
        before = names(cast.season)
        plan = actions.plan(kept(cast), today=TODAY)
        assert [(p.row, p.first_name) for p in plan.joining] == [(2, "Maëlys"), (3, "Inès"), (6, "Charlie")]
        assert [(f.ref, f.kind.value) for f in plan.preview.faults] == [("C4", "no_such_day")]
        assert [p.first_name for p in plan.preview.already_known] == ["Alice"]
        assert (plan.returning_count, plan.preview.counted_on) == (1, TODAY)
        assert names(cast.season) == before


def test_a_list_is_imported_once_and_its_file_is_gone(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast)
        assert (confirm(draft), confirm(draft)) == (3, 3)
        db.session.commit()
        db.session.expire_all()
        assert (draft.content, draft.file_name, draft.imported_at, draft.joined_count) == (b"", "", NOW, 3)
        assert confirm(kept(cast)) == 0


def test_every_cell_of_a_row_is_where_it_belongs(app: Flask, cast: Cast) -> None:
    with acting(app):
        confirm(kept(cast))
        young = db.session.scalars(select(YoungPerson).where(YoungPerson.first_name == "Maëlys")).one()
        assert (young.last_name, young.born_on, young.email) == ("Le Goff", date(2010, 7, 3), "maelys@famille.example")
        assert (young.phone, young.school, young.note) == ("+33639980001", "Lycée ; Brest", "=1+1")
        assert (young.way_home, young.way_home_details) == (WayHome.NOT_ALONE, "avec sa tante")
        guardian = young.guardians[0]
        assert (guardian.name, guardian.phone, guardian.email) == (
            "Mme Anne Le Goff",
            "+33639980002",
            "anne@famille.example",
        )
        assert [place.joined_on for place in young.ambassadors] == [cast.season.starts_on]


def test_whoever_has_grown_old_enough_since_joins_today(app: Flask, cast: Cast) -> None:
    listed = "Nom;Prénom;Né le\nPetit;Lou;07/10/2014\nPetit;Zoé;08/10/2014\nGrand;Tom;08/10/2000\nGrand;Max;07/10/2000\nRoux;Jade;01/09/2014\n"
    with acting(app):
        draft = kept(cast, listed.encode())
        preview = actions.plan(draft, today=TODAY).preview
        assert [(f.row, f.kind.value) for f in preview.faults] == [(3, "too_young"), (5, "too_old")]
        assert {fault.params["day"] for fault in preview.faults} == {preview.counted_on} == {TODAY}
        assert confirm(draft) == 3
        query = select(YoungPerson.first_name, Ambassador.joined_on).join(Ambassador)
        days = {name: day for name, day in db.session.execute(query) if name in ("Lou", "Tom", "Jade")}
        first_day = cast.season.starts_on
        assert days == {"Lou": TODAY, "Tom": first_day, "Jade": first_day}


def test_whoever_is_back_keeps_the_file_as_it_was(app: Flask, cast: Cast) -> None:
    with acting(app):
        charlie = db.session.get_one(YoungPerson, cast.charlie.id)
        before = (charlie.email, charlie.note, charlie.school)
        confirm(kept(cast))
        assert (charlie.email, charlie.note, charlie.school) == before
        assert {place.season_id for place in charlie.ambassadors} == {cast.season.id, cast.last_season.id}


def test_two_who_say_yes_at_once_import_one_list(app: Flask, cast: Cast) -> None:
    with acting(app):
        ids = [kept(cast, who="erin").id, kept(cast, who="frank").id]
        db.session.commit()
    barrier, counted = Barrier(4), list[int]()

    def run(draft_id: int) -> None:
        with acting(app):
            barrier.wait()
            counted.append(confirm(db.session.get_one(ImportDraft, draft_id)))
            db.session.commit()

    threads = [Thread(target=run, args=(draft_id,)) for draft_id in ids * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counted) == [0, 0, 3, 3]  # each list answers as it did the first time
    with acting(app):
        assert db.session.scalar(select(func.count()).where(YoungPerson.first_name == "Maëlys")) == 1


def test_a_file_that_is_no_list_is_not_kept(app: Flask, cast: Cast) -> None:
    with acting(app):
        with pytest.raises(Refused) as refused:
            kept(cast, b"%PDF-1.7")
        assert refused.value.reason is Reason.NOT_A_SPREADSHEET
        assert db.session.scalar(select(func.count(ImportDraft.id))) == 0


def test_a_new_file_replaces_the_one_that_waited(app: Flask, cast: Cast) -> None:
    with acting(app):
        kept(cast), kept(cast, who="frank"), kept(cast, who="heidi")
        latest = kept(cast)
        mine = select(ImportDraft.public_id).where(ImportDraft.user_id == cast.erin.id)
        assert list(db.session.scalars(mine)) == [latest.public_id]
        assert db.session.scalar(select(func.count(ImportDraft.id))) == 3


def test_columns_are_read_as_someone_says(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast, b"Alias;Prenom;Ne le;Autre\nPetit;Lou;3/7/2010;x\n", "liste.csv")
        assert [f.value for f in actions.plan(draft, today=TODAY).preview.missing] == ["last_name"]
        said = {0: Field.LAST_NAME, 1: Field.FIRST_NAME, 2: Field.BORN_ON, 3: None, 700: Field.NOTE}
        actions.read_otherwise(draft, sheet_name="", columns=said)
        assert draft.columns == {"0": "last_name"}
        found = actions.plan(draft, today=TODAY)
        assert [(p.first_name, p.last_name) for p in found.joining] == [("Lou", "Petit")]
        assert json.loads(json.dumps(draft.columns)) == draft.columns


def test_another_worksheet_is_read_when_asked(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast, TWO_SHEETS, "classeur.xlsx")
        first = actions.plan(draft, today=TODAY).preview
        assert (first.sheet.name, first.sheet.others, len(first.good)) == ("Inscrits", ("Anciens", "Notes"), 2)
        actions.read_otherwise(draft, sheet_name="Anciens", columns={0: None})
        assert (draft.sheet_name, draft.columns) == ("Anciens", {})
        assert [p.first_name for p in actions.plan(draft, today=TODAY).joining] == ["Zoé"]
        for name in ("Notes", "Nulle part"):
            with pytest.raises(Refused):
                actions.read_otherwise(draft, sheet_name=name, columns={})
        assert draft.sheet_name == "Anciens"


def test_a_list_is_seen_by_who_brought_it_and_for_a_day(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast)
        users = {who: db.session.get_one(User, getattr(cast, who).id) for who in ("erin", "frank", "heidi")}
        seen = {who: list(db.session.scalars(access.drafts_of(user, NOW))) for who, user in users.items()}
        assert seen == {"erin": [draft], "frank": [], "heidi": []}
        assert list(db.session.scalars(access.drafts_of(users["erin"], NOW + timedelta(hours=24)))) == []


def test_who_leaves_the_team_no_longer_sees_the_list(app: Flask, cast: Cast) -> None:
    with acting(app):
        kept(cast)
        erin = db.session.get_one(User, cast.erin.id)
        for role in db.session.scalars(select(Role).where(Role.user_id == erin.id)):
            role.ended_at = NOW
        db.session.flush()
        assert list(db.session.scalars(access.drafts_of(erin, NOW))) == []


def test_lists_are_forgotten_after_a_day(app: Flask, cast: Cast) -> None:
    with acting(app):
        kept(cast)
        actions.forget_old(now=NOW + timedelta(hours=23, minutes=59))
        assert db.session.scalar(select(func.count(ImportDraft.id))) == 1
        actions.forget_old(now=NOW + timedelta(hours=24))
        assert db.session.scalar(select(func.count(ImportDraft.id))) == 0


def test_nobody_is_doubled_by_a_list_that_keeps_the_whole_name_in_one_column(app: Flask, cast: Cast) -> None:
    two = b"Nom;Prenom;Ne le\nTran;Minh Anh;03/09/2011\nde Sousa Pinto;Alix;04/09/2011\nTran;Minh Thi;03/09/2011\n"
    one = b"Nom et prenom;Ne le\nMinh Anh Tran;03/09/2011\nde sousa pinto alix;04/09/2011\nTHI Minh Tran;03/09/2011\n"
    with acting(app):
        assert confirm(kept(cast, two)) == 3
        plan = actions.plan(kept(cast, one), today=TODAY)
        assert [p.row for p in plan.preview.already_known] == [2, 3]
        assert [p.row for p in plan.joining] == [4]


SLIP = "Nom;Prénom;Né le;Portable\nCarpentras;Inès;04/04/2012;\nCarpentra;Ines;04/04/2012;\n"
UNDER_ANOTHER = "Nom;Prénom;Né le;Portable\nCosta Silva;Marie;03/02/2010;0612000021\nMarie;Costa;03/02/2010;\n"
UNDER_A_LONGER = "Nom;Prénom;Né le;Portable\nCosta Silva;Marie;03/02/2010;\n"
UNWRITTEN = "Nom;Prénom;Né le;Portable\nCosta;Marie;03/02/2010;0612000021\nRoux;Marie;03/02/2010;0612000021\n"


@pytest.mark.parametrize("listed", [SLIP, UNDER_ANOTHER, UNDER_A_LONGER, UNWRITTEN])
def test_whoever_was_held_back_the_first_time_is_held_back_the_next(app: Flask, cast: Cast, listed: str) -> None:
    heading = "Nom;Prénom;Né le;Portable\n"
    with acting(app):
        assert confirm(kept(cast, (heading + "Costa;Marie;03/02/2010;\nCarpentras;Inès;04/04/2012;\n").encode())) == 2
        for _time in range(2):
            again = actions.plan(kept(cast, listed.encode()), today=TODAY)
            assert (len(again.joining), len(again.unsure)) == (0, 1)
            assert confirm(kept(cast, listed.encode())) == 0


@pytest.mark.parametrize("turned", [False, True])
def test_a_slip_of_the_same_list_never_makes_a_second_file(app: Flask, cast: Cast, turned: bool) -> None:
    heading, *rows = SLIP.splitlines(keepends=True)
    listed = (heading + "".join(reversed(rows) if turned else rows)).encode()
    with acting(app):
        assert [confirm(kept(cast, listed)) for _time in range(3)] == [1, 0, 0]
        assert [p.first_name for p, _known in actions.plan(kept(cast, listed), today=TODAY).unsure] == [
            "Inès" if turned else "Ines"
        ]


ONE_ADDRESS = (
    b"Nom;Prenom;Ne le;Mail\nFournier;Arthur;03/09/2011;arthur@boite.example\n"
    b"Nicolas;Lou;04/09/2011;Arthur@boite.example\nRoux;Jade;05/09/2011;jade@boite.example\n"
)


def mails(cast: Cast) -> dict[str, str]:
    query = select(YoungPerson.first_name, YoungPerson.email).where(
        YoungPerson.first_name.in_(["Arthur", "Lou", "Jade"])
    )
    return {first_name: email for first_name, email in db.session.execute(query)}  # noqa: C416 - rows are no pairs


def test_an_address_of_two_families_is_left_out_unless_somebody_keeps_it(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast, ONE_ADDRESS)
        [box] = actions.plan(draft, today=TODAY).mailboxes
        assert (box.email, [(p.name, p.row) for p in box.people]) == (
            "arthur@boite.example",
            [("Arthur Fournier", 2), ("Lou Nicolas", 3)],
        )
        assert confirm(draft) == 3
        assert mails(cast) == {"Arthur": "", "Lou": "", "Jade": "jade@boite.example"}
        again = actions.plan(kept(cast, ONE_ADDRESS), today=TODAY)
        assert (again.joining, again.mailboxes, again.gap_count, again.has_changes) == ((), (), 0, True)
        assert [[(d.what, d.is_gap, d.also) for d in each.differences] for each in again.differing] == [
            [("email", False, ("Lou Nicolas",))],
            [("email", False, ("Arthur Fournier",))],
        ]
        assert actions.settle(cast_season(cast), again, gaps=True, now=NOW) == 0
        chosen = {again.differing[0].differences[0].key(again.differing[0].young.public_id)}
        assert actions.settle(cast_season(cast), again, chosen=chosen, now=NOW) == 1
        assert mails(cast) == {"Arthur": "arthur@boite.example", "Lou": "", "Jade": "jade@boite.example"}


def cast_season(cast: Cast) -> Season:
    return db.session.get_one(Season, cast.season.id)


def test_an_address_of_two_families_stays_with_both_where_somebody_says_so(app: Flask, cast: Cast) -> None:
    with acting(app):
        draft = kept(cast, ONE_ADDRESS)
        [box] = actions.plan(draft, today=TODAY).mailboxes
        by = db.session.get_one(User, draft.user_id)
        said = {"by": by, "now": NOW, "today": TODAY, "reading": draft.reading}
        assert actions.confirm(draft, **said, mailboxes={box.key}) == 3  # type: ignore[arg-type]
        assert mails(cast) == {
            "Arthur": "arthur@boite.example",
            "Lou": "arthur@boite.example",
            "Jade": "jade@boite.example",
        }
        again = actions.plan(kept(cast, ONE_ADDRESS), today=TODAY)
        assert (again.differing, again.mailboxes) == ((), ())


def test_an_address_that_somebody_known_has_is_asked_about_and_stays_theirs(app: Flask, cast: Cast) -> None:
    first, second = ONE_ADDRESS.splitlines(keepends=True)[:2], ONE_ADDRESS.splitlines(keepends=True)[2:]
    with acting(app):
        assert confirm(kept(cast, b"".join(first))) == 1
        draft = kept(cast, first[0] + b"".join(second))
        [box] = actions.plan(draft, today=TODAY).mailboxes
        assert [(p.name, p.row) for p in box.people] == [("Arthur Fournier", 0), ("Lou Nicolas", 2)]
        assert confirm(draft) == 2
        assert mails(cast) == {"Arthur": "arthur@boite.example", "Lou": "", "Jade": "jade@boite.example"}


def test_what_somebody_has_to_tick_comes_before_what_one_button_fills(app: Flask, cast: Cast) -> None:
    first = b"Nom et prenom;Ne le\nTRAN Lou;03/09/2011\nMinh Anh Tran;04/09/2011\nROUX Jade;05/09/2011\n"
    then = b"Nom;Prenom;Ne le;Tel\nTran;Lou;03/09/2011;0639980001\nTran;Minh Anh;04/09/2011;\nRoux;Jade;05/09/2011;0639980002\n"
    with acting(app):
        assert confirm(kept(cast, first)) == 3
        found = actions.plan(kept(cast, then), today=TODAY).differing
        assert [(each.row, [d.what for d in each.differences]) for each in found] == [
            *((3, ["name"]), (2, ["phone"]), (4, ["phone"]))
        ]
