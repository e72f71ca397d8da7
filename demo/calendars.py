"""The links that calendars read: of a young person, of a guardian, of someone in the team, and of the group."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from ambassadors.models import Guardian, YoungPerson
from schedule.feeds import actions
from schedule.feeds.addresses import key
from schedule.feeds.families.actions import make_for_guardian
from schedule.feeds.rules import Alarm, Options
from seasons.models import Programme


def subscribe(
    programme: Programme, mediator: User, young: YoungPerson, guardian: Guardian, *, today: date, now: datetime
) -> None:
    """Links as people have them after some weeks, and the days on which they were read last."""
    known: dict[str, Any] = {"language": programme.locale, "key": key(), "now": now}
    own = actions.make_for_young_person(young, name="Mon agenda", **known)
    family = actions.make_for_young_person(young, name="Maman", **known)
    actions.change(family, name=family.name, options=Options(calls=False, alarm=Alarm.DAY_BEFORE), now=now)
    parents = make_for_guardian(guardian, key=key(), now=now)
    desk = actions.make_for_staff(mediator, programme, name="Ordinateur du bureau", **known)
    phone = actions.make_for_staff(mediator, programme, name="Téléphone", **known)
    actions.change(phone, name=phone.name, options=Options(alarm=Alarm.TWO_HOURS), now=now)
    group = actions.make_for_group(programme, key=key(), now=now)
    for days, feed in enumerate((own, parents, family, phone, group)):
        feed.last_used_on = today - timedelta(days=days)
    desk.last_used_on = today - timedelta(days=26)
