"""A stored phone number (E.164, such as +33612345678) as people read it, and as a phone dials it."""

import re
from urllib.parse import quote

E164 = re.compile(r"\+[1-9]\d{5,14}", re.ASCII)

# Calling codes by their length (ITU-T E.164): one digit for two countries, two for these, three for the others.
COUNTRY = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}", re.ASCII)
FRENCH = "33"
# Guadeloupe with Saint-Martin and Saint-Barthélemy, Guyane, Martinique, La Réunion with Mayotte: dialled with
# a leading 0, as in mainland France.
OVERSEAS = {"590", "594", "596", "262"}
NATIONAL_LENGTH = 9


def display(number: str) -> str:
    """«06 12 34 56 78» for a French number, «0692 12 34 56» overseas, «+32 470 12 34 56» abroad.

    The spaces cannot break, so that a number stays on one line. What is not E.164 comes back unchanged.
    """
    if not E164.fullmatch(number):
        return number
    country, rest = country_and_rest(number)
    if country == FRENCH and len(rest) == NATIONAL_LENGTH:
        return pairs("0" + rest)
    if country in OVERSEAS and len(rest) == NATIONAL_LENGTH:
        return pairs("0" + rest, first=4)
    return f"+{country}\N{NO-BREAK SPACE}{pairs(rest, first=2 + len(rest) % 2)}"


def country_and_rest(number: str) -> tuple[str, str]:
    digits = number.removeprefix("+")
    country = COUNTRY.match(digits)
    length = country.end() if country else 0
    return digits[:length], digits[length:]


def pairs(digits: str, first: int = 2) -> str:
    tail = [digits[at : at + 2] for at in range(first, len(digits), 2)]
    return "\N{NO-BREAK SPACE}".join([digits[:first], *tail])


def tel_link(number: str) -> str:
    """`tel:` address of an E.164 number (RFC 3966). Anything else raises ValueError."""
    return f"tel:{checked(number)}"


def sms_link(number: str, text: str = "") -> str:
    """`sms:` address of an E.164 number (RFC 5724), with the text already written. Else raises ValueError."""
    return f"sms:{checked(number)}" + (f"?body={quote(text, safe='')}" if text else "")


def checked(number: str) -> str:
    if not E164.fullmatch(number):
        raise ValueError("A phone number is stored as + and 6 to 15 digits")
    return number


def read(typed: str) -> str:
    """A number as people type it, French unless it says otherwise, in E.164. Raises ValueError for anything else.

    One number has one reading: "0693 12 34 56" and "+33 693 12 34 56" are both of La Réunion.
    """
    digits = re.sub(r"[\s.\-/()\u00a0\u202f]", "", typed)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if re.fullmatch(r"0[1-9]\d{8}", digits, re.ASCII):
        digits = f"+{FRENCH}{digits[1:]}"
    return plain(checked(digits.replace("+330", "+33", 1) if digits.startswith("+330") else digits))


def plain(number: str) -> str:
    """How a stored number is compared: an overseas one under its own code, also where it was kept under +33."""
    country, rest = number[:3], number[3:]
    if country != f"+{FRENCH}" or len(rest) != NATIONAL_LENGTH:
        return number
    national = f"0{rest}"
    return "+" + next((code for code in OVERSEAS if _is_of(national, code)), FRENCH) + national[1:]


def _is_of(national: str, code: str) -> bool:
    """Whether «0692…» belongs to the overseas calling code: its fixed lines repeat it, its mobiles come close.

    «0639 98…» does not: of Mayotte's 0639, Arcep keeps that part for films and examples in mainland France.
    """
    if national.startswith("063998"):
        return False
    return national[1:4] in {"590": {"590", "690", "691"}, "594": {"594", "694"}, "596": {"596", "696", "697"}}.get(
        code, {"262", "263", "269", "639", "692", "693"}
    )
