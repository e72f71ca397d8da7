"""What was done to an outing, as its history says it. In the language now spoken."""

from flask_babel import gettext as _


def step_words(act: str) -> str:
    words: dict[str, str] = {
        "add": _("Added as a draft"),
        "edit": _("Edited"),
        "change": _("Edited, and everyone told"),
        "announce": _("Announced"),
        "cancel": _("Cancelled"),
        "restore": _("Back on"),
    }
    return words.get(act, act)
