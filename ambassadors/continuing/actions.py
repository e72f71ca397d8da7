"""Say whether one continues: who does joins the next season, also late; who changes their mind leaves it before it
begins."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from accounts.models import User
from ambassadors import actions as ambassadors
from ambassadors.actions import OutsideAges
from ambassadors.continuing.models import Continuing
from ambassadors.continuing.rules import Wish, can_still_say, has_begun
from ambassadors.models import Ambassador
from core.clock import day_in
from core.db import db
from core.errors import RuleBroken
from seasons.actions import require_open
from seasons.models import Season


def say(place: Ambassador, following: Season, wish: Wish, *, by: User, now: datetime) -> None:
    """What a young person says themself. Whoever is outside the programme's ages is heard and not enrolled: the team
    sees it, and decides. Raises RuleBroken once they are in a next season that has begun, or once it is over."""
    said = _hold(place, following, wish, now=now)
    _write(said, wish, noted_by=None, how="", now=now)
    try:
        _follow(place, following, wish, by=by, now=now)
    except OutsideAges:
        _leave(place, following, now=now)


def note(
    place: Ambassador, following: Season, wish: Wish, *, how: str, age_reason: str = "", by: User, now: datetime
) -> None:
    """What someone of the team was told, and how. Raises OutsideAges where a reason is needed to enrol them,
    RuleBroken once they are in a next season that has begun, or once it is over."""
    said = _hold(place, following, wish, now=now)
    _follow(place, following, wish, age_reason=age_reason, by=by, now=now)
    _write(said, wish, noted_by=by, how=how, now=now)


def ask(places: Collection[Ambassador], *, now: datetime) -> None:
    """Note that these were asked by mail."""
    for place in places:
        _of(place).asked_at = now
    db.session.flush()


def place_in(following: Season, place: Ambassador) -> Ambassador | None:
    """The same young person's place in the next season, unless they left it."""
    query = select(Ambassador).where(
        Ambassador.young_person_id == place.young_person_id,
        Ambassador.season_id == following.id,
        Ambassador.left_on.is_(None),
    )
    return db.session.scalars(query).one_or_none()


def _hold(place: Ambassador, following: Season, wish: Wish, *, now: datetime) -> Continuing:
    """One word at a time: two presses write one row. Once the season has begun, one may still join it this way, and
    leaves it only as others do."""
    require_open(following)
    db.session.flush()
    db.session.refresh(place, attribute_names=["joined_on"], with_for_update=True)
    today = day_in(following.programme.zone, now)
    if not can_still_say(following.ends_on, today):
        raise RuleBroken(_("The season %(name)s is over: there is nothing left to answer.", name=following.name))
    if wish is not Wish.CONTINUE and has_begun(following.starts_on, today) and place_in(following, place) is not None:
        raise RuleBroken(_("The season %(name)s has begun: this is now changed on its list.", name=following.name))
    return _of(place)


def _of(place: Ambassador) -> Continuing:
    found = db.session.scalars(select(Continuing).where(Continuing.ambassador_id == place.id)).one_or_none()
    if found is None:
        found = Continuing(ambassador_id=place.id)
        db.session.add(found)
    return found


def _write(said: Continuing, wish: Wish, *, noted_by: User | None, how: str, now: datetime) -> None:
    by_id = noted_by.id if noted_by else None
    if (said.wish, said.noted_by_id, said.how) != (wish, by_id, how):
        said.wish, said.said_at, said.noted_by_id, said.how = wish, now, by_id, how
    db.session.flush()


def _follow(place: Ambassador, following: Season, wish: Wish, *, age_reason: str = "", by: User, now: datetime) -> None:
    if wish is Wish.CONTINUE:
        joined_on = max(following.starts_on, day_in(following.programme.zone, now))
        ambassadors.enrol(place.young_person, following, by=by, now=now, joined_on=joined_on, age_reason=age_reason)
    else:
        _leave(place, following, now=now)


def _leave(place: Ambassador, following: Season, *, now: datetime) -> None:
    """Their place stays, as left, with what hangs on it: whoever changes their mind again finds it."""
    known = place_in(following, place)
    if known is not None:
        ambassadors.leave(known, on=day_in(following.programme.zone, now), now=now)
