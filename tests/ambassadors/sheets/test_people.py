from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambassadors.rules import Contact, match_key
from ambassadors.sheets.cells import Kind
from ambassadors.sheets.fields import Field
from ambassadors.sheets.people import Preview, read_people
from ambassadors.sheets.person import Person
from ambassadors.sheets.reading import read_sheet
from tests.ambassadors.sheets.lists import HEADINGS, ROWS, SEASON, TODAY, as_csv, as_xlsx


def preview(rows: list[list[str]], **options: object) -> Preview:
    return read_people(read_sheet(as_csv(rows)), season_starts_on=SEASON, today=TODAY, **options)  # type: ignore[arg-type]


def faults(found: Preview) -> list[tuple[str, str, str]]:
    return [(fault.ref, fault.kind.value, fault.text) for fault in found.faults]


GOOD = (
    Person(2, "Le Goff", "Maëlys", date(2010, 7, 3), "maelys@famille.example", "+33639980001", "Lycée ; Brest", (Contact("Mme Anne Le Goff", "+33639980002", "anne@famille.example"),), False, "avec sa tante", "=1+1"),
    Person(3, "de la Torre", "Inès", date(2008, 12, 24), note='a dit "oui"\nà confirmer'),
    Person(4, "O'Brien", "Tom", date(2000, 9, 2), "tom@famille.example", "+33639980003", goes_home_alone=True),
)  # fmt: skip


def test_good_rows_are_kept_and_bad_ones_are_named() -> None:
    rows = [[*row[:2], "2/9/2000", *row[3:]] if row[0] == "O'BRIEN" else row for row in ROWS]
    found = preview([HEADINGS, *rows])
    assert found.good == GOOD
    assert faults(found) == [
        ("C6", "no_such_day", "31/02/2010"),
        ("C7", "too_young", "02/09/2014"),
        ("D7", "bad_email", "zoe@"),
    ]
    assert (
        found.faulty_rows,
        tuple(row.number for row in found.left_out),
        found.row_count,
        found.unread,
        found.missing,
    ) == (
        (6, 7),
        (8,),
        5,
        (),
        (),
    )


def test_ages_are_counted_on_the_first_day_or_on_the_day_of_joining_if_later() -> None:
    rows = [HEADINGS[:3], ["Petit", "Lou", "01/11/2014"], ["Petit", "Zoé", "02/11/2014"]]
    rows += [["Grand", "Tom", "02/09/2000"], ["Grand", "Léo", "01/09/2000"]]
    old = ("C5", "too_old", "01/09/2000")
    assert faults(preview(rows)) == [("C2", "too_young", "01/11/2014"), ("C3", "too_young", "02/11/2014"), old]
    late = preview(rows, joins_on=date(2026, 11, 1))
    assert faults(late) == [("C3", "too_young", "02/11/2014"), ("C4", "too_old", "02/09/2000"), old]
    assert [fault.params for fault in late.faults] == [
        {"age": 11, "day": late.counted_on, "name": "Zoé Petit"},
        {"age": 26, "day": late.counted_on, "name": "Tom Grand"},
        {"age": 26, "day": late.counted_on, "name": "Léo Grand"},
    ]
    assert (preview(rows).counted_on, late.counted_on) == (SEASON, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["", "Lou", "03/07/2010"], [("A2", "no_name", "")]),
        (["Petit", " ", "03/07/2010"], [("B2", "no_name", "")]),
        (["Petit", "Lou", ""], [("C2", "no_birth", "")]),
        (["Petit", "Lou", "un jour"], [("C2", "date_not_understood", "un jour")]),
        (["Petit", "Lou", "03/07/2027"], [("C2", "birth_in_future", "03/07/2027")]),
        (["Petit", "Lou", "31/08/2000"], [("C2", "too_old", "31/08/2000")]),
        (["Petit", "Lou", "03/07/2010", "lou@"], [("D2", "bad_email", "lou@")]),
        (["Petit", "Lou", "03/07/2010", "", "06"], [("E2", "bad_phone", "06")]),
        (["P" * 81, "Lou", "03/07/2010"], [("A2", "too_long", "P" * 81)]),
        (["Petit", "Lou", "03/07/2010", "", "", "L" * 201], [("F2", "too_long", "L" * 201)]),
        (["Petit", "Lou", "03/07/2010", "", "", "", "", "06"], [("H2", "bad_guardian_phone", "06")]),
        (["Petit", "Lou", "03/07/2010", "", "", "", "", "", "a@@b"], [("I2", "bad_guardian_email", "a@@b")]),
    ],
)
def test_each_kind_of_fault_is_at_its_cell(row: list[str], wrong: list[tuple[str, str, str]]) -> None:
    found = preview([HEADINGS, row])
    assert (faults(found), found.good) == (wrong, ())


