"""From rows to people: whoever is ready, what is wrong with the others, and who was already there."""

import dataclasses
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ambassadors.rules import AGES, age_on, counted_on, match_key
from ambassadors.sheets.cells import (
    Cell,
    Kind,
    Order,
    Param,
    Unreadable,
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
from ambassadors.sheets.columns import Field, Mapped, is_last_name_first, remapped
from ambassadors.sheets.reading import Row, Sheet
from core.folding import folded

LIMITS = {
    Field.LAST_NAME: 80,
    Field.FIRST_NAME: 80,
    Field.FULL_NAME: 80,
    Field.SCHOOL: 200,
    Field.GUARDIAN_NAME: 160,
    Field.WAY_HOME: 200,
    Field.NOTE: 5_000,
}
"""The most characters a cell may hold; a longer one is a fault, never cut."""


@dataclass(frozen=True)
class Person:
    """A young person as a list tells it; a text is "" where the list says nothing."""

    row: int
    last_name: str
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

    @cached_property
    def match_key(self) -> str:
        return match_key(self.last_name, self.first_name, self.born_on)


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
        named = Field.FULL_NAME in have or have >= {Field.LAST_NAME, Field.FIRST_NAME}
        absent = () if named else tuple(f for f in (Field.LAST_NAME, Field.FIRST_NAME) if f not in have)
        return absent if Field.BORN_ON in have else (*absent, Field.BORN_ON)


def read_people(
    sheet: Sheet,
    *,
    season_starts_on: date,
    today: date,
    known: Collection[str] = (),
    joins_on: date | None = None,
    mapping: Mapped | None = None,
) -> Preview:
    """Read a list of people. Never raises: what is wrong is in the preview, by row and cell.

    `known` are the match keys (`rules.match_key`) of the people in the programme. Ages are counted on the
    season's first day, or on `joins_on` if later. `mapping` corrects columns: index → field, None to leave unread.
    """
    fields = remapped(sheet.fields, mapping or {})
    reader = _Reader(sheet, fields, today=today, counted_on=counted_on(season_starts_on, joins_on))
    already = frozenset(known)
    seen: dict[str, int] = {}
    good: list[Person] = []
    faults: list[Fault] = []
    there: list[Person] = []
    left_out: list[int] = []
    for row in sheet.rows:
        if _is_no_person(sheet, row):
            left_out.append(row.number)
            continue
        person, wrong = reader.read(row)
        if person and person.match_key in already:
            there.append(person)
        elif person and person.match_key in seen:
            faults.append(reader.fault(row, reader.name_field, Kind.DUPLICATE_IN_FILE, row=seen[person.match_key]))
        elif wrong:
            faults.extend(wrong)
        elif person:
            good.append(person)
        if person:
            seen.setdefault(person.match_key, row.number)
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
    said = [line(cell) for cell in row.cells]
    filled = [part for part in said if part]
    if filled and len(filled) <= 2 and _TOTAL.match(folded(filled[0])):
        return True
    headings = (column.heading.casefold() for column in sheet.columns)
    return sum(a.casefold() == b for a, b in zip(said, headings, strict=True) if a) >= 2


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
        self.name_field = Field.FULL_NAME if Field.FULL_NAME in self.columns else Field.LAST_NAME

    def read(self, row: Row) -> tuple[Person | None, list[Fault]]:
        """The person of a row as far as names and birth tell who it is, and all that is wrong with the row."""
        wrong: list[Fault] = []
        last_name, first_name = self._name(row, wrong)
        born_on = self._born_on(row, f"{first_name} {_initial(last_name)}".strip(), wrong)
        email, more_email = self._email(row, Field.EMAIL, Kind.BAD_EMAIL, wrong)
        phone, more_phone = self._phone(row, Field.PHONE, Kind.BAD_PHONE, wrong)
        their_email, more_their_email = self._email(row, Field.GUARDIAN_EMAIL, Kind.BAD_GUARDIAN_EMAIL, wrong)
        their_phone, more_their_phone = self._phone(row, Field.GUARDIAN_PHONE, Kind.BAD_GUARDIAN_PHONE, wrong)
        self._too_long(row, last_name, first_name, wrong)
        wrong.sort(key=lambda fault: -1 if fault.column is None else fault.column)
        if not (last_name and first_name and born_on):
            return None, wrong
        alone, details = way_home(self._cell(row, Field.WAY_HOME))
        remarks = [self._note(row), more_email, more_phone, more_their_email, more_their_phone]
        person = Person(
            row=row.number,
            last_name=last_name,
            first_name=first_name,
            born_on=born_on,
            email=email,
            phone=phone,
            school=line(self._cell(row, Field.SCHOOL)),
            guardian_name=self._guardian(row),
            guardian_phone=their_phone,
            guardian_email=their_email,
            goes_home_alone=alone,
            way_home_details=details,
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
            return Order.LAST_NAME_FIRST
        heading = self.sheet.columns[self.columns[name][0]].heading
        asked = Order.LAST_NAME_FIRST if is_last_name_first(heading) else Order.FIRST_NAME_FIRST
        return usual_order(self._column(name), asked)

    def _name(self, row: Row, wrong: list[Fault]) -> tuple[str, str]:
        if Field.FULL_NAME in self.columns:
            name = split_name(self._cell(row, Field.FULL_NAME), self.order)
            last_name, first_name = name.last_name, name.first_name
        else:
            last_name = proper_name(self._cell(row, Field.LAST_NAME))
            first_name = proper_name(self._cell(row, Field.FIRST_NAME))
        if not (last_name and first_name):
            missing = "last_name" if first_name else "first_name" if last_name else "both"
            at = Field.FIRST_NAME if missing == "first_name" and self.name_field is Field.LAST_NAME else self.name_field
            wrong.append(self.fault(row, at, Kind.NO_NAME, missing=missing, name=last_name or first_name))
        return last_name, first_name

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

    def _too_long(self, row: Row, last_name: str, first_name: str, wrong: list[Fault]) -> None:
        said = {name: len(text(self._cell(row, name))) for name in self.columns}
        said |= {Field.FULL_NAME: max(len(last_name), len(first_name)), Field.GUARDIAN_NAME: len(self._guardian(row))}
        for name in self.columns:
            if said[name] > LIMITS.get(name, said[name]):
                wrong.append(self.fault(row, name, Kind.TOO_LONG, limit=LIMITS[name]))

    def _guardian(self, row: Row) -> str:
        names = [self._cell(row, name) for name in (Field.GUARDIAN_FIRST_NAME, Field.GUARDIAN_NAME)]
        return " ".join(part for part in map(proper_name, names) if part)

    def _note(self, row: Row) -> str:
        return "\n".join(said for index in self.columns.get(Field.NOTE, []) if (said := text(row.cells[index])))


def _initial(last_name: str) -> str:
    """`"de la Torre"` → `"T."`: enough to find a row, without the whole name on a shared screen."""
    letter = next((c for c in last_name if c.isupper()), last_name[:1])
    return f"{letter}." if letter else ""
