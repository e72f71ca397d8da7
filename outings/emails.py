"""What people read of an outing: that it is announced, changes, is cancelled or back, or that a place is theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import pgettext

from core import outbox
from core.dates import clock_time, day
from core.i18n import locale_name, speaking
from core.links import host
from core.outbox import Mail
from core.phones import display
from messages.rules import Recipient
from outings import calendars
from outings.models import Outing, OutingStep
from outings.rules import Announced
from seasons.models import Programme

ANNOUNCED = "outing announced"  # the kind of the first mail of all, and the reason to call whom it cannot reach
CHANGES = ("outing changed", "outing cancelled", "outing restored")
PLACE = "outing place"  # the kind of the mail to who moves up, and the reason to call them


def announced(outing: Outing) -> Announced:
    """What people were told of an outing."""
    return Announced(
        title=outing.title,
        destination=outing.destination,
        held_on=outing.held_on,
        start_time=outing.start_time,
        returns_on=outing.returns_on,
        end_time=outing.end_time,
        zone=outing.zone,
        meeting_point=outing.meeting_point,
    )


def one_line(outing: Announced) -> str:
    """ "samedi 19 juin, départ à 10 h, retour à 18 h, Toulouse. Rendez-vous : la gare", in the language now spoken."""
    when = day(outing.held_on, locale_name())
    there = _("Meeting point: %(place)s", place=outing.meeting_point) if outing.meeting_point else ""
    return ". ".join(filter(None, (", ".join(filter(None, (when, times(outing), outing.destination))), there)))


def times(outing: Announced | Outing) -> str:
    """ "départ à 10 h, retour à 18 h", with the day of the return when it is another one."""
    leaves, back = (clock_time(at, locale_name()) for at in (outing.start_time, outing.end_time))
    if outing.returns_on == outing.held_on:
        return str(_("leaving at %(start)s, back at %(end)s", start=leaves, end=back))
    back_on = day(outing.returns_on, locale_name())
    return str(_("leaving at %(start)s, back on %(day)s at %(end)s", start=leaves, day=back_on, end=back))


def told(
    outing: Outing,
    what: str,
    to: Recipient,
    *,
    programme: Programme,
    now: datetime,
    before: Announced | None = None,
    why: str | None = None,
    known: str = "",
) -> Mail:
    """One message: `what` is "announced", "changed", "cancelled", "restored", or "place" for who moves up."""
    with speaking(to.locale or programme.locale):
        words = {"title": outing.title, "day": day((before or outing).held_on, locale_name())}
        subjects = {
            "announced": lambda: pgettext("mail", "The outing: %(title)s", **words),
            "changed": lambda: pgettext("mail", "%(day)s: the outing has changed", **words),
            "cancelled": lambda: pgettext("mail", "%(day)s: the outing is cancelled", **words),
            "restored": lambda: pgettext("mail", "%(day)s: the outing is back on", **words),
            "place": lambda: pgettext("mail", "%(day)s: there’s now a place on the outing", **words),
        }
        subject = subjects[what]()
        return outbox.compose(
            f"outing {what}",
            template=f"outings/{what}",
            subject=subject[:1].upper() + subject[1:],
            outing=outing,
            before=before,
            times=times,
            why=outing.cancel_reason if why is None else why,
            regarding=outing.public_id,
            known=known,
            calendar=calendars.file_of(outing),
            link="" if to.is_guardian else f"{host()}/sortie/{outing.public_id}",
            to_email=to.email,
            to_name=to.name,
            from_name=programme.centre,
            reply_to=programme.reply_to,
            programme=programme.public_id,
            person=to.person,
            now=now,
            **_words(to, programme),
        )


def _words(to: Recipient, programme: Programme) -> dict[str, Any]:
    return {
        "to": to,
        "names": format_list(to.first_names, locale=locale_name()),
        "centre": programme.centre,
        "programme_name": programme.name,
        "phone": display(programme.phone),
    }


def preview(outing: Outing, what: str, *, why: str = "", before: Announced | None = None, now: datetime) -> Mail:
    """What the young people would read; it goes nowhere."""
    anyone = Recipient(email="", name="", person="", is_guardian=False, first_names=())
    return told(outing, what, anyone, programme=outing.season.programme, now=now, before=before, why=why)


@dataclass(frozen=True)
class Spoken:
    """What to say on the phone, or to send by SMS: to a young person, and to a guardian."""

    young: str
    guardian: str


def spoken(outing: Outing, act: str, was: str = "") -> Spoken:
    """The last change of an outing, or PLACE, in two or three sentences, in the programme's language."""
    programme = outing.season.programme
    with speaking(programme.locale):
        words = {
            "title": outing.title,
            "day": day(outing.held_on, locale_name()),
            "centre": programme.centre,
            "before": was,
            "now": one_line(announced(outing)),
            "until": day(outing.sign_up_ends_on, locale_name()),
            "why": outing.cancel_reason,
        }
        question = _("Any questions? %(phone)s.", phone=display(programme.phone)) if programme.phone else ""
        pair = _said(act, words)
        return Spoken(*(" ".join(filter(None, (text.strip(), question, programme.centre))) for text in pair))


def of_step(outing: Outing, step: OutingStep) -> Spoken:
    """What to say of what was done last."""
    return spoken(outing, step.act, step.was)


def _said(act: str, words: dict[str, str]) -> tuple[str, str]:
    if act == PLACE:
        return (
            pgettext("tu", "Hello, a place has come up on the outing “%(title)s”, and it’s yours. %(now)s.", **words),
            pgettext("vous", "Hello, a place has come up for your child on the outing “%(title)s”. %(now)s.", **words),
        )
    if act == "cancel":
        return (
            pgettext("tu", "Hello, the outing on %(day)s is cancelled. %(why)s", **words),
            pgettext("vous", "Hello, your child’s outing on %(day)s with %(centre)s is cancelled. %(why)s", **words),
        )
    if act == "restore":
        return (
            pgettext("tu", "Hello, the outing is back on: %(now)s.", **words),
            pgettext("vous", "Hello, your child’s outing with %(centre)s is back on: %(now)s.", **words),
        )
    if act == "announce":
        return (
            pgettext(
                "tu", "Hello, an outing: %(title)s, %(now)s. Would you like a place? You have until %(until)s.", **words
            ),
            pgettext(
                "vous",
                "Hello, %(centre)s is offering an outing: %(title)s, %(now)s. Would your child like a place? You "
                "have until %(until)s.",
                **words,
            ),
        )
    return (
        pgettext("tu", "Hello, the outing has changed. Before: %(before)s. Now: %(now)s.", **words),
        pgettext(
            "vous", "Hello, your child’s outing with %(centre)s has changed. Before: %(before)s. Now: %(now)s.", **words
        ),
    )
