import contextlib
import io
import time
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Border, Side

from ambassadors.sheets.cells import as_written, line
from ambassadors.sheets.fields import Field
from ambassadors.sheets.reading import read_sheet
from ambassadors.sheets.rows import Reason, Refused
from ambassadors.sheets.sheet import Sheet
from tests.ambassadors.sheets.lists import HEADINGS, ROWS, as_csv, as_xlsx

LIST = [HEADINGS, *ROWS]
AS_READ = [[as_written(cell) for cell in row] for row in ROWS if any(row)]


def shown(sheet: Sheet) -> list[list[str]]:
    return [[as_written(cell) for cell in row.cells] for row in sheet.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_dialect_of_csv_reads_the_same(delimiter: str, encoding: str, ending: str) -> None:
    sheet = read_sheet(as_csv(LIST, delimiter, encoding, ending), "liste.csv")
    assert shown(sheet) == AS_READ
    assert [column.heading for column in sheet.columns] == HEADINGS
    assert [row.number for row in sheet.rows] == [2, 3, 4, 6, 7, 8]


def test_dos_accents_are_read() -> None:
    assert read_sheet(as_csv([["Nom", "Prénom"], ["Lefèvre", "Zoé"]], encoding="cp850")).columns[1].heading == "Prénom"


def test_a_row_is_numbered_as_a_spreadsheet_shows_it() -> None:
    sheet = read_sheet(b'Ambassadeurs 2026\r\n\r\nNom;Pr\xe9nom\r\nPetit;"Lou\r\nAnne"\r\n\r\nGrand;Tom\r\n')
    assert (sheet.heading_row, [row.number for row in sheet.rows]) == (3, [4, 6])


def test_a_quotation_mark_never_closed_does_not_swallow_the_list() -> None:
    assert shown(read_sheet(b'Nom,Prenom,Remarques\nPetit,Lou,"oui\nGrand,Tom,\n')) == [
        ["Petit", "Lou", '"oui'],
        ["Grand", "Tom", ""],
    ]


def test_a_hint_to_excel_is_no_row() -> None:
    sheet = read_sheet(b"sep=;\r\nNom;Pr\xc3\xa9nom\r\nPetit;Lou\r\n")
    assert (sheet.heading_row, shown(sheet)) == (1, [["Petit", "Lou"]])


def test_a_workbook_as_centres_keep_it() -> None:
    born: list[list[object]] = [
        ["Nom", "Prénom", "Né(e) le", "Tél."],
        ["Petit", "Lou", date(2010, 7, 3), 639980001],
        [],
        ["Grand", "Tom"],
    ]
    content = as_xlsx(
        ("Ambassadeurs", [["Ambassadeurs – liste au 24/11/2026"], [], *born]),
        ("Anciens", [["ne pas importer"]]),
        merged="A1:D1",
    )
    sheet = read_sheet(content, "cohorte.xlsx")
    assert (sheet.name, sheet.others, sheet.heading_row) == ("Ambassadeurs", ("Anciens",), 3)
    assert [row.number for row in sheet.rows] == [4, 6]
    assert shown(sheet) == [["Petit", "Lou", "03/07/2010", "639980001"], ["Grand", "Tom", "", ""]]


def test_the_visible_sheet_that_looks_most_like_a_list_is_read() -> None:
    people = [["Nom", "Prénom", "Date de naissance"], ["Petit", "Lou", "03/07/2010"]]
    content = as_xlsx(
        *(("Vieux", people), ("Budget", [["Poste", "Nom"], ["Car", "Durand"]]), ("Inscrits", people)), hidden=("Vieux",)
    )
    assert read_sheet(content).name == "Inscrits"
    assert read_sheet(content).others == ("Vieux", "Budget")
    assert read_sheet(content, name="Vieux").name == "Vieux"
    assert read_sheet(as_xlsx(("Vide", [["x"]]), ("Vieux", people), hidden=("Vieux",))).name == "Vieux"


def test_a_heading_over_headings_ends_with_its_merge() -> None:
    rows = [
        ["", "", "", "Parent"],
        ["Nom", "Prénom", "Né le", "Nom", "Tél", "Mail", "Tél du jeune", "Mail"],
        ["Petit", "Lou", "03/07/2010", "Anne", "0639980001", "a@p.example", "0639980002", "lou@p.example"],
    ]
    fields = read_sheet(as_xlsx(("L", rows), merged="D1:F1")).fields
    assert (fields[4], fields[6], fields[7]) == (Field.GUARDIAN_PHONE, Field.PHONE, Field.EMAIL)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, "cp1252") for name in ("Šimic;Žana", "Dušek;Miloš", "Ÿ;Ÿsé", "D’Arc;Loïc")),
        *((name, "mac_roman") for name in ("Légé;Élodie", "Köln;Maëlys")),
    ],
)
@pytest.mark.parametrize("heading", ["Nom;Prénom;Né le", "NOM;PRÉNOM;NÉ(E) LE"])
def test_a_short_list_in_an_old_encoding(heading: str, name: str, encoding: str) -> None:
    sheet = read_sheet(f"{heading}\n{name};12/03/2010\n".encode(encoding))
    assert ";".join(map(str, sheet.rows[0].cells[:2])) == name


