"""Whom to reach, as lists write it: numbers and addresses with the words beside them, and the people they make.

Functions that read a cell raise `Unreadable` with the kind of fault.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from email_validator import EmailNotValidError, validate_email

from ambassadors.rules import Contact
from ambassadors.sheets import vocabulary as v
from ambassadors.sheets.cells import Cell, Kind, Unreadable, is_nothing, line, text
from core import phones as core_phones
from core.folding import squeezed, words

# --- phones ---------------------------------------------------------------------------------------------------


def phones(cell: Cell) -> dict[str, str]:
    """The phone numbers of a cell, in E.164, each with the words beside it: `{"+33616071673": "maman"}`.

    Empty where the cell is. A French number may have lost its first zero. Raises `Unreadable` (`bad_phone`).
    """
    said = re.sub(r"(?<=\d)\.0$", "", line(cell))  # a number that a program took for one
    if re.fullmatch(r"\d\d(,\d\d){4}", said):
        said = said.replace(",", " ")
    if is_nothing(said):
        return {}
    if one := _phone(said):
        return {one: _words_beside(said)}
    parts = _parts_with_a_digit(text(cell))
    found = {number: _words_beside(part) for part in parts if (number := _phone(part))}
    if len({_phone(part) for part in parts}) > len(found):  # nothing between them: "0616071673 0556000001"
        rest = _FRENCH.sub("", said)
        if re.search(r"\d", rest):
            raise Unreadable(Kind.BAD_PHONE)
        numbers, between = _FRENCH.findall(said), _FRENCH.split(said)
        before = between[:-1] if _words_beside(between[0]) else between[1:]  # "mère 06… père 07…", "06… mère 07… père"
        found = {_phone(number): _words_beside(beside) for number, beside in zip(numbers, before, strict=True)}
    if not found:
        raise Unreadable(Kind.BAD_PHONE)
    return found


def is_landline(number: str) -> bool:
    """Whether a number is one of a French home or office."""
    return bool(re.match(r"\+33[1-589]", number))


_HOUR = re.compile(r"\b\d{1,2} ?(?:heures?|h)(?: ?\d{2})?\b", re.I)
_FRENCH = re.compile(r"(?:\+33|0033|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?!\d)")
_NEIGHBOUR = re.compile(
    r"44[1237]\d{9}|32[1-9]\d{7,8}|41[1-9]\d{8}|352[2-9]\d{5,8}|34[6-9]\d{8}|351[29]\d{8}|49[1-9]\d{9,10}"
)
"""A number of a country near by whose plus sign a spreadsheet took away; no French one is as long (ITU-T E.164)."""
_ABOUT_PHONES = v.PHONE | v.NUMBER | v.SMALL


def _parts_with_a_digit(said: str) -> list[str]:
    """A cell's parts, each with one number at least: words alone go with the number before them ("06…, sa mère")."""
    parts: list[str] = []
    for part in re.split(r"[/;,|&\n]|\b(?:ou|et|or|and)\b|\s-\s", said):
        if re.search(r"\d", _HOUR.sub("", part)) or not parts:
            parts.append(part)
        else:
            parts[-1] += f", {part.strip()}"
    return [part for part in parts if re.search(r"\d", part)]


def _words_beside(said: str) -> str:
    """What a part says besides its number: `"06 16 07 16 73 (maman, après 18h)"` → `"maman après 18h"`, `"Tél. : 06…"`
    → `""`."""
    found = " ".join(re.findall(rf"{_HOUR.pattern}|[^\W\d_][^\W\d_.'’-]*(?:['’-][^\W\d_]+)*", said))
    return found if set(words(found)) - _ABOUT_PHONES else ""


