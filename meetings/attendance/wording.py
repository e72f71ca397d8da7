"""How a mark and a length of time are said. In the language now spoken."""

from flask_babel import gettext as _
from flask_babel import npgettext, pgettext

from core.dates import NBSP
from meetings.rollcall.rules import Presence

TONES = {Presence.PRESENT: "mint", Presence.LATE: "saffron", Presence.EXCUSED: "lilac", Presence.ABSENT: "coral"}


def own_words(value: Presence) -> str:
    """How somebody was marked, to themselves."""
    words: dict[Presence, str] = {
        Presence.PRESENT: pgettext("tu", "You were there"),
        Presence.LATE: pgettext("tu", "You came late"),
        Presence.EXCUSED: pgettext("tu", "You had told us"),
        Presence.ABSENT: pgettext("tu", "You were not there"),
    }
    return words[value]


def mark_titles() -> dict[Presence | None, str]:
    """How those are called who are marked so, over their names."""
    return {
        Presence.PRESENT: pgettext("attendance", "Present"),
        Presence.LATE: pgettext("attendance", "Late"),
        Presence.EXCUSED: pgettext("attendance", "Excused"),
        Presence.ABSENT: pgettext("attendance", "Absent"),
        None: pgettext("attendance", "Not marked"),
    }


def counted_words(value: Presence | None, count: int) -> str:
    """The same beside their number: “1 excused”."""
    words: dict[Presence | None, str] = {
        Presence.PRESENT: npgettext("beside a number", "present", "present", count),
        Presence.LATE: npgettext("beside a number", "late", "late", count),
        Presence.EXCUSED: npgettext("beside a number", "excused", "excused", count),
        Presence.ABSENT: npgettext("beside a number", "absent", "absent", count),
        None: npgettext("beside a number", "not marked", "not marked", count),
    }
    return words[value]


def mark_words(value: Presence) -> str:
    """How somebody was marked, of anybody."""
    words: dict[Presence, str] = {
        Presence.PRESENT: pgettext("one person", "present"),
        Presence.LATE: pgettext("one person", "late"),
        Presence.EXCUSED: pgettext("one person", "excused"),
        Presence.ABSENT: pgettext("one person", "absent"),
    }
    return words[value]


def hours_words(minutes: int) -> str:
    """ "7 h 30", "45 min"; in English "7 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    if not rest:
        return f"{hours}{NBSP}h"
    return str(pgettext("a length", "%(hours)s h %(rest)s min", hours=hours, rest=f"{rest:02}")).replace(" ", NBSP)


def share_words(here: int, marked: int) -> str:
    """ "7 of 9": a count never stands without what it is of."""
    return str(_("%(here)s of %(marked)s", here=here, marked=marked))
