"""What a list says otherwise than a file. Plain Python: nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ambassadors.actions import File
from ambassadors.models import WayHome
from ambassadors.rules import Contact
from ambassadors.sheets.contacts import name_key
from core import phones
from core.folding import squeezed

_TEXTS = ("email", "phone", "school", "note")
_PARTS = ("name", "phone", "email")


@dataclass(frozen=True)
class Difference:
    """Something a list tells that a file does not, or tells otherwise."""

    what: str
    """An attribute of `File`, "name" or "guardian"."""
    now: str
    listed: str
    part: str = ""
    """Of a guardian: "name", "phone", "email"; "" for one more contact."""
    contact: Contact = field(default_factory=Contact)
    """The guardian it is about, as the list gives them."""
    at: int = -1
    """Which of the file's guardians; -1 for one more."""
    way_home: tuple[WayHome, str] = (WayHome.UNKNOWN, "")
    name: tuple[str, str] = ("", "")
    """First name and surname as the list has them."""
    also: tuple[str, ...] = ()
    """Of an address: whose it is as well, who are no family."""

    @property
    def is_gap(self) -> bool:
        """Whether the file says nothing there: to fill it takes nothing away, and gives nobody another's mailbox."""
        return not self.now and not self.also

    def key(self, person: str) -> str:
        """What names this difference of this person in a form; another value on either side is another difference."""
        said = f"{person} {self.what} {self.part} {self.at} {self.now} {self.listed} {' '.join(self.also)}"
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def differences(kept: File, listed: File, *, names: bool = True) -> tuple[Difference, ...]:
    """What the list adds to the file or says otherwise; where the list says nothing, nothing differs.

    `names`: whether the list has a column for first names and one for surnames, and so knows which is which.
    """
    found: list[Difference] = []
    old_name, name = (kept.first_name, kept.last_name), (listed.first_name, listed.last_name)
    if names and tuple(map(squeezed, old_name)) != tuple(map(squeezed, name)):
        found.append(Difference("name", "\n".join(old_name), "\n".join(name), name=name))
    found += [
        Difference(what, old, new)
        for what in _TEXTS
        if (new := _plain(listed, what))
        and new != (old := getattr(kept, what))
        and not (what == "note" and new in old)
        and not (what == "phone" and phones.plain(new) == phones.plain(old))
    ]
    way = (listed.way_home, listed.way_home_details)
    old_way = (kept.way_home, kept.way_home_details)
    known = listed.way_home in (WayHome.UNKNOWN, kept.way_home)
    if not (known and listed.way_home_details in ("", kept.way_home_details)):
        found.append(Difference("way_home", _as_text(old_way), _as_text(way), way_home=way))
    return (*found, *_guardians(kept.guardians, listed.guardians))


def changed(kept: File, chosen: Iterable[Difference]) -> File:
    """The file with these differences settled as the list has them."""
    guardians = list(kept.guardians)
    for each in chosen:
        if each.what == "way_home":
            kept = replace(kept, way_home=each.way_home[0], way_home_details=each.way_home[1])
        elif each.what == "name":
            kept = replace(kept, first_name=each.name[0], last_name=each.name[1])
        elif each.what != "guardian":
            text: dict[str, Any] = {each.what: each.listed}
            kept = replace(kept, **text)
        elif each.at < 0:
            guardians.append(each.contact)
        else:
            guardians[each.at] = replace(guardians[each.at], **{each.part: each.listed})
    return replace(kept, guardians=tuple(guardians))


def _guardians(kept: Sequence[Contact], listed: Sequence[Contact]) -> list[Difference]:
    found: list[Difference] = []
    for contact in listed:
        same = [sum(map(bool, _shared(contact, other))) for other in kept]
        at = max(range(len(kept)), key=same.__getitem__, default=-1)
        if at < 0 or not same[at]:
            found.append(Difference("guardian", "" if not kept else "…", _contact_words(contact), contact=contact))
            continue
        for part in _PARTS:
            old, new = getattr(kept[at], part), getattr(contact, part)
            if new and _compared(part, new) != _compared(part, old):
                found.append(Difference("guardian", old, new, part=part, contact=contact, at=at))
    return found


def _shared(one: Contact, other: Contact) -> list[bool]:
    pairs = ((_compared(part, getattr(one, part)), _compared(part, getattr(other, part))) for part in _PARTS)
    return [bool(a) and a == b for a, b in pairs]


def _compared(part: str, said: str) -> str:
    if part == "phone":
        return phones.plain(said)
    return name_key(said) if part == "name" else said.lower()


def _plain(listed: File, what: str) -> str:
    said: str = getattr(listed, what)
    return said.lower() if what == "email" else said


def _as_text(way: tuple[WayHome, str]) -> str:
    return "" if way == (WayHome.UNKNOWN, "") else f"{way[0].value} {way[1]}"


def _contact_words(contact: Contact) -> str:
    return " ".join(filter(None, (contact.name, contact.phone, contact.email)))