def test_nobody_is_doubled() -> None:
    first = preview([HEADINGS, *ROWS[:2]])
    known = {person.match_key for person in first.good}
    other = [["Nom et prénom", "DDN"], ["Maelys LE-GOFF", "2010-07-03"], ["de-la-torre, INES", "24 déc. 2008"]]
    again = preview(other, known=known)
    assert ([p.row for p in again.already_known], again.good, again.faults) == ([2, 3], (), ())
    assert [p.row for p in preview([HEADINGS, *ROWS[:2]], known=known).already_known] == [2, 3]


def test_a_cell_that_cannot_be_read_is_named_for_somebody_in_the_programme_too() -> None:
    iota = ["Iota", "Anna", "03/09/2000"]
    known = {preview([HEADINGS[:3], ["Iota", "Anna", "03/09/2000"]]).good[0].match_key}
    rows = [HEADINGS, [*iota, "anna.iota", "06 39 98 00", "Lycée", "Paul Iota", "voir mère", "p@", "oui"], iota]
    found = preview(rows, known=known)
    assert [ref for ref, _, _ in faults(found)] == ["D2", "E2", "H2", "I2"]
    assert [(p.school, p.email, p.goes_home_alone) for p in found.partly_known] == [("Lycée", "", True)]
    assert ([p.row for p in found.already_known], found.row_count) == ([3], 2)


def test_an_age_is_no_fault_of_somebody_who_was_admitted() -> None:
    rows = [HEADINGS[:3], ["Iota", "Anna", "03/09/1990"]]
    assert faults(preview(rows)) == [("C2", "too_old", "03/09/1990")]
    found = preview(rows, known={match_key("Iota", "Anna", date(1990, 9, 3))})
    assert (faults(found), len(found.already_known)) == ([], 1)


def test_a_formula_that_failed_is_named_at_its_cell() -> None:
    rows = [
        HEADINGS,
        ["Petit", "Lou", "03/07/2010", "#REF!", "#N/A", "#VALEUR!", "#NOM?", "#DIV/0!", "Err:502", "#NULL!", "#N/A"],
        ["#N/A", "Zoé", "#VALUE!"],
        ["Petit", "Tom", "03/07/2010", "", "", "Lycée n# 3"],
    ]
    found = preview(rows)
    assert [(ref, kind) for ref, kind, _ in faults(found)] == [
        *((f"{letter}2", "formula_failed") for letter in "DEFGHIJK"),
        *(("A3", "formula_failed"), ("C3", "formula_failed")),
    ]
    assert [p.school for p in found.good] == ["Lycée n# 3"]


def test_an_address_where_a_name_is_asked_for_is_named() -> None:
    rows = [HEADINGS[:3], ["quelqu.un@petit.example", "Lou", "03/07/2010"], ["Petit", "a@b.example", "03/07/2010"]]
    assert [(ref, kind) for ref, kind, _ in faults(preview(rows))] == [("A2", "not_a_name"), ("B3", "not_a_name")]
    one = [["Nom et prénom", "DDN"], ["lou@petit.example", "03/07/2010"]]
    assert [(ref, kind) for ref, kind, _ in faults(preview(one))] == [("A2", "not_a_name")]


def test_titles_are_left_out_and_a_cell_that_is_no_name_of_one_young_person_is_named() -> None:
    two = [HEADINGS[:3], ["M. Dupont", "Rémy", "03/07/2010"], ["Mlle DURAND", "Flo", "03/07/2010"]]
    one = [["Nom et prénom", "DDN"], ["Mme DUPONT Zoé", "03/07/2010"], ["DUPONT - Noé", "03/07/2010"]]
    named = ["Nom : LE GOFF Prénom : Mai Anh", "prénom: Tom / nom: PETIT"]
    names = [(p.first_name, p.last_name) for rows in (two, one) for p in preview(rows).good]
    assert names == [("Rémy", "Dupont"), ("Flo", "Durand"), ("Zoé", "Dupont"), ("Noé", "Dupont")]
    found = preview([one[0], *([said, "03/07/2010"] for said in named)])
    assert [(p.first_name, p.last_name) for p in found.good] == [("Mai Anh", "Le Goff"), ("Tom", "Petit")]
    bad = {
        "DUPONT Léa et Tom": "two_people",
        "DUPONT Léa / DUPONT Tom": "two_people",
        "LÃ©ger Tom": "garbled",
        "L?ger Tom": "garbled",
        "L\ufffdger Tom": "garbled",
        "RenÃª Tom": "garbled",
    }
    found = preview([one[0], *([said, "03/07/2010"] for said in bad)])
    assert [kind for _, kind, _ in faults(found)] == list(bad.values())


def test_idem_is_nobody() -> None:
    for said in ("Idem", "Lui-même", "Majeur"):
        rows = [[*HEADINGS[:3], "Responsable légal"], ["Petit", "Lou", "03/07/2010", said]]
        assert preview(rows).good[0].guardians == ()


