import io
from datetime import date

import pytest
from openpyxl import load_workbook

from ambassadors.sheets.people import Preview, read_people
from ambassadors.sheets.reading import read_sheet
from ambassadors.sheets.writing import faults_xlsx, template_xlsx
from tests.ambassadors.sheets.lists import SEASON, TODAY, as_csv
from tests.ambassadors.sheets.test_wording import english


def preview(content: bytes) -> Preview:
    return read_people(read_sheet(content), season_starts_on=SEASON, today=TODAY)


@pytest.mark.parametrize("locale", ["fr", "en_GB"])
def test_the_example_list_is_read_without_a_fault(locale: str) -> None:
    found = preview(template_xlsx(locale))
    assert (len(found.good), found.faults, found.unread, found.good[0].goes_home_alone) == (1, (), (), True)
    assert found.good[0].born_on == date(2011, 7, 3)


LIST = [
    ["Nom", "Prénom", "Né(e) le", "Tél.", "Remarques"],
    ["Petit", "Lou", "31/02/2010", "+33 6 39 98 00 01", "=1+1"],
    ["Grand", "Tom", "03/07/2010", "", ""],
    ["@Roux", "Zoé", "", "", "-2\n+3"],
]


def test_the_rows_to_put_right_as_a_workbook_hold_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(faults_xlsx(preview(as_csv(LIST)), english)))["To check"]
    assert [[cell.value for cell in row][:5] for row in sheet.iter_rows()] == [
        ["Nom", "Prénom", "Né(e) le", "Tél.", "Remarques"],
        ["Petit", "Lou", "31/02/2010", "+33 6 39 98 00 01", "=1+1"],
        ["@Roux", "Zoé", None, None, "-2\n+3"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["E2"].quotePrefix


def test_the_rows_put_right_can_be_imported() -> None:
    again = preview(faults_xlsx(preview(as_csv(LIST)), english))
    assert [fault.ref for fault in again.faults] == ["C2", "C3"]
    assert again.sheet.columns[again.unread[0]].heading == "To check"
