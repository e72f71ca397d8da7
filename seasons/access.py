"""Whose programme it is. Every list of a team starts from `programmes_of`; programmes are blind to each other."""

from datetime import date, timedelta

from flask import g
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from accounts.access import is_signed_in, me, person_now
from accounts.models import User
from accounts.rules import SESSION_LIFE, STAFF_LIFE, Device
from core.clock import day_in, now
from core.db import by_letters, db, rows
from core.guards import Rule
from seasons.models import ClosedDates, Programme, Role, RoleKind, Season
from seasons.rules import current

STAFF_PERSON = "staff"  # what a session's `person` says when a shared mailbox chose the team's side


def roles_of(user: User) -> Select[Role]:
    """The roles that are in force."""
    return select(Role).where(Role.user_id == user.id, Role.ended_at.is_(None))


def my_roles() -> list[Role]:
    """The roles in force of who is signed in. One query a request."""
    if "my_roles" not in g:
        g.my_roles = list(db.session.scalars(roles_of(me()))) if is_signed_in() else []
    return list(g.my_roles)


def is_staff() -> bool:
    """Whether the person at the screen is of a team, and did not sign in as a young person of that mailbox."""
    return person_now() in ("", STAFF_PERSON) and bool(my_roles())


def is_coordinator() -> bool:
    return is_staff() and any(role.kind is RoleKind.COORDINATOR for role in my_roles())


STAFF = Rule("staff", is_staff)
COORDINATOR = Rule("coordinator", is_coordinator)


def programme_ids_of(user: User) -> Select[int]:
    return select(Role.programme_id).where(Role.user_id == user.id, Role.ended_at.is_(None))


def programmes_of(user: User) -> Select[Programme]:
    """The programmes whose team this user is in."""
    return select(Programme).where(Programme.id.in_(programme_ids_of(user))).order_by(Programme.name, Programme.id)


def seasons_of(user: User) -> Select[Season]:
    """The seasons of those programmes."""
    return select(Season).where(Season.programme_id.in_(programme_ids_of(user))).order_by(Season.starts_on)


def season_of(programme: Programme) -> Season | None:
    """The season a programme is in: its year stands in the centre's cell, also where nobody is signed in."""
    seasons = rows(select(Season).where(Season.programme_id == programme.id))
    return current(seasons, day_in(programme.zone, now()))


def season_after(season: Season) -> Season | None:
    """The season that follows this one, once it is open."""
    return db.session.scalars(select(Season).where(Season.follows_id == season.id)).one_or_none()


def only_programme() -> Programme | None:
    """The instance's programme, where there is one alone: the door then bears its name. One query."""
    found = db.session.scalars(select(Programme).limit(2)).all()
    return found[0] if len(found) == 1 else None


def last_day_of(programme: Programme) -> date:
    """The day its last season ends. A programme has one season at least."""
    return db.session.scalars(select(func.max(Season.ends_on)).where(Season.programme_id == programme.id)).one()


def team_of(programme: Programme) -> Select[Role]:
    """Who is in the team now, by name."""
    return (
        select(Role)
        .join(User, Role.user_id == User.id)
        .where(Role.programme_id == programme.id, Role.ended_at.is_(None))
        .options(contains_eager(Role.user))
        .order_by(by_letters(User.name), User.id, Role.kind)
    )


def colleagues_of(programme: Programme) -> Select[User]:
    """Who is in the team now, each once, by name."""
    held = select(Role.user_id).where(Role.programme_id == programme.id, Role.ended_at.is_(None))
    return select(User).where(User.id.in_(held)).order_by(by_letters(User.name), User.id)


def closed_dates_of(programme: Programme) -> Select[ClosedDates]:
    """The days on which the centre is closed, the last first: what is to come stands before what is over."""
    query = select(ClosedDates).where(ClosedDates.programme_id == programme.id)
    return query.order_by(ClosedDates.first_on.desc(), ClosedDates.id)


def can_coordinate(user: User, programme: Programme) -> bool:
    """Whether `user` may change the programme's settings and its team."""
    query = roles_of(user).where(Role.programme_id == programme.id, Role.kind == RoleKind.COORDINATOR)
    return db.session.scalars(query.limit(1)).first() is not None


def session_life(user: User, device: Device) -> timedelta:
    """How long a session may last: never longer than a working day for someone of a team."""
    life = SESSION_LIFE[device]
    of_a_team = db.session.scalars(roles_of(user).limit(1)).first() is not None
    return min(life, STAFF_LIFE) if of_a_team else life
