"""Who receives a message about a date, and who has to be phoned. One function decides for every mail."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambassadors.rules import age_on

ADULT = 18


class Post(enum.Enum):
    """Where a mail is. The value stands in addresses."""

    WAITING = "a-partir"
    FAILED = "pas-arrives"
    SENT = "partis"
    CANCELLED = "annules"


@dataclass(frozen=True)
class Contact:
    """A young person or a guardian, as far as reaching them goes. `guardian` is a guardian's public id."""

    person: str
    first_name: str
    name: str
    email: str
    locale: str = ""  # a young person's own choice; guardians read the programme's language
    guardian: str = ""


@dataclass(frozen=True)
class Recipient:
    """One mailbox that gets one message, whoever shares it. A guardian's message says *vous* and names the young."""

    email: str
    name: str
    person: str
    is_guardian: bool
    first_names: tuple[str, ...]
    locale: str = ""
    own: tuple[str, ...] = ()  # the young people whose own mailbox it is


@dataclass(frozen=True)
class Reach:
    """Who is told by mail, and whom nobody can tell but by phone."""

    by_mail: tuple[Recipient, ...]
    by_phone: tuple[Contact, ...]


def contacts_of(young: Contact, *, born_on: date, guardians: Iterable[tuple[str, str, str]], on: date) -> list[Contact]:
    """The young person, and their guardians (public id, name, e-mail) unless they are of age on that day.

    A guardian's say ends on the 18th birthday (Code civil, art. 414).
    """
    if age_on(born_on, on) >= ADULT:
        return [young]
    return [
        young,
        *(Contact(young.person, young.first_name, name, email, guardian=key) for key, name, email in guardians),
    ]


def reach(contacts: Iterable[Contact]) -> Reach:
    """One message a mailbox; contacts without one are to be phoned.

    A mailbox shared by a guardian and a young person gets the guardian's message; siblings are named together.
    """
    shared: dict[str, list[Contact]] = {}
    by_phone = []
    for contact in contacts:
        if contact.email:
            shared.setdefault(contact.email.lower(), []).append(contact)
        else:
            by_phone.append(contact)
    return Reach(tuple(_recipient(email, group) for email, group in shared.items()), tuple(by_phone))


def _recipient(email: str, group: list[Contact]) -> Recipient:
    guardian = next((c for c in group if c.guardian), None)
    first = guardian or group[0]
    return Recipient(
        email=email,
        name=first.name,
        person=first.person,
        is_guardian=guardian is not None,
        first_names=tuple(dict.fromkeys(c.first_name for c in group)),
        locale=first.locale,
        own=tuple(dict.fromkeys(c.person for c in group if not c.guardian)),
    )
