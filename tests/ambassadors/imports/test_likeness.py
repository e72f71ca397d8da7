"""Of whom somebody of a list may be a second file."""

from dataclasses import replace
from datetime import date

import pytest

from ambassadors.imports.likeness import Known, alike, as_known
from ambassadors.rules import Contact
from ambassadors.sheets.person import Person

BORN = date(2010, 3, 12)

ZOE = Known("zoe", "", "Dupont", "Zoé", BORN, "zoe@d.example", "")


@pytest.mark.parametrize(
    ("last", "first", "born_on", "email", "is_alike"),
    [
        ("Dupont", "Zoé", date(2010, 3, 13), "", True),
        ("Dupont", "Zoé", date(2010, 12, 3), "", True),
        ("DUPONT", "Zoe", date(2011, 3, 12), "", True),
        ("Dupond", "Zoé", BORN, "", True),
        ("Dupont", "Zoé-Lou", BORN, "", True),
        ("Dupont", "Zoé", date(2013, 8, 1), "zoe@d.example", True),
        ("Dupont", "Zoé", date(2013, 8, 1), "", False),
        ("Dupont", "Léa", date(2013, 3, 12), "zoe@d.example", False),  # a sister, and the family's mailbox
        ("Dupont", "Tom", BORN, "zoe@d.example", False),  # a twin
        ("Martin", "Zoé", date(2010, 3, 13), "", False),
        ("Dupont-Roux", "Zoé", BORN, "zoe@d.example", True),
        ("Roux", "Zoé", BORN, "", False),
        ("Roux", "Tom", BORN, "zoe@d.example", False),
    ],
)
def test_who_looks_like_somebody_known(last: str, first: str, born_on: date, email: str, is_alike: bool) -> None:
    assert alike([Person(2, last, first, born_on, email)], [ZOE]) == ({2: ZOE} if is_alike else {})


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Aïssata", "Aissatou", False),
        ("Maëlys", "Maelis", True),
        ("Matheo", "Mathoe", True),
        ("Max", "Maxime", True),
        ("Éloïse", "Élodie", False),
    ],
)
def test_first_names_that_are_nearly_the_same(one: str, other: str, is_alike: bool) -> None:
    known = Known("x", "", "Sarr", one, BORN, "", "")
    assert bool(alike([Person(2, "Sarr", other, BORN)], [known])) == is_alike


def test_the_same_day_and_mailbox_make_two_spellings_alike_and_twins_two_people() -> None:
    one = Person(2, "Sarr", "Aïssata", BORN, "ai@s.example", "+33639980001")
    firsts = {"Aissatou": True, "Aïssata Marie": True, "Tom": False, "Éloïse": False}
    for same in (replace(one, row=3, phone=""), replace(one, row=3, email="")):
        listed = {first: replace(same, first_name=first) for first in firsts}
        assert {first: bool(alike([each], [replace(as_known(one), row=0)])) for first, each in listed.items()} == firsts
    twins = [replace(one, first_name="Éloïse"), replace(one, row=3, first_name="Élodie")]
    assert alike(twins[1:], [as_known(twins[0])]) == {}


def test_the_same_day_first_name_and_parent_s_number_make_alike() -> None:
    known = replace(ZOE, parents=frozenset({"+33639980001", "p@d.example"}))
    for contact in (Contact("", "+33639980001"), Contact("Anne", "", "p@d.example")):
        assert alike([Person(2, "Roux", "Zoé", BORN, guardians=(contact,))], [known]) == {2: known}
        assert alike([Person(2, "Roux", "Tom", BORN, guardians=(contact,))], [known]) == {}
    assert alike([Person(2, "Roux", "Zoé", BORN, guardians=(Contact("", "+33639980002"),))], [known]) == {}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        *((one, other, True) for one, other in (("Erwan", "Erwann"), ("Maëlys", "Maelis"), ("Mathis", "Mathys"))),
        *((one, other, True) for one, other in (("Théo", "Téo"), ("Eric", "Erick"), ("Jean", "Jean-Baptiste"))),
        *((one, other, True) for one, other in (("Clémence", "Clmence"), ("Matheo", "Mathoe"), ("Rose", "Rose Marie"))),
        *((one, other, True) for one, other in (("Maxim", "Maxime"), ("Oumou", "Oumuo"), ("Ousmane", "Ousmanne"))),
        *((one, other, False) for one, other in (("Louis", "Louise"), ("Paul", "Paula"), ("Jean", "Jeanne"))),
        *(
            (one, other, False)
            for one, other in (("Lina", "Nina"), ("Mila", "Mina"), ("Léa", "Léane"), ("Lou", "Loup"))
        ),
        *(
            (one, other, False)
            for one, other in (("Ewen", "Ewena"), ("Elio", "Elia"), ("Amin", "Amina"), ("Tom", "Tim"))
        ),
        *((one, other, False) for one, other in (("Léo", "Théo"), ("Gabriel", "Gabrielle"), ("Hawa", "Tawa"))),
    ],
)
def test_one_person_with_a_slip_is_told_from_twins(one: str, other: str, is_one: bool) -> None:
    rows = [Person(2, "Sarr", one, BORN, "famille@s.example"), Person(3, "Sarr", other, BORN, "famille@s.example")]
    for listed in (rows, [replace(each, email="") for each in rows]):
        assert bool(alike(listed, map(as_known, listed))) == is_one


def test_those_of_one_list_are_compared_with_who_stands_above() -> None:
    lea = Person(2, "Dupont", "Léa", BORN, "lea@d.example")
    again = [
        replace(lea, last_name="Dupond"),
        replace(lea, last_name="Dupont-Martin"),
        replace(lea, born_on=date(2010, 12, 3), email=""),
        replace(lea, born_on=date(2011, 3, 12), email=""),
        replace(lea, born_on=date(2013, 8, 1)),
        replace(lea, last_name="Roux"),
    ]
    others = [
        replace(lea, first_name="Tom"),
        replace(lea, first_name="Tom", born_on=date(2010, 3, 13)),
        replace(lea, born_on=date(2013, 8, 1), email=""),
        replace(lea, last_name="Roux", email=""),
        replace(lea, last_name="Roux", born_on=date(2010, 3, 13)),
    ]
    for each in (*again, *others):
        rows = [lea, replace(each, row=3)]
        assert {row: other.row for row, other in alike(rows, map(as_known, rows)).items()} == (
            {3: 2} if each in again else {}
        )


def test_namesakes_with_nobody_in_common_are_two_even_if_their_dates_are_close() -> None:
    lea = Person(2, "Dupont", "Léa", BORN, guardians=(Contact("Anne Dupont", "+33639980001"),))
    other = replace(lea, row=3, born_on=date(2010, 3, 14), guardians=(Contact("Paul Dupont", "+33639980002"),))
    for listed, is_one in (([lea, other], False), ([lea, replace(other, guardians=lea.guardians)], True)):
        assert bool(alike(listed, map(as_known, listed))) == is_one
