"""What a fault or a refusal says to the person who brought the list: what is wrong, then what to do.

`gettext` is the translator of whoever reads, called as `gettext("…%(age)s…", age=11)`.
"""

from datetime import date
from typing import Protocol

from ambassadors.rules import AGES
from ambassadors.sheets.cells import Kind, Param
from ambassadors.sheets.fields import Field
from ambassadors.sheets.person import Fault
from ambassadors.sheets.rows import MAX_ROWS, Reason, Refused


class Gettext(Protocol):
    def __call__(self, string: str, /, **variables: Param) -> str: ...


def explain(fault: Fault, gettext: Gettext) -> tuple[str, str]:  # noqa: PLR0911, PLR0912 - one line per kind
    """A title ("Aminata L. is 11") and an advice ("The programme starts at 12…") for one fault."""
    _ = gettext
    params = fault.params
    match fault.kind:
        case Kind.TOO_YOUNG | Kind.TOO_OLD:
            return _age_title(fault, _), _age_advice(fault, _)
        case Kind.NO_NAME:
            return _no_name(fault, _)
        case Kind.NO_BIRTH:
            return _("The date of birth is missing"), _("Without it, nobody can tell whether a parent has to sign.")
        case Kind.NO_SUCH_DAY:
            return _("This date does not exist"), _no_such_day(fault, _)
        case Kind.DATE_NOT_UNDERSTOOD:
            return _("The date of birth cannot be read"), _("Write it like 03/07/2010: day, month, year.")
        case Kind.BIRTH_IN_FUTURE:
            return _("The date of birth is in the future"), _("Check the year.")
        case Kind.BAD_EMAIL:
            return _email_title(str(params.get("reason")), _), _email_advice(str(params.get("reason")), _)
        case Kind.BAD_GUARDIAN_EMAIL:
            return _("The parent’s e-mail address is not valid"), _email_advice(str(params.get("reason")), _)
        case Kind.BAD_PHONE:
            return _("The phone number cannot be read"), _phone_advice(_)
        case Kind.BAD_GUARDIAN_PHONE:
            return _("The parent’s phone number cannot be read"), _phone_advice(_)
        case Kind.FORMULA_FAILED:
            return _("This cell shows an error"), _(
                "Its formula has no result. Write the value itself, or empty the cell."
            )
        case Kind.NOT_A_NAME:
            return _("This is an e-mail address, not a name"), _("Put the address in its own column.")
        case Kind.TWO_PEOPLE:
            return _("Two young people in one cell"), _("Give each of them a row.")
        case Kind.GARBLED:
            return _("Some letters of this name were lost"), _("Write the name again, or save the list as CSV UTF-8.")
        case Kind.TOO_LONG:
            return _("This cell is too long"), _("It can hold %(limit)s characters at most.", limit=params["limit"])
        case Kind.DUPLICATE_IN_FILE:
            return _("The same person twice"), _(
                "This person is already on row %(row)s of this file.", row=params["row"]
            )


def explain_refusal(refused: Refused, gettext: Gettext) -> tuple[str, str]:
    """A title and an advice for a file that could not be read at all."""
    _ = gettext
    save = _("Save it as .xlsx or .csv, then choose it again.")
    words = {
        Reason.EMPTY: (_("This file is empty"), _("There is no row under the headings.")),
        Reason.TOO_LARGE: (_("This file is too large"), _("The limit is 5 MB. Keep only the sheet with the list.")),
        Reason.TOO_LARGE_OPENED: (
            _("This file is too big once opened"),
            _("Copy only the list into a new file, then choose that one."),
        ),
        Reason.TOO_MANY_ROWS: (
            _("This list is too long"),
            _("It can have %(rows)s rows at most. Split it into several files.", rows=MAX_ROWS),
        ),
        Reason.NOT_A_SPREADSHEET: (_("This file is not a spreadsheet"), save),
        Reason.OLD_EXCEL: (_("This is an old Excel file"), save),
        Reason.OPEN_DOCUMENT: (
            _("This is a LibreOffice file"),
            _("In LibreOffice: File, Save as, then the type Excel 2007-365 (.xlsx)."),
        ),
        Reason.APPLE_NUMBERS: (_("This is a Numbers file"), _("In Numbers: File, Export to, Excel.")),
        Reason.PASSWORD: (
            _("This file is protected by a password"),
            _("Save a copy without the password, then choose that copy."),
        ),
        Reason.DAMAGED: (_("This file cannot be opened"), _("Open it in your spreadsheet program and save it again.")),
        Reason.NO_HEADING: (
            _("No column heading was recognised"),
            _("The list needs several columns, such as Surname, First name, Date of birth."),
        ),
    }
    return words[refused.reason]


