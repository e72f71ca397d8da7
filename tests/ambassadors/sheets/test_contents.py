"""Columns whose headings say nothing we know, told by their cells."""

from datetime import date

import pytest

from ambassadors.sheets.contents import told_by
from ambassadors.sheets.fields import GUARDIANS, Field
from ambassadors.sheets.people import Preview, read_people
from ambassadors.sheets.reading import read_sheet
from tests.ambassadors.sheets.lists import SEASON, TODAY, as_csv

ONE = GUARDIANS[0]
COUNT = 20
NUMBERS = [f"06 39 98 00 {at:02}" for at in range(COUNT)]
ADDRESSES = [f"a{at}@p.example" for at in range(COUNT)]
BIRTHS = [f"{at % 27 + 1:02}/03/{2008 + at % 6}" for at in range(COUNT)]
WAYS = ["rentre seul", "un parent vient", "accompagné", "repart seule à pied"] * 5


def read(headings: str, *columns: list[str]) -> Preview:
    people = zip([f"Petit{chr(97 + at)}" for at in range(COUNT)], ["Lou"] * COUNT, BIRTHS, *columns, strict=True)
    rows = [["Nom", "Prénom", "Né(e) le", *headings.split("|")], *map(list, people)]
    return read_people(read_sheet(as_csv(rows)), season_starts_on=SEASON, today=TODAY)


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        (Field.PHONE, NUMBERS),
        (Field.PHONE, [number.replace(" ", "") for number in NUMBERS]),
        (Field.PHONE, [number[1:].replace(" ", "") for number in NUMBERS]),
        (Field.PHONE, [f"+33 6 39 98 00 {at:02}" for at in range(COUNT)]),
        (Field.PHONE, [f"{number} (maman)" for number in NUMBERS]),
        (Field.PHONE, [*NUMBERS[:18], "liste rouge", "?"]),
        (Field.PHONE, [*NUMBERS[:3], *[""] * 17]),
        (Field.EMAIL, ADDRESSES),
        (Field.EMAIL, [*ADDRESSES[:18], "pas de mail", "a@"]),
        (Field.WAY_HOME, WAYS),
        (None, [*NUMBERS[:17], "non", "oui", "?"]),
        (None, [*NUMBERS[:2], *[""] * 18]),
        (None, NUMBERS[:1] * COUNT),
        (None, ADDRESSES[:2] * 10),
        (None, [f"{at}63012345AB" for at in range(COUNT)]),
        (None, [f"1 10 03 33 063 {at:03}" for at in range(COUNT)]),
        (None, [f"Mme Petit {number}" for number in NUMBERS]),
        (None, ["33000", "33100", "33400", "33700"] * 5),
        (None, BIRTHS),
        (None, ["oui", "non"] * 10),
        (None, ["Seul", "seule"] * 10),
        (None, ["Mère", "Père"] * 10),
    ],
)
def test_what_cells_tell(field: Field | None, cells: list[str]) -> None:
    assert told_by("Divers 1", cells) is field


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        *(("Date", BIRTHS, Field.BORN_ON), ("", BIRTHS, Field.BORN_ON), ("Column3", BIRTHS, Field.BORN_ON)),
        *(("Date de vaccin", BIRTHS, None), ("Date d'entrée", BIRTHS, None)),
        ("Date", [f"{at % 27 + 1:02}/09/2025" for at in range(COUNT)], None),
        *(("", WAYS, None), ("N° licence", NUMBERS, None), ("N° allocataire", NUMBERS, None)),
    ],
)
def test_a_heading_may_forbid_what_cells_tell(heading: str, cells: list[str], field: Field | None) -> None:
    assert told_by(heading, cells) is field


@pytest.mark.parametrize("heading", ["Où vous joindre ?", "Contact", "Joignable au", "", "Colonne 4", "06"])
@pytest.mark.parametrize(("cells", "field"), [(NUMBERS, ONE.phone), (ADDRESSES, ONE.email)])
def test_a_contact_of_nobody_we_know_is_a_guardian_s_and_is_told(heading: str, cells: list[str], field: Field) -> None:
    found = read(heading, cells)
    assert found.fields[3] is field
    assert [column.index for column in found.parents_by_place] == [3]
    assert (len(found.good), len(found.good[0].guardians), found.good[0].email) == (COUNT, 1, "")


def test_whose_it_is_by_where_it_stands() -> None:
    found = read("Père|Au besoin|Mère|Sinon", ["Paul"] * COUNT, NUMBERS, ["Anne"] * COUNT, ADDRESSES)
    assert [(each.name, each.phone[-2:], each.email) for each in found.good[7].guardians] == [
        ("Paul", "07", ""),
        ("Anne", "", "a7@p.example"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Prof principal",
            "Médecin traitant",
            "Qui vient chercher ?",
            "Mutuelle fax",
            "Contact du lycée",
            "Allergies",
        ),
        *("CPE", "Confirmation"),
    ],
)
def test_columns_about_others_stay_unread(heading: str) -> None:
    assert not {Field.PHONE, Field.EMAIL, *ONE} & set(read(heading, ADDRESSES).fields.values())


def test_what_is_said_twice_is_read_once() -> None:
    found = read("Mail du jeune|Encore une fois svp", ADDRESSES, [each.upper() for each in ADDRESSES])
    assert list(found.fields.values())[3:] == [Field.EMAIL]


def test_a_way_home_by_cells_never_adds_to_one_by_heading() -> None:
    assert read("Pour finir", WAYS).fields[3] is Field.WAY_HOME
    assert read("Pour finir|Rentre seul", WAYS, ["non"] * COUNT).fields.get(3) is None


def test_the_birth_date_of_a_list_that_does_not_name_it() -> None:
    rows = [["Nom", "Prénom", "Date"], *(["Petit", f"Lou{at}", born] for at, born in enumerate(BIRTHS))]
    found = read_people(read_sheet(as_csv(rows)), season_starts_on=SEASON, today=TODAY)
    assert found.good[1].born_on == date(2009, 3, 2)