def test_a_list_encoded_twice_is_read_as_it_was() -> None:
    said = "Nom;Prénom;Né le\nLefèvre;Zoé;12/03/2012\n"
    sheet = read_sheet(said.encode().decode("cp1252").encode())
    assert (sheet.columns[1].heading, sheet.rows[0].cells[:2]) == ("Prénom", ("Lefèvre", "Zoé"))
    assert read_sheet(said.replace("Zoé", "SÃO").encode()).rows[0].cells[:2] == ("Lefèvre", "SÃO")


def test_a_school_merged_over_several_pupils_is_everybody_s() -> None:
    rows = [["Nom", "Prénom", "Lycée"], ["Petit", "Lou", "Montaigne"], ["Grand", "Tom"], ["Roux", "Zoé"]]
    assert [row[2] for row in shown(read_sheet(as_xlsx(("L", rows), merged="C2:C4")))] == ["Montaigne"] * 3


def test_headings_on_two_rows() -> None:
    rows = [
        ["Jeune", "", "Responsable légal"],
        ["Nom", "Prénom", "Nom", "Mail"],
        ["Petit", "Lou", "Anne Petit", "a@b.example"],
    ]
    sheet = read_sheet(as_csv(rows))
    assert [str(field) for field in sheet.fields.values()] == [
        "last_name",
        "first_name",
        "guardian_name",
        "guardian_email",
    ]
    assert sheet.heading_row == 2


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        *(("CLASSE", "2nde Lycée Camille-Jullian", "3e Collège Cassignol"), ("Niveau", "collège", "lycée")),
        *(
            ("Transport", "rentre seul", "bus"),
            ("Contact préféré", "E-mail", "Portable"),
            ("Rempli par", "Mère", "Père"),
        ),
        ("Comment nous avez-vous connus ?", "Par mon collège", "Un mail du centre"),
    ],
)
def test_the_first_of_a_list_is_never_taken_for_headings(heading: str, first: str, second: str) -> None:
    rows = [["Nom", "Prénom", "Né(e) le", heading], ["Petit", "Lou", "03/07/2010", first]]
    one = read_sheet(as_csv(rows))
    assert (one.heading_rows, len(one.rows)) == ((1,), 1)
    assert read_sheet(as_csv([*rows, ["Grand", "Tom", "03/07/2010", second]])).heading_rows == (1,)


def test_rows_read_as_headings_and_what_stands_above_are_said() -> None:
    rows = [
        ["Ambassadeurs 2026"],
        ["", "", "", "Responsable légal"],
        ["Nom", "Prénom", "Né(e) le", "Nom", "Tél."],
        ["Petit", "Lou", "03/07/2010", "Anne Petit", "0639980001"],
    ]
    sheet = read_sheet(as_csv(rows))
    assert (sheet.heading_rows, [row.number for row in sheet.above], len(sheet.rows)) == ((2, 3), [1], 1)
    assert [column.title for column in sheet.columns][-2:] == ["Responsable légal Nom", "Responsable légal Tél."]


def test_a_list_without_headings_is_read_for_a_person_to_say() -> None:
    sheet = read_sheet(b"Petit;Lou;03/07/2010\nGrand;Tom;04/07/2010\n")
    assert (sheet.heading_rows, [row.number for row in sheet.rows], sheet.fields) == ((), [1, 2], {})
    named = read_sheet(b"Alias;Jour\nPetit Lou;03/07/2010\n")
    assert (named.heading_rows, [column.heading for column in named.columns]) == ((1,), ["Alias", "Jour"])


def test_other_sheets_that_hold_lists_are_named() -> None:
    people = [["Nom", "Prénom", "Date de naissance"], ["Petit", "Lou", "03/07/2010"]]
    sheet = read_sheet(as_xlsx(("12-14 ans", people), ("15-17 ans", people), ("Budget", [["Car", "Prix"], ["a", 1]])))
    assert (sheet.name, sheet.lists) == ("12-14 ans", ("15-17 ans",))


def test_formulas_never_calculated_are_their_text() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(("L", [["Nom", "Prénom", "Remarques"], ["Petit", "Lou", "oui"]]))))
    book["L"]["C2"].value = "=1+1"
    written = io.BytesIO()
    book.save(written)
    assert shown(read_sheet(written.getvalue())) == [["Petit", "Lou", "=1+1"]]