def test_a_bare_yes_under_an_open_question_is_not_taken_for_leave_to_go_alone() -> None:
    def said(heading: str, answer: str) -> tuple[bool | None, str]:
        found = preview([[*HEADINGS[:3], heading], ["Petit", "Lou", "03/07/2010", answer]]).good[0]
        return found.goes_home_alone, found.way_home_details

    assert (said("Retour", "oui"), said("Retour", "Seul(e)")) == ((None, "Retour : oui"), (True, ""))
    assert (said("Rentre seul", "oui"), said("Sortie", "accompagné")) == ((True, ""), (False, ""))
    assert (said("Ne rentre pas seul", "oui"), said("Vient seul", "oui")) == ((False, ""), (None, ""))


def test_two_rows_of_somebody_never_make_an_answer_that_neither_gives() -> None:
    rows = [
        [*HEADINGS[:3], "Comment repart-il ?", "Mail parent"],
        ["Petit", "Lou", "03/07/2010", "Trop jeune pour partir seul", "a@petit.example"],
        ["Petit", "Lou", "03/07/2010", "seul", "b@petit.example"],
    ]
    found = preview(rows)
    assert ([kind for _, kind, _ in faults(found)], found.alone_count) == (["duplicate_in_file"], 0)
    assert preview([*rows[:2], [*rows[2][:3], "", rows[2][4]]]).good[0].way_home_details == rows[1][3]


def test_names_of_one_column_are_told_apart_by_the_parents_and_the_unsure_are_known() -> None:
    rows = [
        ["Nom et prénom", "DDN", "Responsable légal"],
        ["Tifenn Duval", "03/07/2010", "M. Paul Duval"],
        ["Zuzana Koné", "03/07/2010", "Léa KONÉ"],
        ["Nino Girard", "03/07/2010", "Paul Girard"],
        ["Solal Benali", "03/07/2010", ""],
        ["Zuzana Peña", "03/07/2010", ""],
    ]
    found = preview(rows)
    assert [(p.first_name, p.last_name) for p in found.good] == [
        *(("Tifenn", "Duval"), ("Zuzana", "Koné"), ("Nino", "Girard"), ("Solal", "Benali"), ("Zuzana", "Peña"))
    ]
    assert (found.split_count, [p.row for p in found.unsure_names]) == (5, [6])
    assert preview([HEADINGS[:3], ["Duval", "Tifenn", "03/07/2010"]]).split_count == 0


def test_names_of_one_column_are_told_apart_by_addresses_and_by_the_rest_of_the_list() -> None:
    heading = ["Nom et prénom du jeune", "Né le", "Mail du jeune", "Mail du responsable"]
    rows = [
        ["Tifenn Duval", "01/01/2010", "", "anne.duval@famille.example"],
        ["Awena Corre", "02/01/2010", "a.corre@famille.example", ""],
        ["Corre Tifenn", "03/01/2010", "", ""],
        ["Duval Klervi", "04/01/2010", "klervi.duval@famille.example", ""],
    ]
    found = preview([heading, *rows])
    assert [(each.first_name, each.last_name, each.is_name_sure) for each in found.good] == [
        *(("Tifenn", "Duval", True), ("Awena", "Corre", True), ("Tifenn", "Corre", True)),
        ("Klervi", "Duval", False),
    ]


def test_homonyms_twins_and_shared_mailboxes_are_people_a_repeated_row_is_not() -> None:
    rows = [
        ["Nom", "Prénom", "Né(e) le", "Courriel"],
        ["Petit", "Lou", "03/07/2010", "famille@petit.example"],
        ["Petit", "Léa", "03/07/2010", "famille@petit.example"],
        ["Petit", "Lou", "03/07/2011", ""],
        ["PETIT", "Lou", "3.7.2010", ""],
    ]
    found = preview(rows)
    assert [(p.row, p.first_name) for p in found.good] == [(2, "Lou"), (3, "Léa"), (4, "Lou")]
    assert [(f.ref, f.kind, f.params) for f in found.faults] == [("A5", Kind.DUPLICATE_IN_FILE, {"row": 2})]


def test_the_export_of_a_form() -> None:
    rows = [
        ["Horodateur", "Adresse e-mail", "Quel est ton nom et prénom ?", "Date de naissance (JJ/MM/AAAA)", "Ton numéro de téléphone", "Adresse e-mail de ton responsable légal", "Es-tu autorisé(e) à rentrer seul(e) ?"],
        ["15/06/2026 18:04:22", "lea@famille.example", "Léa Dupont", "03/07/2010", "+33 6 39 98 00 01", "parent@famille.example", "Oui"],
        ["15/06/2026 18:09:03", "", "LE GOFF Bilal", "24/12/2008", "639980002", "", "Non, avec sa tante"],
    ]  # fmt: skip
    found = preview(rows)
    assert found.good == (
        Person(2, "Dupont", "Léa", date(2010, 7, 3), "lea@famille.example", "+33639980001", guardians=(Contact(email="parent@famille.example"),), goes_home_alone=True),
        Person(3, "Le Goff", "Bilal", date(2008, 12, 24), "", "+33639980002", goes_home_alone=False, way_home_details="avec sa tante"),
    )  # fmt: skip
    assert (found.faults, found.unread) == ((), (0,))


