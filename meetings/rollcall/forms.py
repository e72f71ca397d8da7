"""What is sent from the list: marks, somebody who was not expected, somebody who leaves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, ValidationError

from core.db import new_public_id
from core.fields import ClockTime, Required
from core.folding import squeezed
from core.forms import Form
from core.local_times import NoSuchLocalTime, instant
from core.text import clean_line
from meetings.models import Meeting
from meetings.rollcall.access import Line
from meetings.rollcall.actions import Departure, Pressed, Taken
from meetings.rollcall.moves.actions import Arrived
from meetings.rollcall.rules import Outcome, Presence

VALUES = {each.value: each for each in Presence}
CLIENT_ID, NAME, WITH = 40, 120, 160  # characters at most
GUESTS = 50  # of one sending: more is no room
LONG_AGO = timedelta(days=2)  # a phone's clock that says more is wrong


def marks_in(sent: Mapping[str, str], lines: Sequence[Line], *, now: datetime) -> list[Pressed]:
    """What differs from what its author had in front of them, in the order of the list.

    `value-<person>` is what was chosen, `arrived-<person>` when who is late came ("14:12"), `seen-<person>` the
    version, the value and that time as they were shown ("2:late:14:12"); `off` is the person whose mark is taken off. A
    script adds `id-<person>`, its own name for the mark, `at-<person>`, when it was pressed, and `left-<person>` with
    `with-<person>`: when they left, with whom.
    """
    return [mark for each in lines if (mark := _mark(sent, each, now)) is not None]


def _mark(sent: Mapping[str, str], line: Line, now: datetime) -> Pressed | None:
    person, meeting = line.key, line.meeting
    chosen = "" if sent.get("off") == person else sent.get(f"value-{person}")
    arrived = sent.get(f"arrived-{person}", "")
    version, _colon, shown = sent.get(f"seen-{person}", "").partition(":")
    value, _colon, shown_arrived = shown.partition(":")
    client_id = sent.get(f"id-{person}", "")
    is_late, by_script = chosen == Presence.LATE.value, _is_client_id(client_id)
    is_as_shown = chosen == value and not (is_late and arrived and arrived != shown_arrived) and not by_script
    if chosen is None or is_as_shown or not (chosen in VALUES or chosen == "") or not _is_number(version):
        return None
    return Pressed(
        person=person,
        value=VALUES.get(chosen),
        seen=int(version),
        client_id=client_id if by_script else new_public_id(),
        at=moment_in(sent.get(f"at-{person}", ""), now),
        arrived_at=_on_the_day(arrived, meeting) if is_late else None,
        departure=_departure(sent, person, meeting),
    )


def _departure(sent: Mapping[str, str], person: str, meeting: Meeting) -> Departure | None:
    if f"left-{person}" not in sent:
        return None
    typed = sent[f"left-{person}"]
    at = _on_the_day(typed, meeting)
    if typed and at is None:
        return None  # no time: what is noted stays
    return Departure(at, clean_line(sent.get(f"with-{person}", ""))[:WITH] if at else "")


def gone_in(sent: Mapping[str, str], lines: Sequence[Line]) -> list[Taken]:
    """What a script sent of people who have left the list since their names were shown: it has to be told."""
    there = {each.key for each in lines}
    ids = {name.removeprefix("id-"): value for name, value in sent.items() if name.startswith("id-")}
    return [
        Taken(client_id, person, Outcome.GONE, 0)
        for person, client_id in ids.items()
        if person not in there and _is_client_id(client_id)
    ]


def _on_the_day(text: str, meeting: Meeting) -> datetime | None:
    """That time of the meeting's day; none for what is no time."""
    try:
        return instant(meeting.held_on, time.fromisoformat(text).replace(second=0, microsecond=0), meeting.zone)
    except (ValueError, NoSuchLocalTime):
        return None


