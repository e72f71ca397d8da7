"""What a column of a list of people can tell."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Field(StrEnum):
    """What a column of a list of people can tell."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    BORN_ON = "born_on"
    EMAIL = "email"
    PHONE = "phone"
    SCHOOL = "school"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_FIRST_NAME = "guardian_first_name"
    GUARDIAN_PHONE = "guardian_phone"
    GUARDIAN_EMAIL = "guardian_email"
    SECOND_GUARDIAN_NAME = "second_guardian_name"
    SECOND_GUARDIAN_FIRST_NAME = "second_guardian_first_name"
    SECOND_GUARDIAN_PHONE = "second_guardian_phone"
    SECOND_GUARDIAN_EMAIL = "second_guardian_email"
    THIRD_GUARDIAN_NAME = "third_guardian_name"
    THIRD_GUARDIAN_FIRST_NAME = "third_guardian_first_name"
    THIRD_GUARDIAN_PHONE = "third_guardian_phone"
    THIRD_GUARDIAN_EMAIL = "third_guardian_email"
    WAY_HOME = "way_home"
    NOTE = "note"


class Whom(NamedTuple):
    """The fields of one guardian."""

    name: Field
    first_name: Field
    phone: Field
    email: Field


GUARDIANS = tuple(
    Whom(*(Field(f"{which}guardian_{part}") for part in ("name", "first_name", "phone", "email")))
    for which in ("", "second_", "third_")
)
"""Each guardian a row can tell of: columns of different people (mother, father, payer) are never mixed."""

Mapped: TypeAlias = Mapping[int, Field | None]