def test_a_list_in_english_with_months_first() -> None:
    rows = [
        ["First name", "Last name", "DOB", "Guardian", "Walks home alone"],
        ["Lou", "PETIT", "07/23/2010", "Ann Petit", "no"],
        ["Tom", "Grand", "03/04/2011", "", "yes"],
    ]
    found = preview(rows)
    assert [(p.last_name, p.born_on, p.goes_home_alone) for p in found.good] == [
        ("Petit", date(2010, 7, 23), False),
        ("Grand", date(2011, 3, 4), True),
    ]
    assert found.month_first


def test_a_parent_s_second_number_is_a_contact_and_no_remark() -> None:
    rows = [
        [*HEADINGS[:3], "Responsable légal", "Tél. responsable", "Mail responsable", "Remarques"],
        ["Petit", "Lou", "03/07/2010", "Anne Petit", "0639980001 (mère) / 0639980002", "a@p.example ; b@p.example", "arrive tard"],
    ]  # fmt: skip
    found = preview(rows).good[0]
    assert found.note == "arrive tard"
    assert found.guardians == (
        Contact("Anne Petit (mère)", "+33639980001", "a@p.example"),
        Contact("Anne Petit", "+33639980002", "b@p.example"),
    )


def test_a_parent_s_number_in_the_young_person_s_cell_is_the_parent_s() -> None:
    rows = [
        [*HEADINGS[:3], "Portable", "Mail"],
        ["Petit", "Lou", "03/07/2010", "0639980001, sa mère", "lou@p.example / papa : p@p.example"],
        ["Petit", "Zoé", "03/07/2010", "0639980003 (fixe) ou 0639980004", "p@p.example (père)"],
    ]
    lou, zoe = preview(rows).good
    assert (lou.phone, lou.email, lou.note) == ("", "lou@p.example", "")
    assert lou.guardians == (Contact("Sa mère", "+33639980001"), Contact("Papa", "", "p@p.example"))
    assert (zoe.phone, zoe.email, zoe.note) == (
        "+33639980003",
        "",
        "Portable : 0639980003 (fixe) ou 0639980004",
    )
    assert zoe.guardians == (Contact("Père", "", "p@p.example"),)


def test_a_number_where_a_name_was_asked_for_is_a_number() -> None:
    rows = [
        [*HEADINGS[:3], "Contact parents"],
        ["Petit", "Lou", "03/07/2010", "Anne Petit 06 39 98 00 01"],
        ["Petit", "Tom", "03/07/2010", "Anne 0639980001 / Marc 0639980002"],
        ["Petit", "Zoé", "03/07/2010", "0639980001"],
    ]
    assert [person.guardians for person in preview(rows).good] == [
        (Contact("Anne Petit", "+33639980001"),),
        (Contact("Anne", "+33639980001"), Contact("Marc", "+33639980002")),
        (Contact("", "+33639980001"),),
    ]


def test_an_address_where_a_parent_s_name_was_asked_for_is_an_address_and_a_title_is_no_name() -> None:
    said = {
        "Anne Roux, 06.39.98.00.01, anne@r.example": (Contact("Anne Roux", "+33639980001", "anne@r.example"),),
        "anne@r.example": (Contact("", "", "anne@r.example"),),
        "Anne ROUX (anne@r.example)": (Contact("Anne Roux", "", "anne@r.example"),),
        "ROUX mail : anne@r.example": (Contact("Roux", "", "anne@r.example"),),
        "Mère : Anne Roux": (Contact("Anne Roux"),),
        "Responsable légal 1 : Anne Roux": (Contact("Anne Roux"),),
        "Mère : anne@r.example": (Contact("Mère", "", "anne@r.example"),),
    }
    rows = [["Petit", f"Lou {'abcdefgh'[at]}", "03/07/2010", cell] for at, cell in enumerate(said)]
    found = preview([[*HEADINGS[:3], "Contact parents"], *rows])
    assert [person.guardians for person in found.good] == list(said.values())
    bad = preview([[*HEADINGS[:3], "Contact parents"], [*rows[0][:3], "Anne anne@r"]])
    assert [(ref, kind) for ref, kind, _ in faults(bad)] == [("D2", "bad_guardian_email")]


def test_words_before_each_of_two_numbers_are_of_the_number_after_them() -> None:
    rows = [[*HEADINGS[:3], "Tél. parents"], ["Petit", "Lou", "03/07/2010", "mère 0639980001 père 0639980002"]]
    assert preview(rows).good[0].guardians == (Contact("Mère", "+33639980001"), Contact("Père", "+33639980002"))


