"""The page of one young person's answer to one date, for the team."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from core import clock
from core.db import db, one_or_404
from core.guards import access
from core.look import toast
from meetings import actions
from meetings.absences.access import reasons_on
from meetings.access import own_date
from meetings.models import Meeting
from meetings.recorded.access import history_of, someone_of
from meetings.recorded.forms import WORDS, RecordForm
from meetings.rules import AnswerValue, Said, Source, Status
from meetings.views import back_to, blueprint, find
from seasons.access import STAFF


@blueprint.route("/equipe/rencontres/<string:meeting_id>/reponses/<string:young_id>", methods=["GET", "POST"])
@access(STAFF)
def record(meeting_id: str, young_id: str) -> ResponseReturnValue:
    """Write down what somebody said by phone or in person; what they answer themselves later wins, and so on."""
    meeting = find(meeting_id)
    ambassador = one_or_404(someone_of(meeting, young_id))
    own = own_date(meeting, ambassador.young_person)
    form = RecordForm(data={"how": _("By phone"), "value": SAID_AS.get(own.said)})
    shown = {
        "meeting": meeting,
        "young": ambassador.young_person,
        "own": own,
        "reason": reasons_on(meeting).get(ambassador.young_person_id, ""),
        "steps": history_of(meeting, ambassador),
        "words": WORDS,
        "form": form,
        "can_record": can_record(meeting),
        "is_over": meeting.ends_at <= clock.now(),
    }
    if not form.is_submitted():
        return render_template("meetings/recorded/record.html", **shown)
    if not form.validate():
        return render_template("meetings/recorded/record.html", **shown), 422
    told = {"source": Source.TEAM, "by": me(), "how": form.how.data}
    actions.answer(meeting, ambassador, AnswerValue(form.value.data), **told, now=clock.now())
    db.session.commit()
    name, now_stands = ambassador.young_person.name, own_date(meeting, ambassador.young_person)
    waits = _("%(name)s is number %(rank)s on the waiting list.", name=name, rank=now_stands.rank)
    toast(waits if now_stands.said is Said.WAITING else _("Recorded for %(name)s.", name=name))
    return back_to(meeting)


SAID_AS = {
    Said.YES: AnswerValue.YES.value,
    Said.WAITING: AnswerValue.YES.value,
    Said.MAYBE: AnswerValue.MAYBE.value,
    Said.NO: AnswerValue.NO.value,
}
"""What they said, as it is chosen in the form; nothing where they said nothing of this date."""


def can_record(meeting: Meeting) -> bool:
    """Whether there is still something to answer."""
    return meeting.status is Status.PUBLISHED and meeting.ends_at > clock.now() and not meeting.season.archived_at
