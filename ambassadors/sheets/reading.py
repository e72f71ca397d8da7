"""From an uploaded file to its rows, each under the number its reader sees in a spreadsheet.

Whatever the bytes, the answer is a `Sheet` or `Refused`; nothing else is raised.
"""

from ambassadors.sheets.csv_files import read_csv
from ambassadors.sheets.rows import Reason, Refused
from ambassadors.sheets.sheet import Sheet
from ambassadors.sheets.xlsx_files import read_xlsx

MAX_BYTES = 5_000_000


def read_sheet(content: bytes, file_name: str = "", *, name: str | None = None) -> Sheet:
    """Read CSV (`;`, `,`, tab, `|`; UTF-8, UTF-16, Windows-1252, Mac, DOS) or XLSX.

    Of several worksheets, the visible one that looks most like a list of people is read, or the one called
    `name`. At most 5 MB and 5,000 rows. Raises `Refused`, and nothing else.
    """
    if not content.strip():
        raise Refused(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(Reason.TOO_LARGE)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(Reason.PASSWORD if encrypted else Reason.OLD_EXCEL)
    if content.startswith(b"PK"):
        return read_xlsx(content, file_name, name)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc")):
        raise Refused(Reason.NOT_A_SPREADSHEET)
    return read_csv(content, file_name)