def guests_in(sent: Mapping[str, str], *, now: datetime) -> list[Arrived]:
    """Who was put on the list without having been on it: `guest-<id>` is a name, and `at-<id>` when it was typed."""
    names = {
        key.removeprefix("guest-"): clean_line(name)[:NAME] for key, name in sent.items() if key.startswith("guest-")
    }
    found = [(key, name) for key, name in names.items() if _is_client_id(key) and name]
    return [Arrived(name, key, moment_in(sent.get(f"at-{key}", ""), now)) for key, name in found[:GUESTS]]


def _is_client_id(text: str) -> bool:
    return 0 < len(text) <= CLIENT_ID and text.isascii()


def others(lines: Sequence[Line], chosen: Sequence[Pressed], *, now: datetime) -> list[Pressed]:
    """“The others are here”: whoever was expected, is not marked and was not marked just now."""
    marked = {each.person for each in chosen}
    left = [each for each in lines if each.is_expected and each.value is None and each.key not in marked]
    return [Pressed(each.key, Presence.PRESENT, each.version, new_public_id(), now) for each in left]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def moment_in(text: str, now: datetime) -> datetime:
    """When the phone says something was pressed, if that can be."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return at if at.tzinfo is not None and now - LONG_AGO < at <= now else now


class GuestForm(Form):
    """Somebody who is there and of whom the list knows nothing: a name, and no more is asked."""

    name = StringField(
        _l("Their name"),
        validators=[
            Required(_l("Write a name.")),
            Length(max=NAME, message=_l("120 characters at most.")),
        ],
    )

    def know(self, lines: Sequence[Line]) -> None:
        """Those who are on the list already, of whom none is added as a guest."""
        self.listed = {squeezed(each.name): each.name for each in lines if each.young is not None}

    def validate_name(self, field: StringField) -> None:
        if listed := self.listed.get(squeezed(field.data or "")):
            words = _(
                "{name} is already on the list: mark them there. Someone else with the same name? Add a word to "
                "tell them apart."
            )
            raise ValidationError(words.format(name=listed))


class LeaveForm(Form):
    """Who leaves, when, and with whom."""

    person = SelectField(_l("Who has left"), choices=[], validators=[Required(_l("Choose who has left."))])
    at = ClockTime(_l("Time they left"), validators=[Required(_l("Say what time they left."))])
    how = RadioField(
        _l("Leaving"),
        choices=[SelectChoice("with", _l("With someone")), SelectChoice("alone", _l("Without an adult"))],
        validators=[Required(_l("Say whether someone is taking them."))],
    )
    with_whom = StringField(
        _l("Who with"),
        validators=[Length(max=WITH, message=_l("160 characters at most."))],
        description=_l("The name of the person taking them. Needed, unless they leave without an adult."),
    )

    def offer(self, lines: Sequence[Line]) -> None:
        """Those who are there."""
        self.known = {each.key: each for each in lines if each.is_here}
        named = [SelectChoice(each.key, each.name) for each in self.known.values()]
        self.person.choices = [SelectChoice("", _("Choose…")), *named]  # of nobody unless they are named

    def validate_how(self, field: RadioField) -> None:
        who = self.known.get(self.person.data or "")
        if field.data == "alone" and who is not None and who.needs_company:
            raise ValidationError(
                _("%(name)s must not leave without an adult: say who is taking them.", name=who.first_name)
            )

    def validate_with_whom(self, field: StringField) -> None:
        if self.how.data == "with" and not field.data:
            raise ValidationError(_("Write the name of the person taking them."))


def leave_form(meeting: Meeting, lines: Sequence[Line], now: datetime, **more: Any) -> LeaveForm:
    """The form of a departure of those who are there: now, or at the end of what was on another day."""
    here = now.astimezone(ZoneInfo(meeting.zone))
    is_that_day = here.date() == meeting.held_on
    at = here.time().replace(second=0, microsecond=0) if is_that_day else meeting.end_time
    form = LeaveForm(data={"at": at}, **more)
    form.offer(lines)
    return form
