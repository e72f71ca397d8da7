"""Numbers as they are read and dialled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import display, plain, read, sms_link, tel_link


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+33123456789", "01 23 45 67 89"),
        ("+33700000000", "07 00 00 00 00"),
        ("+262692123456", "0692 12 34 56"),
        ("+590690123456", "0690 12 34 56"),
        ("+594694123456", "0694 12 34 56"),
        ("+596696123456", "0696 12 34 56"),
        ("+32470123456", "+32 470 12 34 56"),
        ("+41791234567", "+41 791 23 45 67"),
        ("+14155550123", "+1 41 55 55 01 23"),
        ("+3526211234567", "+352 62 11 23 45 67"),
        ("+687123456", "+687 12 34 56"),
        ("+3361234567", "+33 61 23 45 67"),
    ],
)
def test_display(number: str, read: str) -> None:
    assert display(number) == read.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("text", ["", "06 12 34 56 78", "+", "+0612345678", "+33", "+33612345678\n", "+٣٣٦١٢٣٤٥٦٧٨"])
def test_what_is_not_stored_so_comes_back_unchanged(text: str) -> None:
    assert display(text) == text


@given(st.from_regex(r"\A\+[1-9][0-9]{5,14}\Z"))
def test_no_digit_is_lost(number: str) -> None:
    shown = display(number).replace("\N{NO-BREAK SPACE}", "")
    assert shown == number or shown[1:] in (number[3:], number[4:])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *((said, "+262693123456") for said in ("0693 12 34 56", "+33 693 12 34 56", "0033693123456", "+330693123456")),
        *((said, "+590690123456") for said in ("+33690123456", "+590 690 12 34 56")),
        *((said, "+33639980001") for said in ("06 39 98 00 01", "+33639980001")),
        ("+32470123456", "+32470123456"),
    ],
)
def test_one_number_has_one_reading(typed: str, number: str) -> None:
    assert read(typed) == plain(number) == number


@given(st.text())
def test_display_never_fails(text: str) -> None:
    display(text)


def test_links() -> None:
    assert tel_link("+33612345678") == "tel:+33612345678"
    assert sms_link("+33612345678") == "sms:+33612345678"
    assert sms_link("+33612345678", "Déplacée : 18 nov. & <b>") == (
        "sms:+33612345678?body=D%C3%A9plac%C3%A9e%20%3A%2018%20nov.%20%26%20%3Cb%3E"
    )


@pytest.mark.parametrize("text", ["", "javascript:alert(1)", "+33612345678\n", "0612345678", "+33 6"])
def test_a_link_is_made_of_a_stored_number_only(text: str) -> None:
    for link in (tel_link, sms_link):
        with pytest.raises(ValueError, match="stored as"):
            link(text)