def test_words_beside_a_number_that_are_too_long_for_a_name_are_a_fault() -> None:
    rows = [[*HEADINGS[:3], "Tél. responsable"], ["Petit", "Lou", "03/07/2010", "0639980001 (" + "tante " * 40 + ")"]]
    assert [(ref, kind) for ref, kind, _ in faults(preview(rows))] == [("D2", "too_long")]


def test_two_parents_are_two_contacts() -> None:
    rows = [
        [*HEADINGS[:3], "Nom de la mère", "Tél. mère", "Tél. père", "Mail père"],
        ["Petit", "Lou", "03/07/2010", "Anne Petit", "0639980001", "0639980002", "p@p.example"],
        ["Petit", "Zoé", "03/07/2010", "", "", "0639980002", ""],
    ]
    assert [person.guardians for person in preview(rows).good] == [
        (Contact("Anne Petit", "+33639980001"), Contact("Père", "+33639980002", "p@p.example")),
        (Contact("Père", "+33639980002"),),
    ]


def test_a_row_for_each_parent_makes_one_child_with_both() -> None:
    rows = [
        [*HEADINGS[:3], "Courriel", "Responsable légal", "Tél. responsable"],
        ["Petit", "Lou", "03/07/2010", "", "Anne Petit", "0639980001"],
        ["PETIT", "Lou", "3/7/2010", "lou@p.example", "Marc Petit", "0639980002"],
        ["Petit", "Lou", "3/7/2010", "", "Marc Petit", "0639980002"],
        ["Petit", "Lou", "3/7/2010", "autre@p.example", "Jeanne Petit", "0639980003"],
    ]
    found = preview(rows)
    assert [(p.email, p.guardians) for p in found.good] == [
        ("lou@p.example", (Contact("Anne Petit", "+33639980001"), Contact("Marc Petit", "+33639980002")))
    ]
    assert (found.joined_rows, faults(found), found.row_count) == (
        (3,),
        [("A4", "duplicate_in_file", "Petit"), ("A5", "duplicate_in_file", "Petit")],
        4,
    )


def test_lines_that_are_no_people_are_passed_over_and_said() -> None:
    rows = [
        ["Ambassadeurs 2026"],
        ["N°", *HEADINGS[:3], "Adhésion"],
        ["1", "Petit", "Lou", "03/07/2010", "TRUE"],
        *([str(number), "", "", "", "FALSE"] for number in range(2, 30)),
        ["", "Groupe A"],
        ["", "Fait à Bordeaux, le 14/09/2026"],
        ["dont filles : 3"],
        ["* autorisation manquante"],
        ["", "Moyenne d'âge", "", "14,5"],
        ["30", "Grand", "Tom", "", "FALSE"],
    ]
    found = preview(rows)
    assert (len(found.good), faults(found)) == (1, [("D37", "no_birth", "")])
    assert [row.number for row in found.left_out] == [1, *range(4, 37)]


@pytest.mark.parametrize("mark", ["Ex.", "ex", "Exemple", "Exemple :", "Ex : à remplacer", "e.g.", "(exemple)"])
def test_an_example_at_the_top_is_set_aside_and_said(mark: str) -> None:
    rows = [["N°", *HEADINGS[:3]], [mark, "DUPONT", "Jean", "01/01/2010"], ["1", "Petit", "Lou", "03/07/2010"]]
    found = preview(rows)
    assert ([p.last_name for p in found.good], [row.number for row in found.left_out]) == (["Petit"], [2])


def test_a_row_of_accents_alone_breaks_nothing() -> None:
    assert preview([HEADINGS[:3], ["\u0301", "\u0301", ""]]).good == ()


def test_a_mark_of_several_rows_is_no_example() -> None:
    rows = [["Statut", *HEADINGS[:3]], *(["Ex", "Petit", name, "03/07/2010"] for name in ("Lou", "Zoé", "Tom", "Ana"))]
    assert len(preview(rows).good) == 4
    assert len(preview([HEADINGS[:3], ["Exel", "Lou", "03/07/2010"], ["Exempla", "Ex", "03/07/2010"]]).good) == 2


@pytest.mark.parametrize(
    "word", ["inconnu", "NC", "N/A", "n.a.", "à compléter", "idem", "néant", "x", "XXX", "INCONNUE", "(à renseigner)"]
)
def test_a_word_that_stands_for_no_name_is_named_at_its_cell(word: str) -> None:
    found = preview([HEADINGS[:3], [word, "Zoé", "12/03/2010"], ["Petit", word, "12/03/2010"]])
    assert (found.good, faults(found)) == ((), [("A2", "no_name", word), ("B3", "no_name", word)])
    assert [fault.params["missing"] for fault in found.faults] == ["last_name", "first_name"]
    whole = preview([["Nom et prénom", "Né le"], [f"{word} Zoé", "12/03/2010"], [f"Zoé {word}", "12/03/2010"]])
    assert [(fault.ref, fault.params["missing"]) for fault in whole.faults] == [
        ("A2", "last_name"),
        ("A3", "last_name"),
    ]


