"""From rows to people: whoever is ready, what is wrong with the others, and who was already there."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ambassadors.rules import AGES, age_on, counted_on
from ambassadors.sheets.cells import (
    Cell,
    Kind,
    Order,
    Param,
    Unreadable,
    WayHome,
    as_written,
    birth,
    emails,
    is_month_first,
    line,
    phones,
    proper_name,
    split_name,
    text,
    usual_order,
    way_home,
)
from ambassadors.sheets.columns import Field, Mapped, is_surname_first, remapped
from ambassadors.sheets.folding import folded, squeezed
from ambassadors.sheets.reading import Row, Sheet

Key: TypeAlias = tuple[str, date]


def person_key(surname: str, first_name: str, born_on: date) -> Key:
    """What makes two rows the same person: names and birth date.

    Case, accents, spaces, hyphens and the order of the two names do not count: one list says "LE GOFF Bilal",
    another "Bilal Le-Goff", and nobody is doubled.
    """
    one, other = squeezed(surname), squeezed(first_name)
    return (min(one + other, other + one), born_on)


@dataclass(frozen=True)
class Person:
    """A young person as a list tells it; a text is "" where the list says nothing."""

    row: int
    surname: str
    first_name: str
    born_on: date
    email: str = ""
    phone: str = ""
    """E.164; `cells.phone_shown` writes it as it is dialled."""
    school: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    guardian_email: str = ""
    goes_home_alone: bool | None = None
    """None: the list does not say."""
    way_home_details: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        return person_key(self.surname, self.first_name, self.born_on)


@dataclass(frozen=True)
class Fault:
    """Something in a row that keeps a person from being added."""

    row: int
    ref: str
    """The cell as a spreadsheet calls it ("E18"), or the row's number where the list has no such column."""
    column: int | None
    """Its index among the sheet's columns."""
    field: Field
    kind: Kind
    text: str
    """What the file says there; "" when it says nothing."""
    params: dict[str, Param] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """What an import would do; nothing is written anywhere."""

    sheet: Sheet
    fields: dict[int, Field]
    """Column index → what was read from it."""
    counted_on: date
    """The day ages are counted on."""
    month_first: bool
    """Whether dates were read month first because the whole column shows it."""
    good: tuple[Person, ...]
    faults: tuple[Fault, ...]
    """In the order of the rows; a row may have several."""
    already_known: tuple[Person, ...]
    """Rows of people who are in the programme: not a fault, and not written again."""
    left_out: tuple[int, ...]
    """Numbers of rows that are no people: a total, a heading said again."""

    @property
    def faulty_rows(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(fault.row for fault in self.faults))

    @property
    def row_count(self) -> int:
        """Rows of people, whatever becomes of them."""
        return len(self.good) + len(self.faulty_rows) + len(self.already_known)

    @property
    def unread(self) -> tuple[int, ...]:
        """Indexes of the columns that have a heading or cells, and are not read."""
        return tuple(column.index for column in self.sheet.columns if column.index not in self.fields)

    @property
    def missing(self) -> tuple[Field, ...]:
        """What no one can be added without, and no column gives."""
        have = set(self.fields.values())
        named = Field.FULL_NAME in have or have >= {Field.SURNAME, Field.FIRST_NAME}
        absent = () if named else tuple(f for f in (Field.SURNAME, Field.FIRST_NAME) if f not in have)
        return absent if Field.BORN_ON in have else (*absent, Field.BORN_ON)


