"""From one row of a list to the person it tells of, and what is wrong with it."""

import re
from datetime import date

from ambassadors.rules import AGES, Contact, age_on
from ambassadors.sheets import contacts, first_names
from ambassadors.sheets.births import birth, has_remark, is_month_first
from ambassadors.sheets.cells import Cell, Kind, Param, Unreadable, as_written, is_error, line, text
from ambassadors.sheets.fields import GUARDIANS, Field, Whom
from ambassadors.sheets.headings import kin_word
from ambassadors.sheets.mailbox_names import surnames_in
from ambassadors.sheets.name_columns import WholeNames
from ambassadors.sheets.names import proper_name
from ambassadors.sheets.person import Fault, Person, Turned
from ambassadors.sheets.questions import question
from ambassadors.sheets.rows import Row
from ambassadors.sheets.sheet import Sheet
from ambassadors.sheets.ways import ways_home
from ambassadors.sheets.whole_names import NO_NAMES, Name, as_spoken, stands_for_no_name, untitled
from core.folding import words

LIMITS = {
    Field.LAST_NAME: 80,
    Field.FIRST_NAME: 80,
    Field.FULL_NAME: 80,
    Field.SCHOOL: 200,
    **{whom.name: 160 for whom in GUARDIANS},
    Field.WAY_HOME: 200,
    Field.NOTE: 5_000,
}
"""The most characters a cell may hold; a longer one is a fault, never cut."""

_NAMES = (Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME)
_OWN = (*_NAMES, Field.BORN_ON, Field.EMAIL, Field.PHONE, Field.SCHOOL, Field.WAY_HOME, Field.NOTE)
_BETWEEN = contacts.TITLES | frozenset(words("et and ou or"))
_WITH_WORDS = (*(whom.phone for whom in GUARDIANS), Field.PHONE, Field.EMAIL, *(f for whom in GUARDIANS for f in whom))
"""Where words beside a number or an address may stand that make somebody's name."""