def test_surnames_that_look_like_nothing_are_surnames() -> None:
    rows = [[name, "Zoé", "12/03/2010"] for name in ("Sans", "Na", "Null", "Nil", "Xu", "No")]
    assert len(preview([HEADINGS[:3], *rows]).good) == 6


@pytest.mark.parametrize(
    ("heading", "cell", "missing"),
    [
        *(("NOM et prénom", "Zoé", "last_name"), ("Prénom et nom", "ZOÉ", "last_name")),
        *(("Nom et prénom", "LE GOFF", "first_name"), ("Nom et prénom", "Duval", "first_name")),
        *(("Prénom et nom", "Maïwenn", "one"), ("Nom et prénom", "Martin", "one"), ("Nom et prénom", "N/A", "both")),
    ],
)
def test_a_missing_surname_is_not_called_a_missing_first_name(heading: str, cell: str, missing: str) -> None:
    found = preview([[heading, "Né le", "Responsable légal"], [cell, "12/03/2010", "Paul Duval"]])
    assert [(fault.ref, fault.params["missing"]) for fault in found.faults] == [("A2", missing)]


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Rozenn Philippe", "Zoé Martin"], ["Rozenn", "Zoé"]),
        (["Maïwenn Rémy"], ["Maïwenn"]),
        (["Maïwenn Rémy", "Zoé Martin", "Hugo Petit", "Lina Benali"], ["Maïwenn", "Zoé", "Hugo", "Lina"]),
        (["Tifenn Nicolas", "Dupont Léa", "Rémy Maïwenn"], ["Tifenn", "Léa", "Rémy"]),
        (["PHILIPPE Rozenn", "Rozenn PHILIPPE", "Philippe, Rozenn"], ["Rozenn", "Rozenn", "Rozenn"]),
    ],
)
def test_a_heading_s_order_decides_where_the_words_do_not(cells: list[str], names: list[str]) -> None:
    found = preview([["Prénom et nom", "Né le"], *([cell, f"{at + 1:02}/03/2010"] for at, cell in enumerate(cells))])
    assert [p.first_name for p in found.good] == names
    unsure = {p.first_name for p in found.unsure_names}
    assert unsure >= {"Rozenn", "Maïwenn", "Tifenn", "Léa"} & set(names) - (
        {"Rozenn"} if "PHILIPPE" in cells[0] else set()
    )
    turned = preview(
        [["Nom et prénom", "Né le"], *([" ".join(cell.split()[::-1]), "01/03/2010"] for cell in cells[:1])]
    )
    assert [p.first_name for p in turned.good] == names[:1]


def test_a_column_that_shows_the_other_order_outweighs_its_heading() -> None:
    sure = ["MARTIN Zoé", "PETIT Hugo", "BENALI Lina"]
    rows = [[cell, f"{at + 1:02}/03/2010"] for at, cell in enumerate([*sure, "Hubert Maïwenn", "Rozenn Philippe"])]
    found = preview([["Prénom et nom", "Né le"], *rows])
    assert [p.last_name for p in found.good[3:]] == ["Hubert", "Rozenn"]
    assert [p.row for p in found.unsure_names] == [5, 6]


@pytest.mark.parametrize(
    "row",
    [
        *(["Dont filles", "", "1"], ["Filles", "12"], ["Garçons : 12", "", ""], ["Girls", "1", "Boys", "2"]),
        *(["dont filles", "", "", "1012"], ["Filles", "54,5 %"], ["Dont 12 filles et 3 garçons", ""]),
    ],
)
def test_a_total_of_girls_or_boys_is_nobody(row: list[str]) -> None:
    found = preview([HEADINGS[:4], row, ["Garçon", "Zoé", "03/07/2010"], ["Garçon", "", "03/07/2010"]])
    assert ([p.last_name for p in found.good], faults(found)) == (["Garçon"], [("B4", "no_name", "")])
    assert [each.number for each in found.left_out] == [2]


def test_a_total_with_figures_along_its_row_is_nobody_and_whoever_is_named_total_is() -> None:
    figures = ["TOTAL", "2005 inscrits", "", "16"]
    found = preview([HEADINGS[:4], figures, ["Total", "Zoé", "03/07/2010", "zoe@famille.example"]])
    assert ([p.last_name for p in found.good], faults(found)) == (["Total"], [])
    assert [each.number for each in found.left_out] == [2]


def test_a_whole_name_alone_is_somebody_a_section_is_not() -> None:
    rows = [["Nom et prénom", "DDN"], ["Groupe A"], ["Petit Lou"], ["Liste d'attente"], ["Fait le 3/9"]]
    found = preview(rows)
    assert (faults(found), [row.number for row in found.left_out]) == ([("B3", "no_birth", "")], [2, 4, 5])


