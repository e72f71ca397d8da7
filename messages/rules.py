"""Who receives a message about a date, and who has to be phoned. One function decides for every mail."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambassadors.rules import ADULT, age_on


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
    takes_reminders: bool = True  # or only what they have to know


@dataclass(frozen=True)
class Recipient:
    """One mailbox that gets one message, whoever shares it. A guardian's message says *vous* and names the young."""

    email: str
    name: str
    person: str
    is_guardian: bool
    first_names: tuple[str, ...]
    locale: str = ""
    contacts: tuple[Contact, ...] = ()  # who reads there: the young, and guardians for each of theirs

    @property
    def people(self) -> tuple[str, ...]:
        """The young people it is about."""
        return tuple(dict.fromkeys(each.person for each in self.contacts))

    @property
    def own(self) -> tuple[str, ...]:
        """Those of them whose own mailbox it is."""
        return tuple(dict.fromkeys(each.person for each in self.contacts if not each.guardian))

    @property
    def contact(self) -> str:
        """Of whom it is the mailbox: a guardian's or a young person's public id."""
        return next((each.guardian for each in self.contacts if each.guardian), self.person)


@dataclass(frozen=True)
class Reach:
    """Who is told by mail, whom nobody can tell but by phone, and who wants no mail that can be done without."""

    by_mail: tuple[Recipient, ...]
    by_phone: tuple[Contact, ...]
    declined: tuple[Contact, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """The young people who are told, or whose family is."""
        return frozenset(person for each in self.by_mail for person in each.people)


def contacts_of(young: Contact, *, born_on: date, guardians: Iterable[Contact], on: date) -> list[Contact]:
    """The young person, and their guardians unless they are of age on that day.

    A guardian's say ends on the 18th birthday (Code civil, art. 414).
    """
    return [young] if age_on(born_on, on) >= ADULT else [young, *guardians]


def reach(contacts: Iterable[Contact], *, is_needed: bool = True) -> Reach:
    """One message a mailbox; contacts without one are to be phoned. What is not needed spares who asked for that.

    A mailbox shared by a guardian and a young person gets the guardian's message; siblings are named together.
    """
    shared: dict[str, list[Contact]] = {}
    by_phone, declined = [], []
    for contact in contacts:
        if not contact.email:
            by_phone.append(contact)
            continue
        if not contact.takes_reminders:
            declined.append(contact)
        if is_needed or contact.takes_reminders:
            shared.setdefault(contact.email.lower(), []).append(contact)
    by_mail = tuple(_recipient(email, group) for email, group in shared.items())
    return Reach(by_mail, tuple(by_phone), tuple(declined))


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
        contacts=tuple(group),
    )
