"""What the roll call says of each value, and of what people had answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import pgettext

from core.dates import clock_time
from core.i18n import locale_name
from meetings.rollcall.rules import Fault, Presence, State
from meetings.rules import Said

MARKS = {
    Presence.PRESENT: "check",
    Presence.LATE: "clock",
    Presence.EXCUSED: "message-circle",
    Presence.ABSENT: "x",
}  # icons: each value has one beside its word


def value_words(value: Presence | None) -> str:
    """One value as a word."""
    words: dict[Presence | None, str] = {
        Presence.PRESENT: _("Present"),
        Presence.LATE: _("Late"),
        Presence.EXCUSED: _("Excused"),
        Presence.ABSENT: _("Absent"),
        None: _("Not marked"),
    }
    return words[value]


def state_words(state: State, zone: str) -> str:
    """How somebody is marked, whole: “Late, came at 14 h 12, left at 15 h 40 with Nadia”."""
    words = [value_words(state.value)]
    if state.arrived_at:
        words.append(_("came at %(time)s", time=_clock(state.arrived_at, zone)))
    if state.left_at:
        words.append(left_words(state, zone))
    return ", ".join(words)


def left_words(state: State, zone: str) -> str:
    """When they left, and with whom; nothing of who has not."""
    if state.left_at is None:
        return ""
    at = _clock(state.left_at, zone)
    if state.left_with:
        return str(_("left at %(time)s with %(name)s", time=at, name=state.left_with))
    return str(_("left at %(time)s without an adult", time=at))


def _clock(moment: datetime, zone: str) -> str:
    return clock_time(moment.astimezone(ZoneInfo(zone)).time(), locale_name())


def fault_words(fault: Fault) -> str:
    """What is wrong with a mark, and what to do."""
    words: dict[Fault, str] = {
        Fault.ALONE: _("They do not go home without an adult: say who takes them."),
        Fault.ARRIVAL: _("Somebody who is late comes between the start and the end of the meeting."),
        Fault.DEPARTURE: _("Nobody leaves before they came: check the time."),
    }
    return words[fault]


def key_of(value: Presence) -> str:
    """The key that marks it: the first letter of its word, in each language."""
    keys: dict[Presence, str] = {
        Presence.PRESENT: pgettext("key", "P"),
        Presence.LATE: pgettext("key", "L"),
        Presence.EXCUSED: pgettext("key", "E"),
        Presence.ABSENT: pgettext("key", "A"),
    }
    return keys[value]


def said_words(said: Said) -> str:
    """What someone had answered, beside their name."""
    words: dict[Said, str] = {
        Said.YES: _("Said yes"),
        Said.MAYBE: _("Said maybe"),
        Said.BY_DEFAULT: _("Did not answer: comes by default"),
        Said.NO: _("Said no"),
        Said.AWAY: _("Planned absence"),
        Said.WAITING: _("On the waiting list"),
        Said.TO_CONFIRM: _("Answered before the date moved"),
        Said.NOTHING: _("Did not answer"),
    }
    return words[said]
