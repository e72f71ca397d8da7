"""How a mark and a length of time are said. In the language now spoken."""

from flask_babel import gettext as _
from flask_babel import npgettext, pgettext

from core import dates
from core.i18n import locale_name
from meetings.rollcall.rules import Presence

TONES = {Presence.PRESENT: "mint", Presence.LATE: "saffron", Presence.EXCUSED: "lilac", Presence.ABSENT: "coral"}


def own_words(value: Presence) -> str:
    """How somebody was marked, to themselves."""
    words: dict[Presence, str] = {
        Presence.PRESENT: pgettext("tu", "You were there"),
        Presence.LATE: pgettext("tu", "You were late"),
        Presence.EXCUSED: pgettext("tu", "You’d let us know"),
        Presence.ABSENT: pgettext("tu", "You weren’t there"),
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
    """How long somebody was there, in all."""
    return dates.length(minutes, locale_name())


def share_words(here: int, marked: int) -> str:
    """ "7 of 9": a count never stands without what it is of."""
    return str(_("%(here)s of %(marked)s", here=here, marked=marked))
