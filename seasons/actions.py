"""Set up a programme, give and end roles, open a season, tell the feeds that something changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from accounts import actions as accounts_actions
from accounts.models import User
from core.days import Region, SchoolZone
from core.db import db
from core.errors import RuleBroken
from seasons.models import Programme, Role, RoleKind, Season
from seasons.rules import season_name, slug, symbol


@dataclass(frozen=True)
class NewProgramme:
    """What is asked when a programme is set up."""

    name: str
    centre: str
    zone: str
    school_zone: SchoolZone
    region: Region
    locale: str
    site: str = ""
    phone: str = ""
    reply_to: str = ""


def set_up(asked: NewProgramme, *, coordinator: User, now: datetime) -> Programme:
    """A programme with its first person, who coordinates and mediates."""
    programme = Programme(
        slug=_free_slug(asked.centre),
        name=asked.name,
        centre=asked.centre,
        site=asked.site,
        symbol=symbol(asked.centre),
        zone=asked.zone,
        school_zone=asked.school_zone,
        region=asked.region,
        locale=asked.locale,
        phone=asked.phone,
        reply_to=asked.reply_to or coordinator.email or "",
        created_at=now,
    )
    db.session.add(programme)
    db.session.flush()
    for kind in (RoleKind.COORDINATOR, RoleKind.MEDIATOR):
        give_role(coordinator, programme, kind, by=coordinator, now=now)
    return programme


def _free_slug(centre: str) -> str:
    base = slug(centre)
    taken = set(db.session.scalars(select(Programme.slug).where(Programme.slug.startswith(base))))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def give_role(user: User, programme: Programme, kind: RoleKind, *, by: User, now: datetime) -> Role:
    """Give a role, once. New rights begin with a new sign-in: sessions elsewhere end when rights change."""
    role = db.session.scalars(
        select(Role).where(
            Role.user_id == user.id, Role.programme_id == programme.id, Role.kind == kind, Role.ended_at.is_(None)
        )
    ).one_or_none()
    if role is None:
        role = Role(user=user, programme=programme, kind=kind, started_at=now, given_by_id=by.id)
        db.session.add(role)
        if user is not by:
            accounts_actions.end_all_sessions(user, now=now)
        db.session.flush()
    return role


def end_role(role: Role, *, by: User, now: datetime) -> None:
    """End a role; its holder is signed out everywhere. The last coordinator stays."""
    if role.ended_at is not None:
        return
    if role.kind is RoleKind.COORDINATOR:
        others = select(func.count(Role.id)).where(
            Role.programme_id == role.programme_id,
            Role.kind == RoleKind.COORDINATOR,
            Role.ended_at.is_(None),
            Role.user_id != role.user_id,
        )
        if not db.session.scalar(others):
            raise RuleBroken(_("A programme keeps at least one coordinator. Name another one first."))
    role.ended_at, role.ended_by_id = now, by.id
    accounts_actions.end_all_sessions(role.user, now=now)


def open_season(programme: Programme, *, starts_on: date, ends_on: date, now: datetime, name: str = "") -> Season:
    """A new season of the programme, between free dates."""
    season = Season(
        programme=programme,
        name=name or season_name(starts_on, ends_on),
        starts_on=starts_on,
        ends_on=ends_on,
        feed_changed_at=now,
        created_at=now,
    )
    db.session.add(season)
    db.session.flush()
    return season


def raise_feed(season: Season, *, now: datetime) -> None:
    """Tell every feed of the programme that something it shows has changed.

    The moment rises by a second at least, whatever the clock does; the row is locked, so no two writers give
    the same revision to two contents.
    """
    db.session.refresh(season, attribute_names=["feed_revision", "feed_changed_at"], with_for_update=True)
    season.feed_revision += 1
    season.feed_changed_at = max(now, season.feed_changed_at + timedelta(seconds=1))
