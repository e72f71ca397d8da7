"""Whose mailbox a list gives to somebody else."""

from dataclasses import replace
from datetime import date

from ambassadors.imports.likeness import as_known
from ambassadors.imports.mailboxes import in_question
from ambassadors.rules import Contact
from ambassadors.sheets.person import Person

TOM = Person(2, "Dupont", "Tom", date(2011, 3, 12), "f@d.example")
LOU = replace(TOM, row=3, last_name="Roux", first_name="Lou", born_on=date(2012, 5, 1))
MOTHER = Contact("Mme ROUX Anne", "+33639980001", "anne@d.example")


def asked(*people: Person, known: tuple[Person, ...] = ()) -> list[list[str]]:
    files = [replace(as_known(person), row=0) for person in known]
    return [[each.first_name for each in box.people] for box in in_question(map(as_known, people), files)]


def test_two_surnames_and_no_contact_in_common_are_asked_about() -> None:
    assert asked(TOM, LOU) == [["Tom", "Lou"]]
    assert asked(LOU, known=(TOM,)) == [["Tom", "Lou"]]
    assert asked(TOM, replace(LOU, email="F@D.example")) == [["Tom", "Lou"]]
    assert asked(TOM, replace(LOU, email="")) == asked(TOM, replace(LOU, email="l@r.example")) == []


def test_a_family_shares_its_mailbox() -> None:
    assert asked(TOM, replace(LOU, last_name="DUPONT")) == []
    for contact in (Contact("Anne Roux"), Contact("", "+33639980001"), Contact("Maman", "", "Anne@D.example")):
        assert asked(replace(TOM, guardians=(MOTHER,)), replace(LOU, guardians=(contact,))) == []
    maman = (Contact("Maman"),)
    assert asked(replace(TOM, guardians=maman), replace(LOU, guardians=maman)) == [["Tom", "Lou"]]


def test_nobody_is_asked_about_themselves_nor_about_files_that_have_it_already() -> None:
    assert asked(TOM, known=(TOM,)) == []
    assert asked(TOM, LOU, known=(TOM, LOU)) == []
    assert asked(TOM, LOU, known=(TOM,)) == [["Tom", "Lou"]]


def test_a_stranger_in_the_mailbox_of_a_family_is_asked_about_with_all_of_them() -> None:
    sister = replace(TOM, row=4, first_name="Zoé")
    assert asked(TOM, LOU, sister) == [["Tom", "Lou", "Zoé"]]
    [box] = in_question(map(as_known, (TOM, LOU, sister)), ())
    assert box.rows == {2, 3, 4}
    assert box.others(as_known(LOU).match_key) == ("Tom Dupont", "Zoé Dupont")
    [other] = in_question(map(as_known, (TOM, LOU)), ())
    assert box.key != other.key
