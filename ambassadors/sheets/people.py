"""From rows to people: whoever is ready, what is wrong with the others, and who was already there."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from ambassadors.rules import counted_on
from ambassadors.sheets import contacts
from ambassadors.sheets.cells import Cell, Kind
from ambassadors.sheets.columns import remapped
from ambassadors.sheets.fields import Field, Mapped
from ambassadors.sheets.headings import is_of_health, is_second_child
from ambassadors.sheets.no_people import is_no_person
from ambassadors.sheets.person import Fault, Person, Turned
from ambassadors.sheets.reader import Reader
from ambassadors.sheets.rows import Row
from ambassadors.sheets.sheet import Column, Sheet


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
    """Rows without a fault of people who are in the programme: they are not written again."""
    partly_known: tuple[Person, ...]
    """People who are in the programme, from rows with a fault: what their other cells say."""
    joined_rows: tuple[int, ...]
    """Numbers of rows that only gave another parent of somebody who stands above."""
    unsaid_owners: frozenset[int]
    """Indexes of the columns of contacts that do not say whose they are, in a list that tells of parents."""
    left_out: tuple[Row, ...]
    """Rows that are no people: a title, a total, a heading said again, a line prepared and not filled in."""

    @property
    def faulty_rows(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(fault.row for fault in self.faults))

    @property
    def row_count(self) -> int:
        """Rows of people, whatever becomes of them."""
        return len(self.good) + len(self.faulty_rows) + len(self.already_known) + len(self.joined_rows)

    @property
    def unread(self) -> tuple[int, ...]:
        """Indexes of the columns that have a heading or cells, and are not read."""
        return tuple(column.index for column in self.sheet.columns if column.index not in self.fields)

    @property
    def parents_by_place(self) -> tuple[Column, ...]:
        """The columns of contacts that were read as a parent's because they stand after that one's name."""
        return self._read_from(self.unsaid_owners, are_own=False)

    @property
    def own_though_unsaid(self) -> tuple[Column, ...]:
        """Those of contacts that were read as the young person's, and may be a parent's."""
        return self._read_from(self.unsaid_owners, are_own=True)

    def _read_from(self, indexes: frozenset[int], *, are_own: bool) -> tuple[Column, ...]:
        read = ((at, self.fields[at] in (Field.EMAIL, Field.PHONE)) for at in sorted(indexes & self.fields.keys()))
        return tuple(self.sheet.columns[at] for at, is_own in read if is_own is are_own)

    @property
    def second_children(self) -> tuple[str, ...]:
        """The headings that ask about another child of the same row: they are not read."""
        return tuple(column.title for column in self.sheet.columns if is_second_child(column.title))

    @property
    def of_health(self) -> frozenset[int]:
        """Indexes of the columns that are not read because they are about health."""
        return frozenset(at for at in self.unread if is_of_health(self.sheet.columns[at].title))

    @property
    def turned_names(self) -> tuple[Person, ...]:
        """Those whose surname is a first name and whose first name is none, where that is no chance: only the first
        name is in capitals, or most of the list is so."""
        turned = tuple(person for person in self.good if person.turned)
        is_usual = 2 * len(turned) > len(self.good) > 1
        return turned if is_usual else tuple(person for person in turned if person.turned is Turned.SHOUTED)

    @property
    def split_count(self) -> int:
        """How many came with first name and surname in one cell."""
        return sum(person.is_name_split for person in self.good)

    @property
    def asks_way_home(self) -> bool:
        """Whether a column says how people who would be added go home."""
        return Field.WAY_HOME in self.fields.values() and bool(self.good)

    @property
    def alone_count(self) -> int:
        """How many a list says go home without an adult."""
        return sum(person.goes_home_alone is True for person in self.good)

    @property
    def unsaid_ways_count(self) -> int:
        """How many ways home are in words that somebody has to read."""
        return sum(person.goes_home_alone is None and bool(person.way_home_details) for person in self.good)

    @property
    def unsure_names(self) -> tuple[Person, ...]:
        """Those of them whose cell does not tell where the name divides, nor which comes first."""
        return tuple(person for person in self.good if not person.is_name_sure)

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

    `known` are the match keys (`rules.match_key`) of the people in the programme. Ages are counted on the season's
    first day, or on `joins_on` if later. `mapping` corrects columns: index → field, None to leave
    unread.
    """
    fields = remapped(sheet.fields, mapping or {})
    day = counted_on(season_starts_on, joins_on)
    read = _shortened(sheet, fields)
    reader = Reader(read, fields, today=today, counted_on=day)
    already = frozenset(known)
    first: dict[str, Person] = {}
    well: dict[str, None] = {}
    faults: list[Fault] = []
    again: list[Person] = []
    partly: list[Person] = []
    joined: list[int] = []
    left_out = list(sheet.above)
    for row in read.rows:
        if is_no_person(reader, row):
            left_out.append(row)
            continue
        person, wrong = reader.read(row)
        if person is None:
            faults.extend(wrong)
            continue
        key = person.match_key
        if key in already:
            wrong = [fault for fault in wrong if fault.kind not in _ADMITTED]
        if wrong and (key in already or key not in first):
            first.setdefault(key, person)
            faults.extend(wrong)
            partly += [person] * (key in already)
        elif key not in first:
            first[key] = person
            well[key] = None
        elif key in well and not wrong and _gives_another_parent(person, first[key]):
            first[key] = _with_parents_of(first[key], person)
            joined.append(row.number)
        elif key in already:
            again.append(person)
        else:
            faults.append(reader.fault(row, reader.name_field, Kind.DUPLICATE_IN_FILE, row=first[key].row))
    return Preview(
        sheet=sheet,
        fields=fields,
        counted_on=day,
        month_first=reader.month_first,
        good=tuple(first[key] for key in well if key not in already),
        faults=tuple(faults),
        already_known=(*(first[key] for key in well if key in already), *again),
        partly_known=tuple(partly),
        joined_rows=tuple(joined),
        unsaid_owners=sheet.unsaid_owners - (mapping or {}).keys(),
        left_out=tuple(left_out),
    )