def test_a_doubted_date_of_birth_is_read_and_its_doubt_is_in_the_note() -> None:
    [zoe] = preview(
        [["Nom", "Prénom", "Né(e) le", "Notes"], ["Roux", "Zoé", "03/07/2010 (à vérifier)", "arrive tard"]]
    ).good
    assert (zoe.born_on, zoe.note) == (date(2010, 7, 3), "arrive tard\nNé(e) le : 03/07/2010 (à vérifier)")


def test_one_slip_of_the_finger_does_not_turn_a_list_american() -> None:
    days = ["03/04/2011", "05/06/2010", "12/13/2010", "07/01/2009"]
    found = preview([HEADINGS[:3], *(["Petit", name, day] for name, day in zip("ABCD", days, strict=True))])
    assert [p.born_on.month for p in found.good] == [4, 6, 1]
    assert (faults(found), found.month_first) == ([("C4", "no_such_day", "12/13/2010")], False)


def test_a_person_corrects_a_column() -> None:
    rows = [["Nom", "Prénom", "Jour", "Courriel"], ["Petit", "Lou", "03/07/2010", "parent@famille.example"]]
    assert preview(rows).missing == (Field.BORN_ON,)
    found = preview(rows, mapping={2: Field.BORN_ON, 3: Field.GUARDIAN_EMAIL})
    assert found.good == (
        Person(2, "Petit", "Lou", date(2010, 7, 3), guardians=(Contact(email="parent@famille.example"),)),
    )


def test_workbook_and_csv_give_the_same_people_at_their_own_rows() -> None:
    book = read_sheet(as_xlsx(("L", [["Ambassadeurs"], [], HEADINGS, *ROWS])))
    found = read_people(book, season_starts_on=SEASON, today=TODAY)
    assert [(f.ref, f.kind) for f in found.faults] == [
        *(("C6", Kind.TOO_OLD), ("C8", Kind.NO_SUCH_DAY), ("C9", Kind.TOO_YOUNG), ("D9", Kind.BAD_EMAIL))
    ]
    assert [p.match_key for p in found.good] == [p.match_key for p in preview([HEADINGS, *ROWS]).good]


@settings(max_examples=200, deadline=None)
@given(
    cells=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
        min_size=11,
        max_size=11,
    )
)
def test_no_cell_breaks_the_reading(cells: list[str]) -> None:
    found = preview([HEADINGS, ["Petit", "Lou", "03/07/2010"], cells])
    assert found.row_count + len(found.left_out) in (1, 2)


def test_names_that_may_have_changed_places_are_told() -> None:
    shouted = [["Théa", "MARCHAL"], ["Hugo", "NOLLET"], ["Roux", "Camille"], ["Blanc", "Zoé"], ["Noir", "Max"]]
    born = "03/07/2010"

    def turned(*names: list[str]) -> list[str]:
        return [p.first_name for p in preview([HEADINGS[:3], *([*each, born] for each in names)]).turned_names]

    assert turned(*shouted) == ["Marchal", "Nollet"]
    assert turned(*([last, first.capitalize()] for last, first in shouted)) == []
    assert turned(["Léa", "Marchal"], ["Hugo", "Nollet"], ["Roux", "Camille"]) == ["Marchal", "Nollet"]
    assert turned(["Martin", "ZUZANA"], ["Thomas", "ALIX"], ["Hubert", "Léa"], ["Léa", "Hugo"], ["LÉA", "NOLLET"]) == []


def test_every_column_about_the_way_home_is_read() -> None:
    rows = [[*HEADINGS[:3], "Rentre seul", "Un adulte vient le chercher", "Précisions retour", "Remarques"]]
    rows += [["Petit", "Lou", "03/07/2010", "Oui", "Oui", "", ""], ["Petit", "Zoé", "03/07/2011", "Oui", "Non", "", ""]]
    rows += [["Petit", "Max", "03/07/2012", "Oui", "", "seulement le mercredi", "aime le rugby"]]
    rows += [["Petit", "Noé", "03/07/2013", "Oui", "", "", "ne rentre plus seul depuis octobre"]]
    assert [(p.first_name, p.goes_home_alone, p.way_home_details, p.note) for p in preview(rows).good] == [
        ("Lou", None, "Rentre seul : Oui ; Un adulte vient le chercher : Oui", ""),
        ("Zoé", True, "", ""),
        ("Max", None, "Rentre seul : Oui ; Précisions retour : seulement le mercredi", "aime le rugby"),
        ("Noé", None, "Rentre seul : Oui", "ne rentre plus seul depuis octobre"),
    ]