def field_name(field: Field, gettext: Gettext) -> str:
    """What a column was read as, for "What we have read"."""
    _ = gettext
    names = {
        Field.LAST_NAME: _("Surname"),
        Field.FIRST_NAME: _("First name"),
        Field.FULL_NAME: _("First name and surname"),
        Field.BORN_ON: _("Date of birth"),
        Field.EMAIL: _("Young person’s e-mail"),
        Field.PHONE: _("Young person’s phone"),
        Field.SCHOOL: _("School"),
        Field.GUARDIAN_NAME: _("Parent’s name"),
        Field.GUARDIAN_FIRST_NAME: _("Parent’s first name"),
        Field.GUARDIAN_PHONE: _("Parent’s phone"),
        Field.GUARDIAN_EMAIL: _("Parent’s e-mail"),
        Field.SECOND_GUARDIAN_NAME: _("Other parent’s name"),
        Field.SECOND_GUARDIAN_FIRST_NAME: _("Other parent’s first name"),
        Field.SECOND_GUARDIAN_PHONE: _("Other parent’s phone"),
        Field.SECOND_GUARDIAN_EMAIL: _("Other parent’s e-mail"),
        Field.THIRD_GUARDIAN_NAME: _("Third contact’s name"),
        Field.THIRD_GUARDIAN_FIRST_NAME: _("Third contact’s first name"),
        Field.THIRD_GUARDIAN_PHONE: _("Third contact’s phone"),
        Field.THIRD_GUARDIAN_EMAIL: _("Third contact’s e-mail"),
        Field.WAY_HOME: _("Goes home without an adult"),
        Field.NOTE: _("Note for the team"),
    }
    return names[field]


def _age_title(fault: Fault, _: Gettext) -> str:
    age, name = int(str(fault.params["age"])), str(fault.params["name"])
    if not name:
        return _("Age: %(age)s", age=age)
    return _("%(name)s is under 2", name=name) if age < 2 else _("%(name)s is %(age)s", name=name, age=age)


def _age_advice(fault: Fault, _: Gettext) -> str:
    if fault.kind is Kind.TOO_YOUNG:
        return _("The programme starts at %(age)s. Adding someone younger needs a reason.", age=AGES.start)
    return _("The programme ends at %(age)s. Adding someone older needs a reason.", age=AGES.stop - 1)


def _no_name(fault: Fault, _: Gettext) -> tuple[str, str]:
    name = str(fault.params["name"])
    match fault.params["missing"]:
        case "last_name":
            return _("The surname is missing"), _("There is a first name, %(name)s, but no surname.", name=name)
        case "first_name":
            return _("The first name is missing"), _("There is a surname, %(name)s, but no first name.", name=name)
        case "one":
            said = _("There is only %(name)s, which may be either: both are needed.", name=name)
            return _("The surname or the first name is missing"), said
        case _:
            return _("The name is missing"), _("This row has neither a surname nor a first name.")


def _no_such_day(fault: Fault, _: Gettext) -> str:
    day, month, year = (int(str(fault.params[part])) for part in ("day", "month", "year"))
    if not 1 <= month <= 12:
        return _("There is no month %(month)s.", month=month)
    if day == 0:
        return _("There is no day 0.")
    if not 1 <= year <= 9998:
        return _("Check the year.")
    length = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    said = _("%(month)s %(year)s has %(days)s days.", month=_month(month, _), year=year, days=length)
    return said[:1].upper() + said[1:]


def _month(month: int, _: Gettext) -> str:
    names = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
    return names[month - 1]


def _email_title(reason: str, _: Gettext) -> str:
    if reason in ("no_at", "nothing_before", "nothing_after", "no_dot"):
        return _("The e-mail address is not complete")
    return _("The e-mail address is not valid")


def _email_advice(reason: str, _: Gettext) -> str:
    advice = {
        "no_at": _("The @ is missing."),
        "two_at": _("There is more than one @."),
        "nothing_before": _("What comes before the @ is missing."),
        "nothing_after": _("What comes after the @ is missing."),
        "space": _("There is a space in it."),
        "no_dot": _("The end is missing, such as .fr or .com."),
    }
    return advice.get(reason) or _("Check it letter by letter.")


def _phone_advice(_: Gettext) -> str:
    return _("A French number has ten digits; a foreign one begins with + and its country code.")
