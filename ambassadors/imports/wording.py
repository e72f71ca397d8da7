"""A difference between a list and a file, in words."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.forms import WAYS_HOME
from ambassadors.imports.differences import Difference
from ambassadors.models import WayHome
from ambassadors.sheets.fields import Field
from ambassadors.sheets.wording import field_name
from core import phones

NAMES_SHOWN = 5
_FIELDS = {
    "email": Field.EMAIL,
    "phone": Field.PHONE,
    "school": Field.SCHOOL,
    "note": Field.NOTE,
    "way_home": Field.WAY_HOME,
    "guardian name": Field.GUARDIAN_NAME,
    "guardian phone": Field.GUARDIAN_PHONE,
    "guardian email": Field.GUARDIAN_EMAIL,
}


def difference_words(difference: Difference) -> tuple[str, str, str]:
    """What differs, what the file says now ("" when nothing), and what the list says.

    What the file holds of a guardian is not said: contacts are shown in the file, where showing them is noted.
    """
    if difference.what == "name":
        now, listed = (name_in_two(*said.split("\n", 1)) for said in (difference.now, difference.listed))
        return field_name(Field.FULL_NAME, _), now, listed
    is_guardian = difference.what == "guardian"
    about = f"{difference.what} {difference.part}".strip()
    title = _("Another contact") if about == "guardian" else field_name(_FIELDS[about], _)
    if difference.what == "way_home":
        said = (way for way in WayHome if difference.now.startswith(way.value))
        now = next((_way(way, difference.now.removeprefix(way.value).strip()) for way in said), "")
        return title, now, _way(*difference.way_home)
    if is_guardian and not difference.part:
        contact = difference.contact
        return title, "", ", ".join(filter(None, (contact.name, phones.display(contact.phone), contact.email)))
    hides = is_guardian and bool(difference.now)
    if difference.also:
        title = _("%(what)s (the same as %(names)s, from another family)", what=title, names=names(difference.also))
    now = _("another one, shown in their details") if hides else _shown(difference.now, about)
    listed = _shown(difference.listed, about)
    whose = difference.contact.name if is_guardian and difference.part != "name" else ""
    return f"{title} ({whose})" if whose else title, now, listed


def names(people: Sequence[str]) -> str:
    """The first of them, and how many more."""
    first, rest = ", ".join(people[:NAMES_SHOWN]), len(people) - NAMES_SHOWN
    if rest <= 0:
        return first
    more: str = ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", rest, names=first)
    return more


def name_in_two(first_name: str, last_name: str) -> str:
    """A name that says which part is which."""
    said: str = _("first name %(first_name)s, surname %(last_name)s", first_name=first_name, last_name=last_name)
    return said


def _way(way: WayHome, details: str) -> str:
    return ", ".join(filter(None, ("" if way is WayHome.UNKNOWN else str(WAYS_HOME[way.value]), details)))


def _shown(said: str, about: str) -> str:
    return phones.display(said) if about.endswith("phone") else said
