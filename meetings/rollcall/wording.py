"""What the roll call says of each value, and of what people had answered."""

from flask_babel import gettext as _
from flask_babel import pgettext

from meetings.rollcall.rules import Presence
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