def read_people(
    sheet: Sheet,
    *,
    season_starts_on: date,
    today: date,
    known: Iterable[tuple[str, str, date]] = (),
    joins_on: date | None = None,
    mapping: Mapped | None = None,
) -> Preview:
    """Read a list of people. Never raises: what is wrong is in the preview, by row and cell.

    `known` are the people of the programme, as (surname, first name, birth date). Ages are counted on the
    season's first day, or on `joins_on` if later. `mapping` corrects columns: index → field, None to leave unread.
    """
    fields = remapped(sheet.fields, mapping or {})
    reader = _Reader(sheet, fields, today=today, counted_on=counted_on(season_starts_on, joins_on))
    already = {person_key(*person) for person in known}
    seen: dict[Key, int] = {}
    good: list[Person] = []
    faults: list[Fault] = []
    there: list[Person] = []
    left_out: list[int] = []
    for row in sheet.rows:
        if _is_no_person(sheet, row):
            left_out.append(row.number)
            continue
        person, wrong = reader.read(row)
        if person and person.key in already:
            there.append(person)
        elif person and person.key in seen:
            faults.append(reader.fault(row, reader.name_field, Kind.DUPLICATE_IN_FILE, row=seen[person.key]))
        elif wrong:
            faults.extend(wrong)
        elif person:
            good.append(person)
        if person:
            seen.setdefault(person.key, row.number)
    return Preview(
        sheet=sheet,
        fields=fields,
        counted_on=reader.counted_on,
        month_first=reader.month_first,
        good=tuple(good),
        faults=tuple(faults),
        already_known=tuple(there),
        left_out=tuple(left_out),
    )


_TOTAL = re.compile(r"(sous[ -]?|sub[ -]?|grand )?totaux?\b|(sous[ -]?|sub[ -]?)?total\b|effectif\b|nombre d|count\b")


def _is_no_person(sheet: Sheet, row: Row) -> bool:
    """A total under the list, or the heading said again in the middle of it."""
    said = [folded(line(cell)) for cell in row.cells]
    filled = [part for part in said if part]
    if filled and len(filled) <= 2 and _TOTAL.match(filled[0]):
        return True
    headings = [folded(column.heading) for column in sheet.columns]
    return sum(a == b for a, b in zip(said, headings, strict=True) if a) >= 2


