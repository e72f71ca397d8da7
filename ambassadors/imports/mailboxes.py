"""Mailboxes that a list gives to people who are plainly no family. Plain Python: nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ambassadors.imports.likeness import Known


@dataclass(frozen=True)
class Mailbox:
    """One address of several people: whoever opens it opens the page of each."""

    email: str
    people: tuple[Known, ...]
    """Those who have a file with it first (row 0), then those of the list."""

    @property
    def key(self) -> str:
        """What names it in a form; for other people it is another question."""
        said = " ".join((self.email, *(each.match_key for each in self.people)))
        return hashlib.sha256(said.encode()).hexdigest()[:20]

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(each.row for each in self.people if each.row)

    def others(self, match_key: str) -> tuple[str, ...]:
        return tuple(each.name for each in self.people if each.match_key != match_key)


def in_question(listed: Iterable[Known], known: Iterable[Known]) -> tuple[Mailbox, ...]:
    """The mailboxes that somebody of the list would share with somebody who has neither their surname nor a contact of
    theirs, in the order of the list."""
    by_email: dict[str, dict[str, Known]] = {}
    for each in (*known, *listed):
        if each.email:
            by_email.setdefault(each.email.lower(), {}).setdefault(each.match_key, each)
    shared = (Mailbox(email, tuple(people.values())) for email, people in by_email.items() if len(people) > 1)
    asked = (each for each in shared if each.rows and not _is_family(each.people))
    return tuple(sorted(asked, key=lambda each: min(each.rows)))


def _is_family(people: tuple[Known, ...]) -> bool:
    one, *others = people
    return all(other.last == one.last or other.parents & one.parents for other in others)
