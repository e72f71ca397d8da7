"""A person as one row of a list tells of them, and what is wrong with a row."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property

from ambassadors.rules import Contact, match_key
from ambassadors.sheets.cells import Kind, Param
from ambassadors.sheets.fields import Field


class Turned(Enum):
    """Whether a surname and a first name, each in its column, look as if they had changed places."""

    NO = auto()
    LIKELY = auto()
    """The surname is a well-known first name, and the first name is not."""
    SHOUTED = auto()
    """And the first name alone is in capitals: "Théa" under "Nom", "MARCHAL" under "Prénom"."""

    def __bool__(self) -> bool:
        return self is not Turned.NO


@dataclass(frozen=True)
class Person:
    """A young person as a list tells it; a text is "" where the list says nothing."""

    row: int
    last_name: str
    first_name: str
    born_on: date
    email: str = ""
    phone: str = ""
    """E.164; `cells.phone_shown` writes it as it is dialled."""
    school: str = ""
    guardians: tuple[Contact, ...] = ()
    goes_home_alone: bool | None = None
    """None: the list does not say."""
    way_home_details: str = ""
    note: str = ""
    is_name_split: bool = dataclasses.field(default=False, compare=False)
    """First name and surname came in one cell: a list with two columns knows better where they divide."""
    is_name_sure: bool = dataclasses.field(default=True, compare=False)
    turned: Turned = dataclasses.field(default=Turned.NO, compare=False)

    @cached_property
    def match_key(self) -> str:
        return match_key(self.last_name, self.first_name, self.born_on)


@dataclass(frozen=True)
class Fault:
    """Something in a row that keeps a person from being added."""

    row: int
    ref: str
    """The cell as a spreadsheet calls it ("E18"), or the row's number where the list has no such column."""
    column: int | None
    """Its index among the sheet's columns."""
    field: Field
    kind: Kind
    text: str
    """What the file says there; "" when it says nothing."""
    params: dict[str, Param] = dataclasses.field(default_factory=dict)
