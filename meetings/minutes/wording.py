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
        Part.TEAM: pgettext("minutes", "Team only"),
    }
    return words[part]


def hint_of(part: Part) -> str:
    """How to write it, in a line."""
    words: dict[Part, str] = {
        Part.AGENDA: _("One point per line, starting with its time if it has one: “2.15 pm Three prototypes”."),
        Part.NOTES: _("Just jot it down. “# ” makes a heading, “- ” a list, **two asterisks** put a word in bold."),
        Part.NEXT_STEP: _("What happens between now and the next meeting."),
        Part.GUESTS: _("One per line: who came besides the group and the team, and why."),
        Part.TEAM: _("For the team only: this is never shared. Please write nothing about anyone’s health or family."),
    }
    return words.get(part, "")
