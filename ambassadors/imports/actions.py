"""Keep an uploaded list, read it for its preview, import it once, forget it."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import selectinload

from accounts.models import User
from ambassadors import actions
from ambassadors.actions import File, file_of
from ambassadors.imports.differences import Difference, changed, differences
from ambassadors.imports.likeness import Known, alike, as_known, marks
from ambassadors.imports.mailboxes import Mailbox, in_question
from ambassadors.imports.models import LIFE, ImportDraft
from ambassadors.models import Ambassador, Guardian, WayHome, YoungPerson
from ambassadors.rules import AGES, Contact, age_on, counted_on
from ambassadors.sheets.fields import Field
from ambassadors.sheets.people import Preview, read_people
from ambassadors.sheets.person import Person
from ambassadors.sheets.reading import read_sheet
from ambassadors.sheets.sheet import Sheet
from core.db import db
from seasons.actions import require_open
from seasons.models import Season


class ReadOtherwise(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The list's columns were changed since its reader saw the preview they say yes to."""


@dataclass(frozen=True)
class Differing:
    """Somebody the programme has a file of, and what the list says otherwise."""

    young: YoungPerson
    row: int
    differences: tuple[Difference, ...]

    @property
    def gaps(self) -> tuple[Difference, ...]:
        """What the file does not say, and the list does."""
        return tuple(each for each in self.differences if each.is_gap)


@dataclass(frozen=True)
class Plan:
    """What an import would do: who joins the season, whose file the programme has, and what keeps others out.

    Rows that are `already_known` are of people who are in the season, or were and left it: nothing happens to them
    unless somebody says yes to one of the `differing`. A cell of theirs that cannot be read is named, and
    the others are compared with the file.
    """

    preview: Preview
    returning_count: int
    alike: Mapping[int, Known]
    """Row → whom its person may well be: they join only if somebody says so."""
    differing: tuple[Differing, ...]
    mailboxes: tuple[Mailbox, ...]
    """Addresses of new people that are somebody else's too, who is no family: left out unless somebody says so."""

    @property
    def joining(self) -> tuple[Person, ...]:
        return tuple(person for person in self.preview.good if person.row not in self.alike)

    @property
    def unsure(self) -> tuple[tuple[Person, Known], ...]:
        """New people of the list who resemble somebody the programme knows."""
        return tuple((person, self.alike[person.row]) for person in self.preview.good if person.row in self.alike)

    @property
    def gap_count(self) -> int:
        """How many files the list can complete."""
        return sum(bool(each.gaps) for each in self.differing)

    @property
    def has_changes(self) -> bool:
        """Whether the list says something otherwise than a file."""
        return any(len(each.gaps) < len(each.differences) for each in self.differing)


def keep(season: Season, content: bytes, file_name: str, *, by: User, now: datetime) -> ImportDraft:
    """Keep a file for its preview; the one before it, of this person and season, is forgotten. Raises `Refused`."""
    require_open(season)
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
    """What importing this list now would do; nothing is written. Ages count on the season's first day, or today
    if later."""
    season = draft.season
    placed = and_(Ambassador.young_person_id == YoungPerson.id, Ambassador.season_id == season.id)
    columns = (getattr(YoungPerson, field.name) for field in dataclasses.fields(Known) if not field.metadata)
    query = select(Ambassador.id, *columns).select_from(YoungPerson).outerjoin(Ambassador, placed)
    parents = _parents(season)
    in_season, known = set[str](), dict[str, Known]()
    for place, *columns_read in db.session.execute(query.where(YoungPerson.programme_id == season.programme_id)):
        person = dataclasses.replace(Known(*columns_read), parents=parents.get(columns_read[0], frozenset()))
        known[person.match_key] = person
        if place is not None:
            in_season.add(person.match_key)
    mapping = {int(index): Field(name) if name else None for index, name in draft.columns.items()}
    preview = read_people(
        sheet_of(draft),
        season_starts_on=season.starts_on,
        today=today,
        joins_on=today,
        known=in_season,
        mapping=mapping,
    )
    again = sorted((*preview.already_known, *preview.partly_known), key=lambda person: -person.row)
    listed = {person.match_key: person for person in (*preview.good, *again)}
    new = [person for person in preview.good if person.match_key not in known]
    rows = [as_known(person) for person in listed.values()]
    mailboxes = in_question(rows, known.values())
    return Plan(
        preview=preview,
        returning_count=len(preview.good) - len(new),
        alike=alike(new, (*known.values(), *rows)),
        differing=_differing(season, [person for key, person in listed.items() if key in known], mailboxes),
        mailboxes=tuple(each for each in mailboxes if each.rows.intersection(person.row for person in new)),
    )


def _parents(season: Season) -> dict[str, frozenset[str]]:
    """What tells the contacts of each file of the programme from others, by its public id."""
    query = select(YoungPerson.public_id, Guardian.name, Guardian.phone, Guardian.email).join(Guardian.young_person)
    found: dict[str, frozenset[str]] = {}
    for of, *said in db.session.execute(query.where(YoungPerson.programme_id == season.programme_id)):
        found[of] = found.get(of, frozenset()) | marks(Contact(*said))
    return found


