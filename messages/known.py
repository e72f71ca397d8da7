"""What the reader of a mail knew before it, kept with the mail until it leaves: if it never does, what comes after it
starts from there."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, Generic, TypeVar, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True)
class Known(Generic[T]):
    """A date or an outing as somebody was told of it, and whether it takes place as far as they know."""

    told: T
    is_on: bool

    def news(self, now: Known[T], *, moved: str) -> str:
        """What there is to tell them now: "cancelled", "restored", `moved`, or nothing."""
        if not now.is_on:
            return "cancelled" if self.is_on else ""
        if not self.is_on:
            return "restored"
        return "" if self.told == now.told else moved

    def __str__(self) -> str:
        """As a mail keeps it."""
        told = {field.name: getattr(self.told, field.name) for field in fields(self.told)}  # type: ignore[arg-type]
        return json.dumps([told, self.is_on], default=lambda value: value.isoformat())


def known_in(text: str, kind: type[T]) -> Known[T] | None:
    """What a mail kept; None of one that kept nothing."""
    if not text:
        return None
    told, is_on = json.loads(text)
    readers: dict[Any, Any] = {date: date.fromisoformat, time: time.fromisoformat}
    types = get_type_hints(kind)
    return Known(kind(**{name: readers.get(types[name], str)(value) for name, value in told.items()}), is_on)