def _phone(said: str) -> str:
    """One number in E.164, or "" when the text is not one number."""
    bare = re.sub(r"\(\s*(\+?\s*\d{1,3})\s*\)", lambda match: "" if match[1] == "0" else match[1], _HOUR.sub("", said))
    number = re.search(r"[+\d(](?:.*\d)?", bare)  # without the words around it: "Tél. : 06…", "06… (maman)"
    bare = number.group() if number else ""
    if not re.fullmatch(r"\+?[\d\s.\-()/_–—‐‑·]+", bare):
        return ""
    digits = re.sub(r"\D", "", bare)
    if not bare.startswith("+"):
        if digits.startswith("00"):
            digits = digits[2:] if len(digits) > 10 else ""  # ten digits are a French number mistyped
        elif re.fullmatch(r"0?[1-9]\d{8}", digits):
            return core_phones.read(digits.zfill(10))
        elif not re.fullmatch(r"33[1-9]\d{8}", digits) and not _NEIGHBOUR.fullmatch(digits):
            return ""
    if digits.startswith("33"):
        national = digits[2:].removeprefix("0")
        return core_phones.plain(f"+33{national}") if re.fullmatch(r"[1-9]\d{8}", national) else ""
    return f"+{digits}" if re.fullmatch(r"[1-9]\d{7,14}", digits) else ""


# --- e-mail ---------------------------------------------------------------------------------------------------


def emails(cell: Cell) -> dict[str, str]:
    """The e-mail addresses of a cell, in lower case, each with the words beside it: `{"a@b.example": "mère"}`.

    Empty where the cell is. Nothing is looked up. Raises `Unreadable` (`bad_email`, with the `reason`).
    """
    said = re.sub(r"^mailto:", "", line(cell), flags=re.I)
    if is_nothing(said):
        return {}
    if match := re.fullmatch(r"[^<>@]*<([^<>]+)>", said):
        said = match[1].strip()
    said = said.strip(" ;,<>").removesuffix(".")
    if address := _address(said):
        return {address: ""}
    for mark in (r"[;,/|\n]+|\bou\b|\bet\b", r"[\s;,/|]+|\bou\b|\bet\b"):
        parts = [_labelled(part) for part in re.split(mark, said) if part.strip()]
        if parts and all(address for address, _ in parts):
            return dict(parts)
    raise Unreadable(Kind.BAD_EMAIL, reason=_why_not(said))


def _labelled(part: str) -> tuple[str, str]:
    """An address and whose it is: `"a@b.example (mère)"`, `"Mère : a@b.example"`; "" where it is no address, as where a
    small word before it may be a piece of it (`"a dupont@b.example"`).
    """
    beside = re.findall(r"\(([^()@]*)\)", part)
    pieces = re.sub(r"\([^()@]*\)", " ", part).replace(" :", " ").split()
    said = [piece.strip(":") for piece in pieces if set(words(piece)) <= v.GUARDIAN | v.SMALL]
    bare = [piece for piece in pieces if not set(words(piece)) <= v.GUARDIAN | v.SMALL]
    if said and not is_guardian(" ".join((*beside, *said))):
        return "", ""
    beside += said
    return _address(" ".join(bare)), " ".join(beside)


def _address(said: str) -> str:
    try:
        found = validate_email(said.lower(), check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except (EmailNotValidError, UnicodeError):
        return ""
    return found if re.search(r"\.([^\W\d_]{2,}|xn--[a-z\d-]+)$", found) else ""


def _why_not(said: str) -> str:
    before, _, after = said.partition("@")
    reasons = (
        (said.count("@") == 0, "no_at"),
        (said.count("@") > 1, "two_at"),
        (not after, "nothing_after"),
        (not before, "nothing_before"),
        (bool(re.search(r"\s", said)), "space"),
        ("." not in after.strip("."), "no_dot"),
    )
    return next((reason for holds, reason in reasons if holds), "other")


# --- a cell for a name ----------------------------------------------------------------------------------------

_ADDRESSED = re.compile(
    r"(?:\b(?:e-?mail|mail|courriel)\s*:?\s*)?[\[(<]*([^\s,;:/|()<>\[\]]+@[^\s,;/|()<>\[\]]*)[\])>]*", re.I
)
_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){8}")


_NOBODY = frozenset(map(squeezed, ("idem", "ditto", "lui-même", "elle-même", "majeur", "majeure")))
"""What stands for a parent's name and is none."""