def _differing(season: Season, people: Sequence[Person], mailboxes: Sequence[Mailbox]) -> tuple[Differing, ...]:
    """Those of whom the list says something their file does not: first what somebody has to tick, as a page shows only
    so many, then what one button fills; each in the order of the rows."""
    keys = [person.match_key for person in people]
    query = select(YoungPerson).where(YoungPerson.programme_id == season.programme_id, YoungPerson.match_key.in_(keys))
    found = db.session.scalars(query.options(selectinload(YoungPerson.guardians)))
    files = {young.match_key: young for young in found} if keys else {}
    also = {(box.email, row): box for box in mailboxes for row in box.rows}
    each = (
        Differing(young, person.row, _said_otherwise(young, person, also.get((person.email, person.row))))
        for person in people
        for young in [files[person.match_key]]
    )
    ordered = sorted(each, key=lambda one: (len(one.gaps) == len(one.differences), one.row))
    return tuple(one for one in ordered if one.differences)


def _said_otherwise(young: YoungPerson, person: Person, mailbox: Mailbox | None) -> tuple[Difference, ...]:
    found = differences(file_of(young), _file(person), names=not person.is_name_split)
    also = mailbox.others(young.match_key) if mailbox else ()
    return tuple(dataclasses.replace(each, also=also) if each.what == "email" else each for each in found)


def read_otherwise(draft: ImportDraft, *, sheet_name: str, columns: Mapping[int, Field | None]) -> None:
    """Read another worksheet, or these columns as these fields. Raises `Refused` for a worksheet without a list."""
    sheet = sheet_of(draft, sheet_name)
    if sheet_name != (draft.sheet_name or sheet_of(draft).name):
        draft.sheet_name, draft.columns = sheet.name, {}
        return
    there = {index: field for index, field in columns.items() if 0 <= index < len(sheet.columns)}
    differs = {index: field for index, field in there.items() if field != sheet.fields.get(index)}
    draft.columns = {str(index): field.value if field else "" for index, field in differs.items()}


def confirm(
    draft: ImportDraft,
    *,
    by: User,
    now: datetime,
    today: date,
    reading: str,
    chosen: Collection[str] = (),
    rows: Collection[int] = (),
    mailboxes: Collection[str] = (),
) -> int:
    """Import what the preview says, once; returns how many joined the season. The file is forgotten.

    `reading` is the draft's as the preview showed it: raises `ReadOtherwise` where it has changed since. `rows` are
    those of people who resemble somebody known and are to be added all the same; `chosen` are the keys of the
    differences to settle as the list has them, `mailboxes` those of the addresses that several people keep.
    """
    now_says = ["imported_at", "joined_count", "sheet_name", "columns"]
    db.session.refresh(draft, attribute_names=now_says, with_for_update=True)
    if draft.imported_at is None:
        if draft.reading != reading:
            raise ReadOtherwise
        asked = plan(draft, today=today)
        settle(draft.season, asked, chosen=chosen, now=now)
        added = (person for person, _known in asked.unsure if person.row in rows)
        no_mail = {row for each in asked.mailboxes if each.key not in mailboxes for row in each.rows}
        people = sorted((*asked.joining, *added), key=lambda person: person.row)
        files = [_file(dataclasses.replace(each, email="") if each.row in no_mail else each) for each in people]
        draft.joined_count = sum(
            actions.add_all(draft.season, there, by=by, now=now, joined_on=day)
            for day, there in _by_first_day(files, draft.season, today).items()
        )
        draft.imported_at, draft.content, draft.file_name = now, b"", ""
    return draft.joined_count


def _by_first_day(files: Sequence[File], season: Season, today: date) -> dict[date, list[File]]:
    """Who is there from the season's first day, and who only grew old enough since."""
    found: dict[date, list[File]] = {season.starts_on: []}
    for file in files:
        is_late = age_on(file.born_on, season.starts_on) < AGES.start
        found.setdefault(counted_on(season.starts_on, today if is_late else None), []).append(file)
    return found


def settle(season: Season, asked: Plan, *, chosen: Collection[str] = (), gaps: bool = False, now: datetime) -> int:
    """Write into files what the list says otherwise, where somebody chose it; returns how many files changed.

    `chosen` are keys of differences as they were shown: one that has changed since is left alone. `gaps` takes all
    that the files do not say.
    """
    settled: list[tuple[YoungPerson, File]] = []
    for each in asked.differing:
        young = each.young
        wanted = [d for d in each.differences if d.key(young.public_id) in chosen or (gaps and d.is_gap)]
        if wanted:
            settled.append((young, changed(file_of(young), wanted)))
    if settled:
        actions.change_all(season.programme, settled, now=now)
        for young, file in settled:
            actions.change_guardians(young, file.guardians)
        db.session.flush()
    return len(settled)


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