@pytest.mark.parametrize("heading", ["Allergies", "Medical / notes", "PAI", "Santé", "Infos médicales"])
def test_health_is_not_read_whatever_stands_beside_it(heading: str) -> None:
    found = preview([[*HEADINGS[:3], heading, "Remarques"], ["Petit", "Lou", "03/07/2010", "noix", "aime le rugby"]])
    assert found.of_health == {3}
    assert found.good[0].note == "aime le rugby"
    assert preview([[*HEADINGS[:3], "Remarques"], ["Petit", "Lou", "03/07/2010", ""]]).of_health == frozenset()


BARE = ["Nom", "Prénom", "Né(e) le"]


def told_by_place(headings: list[str], **options: object) -> tuple[str, str]:
    found = preview([headings, ["x"] * len(headings)], **options)
    return tuple(" ".join(c.letter for c in columns) for columns in (found.parents_by_place, found.own_though_unsaid))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("headings", "theirs", "own"),
    [
        ([*BARE, "Tuteur", "Tél.", "Mail"], "E F", ""),
        ([*BARE, "Mail", "Tuteur", "Tél."], "F", ""),
        ([*BARE, "Tuteur", "Tél. tuteur", "Tél."], "", ""),
        ([*BARE, "Tél. parent", "Mail"], "", "E"),
        ([*BARE, "Responsable", "Mail bureau"], "E", ""),
        (["Parent", *BARE, "Tél", "Mail"], "", "E F"),
        ([*BARE, "Tél", "Mail"], "", ""),
    ],
)
def test_contacts_whose_owner_no_heading_says_are_told(headings: list[str], theirs: str, own: str) -> None:
    assert told_by_place(headings) == (theirs, own)


def test_a_column_that_a_person_has_told_the_owner_of_is_asked_about_no_more() -> None:
    assert told_by_place([*BARE, "Tuteur", "Tél.", "Mail"], mapping={4: Field.PHONE}) == ("F", "")


def test_a_guardian_s_number_and_address_are_not_the_young_person_s() -> None:
    rows = [[*BARE, "Tuteur", "Tél.", "Mail"], ["Martin", "Zoé", "12/03/2010", "Anne", "0639980001", "a@a.example"]]
    found = preview(rows).good[0]
    assert (found.phone, found.email, found.guardians) == ("", "", (Contact("Anne", "+33639980001", "a@a.example"),))


def test_a_parent_of_a_heading_in_capitals_has_an_accent() -> None:
    rows = [[*HEADINGS[:3], "TEL MERE", "TEL PERE"], ["Petit", "Lou", "03/07/2010", "0639980001", "0639980002"]]
    assert [each.name for each in preview(rows).good[0].guardians] == ["Mère", "Père"]


def test_a_column_that_is_not_read_takes_back_that_somebody_goes_alone() -> None:
    headings = ["Nom", "Prénom", "Né(e) le", "Rentre seul", "Transport", "Qui vient le chercher"]
    rows = [
        headings,
        ["Roux", "Zoé", "12/03/2010", "oui", "", "Mamie"],
        ["Petit", "Lou", "13/03/2010", "oui", "avec sa mère seulement", ""],
        ["Blanc", "Max", "14/03/2010", "oui", "bus 12", ""],
    ]
    assert [p.goes_home_alone for p in preview(rows).good] == [None, None, True]
    unread = preview(rows, mapping={5: None})
    assert [p.goes_home_alone for p in unread.good] == [None, None, True]
    assert unread.good[0].way_home_details == "Rentre seul : oui"


def test_every_number_of_somebody_is_kept() -> None:
    headings = [*BARE, "Tél fixe mère", "Portable mère", "Mail mère", "Tél du jeune", "Portable du jeune"]
    said = ["Petit", "Lou", "03/07/2010", "0556000001", "0639980002", "a@p.example", "05 56 00 00 03", "06 39 98 00 04"]
    found = preview([headings, said]).good[0]
    assert found.guardians == (Contact("Mère", "+33639980002", "a@p.example"), Contact("Mère", "+33556000001"))
    assert found.phone == "+33639980004"
    assert found.note == "Tél du jeune : 05 56 00 00 03\nPortable du jeune : 06 39 98 00 04"
    said[3], said[6] = "0556", "0639980004"
    again = preview([headings, said])
    assert [(fault.ref, fault.kind) for fault in again.faults] == [("D2", Kind.BAD_GUARDIAN_PHONE)]


@pytest.mark.parametrize("words", ["de la ", "jean-", "d'", "oui ", "l'", "tout seul / "])
def test_absurdly_long_cells_take_no_time_and_are_named(words: str) -> None:
    long = (words * 20_000)[:40_000]
    headings = [*HEADINGS[:3], "Responsable légal", "Rentre seul", f"Retour {long}"]
    found = preview([headings, ["Petit", "Lou", "03/07/2010", long, long, long], [long, "Zoé", "03/07/2010"]])
    assert {kind for _, kind, _ in faults(found)} <= {"too_long", "no_name", "not_a_name", "two_people"}
    assert [row for row in (2, 3) if any(fault.row == row for fault in found.faults)] == [2, 3]