_LONGEST = 400
"""Characters of a cell that are looked at: more than any may have (`LIMITS`) but a note, whose words are only kept."""


def _shortened(sheet: Sheet, fields: Mapped) -> Sheet:
    """The same without the ends of absurdly long cells: a rule that looks back and forth would take minutes on one."""
    notes = {index for index, field in fields.items() if field is Field.NOTE}

    def short(index: int, cell: Cell) -> Cell:
        return cell[:_LONGEST] if isinstance(cell, str) and index not in notes else cell

    rows = (replace(row, cells=tuple(short(at, cell) for at, cell in enumerate(row.cells))) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


_ADMITTED = (Kind.TOO_YOUNG, Kind.TOO_OLD)
"""What is no fault of somebody who is in the programme: they were admitted all the same."""


def _gives_another_parent(person: Person, first: Person) -> bool:
    """Whether a second row of somebody is there for another parent, and says nothing else that is not said above."""
    if not contacts.others(person.guardians, first.guardians):
        return False
    said = ((p, f) for p, f in zip(_own_words(person), _own_words(first), strict=True))
    return all(p in ("", None) or f in ("", None) or p == f for p, f in said)


def _own_words(person: Person) -> tuple[object, ...]:
    return person.email, person.phone, person.school, _way_of(person)


def _way_of(person: Person) -> tuple[bool | None, str] | None:
    """The answer with its details, as one: "non" of one row and "seul en bus" of another are not put together."""
    way = person.goes_home_alone, person.way_home_details
    return None if way == (None, "") else way


def _with_parents_of(first: Person, person: Person) -> Person:
    alone, details = _way_of(first) or _way_of(person) or (None, "")
    return replace(
        first,
        email=first.email or person.email,
        phone=first.phone or person.phone,
        school=first.school or person.school,
        guardians=contacts.distinct((*first.guardians, *person.guardians)),
        goes_home_alone=alone,
        way_home_details=details,
        note="\n".join(dict.fromkeys(filter(None, (first.note, person.note)))),
    )
