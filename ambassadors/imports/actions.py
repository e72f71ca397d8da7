"""Keep an uploaded list, read it for its preview, import it once, forget it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, select

from accounts.models import User
from ambassadors import actions
from ambassadors.actions import File
from ambassadors.imports.models import LIFE, ImportDraft
from ambassadors.models import Ambassador, WayHome, YoungPerson
from ambassadors.sheets.columns import Field
from ambassadors.sheets.people import Preview, read_people
from ambassadors.sheets.person import Person
from ambassadors.sheets.reading import Sheet, read_sheet
from core.db import db
from seasons.models import Season


@dataclass(frozen=True)
class Plan:
    """What an import would do: who joins the season, how many of them the programme knows, and what keeps others out.

    Rows that are `already_known` are of people who are in the season, or were and left it: nothing happens to them.
    """

    preview: Preview
    returning_count: int

    @property
    def joining(self) -> tuple[Person, ...]:
        return self.preview.good


def keep(season: Season, content: bytes, file_name: str, *, by: User, now: datetime) -> ImportDraft:
    """Keep a file for its preview; the one before it, of this person and season, is forgotten. Raises `Refused`."""
    read_sheet(content, file_name)
    waiting = (ImportDraft.user_id == by.id, ImportDraft.season_id == season.id, ImportDraft.imported_at.is_(None))
    db.session.execute(delete(ImportDraft).where(*waiting))
    draft = ImportDraft(
        user_id=by.id,
        season=season,
        file_name=file_name[-200:],
        content=content,
        columns={},
        created_at=now,
        ends_at=now + LIFE,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def sheet_of(draft: ImportDraft, name: str | None = None) -> Sheet:
    """The worksheet chosen for this list, or the one called `name`. Raises `Refused` when there is no list in it."""
    return read_sheet(draft.content, draft.file_name, name=name or draft.sheet_name)


def plan(draft: ImportDraft, *, today: date) -> Plan:
    """What importing this list now would do; nothing is written. Ages are counted on the season's first day."""
    season, in_season, known = draft.season, set[str](), set[str]()
    placed = and_(Ambassador.young_person_id == YoungPerson.id, Ambassador.season_id == season.id)
    query = select(YoungPerson.match_key, Ambassador.id).outerjoin(Ambassador, placed)
    for key, place in db.session.execute(query.where(YoungPerson.programme_id == season.programme_id)):
        (known if place is None else in_season).add(key)
    mapping = {int(index): Field(name) if name else None for index, name in draft.columns.items()}
    preview = read_people(
        sheet_of(draft), season_starts_on=season.starts_on, today=today, known=in_season, mapping=mapping
    )
    return Plan(preview, sum(person.match_key in known for person in preview.good))


def read_otherwise(draft: ImportDraft, *, sheet_name: str, columns: Mapping[int, Field | None]) -> None:
    """Read another worksheet, or these columns as these fields. Raises `Refused` for a worksheet without a list."""
    sheet = sheet_of(draft, sheet_name)
    if sheet_name != (draft.sheet_name or sheet_of(draft).name):
        draft.sheet_name, draft.columns = sheet.name, {}
        return
    there = {index: field for index, field in columns.items() if 0 <= index < len(sheet.columns)}
    differs = {index: field for index, field in there.items() if field != sheet.fields.get(index)}
    draft.columns = {str(index): field.value if field else "" for index, field in differs.items()}


def confirm(draft: ImportDraft, *, by: User, now: datetime, today: date) -> int:
    """Import what the preview says, once; returns how many joined the season. The file is forgotten."""
    db.session.refresh(draft, attribute_names=["imported_at", "joined_count"], with_for_update=True)
    if draft.imported_at is None:
        files = [_file(person) for person in plan(draft, today=today).joining]
        joined_on = draft.season.starts_on
        draft.joined_count = actions.add_all(draft.season, files, by=by, now=now, joined_on=joined_on)
        draft.imported_at, draft.content, draft.file_name = now, b"", ""
    return draft.joined_count


def forget_old(*, now: datetime) -> None:
    """Remove the lists nobody said yes to within a day, and what is left of the others."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.ends_at <= now))


def _file(person: Person) -> File:
    ways = {True: WayHome.ALONE, False: WayHome.NOT_ALONE, None: WayHome.UNKNOWN}
    return File(
        first_name=person.first_name,
        last_name=person.last_name,
        born_on=person.born_on,
        email=person.email,
        phone=person.phone,
        school=person.school,
        note=person.note,
        way_home=ways[person.goes_home_alone],
        way_home_details=person.way_home_details,
        guardians=person.guardians,
    )