def named(cell: Cell) -> tuple[dict[str, str], dict[str, str], str]:
    """What a cell for a parent's name says: numbers and addresses as `phones` and `emails` do, and the name beside.

    `"Mère : Anne Roux, 06 39 98 00 01, a@b.example"` is Anne Roux, and how to reach her. Raises `Unreadable` where
    an address is not one.
    """
    said = line(cell)
    addresses = {address: "" for part in _ADDRESSED.findall(said) for address in emails(part)}
    said = _ADDRESSED.sub(" ", said) if addresses else said
    if "@" in said:
        raise Unreadable(Kind.BAD_EMAIL, reason=_why_not(said))
    if squeezed(said) in _NOBODY:
        said = ""
    title, _, name = said.partition(":")
    if re.search(r"[^\W\d_]", name) and set(words(title)) <= v.GUARDIAN | v.LEGAL | v.SMALL | v.SECOND | {"1"}:
        said = name.strip()
    numbers = _numbers_in(said)
    if numbers:
        return numbers, addresses, "" if len(numbers) > 1 else "".join(numbers.values())
    return {}, addresses, " ".join(said.strip(" ,;:/|-").split()) if addresses else said


def _numbers_in(said: str) -> dict[str, str]:
    try:
        return phones(said) if _NUMBER.search(said) else {}
    except Unreadable:
        return {}


# --- people to reach ------------------------------------------------------------------------------------------


TITLES = frozenset(words("m mr mme mlle monsieur madame mrs ms"))


def name_key(name: str) -> str:
    """The words of a name in any order, without its title: "M. GARNIER Cheikh" is Cheikh Garnier."""
    return " ".join(sorted(word for word in words(name) if word not in TITLES))


def is_guardian(beside: str) -> bool:
    """Whether the words beside a number or an address say that it is a parent's."""
    return bool(set(words(beside)) & v.GUARDIAN)


def contacts(name: str, phones: dict[str, str], emails: dict[str, str]) -> list[Contact]:
    """A guardian with what their cells hold: whoever has two numbers stands there twice, nothing is left aside."""
    found = []
    for (phone, by_phone), (email, by_email) in zip_longest(phones.items(), emails.items(), fillvalue=("", "")):
        found.append(Contact(_named(name, by_phone or by_email), phone, email))
    return found or [Contact(name)]


def distinct(found: Iterable[Contact]) -> tuple[Contact, ...]:
    """The contacts that say something, those of one person as one: same name, number or address, and nothing else."""
    kept: list[Contact] = []
    for contact in filter(None, found):
        at = next((at for at, other in enumerate(kept) if _are_one(contact, other)), None)
        if at is None:
            kept.append(contact)
        else:
            kept[at] = _filled(kept[at], contact)
    return tuple(kept)


def others(found: Sequence[Contact], known: Sequence[Contact]) -> tuple[Contact, ...]:
    """Those of `found` who are somebody else than everyone `known`: neither their name nor how to reach them."""
    return tuple(contact for contact in found if contact and not any(share(contact, other) for other in known))


def share(one: Contact, other: Contact) -> bool:
    """Whether two contacts have a name, a number or an address in common."""
    return any(a and a == b for a, b in _pairs(one, other))


def _are_one(one: Contact, other: Contact) -> bool:
    agree = all(not a or not b or a == b for a, b in _pairs(one, other))
    return agree and share(one, other)


def _pairs(one: Contact, other: Contact) -> tuple[tuple[str, str], ...]:
    names = (name_key(one.name), name_key(other.name))
    phones = (core_phones.plain(one.phone), core_phones.plain(other.phone))
    return names, phones, (one.email.lower(), other.email.lower())


def _filled(one: Contact, other: Contact) -> Contact:
    return replace(one, name=one.name or other.name, phone=one.phone or other.phone, email=one.email or other.email)


def _named(name: str, beside: str) -> str:
    """`"Anne Petit"` and "maman" → `"Anne Petit (maman)"`; without a name, `"Maman"`."""
    if not beside or squeezed(beside) in squeezed(name):
        return name
    return f"{name} ({beside})" if name else beside[:1].upper() + beside[1:]
