"""What the team reads: why a day is a poor choice, what was done to a date. In the language now spoken."""

from flask_babel import gettext as _

from core.dates import day, day_short
from core.days import Conflict, ConflictKind, SchoolZone, name_of
from core.i18n import locale_name
from meetings.pasted.rules import Fault, FaultReason

NAMED_ZONES = (SchoolZone.A, SchoolZone.B, SchoolZone.C)


def conflict_words(conflict: Conflict) -> str:
    """ "jour férié, Armistice de 1918", "vacances de printemps, zone A, du sam. 10 avr. au dim. 25 avr."."""
    name = name_of(conflict.holiday, _) if conflict.holiday else conflict.reason
    if conflict.kind is ConflictKind.PUBLIC_HOLIDAY:
        return str(_("public holiday, %(name)s", name=name))
    if conflict.kind is ConflictKind.BRIDGE_DAY:
        return str(_("long weekend, next to a public holiday (%(name)s)", name=name))
    if conflict.kind is ConflictKind.CLOSED:
        return str(_("the centre is closed: %(reason)s", reason=name))
    if conflict.kind is ConflictKind.NOT_OFFICIAL_YET:
        return str(_("the school calendar of that day is not official yet"))
    zone = _("zone %(letter)s", letter=conflict.zone.value.upper()) if conflict.zone in NAMED_ZONES else ""
    first, last = (day_short(on, locale_name()) for on in (conflict.first_on, conflict.last_on))
    return ", ".join(filter(None, (name, zone, _("from %(first)s to %(last)s", first=first, last=last))))


def step_words(act: str) -> str:
    """What was done, as the history says it."""
    words: dict[str, str] = {
        "add": _("Added as a draft"),
        "edit": _("Edited"),
        "move": _("Moved"),
        "publish": _("Published"),
        "cancel": _("Cancelled"),
        "restore": _("Back on"),
        "placed": _("Places given to those waiting"),
        "venue": _("Name of the place corrected"),
        "place": _("The place changed"),
        "remind": _("Reminders switched on"),
        "spare": _("Reminders switched off"),
    }
    return words.get(act, act)


def fault_words(fault: Fault) -> str:
    """Why something pasted is no date, and what to do."""
    if fault.reason is FaultReason.OTHER_WEEKDAY and fault.day:
        return str(_("That date is %(day)s: correct the weekday or the date.", day=day(fault.day, locale_name())))
    words: dict[FaultReason, str] = {
        FaultReason.UNREADABLE: _("Is this a date? Write it like 9 December 2026."),
        FaultReason.NO_SUCH_DAY: _("This day does not exist."),
        FaultReason.OUTSIDE_SEASON: _("This day is not between the first and the last day above."),
        FaultReason.SEVERAL_DAYS: _("A meeting lasts one day: write each day separately."),
        FaultReason.BAD_HOURS: _("These times do not exist. Write them like 14:00–16:30."),
        FaultReason.TOO_LONG: _("This text is too long: the rest has not been read."),
    }
    return words.get(fault.reason, words[FaultReason.UNREADABLE])