class _Reader:
    """Reads the rows of one sheet; holds what only the whole column can tell."""

    def __init__(self, sheet: Sheet, fields: dict[int, Field], *, today: date, counted_on: date) -> None:
        self.sheet = sheet
        self.columns: dict[Field, list[int]] = {}
        for index, name in fields.items():
            self.columns.setdefault(name, []).append(index)
        self.today = today
        self.counted_on = counted_on
        self.month_first = is_month_first(self._column(Field.BORN_ON))
        self.order = self._usual_order(Field.FULL_NAME)
        self.name_field = Field.FULL_NAME if Field.FULL_NAME in self.columns else Field.SURNAME

    def read(self, row: Row) -> tuple[Person | None, list[Fault]]:
        """The person of a row as far as names and birth tell who it is, and all that is wrong with the row."""
        wrong: list[Fault] = []
        surname, first_name = self._name(row, wrong)
        born_on = self._born_on(row, f"{first_name} {_initial(surname)}".strip(), wrong)
        email, more_email = self._email(row, Field.EMAIL, Kind.BAD_EMAIL, wrong)
        phone, more_phone = self._phone(row, Field.PHONE, Kind.BAD_PHONE, wrong)
        their_email, more_their_email = self._email(row, Field.GUARDIAN_EMAIL, Kind.BAD_GUARDIAN_EMAIL, wrong)
        their_phone, more_their_phone = self._phone(row, Field.GUARDIAN_PHONE, Kind.BAD_GUARDIAN_PHONE, wrong)
        wrong.sort(key=lambda fault: -1 if fault.column is None else fault.column)
        if not (surname and first_name and born_on):
            return None, wrong
        home = way_home(self._cell(row, Field.WAY_HOME)) if Field.WAY_HOME in self.columns else WayHome(None, "")
        remarks = [self._note(row), more_email, more_phone, more_their_email, more_their_phone]
        person = Person(
            row=row.number,
            surname=surname,
            first_name=first_name,
            born_on=born_on,
            email=email,
            phone=phone,
            school=line(self._cell(row, Field.SCHOOL)),
            guardian_name=self._guardian(row),
            guardian_phone=their_phone,
            guardian_email=their_email,
            goes_home_alone=home.alone,
            way_home_details=home.details,
            note="\n".join(remark for remark in remarks if remark),
        )
        return person, wrong

    def fault(self, row: Row, name: Field, kind: Kind, /, **params: Param) -> Fault:
        index = self.columns.get(name, [None])[0]
        return Fault(
            row=row.number,
            ref=str(row.number) if index is None else f"{self.sheet.columns[index].letter}{row.number}",
            column=index,
            field=name,
            kind=kind,
            text="" if index is None else as_written(row.cells[index]).strip(),
            params=params,
        )

    def _column(self, name: Field) -> list[Cell]:
        return [row.cells[index] for index in self.columns.get(name, [])[:1] for row in self.sheet.rows]

    def _cell(self, row: Row, name: Field) -> Cell:
        index = self.columns.get(name, [None])[0]
        return None if index is None else row.cells[index]

    def _usual_order(self, name: Field) -> Order:
        if name not in self.columns:
            return Order.SURNAME_FIRST
        heading = self.sheet.columns[self.columns[name][0]].heading
        asked = Order.SURNAME_FIRST if is_surname_first(heading) else Order.FIRST_NAME_FIRST
        return usual_order(self._column(name), asked)

    def _name(self, row: Row, wrong: list[Fault]) -> tuple[str, str]:
        if Field.FULL_NAME in self.columns:
            name = split_name(self._cell(row, Field.FULL_NAME), self.order)
            surname, first_name = name.surname, name.first_name
        else:
            surname = proper_name(self._cell(row, Field.SURNAME))
            first_name = proper_name(self._cell(row, Field.FIRST_NAME))
        if not (surname and first_name):
            missing = "surname" if first_name else "first_name" if surname else "both"
            at = Field.FIRST_NAME if missing == "first_name" and self.name_field is Field.SURNAME else self.name_field
            wrong.append(self.fault(row, at, Kind.NO_NAME, missing=missing, name=surname or first_name))
        return surname, first_name

    def _born_on(self, row: Row, name: str, wrong: list[Fault]) -> date | None:
        try:
            born_on = birth(self._cell(row, Field.BORN_ON), today=self.today, month_first=self.month_first)
        except Unreadable as unreadable:
            wrong.append(self.fault(row, Field.BORN_ON, unreadable.kind, **unreadable.params))
            return None
        if born_on > self.today:
            wrong.append(self.fault(row, Field.BORN_ON, Kind.BIRTH_IN_FUTURE))
            return born_on
        age = age_on(born_on, self.counted_on)
        if age not in AGES:
            kind = Kind.TOO_YOUNG if age < AGES.start else Kind.TOO_OLD
            wrong.append(self.fault(row, Field.BORN_ON, kind, age=age, day=self.counted_on, name=name))
        return born_on

    def _email(self, row: Row, name: Field, kind: Kind, wrong: list[Fault]) -> tuple[str, str]:
        try:
            found = emails(self._cell(row, name))
        except Unreadable as unreadable:
            wrong.append(self.fault(row, name, kind, **unreadable.params))
            return "", ""
        return next(iter(found), ""), self._as_a_note(row, name) if len(found) > 1 else ""

    def _phone(self, row: Row, name: Field, kind: Kind, wrong: list[Fault]) -> tuple[str, str]:
        cell = self._cell(row, name)
        try:
            found = phones(cell)
        except Unreadable:
            wrong.append(self.fault(row, name, kind))
            return "", ""
        told_more = found and (len(found) > 1 or re.search(r"[^\W\d_]{3,}", line(cell)))
        return next(iter(found), ""), self._as_a_note(row, name) if told_more else ""

    def _as_a_note(self, row: Row, name: Field) -> str:
        """A cell that says more than its field can hold (a second number, "sa mère") is kept whole in the note."""
        return f"{self.sheet.columns[self.columns[name][0]].heading} : {line(self._cell(row, name))}"

    def _guardian(self, row: Row) -> str:
        names = [self._cell(row, name) for name in (Field.GUARDIAN_FIRST_NAME, Field.GUARDIAN_NAME)]
        return " ".join(part for part in map(proper_name, names) if part)

    def _note(self, row: Row) -> str:
        return "\n".join(said for index in self.columns.get(Field.NOTE, []) if (said := text(row.cells[index])))


def _initial(surname: str) -> str:
    """`"de la Torre"` → `"T."`: enough to find a row, without the whole name on a shared screen."""
    letter = next((c for c in surname if c.isupper()), surname[:1])
    return f"{letter}." if letter else ""