def test_a_wrong_size_in_the_file_loses_no_row() -> None:
    content = as_xlsx(("L", [["Nom", "Prénom"], ["Petit", "Lou"], ["Grand", "Tom"]]))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'ref="A1:B3"', b'ref="A1"'))
    assert len(read_sheet(changed.getvalue()).rows) == 2


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n ", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        (b"Nom;Prenom\r\n;\r\n", Reason.EMPTY),
        (as_xlsx(("L", [["Nom", "Prénom"]])), Reason.EMPTY),
        (as_xlsx(("L", [])), Reason.EMPTY),
        (b"Nom;Prenom\r\n" + b"x" * 5_000_000, Reason.TOO_LARGE),
        (b"Nom;Prenom\r\n" + b"a;b\r\n" * 5_001, Reason.TOO_MANY_ROWS),
        (as_xlsx(("L", [["Nom", "Prénom"], *[["a", "b"]] * 5_001])), Reason.TOO_MANY_ROWS),
        (b"%PDF-1.7", Reason.NOT_A_SPREADSHEET),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", Reason.NOT_A_SPREADSHEET),
        (bytes(range(256)) * 4, Reason.NOT_A_SPREADSHEET),
        (zipped(word__document=b"x"), Reason.NOT_A_SPREADSHEET),
        (OLE + b"\0" * 600, Reason.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Reason.OPEN_DOCUMENT),
        (zipped(**{"Index__Document.iwa": b"x"}), Reason.APPLE_NUMBERS),
        (zipped(xl__workbook=b"x", **{"[Content_Types].xml": b"<x/>"}), Reason.DAMAGED),
        (b"PK\x03\x04 nothing else", Reason.DAMAGED),
        (as_xlsx(("L", [["Nom", "Prénom"], ["a", "b"]]))[:-300], Reason.DAMAGED),
        (b"un\r\ndeux\r\n", Reason.NO_HEADING),
        (b"un;deux;trois\r\n", Reason.NO_HEADING),
        (as_xlsx(("L", [["un"], [1]])), Reason.NO_HEADING),
        (zipped(**{"[Content_Types].xml": b"x", "xl__a.xml": b"<!DOCTYPE a []>"}), Reason.NOT_A_SPREADSHEET),
    ],
)  # fmt: skip
def test_files_that_are_refused(content: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(content)
    assert refused.value.reason == reason


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(**{"[Content_Types].xml": b"x", "xl__worksheets__sheet1.xml": b"0" * 45_000_000})
    assert len(bomb) < 100_000
    started = time.perf_counter()
    with pytest.raises(Refused) as refused:
        read_sheet(bomb)
    assert (refused.value.reason, time.perf_counter() - started < 0.2) == (Reason.TOO_LARGE_OPENED, True)


def test_two_thousand_rows_are_read_in_less_than_two_seconds() -> None:
    born = date(2008, 1, 1)
    rows: list[list[object]] = [list(HEADINGS)]
    for at in range(2_000):
        rows.append([f"NOM{at}", "Lou", born + timedelta(at % 900), f"n{at}@f.example", "06 39 98 00 01", "Lycée", "M. Nom", 639980001, "", "oui", "=1+1"])  # fmt: skip
    content = as_xlsx(("L", rows))
    started = time.process_time()
    assert len(read_sheet(content).rows) == 2_000
    assert time.process_time() - started < 2


def test_borders_down_a_sheet_and_a_word_at_its_far_corner_cost_nothing() -> None:
    people = [["Nom", "Prénom", "Né(e) le"], ["Petit", "Lou", "03/07/2010"]]
    book = load_workbook(io.BytesIO(as_xlsx(("L", people))))
    for row in range(3, 10_000):
        for column in range(1, 9):
            book["L"].cell(row, column).border = Border(left=Side(style="thin"))
    bordered = io.BytesIO()
    book.save(bordered)
    far = io.BytesIO()
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>fin</t></is></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(as_xlsx(("L", people)))) as old, zipfile.ZipFile(far, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</sheetData>", corner))
    started = time.process_time()
    assert [len(read_sheet(each.getvalue()).rows) for each in (bordered, far)] == [1, 1]
    assert time.process_time() - started < 0.6


# A cell is what somebody can type; a lone NUL or a surrogate cannot be typed.
typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
printed = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(cell=typed, delimiter=st.sampled_from(";,\t"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_survives_csv(cell: str, delimiter: str, encoding: str) -> None:
    sheet = read_sheet(as_csv([["Nom", "Prénom", "Remarques"], ["Petit", "Lou", cell]], delimiter, encoding))
    assert (sheet.rows[0].cells[2:] or (None,))[0] == (cell or None) or not line(cell)


@settings(max_examples=60, deadline=None)
@given(cell=printed)
def test_any_text_survives_xlsx(cell: str) -> None:
    sheet = read_sheet(as_xlsx(("L", [["Nom", "Prénom", "Remarques"], ["Petit", "Lou", cell]])))
    assert (sheet.rows[0].cells[2:] or (None,))[0] == (cell or None) or not line(cell)


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=400), head=st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"Nom;Prenom\n"]))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes, head: bytes) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(read_sheet(head + content), Sheet)


WHOLE = as_xlsx(("L", [HEADINGS, *ROWS]), merged="A1:B1")


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_no_damaged_workbook_raises_anything_but_a_refusal(at: int, byte: int, cut: bool) -> None:
    damaged = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    with contextlib.suppress(Refused):
        assert isinstance(read_sheet(damaged), Sheet)
