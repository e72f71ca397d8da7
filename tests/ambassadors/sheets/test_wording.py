from datetime import date

import pytest

from ambassadors.sheets.cells import Kind, Param
from ambassadors.sheets.fields import Field
from ambassadors.sheets.person import Fault
from ambassadors.sheets.rows import Reason, Refused
from ambassadors.sheets.wording import explain, explain_refusal, field_name


def english(string: str, /, **variables: Param) -> str:
    return string % variables if variables else string


def fault(kind: Kind, **params: Param) -> Fault:
    return Fault(row=18, ref="E18", column=4, field=Field.BORN_ON, kind=kind, text="", params=params)


@pytest.mark.parametrize(
    ("kind", "params", "title", "advice"),
    [
        (Kind.TOO_YOUNG, {"age": 11, "name": "Aminata L.", "day": date(2026, 9, 1)}, "Aminata L. is 11", "The programme starts at 12. Adding someone younger needs a reason."),
        (Kind.TOO_YOUNG, {"age": 1, "name": "Aminata L.", "day": date(2026, 9, 1)}, "Aminata L. is under 2", "The programme starts at 12. Adding someone younger needs a reason."),
        (Kind.TOO_OLD, {"age": 26, "name": "Marc T.", "day": date(2026, 9, 1)}, "Marc T. is 26", "The programme ends at 25. Adding someone older needs a reason."),
        (Kind.NO_SUCH_DAY, {"day": 31, "month": 2, "year": 2010}, "This date does not exist", "February 2010 has 28 days."),
        (Kind.NO_SUCH_DAY, {"day": 29, "month": 12, "year": 0}, "This date does not exist", "Check the year."),
        (Kind.NO_SUCH_DAY, {"day": 1, "month": 13, "year": 2010}, "This date does not exist", "There is no month 13."),
        (Kind.BAD_EMAIL, {"reason": "nothing_after"}, "The e-mail address is not complete", "What comes after the @ is missing."),
        (Kind.BAD_EMAIL, {"reason": "two_at"}, "The e-mail address is not valid", "There is more than one @."),
        (Kind.NO_NAME, {"missing": "last_name", "name": "Sofiane"}, "The surname is missing", "There is a first name, Sofiane, but no surname."),
        (Kind.NO_NAME, {"missing": "one", "name": "Maïwenn"}, "The surname or the first name is missing", "There is only Maïwenn, which may be either: both are needed."),
    ],
)  # fmt: skip
def test_a_fault_in_words(kind: Kind, params: dict[str, Param], title: str, advice: str) -> None:
    assert explain(fault(kind, **params), english) == (title, advice)


def test_every_fault_refusal_and_field_has_words() -> None:
    params: dict[str, Param] = {"age": 30, "name": "", "day": 31, "month": 12, "year": 2010, "limit": 80, "row": 2}
    kinds = [explain(fault(kind, missing="both", reason="other", **params), english) for kind in Kind]
    refusals = [explain_refusal(Refused(reason), english) for reason in Reason]
    assert [pair for pair in kinds + refusals if not all(pair)] == []
    assert len({field_name(field, english) for field in Field}) == len(Field)