class Reader:
    """Reads the rows of one sheet; holds what only the whole column can tell."""

    def __init__(self, sheet: Sheet, fields: dict[int, Field], *, today: date, counted_on: date) -> None:
        self.sheet = sheet
        self.columns: dict[Field, list[int]] = {}
        for index, name in fields.items():
            self.columns.setdefault(name, []).append(index)
        self.today = today
        self.counted_on = counted_on
        self.month_first = is_month_first(self._column(Field.BORN_ON), self._heading(Field.BORN_ON))
        homes = (sheet.columns[index] for index in self.columns.get(Field.WAY_HOME, []))
        self.asked_home = [(column.index, question(column.heading, column.group)) for column in homes]
        own = {index for name in _OWN for index in self.columns.get(name, ())}
        self.elsewhere = [(column.index, column.title) for column in sheet.columns if column.index not in own]
        rows = sheet.rows if Field.FULL_NAME in self.columns else ()
        self.whole_names = WholeNames(self._heading(Field.FULL_NAME), [self._whole_name(row) for row in rows])
        self.name_field = Field.FULL_NAME if Field.FULL_NAME in self.columns else Field.LAST_NAME

    def read(self, row: Row) -> tuple[Person | None, list[Fault]]:
        """The person of a row as far as names and birth tell who it is, and all that is wrong with the row."""
        wrong: list[Fault] = []
        name = self._name(row, wrong)
        last_name, first_name = name.last_name, name.first_name
        born_on = self._born_on(row, f"{first_name} {last_name}".strip(), wrong)
        emails = self._emails(row, Field.EMAIL, Kind.BAD_EMAIL, wrong)
        phones = self._phones(row, Field.PHONE, Kind.BAD_PHONE, wrong)
        guardians = self._guardians(row, phones, emails, wrong)
        self._too_long(row, last_name, first_name, guardians, wrong)
        self._failed(row, wrong)
        wrong.sort(key=lambda fault: -1 if fault.column is None else fault.column)
        if not (last_name and first_name and born_on):
            return None, wrong
        note = self._note(row)
        answers = ((asked, row.cells[index]) for index, asked in self.asked_home)
        alone, details = ways_home(answers, note, ((said, row.cells[index]) for index, said in self.elsewhere))
        remarks = [
            note,
            self._beside_birth(row),
            self._more(row, Field.EMAIL, emails),
            self._more(row, Field.PHONE, phones),
        ]
        person = Person(
            row=row.number,
            last_name=last_name,
            first_name=first_name,
            born_on=born_on,
            email=_own(emails),
            phone=_own(phones),
            school=line(self._cell(row, Field.SCHOOL)),
            guardians=guardians,
            goes_home_alone=alone,
            way_home_details=details,
            note="\n".join(remark for remark in remarks if remark),
            is_name_split=Field.FULL_NAME in self.columns,
            is_name_sure=name.is_sure,
            turned=self._turned(row, name),
        )
        return person, wrong

    def tells_who(self, row: Row) -> bool:
        """Whether a row has a name, a birth date or an address of its own."""
        who = (Field.LAST_NAME, Field.FIRST_NAME, Field.FULL_NAME, Field.BORN_ON, Field.EMAIL)
        return any(line(self._cell(row, field)) for field in who)

    def is_whole_name(self, row: Row) -> bool:
        """Whether a row that says one thing says somebody's first name and surname, in the column for them."""
        said = line(self._cell(row, Field.FULL_NAME))
        return bool(re.fullmatch(r"[^\W\d_]+([ ,'’.-]+[^\W\d_]+){1,4}", said))

    def fault(self, row: Row, name: Field, kind: Kind, /, **params: Param) -> Fault:
        return self._fault_at(row, self.columns.get(name, [None])[0], name, kind, **params)

    def _fault_at(self, row: Row, index: int | None, name: Field, kind: Kind, /, **params: Param) -> Fault:
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

    def _heading(self, name: Field) -> str:
        """As in the file, with the heading over it; "" where no column gives this."""
        return next((self.sheet.columns[index].title for index in self.columns.get(name, [])), "")

    def _name(self, row: Row, wrong: list[Fault]) -> Name:
        if Field.FULL_NAME in self.columns:
            name = self.whole_names.read(*self._whole_name(row))
        else:
            last, first = (untitled(self._cell(row, field)) for field in (Field.LAST_NAME, Field.FIRST_NAME))
            last, first = ("" if stands_for_no_name(part) else part for part in (last, first))
            name = Name(proper_name(last), proper_name(first, is_first_name=True))
        said = {name: line(self._cell(row, name)) for name in _NAMES}
        no_names = [(name, kind) for name in _NAMES for kind, sign in NO_NAMES.items() if sign.search(said[name])]
        if no_names:
            wrong += [self.fault(row, name, kind) for name, kind in no_names]
            return Name("", "")
        if not (name.last_name and name.first_name):
            one = "first_name" if name.is_sure else "one"
            missing = "last_name" if name.first_name else one if name.last_name else "both"
            at = Field.FIRST_NAME if missing == "first_name" and self.name_field is Field.LAST_NAME else self.name_field
            wrong.append(self.fault(row, at, Kind.NO_NAME, missing=missing, name=name.last_name or name.first_name))
        return name

    def _whole_name(self, row: Row) -> tuple[str, frozenset[str]]:
        """A name of one cell, and the folded words of its parents' names, their first names left out where they have a
        column of their own."""
        said = (line(self._cell(row, whom.name)) for whom in GUARDIANS if whom.name in self.columns)
        theirs = (said for whom in GUARDIANS for said in surnames_in(line(self._cell(row, whom.email))))
        own = surnames_in(line(self._cell(row, Field.EMAIL)), is_own=True)
        family = (frozenset(words(" ".join(said))) - _BETWEEN).union(theirs, own)
        return untitled(self._cell(row, Field.FULL_NAME)), family

    def _turned(self, row: Row, name: Name) -> Turned:
        if Field.FULL_NAME in self.columns or not first_names.tells(name.last_name, name.first_name):
            return Turned.NO
        said = [line(self._cell(row, field)) for field in (Field.LAST_NAME, Field.FIRST_NAME)]
        return Turned.SHOUTED if [each.isupper() for each in said] == [False, True] else Turned.LIKELY

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

    def _beside_birth(self, row: Row) -> str:
        """A doubt about a date that can be read is for the team: "Né(e) le : 12/05/2010 (à vérifier)"."""
        said = self._cell(row, Field.BORN_ON)
        return f"{self._heading(Field.BORN_ON)} : {line(said)}" if has_remark(said) else ""

    def _emails(self, row: Row, name: Field, kind: Kind, wrong: list[Fault]) -> dict[str, str]:
        """Of every column that gives some."""
        found: dict[str, str] = {}
        for index in self.columns.get(name, []):
            try:
                found |= contacts.emails(row.cells[index])
            except Unreadable as unreadable:
                wrong.append(self._fault_at(row, index, name, kind, **unreadable.params))
        return found

    def _phones(self, row: Row, name: Field, kind: Kind, wrong: list[Fault]) -> dict[str, str]:
        """Of every column that gives some, the first in which somebody may be reached anywhere."""
        found: dict[str, str] = {}
        for index in self.columns.get(name, []):
            try:
                found |= contacts.phones(row.cells[index])
            except Unreadable:
                wrong.append(self._fault_at(row, index, name, kind))
        is_one = len(self.columns.get(name, [])) < 2
        return found if is_one else dict(sorted(found.items(), key=lambda each: contacts.is_landline(each[0])))

    def _more(self, row: Row, name: Field, found: dict[str, str]) -> str:
        """What the young person's own cell says besides one number or address is kept whole in the note.

        A parent's is not: it is a contact, and contacts are shown apart.
        """
        own = [beside for beside in found.values() if not contacts.is_guardian(beside)]
        said = ((self.sheet.columns[index].title, line(row.cells[index])) for index in self.columns.get(name, []))
        return "\n".join(f"{title} : {cell}" for title, cell in said if cell) if len(own) > 1 or any(own) else ""

    def _guardians(
        self, row: Row, phones: dict[str, str], emails: dict[str, str], wrong: list[Fault]
    ) -> tuple[Contact, ...]:
        """Everybody to reach: those the columns tell of, and parents whose number stands in the young person's cell."""
        found: list[Contact] = []
        for whom in GUARDIANS:
            their_phones = self._phones(row, whom.phone, Kind.BAD_GUARDIAN_PHONE, wrong)
            their_emails = self._emails(row, whom.email, Kind.BAD_GUARDIAN_EMAIL, wrong)
            inside, addresses, said = self._named(row, whom, wrong)
            their_phones, their_emails = inside | their_phones, addresses | their_emails
            name = said if inside else self._guardian_name(row, whom, said)
            if their_phones or their_emails:
                name = name or next(filter(None, (kin_word(self._heading(field)) for field in whom)), "")
            found += contacts.contacts(name, their_phones, their_emails)
        found += [Contact(beside.capitalize(), at) for at, beside in phones.items() if contacts.is_guardian(beside)]
        found += [Contact(beside.capitalize(), "", at) for at, beside in emails.items() if contacts.is_guardian(beside)]
        return contacts.distinct(found)

    def _too_long(
        self, row: Row, last_name: str, first_name: str, guardians: tuple[Contact, ...], wrong: list[Fault]
    ) -> None:
        said = {name: len(text(self._cell(row, name))) for name in self.columns}
        said |= {Field.FULL_NAME: max(len(last_name), len(first_name))}
        said |= {whom.name: len(self._guardian_name(row, whom, self._cell(row, whom.name))) for whom in GUARDIANS}
        for name in self.columns:
            if said[name] > LIMITS.get(name, said[name]):
                wrong.append(self.fault(row, name, Kind.TOO_LONG, limit=LIMITS[name]))
        if any(len(contact.name) > LIMITS[Field.GUARDIAN_NAME] for contact in guardians):  # of words beside a number
            at = next(name for name in _WITH_WORDS if name in self.columns)
            wrong.append(self.fault(row, at, Kind.TOO_LONG, limit=LIMITS[Field.GUARDIAN_NAME]))

    def _failed(self, row: Row, wrong: list[Fault]) -> None:
        """A formula without a result is named as that, and as nothing else: nobody knows what it would have said."""
        for name, indexes in self.columns.items():
            for index in indexes:
                if isinstance(row.cells[index], str) and is_error(line(row.cells[index])):
                    wrong[:] = [fault for fault in wrong if fault.column != index]
                    wrong.append(self._fault_at(row, index, name, Kind.FORMULA_FAILED))

    def _named(self, row: Row, whom: Whom, wrong: list[Fault]) -> tuple[dict[str, str], dict[str, str], str]:
        """Numbers and addresses where a name was asked for, and the name: the team sees names, and the others apart."""
        try:
            return contacts.named(self._cell(row, whom.name))
        except Unreadable as unreadable:
            wrong.append(self.fault(row, whom.name, Kind.BAD_GUARDIAN_EMAIL, **unreadable.params))
            return {}, {}, ""

    def _guardian_name(self, row: Row, whom: Whom, said: Cell) -> str:
        first_name = proper_name(self._cell(row, whom.first_name), is_first_name=True)
        return f"{first_name} {proper_name(said)}" if first_name else as_spoken(said)

    def _note(self, row: Row) -> str:
        return "\n".join(said for index in self.columns.get(Field.NOTE, []) if (said := text(row.cells[index])))


def _own(found: dict[str, str]) -> str:
    """The young person's own number or address: the first that is not said to be a parent's."""
    return next((each for each, beside in found.items() if not contacts.is_guardian(beside)), "")
