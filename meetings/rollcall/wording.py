"""What the roll call says of each value, and of what people had answered."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from accounts.models import User
from core.dates import clock_time
from core.dates import moment as written
from core.i18n import locale_name
from meetings.models import Meeting
from meetings.rollcall.access import Called
from meetings.rollcall.models import Attendance, Mark, RollCall
from meetings.rollcall.rules import HERE, Fault, Presence, State
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


def counted(so_far: Called) -> str:
    """How far the call is: “24 marked, 2 not marked, 1 guest”."""
    marked, unmarked, guests = so_far.marked_count, so_far.unmarked_count, len(so_far.guests)
    words = [ngettext("%(num)s marked", "%(num)s marked", marked)]
    words += [ngettext("%(num)s not marked", "%(num)s not marked", unmarked)] if unmarked else []
    words += [ngettext("%(num)s guest", "%(num)s guests", guests)] if guests else []
    return ", ".join(words)


def ended_words(call: RollCall | None, zone: str) -> str:
    """When the call was finished, by whom; nothing of one that goes on."""
    if call is None or call.ended_at is None:
        return ""
    words = _("Register complete at %(time)s", time=_clock(call.ended_at, zone))
    return _by(words, call.ended_by)


def resumed_words(call: RollCall | None, zone: str) -> str:
    """When a call that goes on was taken up again, by whom; nothing of one that never was, or that is finished."""
    if call is None or call.resumed_at is None or call.ended_at is not None:
        return ""
    words = _("Register reopened at %(time)s", time=_clock(call.resumed_at, zone))
    return _by(words, call.resumed_by)


def _by(words: str, who: User | None) -> str:
    return f"{words}, {who.name}" if who and who.name else str(words)


def history_words(marks: Sequence[Mark], meeting: Meeting) -> list[str]:
    """Who marked somebody how, and when, the latest first, each whole: “Late, came at 14 h 10: Erin Lambert, 14 h 12”.
    A departure that was taken off is said to be."""
    before = [*marks[1:], None]  # the first has nothing before it
    return [
        made_words(_mark_words(mark, was, meeting.zone), mark.by, mark.at, meeting)
        for mark, was in zip(marks, before, strict=False)
    ]


def _mark_words(mark: Mark, was: Mark | None, zone: str) -> str:
    if mark.state is None:
        is_another = was is None or mark.value is not was.value
        return value_words(mark.value) if is_another else _("Times changed")
    words = state_words(mark.state, zone)
    is_back = was is not None and was.left_at is not None and mark.left_at is None and mark.value in HERE
    return ", ".join([words, _("departure removed")]) if is_back else words


def made_words(what: str, by: User | None, at: datetime, meeting: Meeting) -> str:
    """Who said so, and when: the time alone, on the day of the meeting."""
    is_that_day = at.astimezone(ZoneInfo(meeting.zone)).date() == meeting.held_on
    when = _clock(at, meeting.zone) if is_that_day else written(at, meeting.zone, locale_name())
    return str(_("%(what)s: %(name)s, %(when)s", what=what, name=by.name if by else _("Someone"), when=when))


def since_words(row: Attendance, meeting: Meeting) -> str:
    """Why something is not undone: what a colleague said of the same person since."""
    return str(
        _(
            "Not undone: at %(at)s, %(by)s marked %(name)s “%(what)s”.",
            at=_clock(row.marked_at, meeting.zone) if row.marked_at else "–",
            by=row.marked_by.name if row.marked_by else _("Someone"),
            name=row.ambassador.young_person.name if row.ambassador else row.guest_name,
            what=state_words(row.state, meeting.zone),
        )
    )


def state_words(state: State, zone: str) -> str:
    """How somebody is marked, whole: “Late, came at 14 h 12, left at 15 h 40 with Nadia”."""
    words = [value_words(state.value)]
    if state.arrived_at:
        words.append(_("arrived at %(time)s", time=_clock(state.arrived_at, zone)))
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
        Fault.ALONE: _("They must not leave without an adult: say who is taking them."),
        Fault.ARRIVAL: _("The arrival time must be between the start and the end of the meeting."),
        Fault.DEPARTURE: _("Nobody can leave before they arrive: check the time."),
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
        Said.BY_DEFAULT: _("Did not answer: coming by default"),
        Said.NO: _("Said no"),
        Said.AWAY: _("Planned absence"),
        Said.WAITING: _("On the waiting list"),
        Said.TO_CONFIRM: _("Answered before the meeting moved"),
        Said.NOTHING: _("Did not answer"),
    }
    return words[said]
