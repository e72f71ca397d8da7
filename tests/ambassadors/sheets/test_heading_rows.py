"""Headings on two rows, in every shape people give them."""

import pytest

from ambassadors.sheets.fields import GUARDIANS, Field
from ambassadors.sheets.reading import read_sheet
from tests.ambassadors.sheets.lists import as_csv, as_xlsx

OWN = [Field.LAST_NAME, Field.FIRST_NAME, Field.BORN_ON]
ONE, TWO = GUARDIANS[0], GUARDIANS[1]
PARENTS = [ONE.name, ONE.phone, TWO.name, TWO.phone]
PERSON = "Petit|Lou|03/07/2010|Anne Petit|0639980001|Paul Petit|0639980002"


def cut(rows: list[str]) -> list[list[str]]:
    return [row.split("|") for row in rows]


@pytest.mark.parametrize("above", [[], ["Ambassadeurs 2026-2027"], ["Ambassadeurs", "Mis à jour en mai", ""]])
@pytest.mark.parametrize(
    ("upper", "lower", "merged"),
    [
        ("Nom|Prénom|Né(e) le|Parent 1||Parent 2|", "|||Nom|Téléphone|Nom|Téléphone", "A:A B:B C:C D-E F-G"),
        ("|||Parent 1||Parent 2|", "Nom|Prénom|Né(e) le|Nom|Téléphone|Nom|Téléphone", "D-E F-G"),
        ("Jeune|||Parent 1||Parent 2|", "Nom|Prénom|Né(e) le|Nom|Téléphone|Nom|Téléphone", "A-C D-E F-G"),
        ("Jeune||Né(e) le|Parent 1||Parent 2|", "Nom|Prénom||Nom|Téléphone|Nom|Téléphone", "A-B C:C D-E F-G"),
        ("Nom|Prénom|Né(e) le|Mère|Mère|Père|Père", "|||Nom|Téléphone|Nom|Téléphone", "A:A B:B C:C"),
        ("Nom|Prénom|Né(e) le|Mère||Père|", "|||Nom Prénom|Portable|Nom Prénom|Portable", "A:A B:B C:C D-E F-G"),
        ("Surname|First name|Date of birth|Parent 1||Parent 2|", "|||Name|Phone|Name|Phone", "A:A B:B C:C D-E F-G"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx", "merged"])
def test_two_rows_of_headings(above: list[str], upper: str, lower: str, merged: str, form: str) -> None:
    rows = cut([*above, upper, lower, PERSON])
    at = len(above) + 1
    spans = [span.replace("-", f"{at}:") + str(at) for span in merged.split() if "-" in span]
    spans += [span.replace(":", f"{at}:") + str(at + 1) for span in merged.split() if ":" in span]
    content = (
        as_csv(rows) if form == "csv" else as_xlsx(("L", rows), merged=" ".join(spans) if form == "merged" else "")
    )
    sheet = read_sheet(content)
    assert list(sheet.fields.items()) == list(enumerate([*OWN, *PARENTS]))
    assert (sheet.heading_rows, [row.number for row in sheet.rows]) == ((at, at + 1), [at + 2])


def test_a_heading_under_a_parent_alone() -> None:
    rows = cut(["Nom|Prénom|Né(e) le|Mère|Père|Remarques", "|||Tél.|Tél.|", "Petit|Lou|03/07/2010|0639980001||"])
    sheet = read_sheet(as_csv(rows))
    assert list(sheet.fields.values()) == [*OWN, ONE.phone, TWO.phone, Field.NOTE]


def test_a_size_under_a_band_is_no_remark() -> None:
    rows = cut(
        ["JEUNE|||DIVERS|", "Nom|Prénom|Né(e) le|T-shirt|Observations", "Petit|Lou|03/07/2010|M|Arrive par le bus"]
    )
    assert list(read_sheet(as_csv(rows)).fields.items()) == [*enumerate(OWN), (4, Field.NOTE)]


@pytest.mark.parametrize(
    "person",
    [
        "Petit|Lou||Mère|Tél",
        "|Lou||Mère|Tél",
        "||03/07/2010|Nom|Tél",
        "|||Anne Petit|école",
        "|||Anne Petit|0639980001",
    ],
)
def test_a_person_is_no_second_row_of_headings(person: str) -> None:
    rows = cut(["Nom|Prénom|Né(e) le|Parent|", person, "Grand|Tom|03/07/2010|Paul|0639980001"])
    assert read_sheet(as_csv(rows)).heading_rows == (1,)


def test_what_it_is_over_whose_it_is() -> None:
    rows = cut(
        [
            "Nom|Prénom|Né(e) le|Téléphone|||E-mail|",
            "|||Jeune|Mère|Père|Jeune|Parents",
            "Petit|Lou|03/07/2010|0639980003|0639980001|0639980002|l@p.example|a@p.example",
        ]
    )
    sheet = read_sheet(as_csv(rows))
    contacts = [Field.PHONE, TWO.phone, GUARDIANS[2].phone, Field.EMAIL, ONE.email]
    assert (list(sheet.fields.values()), sheet.heading_rows) == ([*OWN, *contacts], (1, 2))


def test_a_title_beside_a_group_leaves_the_group() -> None:
    rows = cut(["Saison 2026-2027|||Responsable légal|", "Nom|Prénom|Né(e) le|Nom|Tél", "Petit|Lou|03/07/2010|Anne|06"])
    assert list(read_sheet(as_csv(rows)).fields.values()) == [*OWN, ONE.name, ONE.phone]
