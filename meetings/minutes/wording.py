"""What the parts of the minutes are called, and what stands under their titles. In the language now spoken."""

from flask_babel import gettext as _
from flask_babel import pgettext

from meetings.minutes.rules import Part


def title_of(part: Part) -> str:
    """The part's name on pages and in print."""
    words: dict[Part, str] = {
        Part.AGENDA: pgettext("minutes", "Agenda"),
        Part.NOTES: pgettext("minutes", "Notes"),
        Part.DECISIONS: pgettext("minutes", "Decided"),
        Part.TASKS: pgettext("minutes", "To do"),
        Part.NEXT_STEP: pgettext("minutes", "Next step"),
        Part.GUESTS: pgettext("minutes", "Guests"),
        Part.TEAM: pgettext("minutes", "Between ourselves"),
    }
    return words[part]


def hint_of(part: Part) -> str:
    """How to write it, in a line."""
    words: dict[Part, str] = {
        Part.AGENDA: _("One point per line, its time first if it has one: “14:15 Three prototypes”."),
        Part.NOTES: _("As you would jot it down. “# ” makes a title, “- ” a list, **two stars** stress a word."),
        Part.NEXT_STEP: _("What comes between now and the next meeting."),
        Part.GUESTS: _("One per line: who came besides the group and the team, and why."),
        Part.TEAM: _("For the team alone: this is never shared. Nothing about anyone’s health or family."),
    }
    return words.get(part, "")
