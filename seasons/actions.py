"""Set up a programme, give and end roles, open a season, tell the feeds that something changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from accounts import actions as accounts_actions
from accounts.models import User
from accounts.rules import LinkKind
from core import outbox
from core.days import Region, SchoolZone
from core.db import db
from core.errors import RuleBroken
from seasons import emails
from seasons.access import STAFF_PERSON, season_after
from seasons.models import ClosedDates, Programme, Role, RoleKind, Season
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
    hold_minutes: int = 10


def set_up(asked: NewProgramme, *, coordinator: User, now: datetime) -> Programme:
    """A programme with its first person, who coordinates and mediates; the one they have if it is the very same.

    Of two presses of one button the second finds what the first made.
    """
    db.session.execute(select(User.id).where(User.id == coordinator.id).with_for_update())
    there = _same_programme(asked, coordinator)
    if there is not None:
        return there
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
        hold_minutes=asked.hold_minutes,
        created_at=now,
    )
    db.session.add(programme)
    db.session.flush()
    for kind in (RoleKind.COORDINATOR, RoleKind.MEDIATOR):
        give_role(coordinator, programme, kind, by=coordinator, now=now)
    return programme


def _same_programme(asked: NewProgramme, coordinator: User) -> Programme | None:
    """The programme of this name, centre and site that this person coordinates."""
    names = (Programme.name == asked.name, Programme.centre == asked.centre, Programme.site == asked.site)
    theirs = select(Role.programme_id).where(Role.user_id == coordinator.id, Role.ended_at.is_(None))
    theirs = theirs.where(Role.kind == RoleKind.COORDINATOR)
    query = select(Programme).where(*names, Programme.id.in_(theirs)).order_by(Programme.id)
    return db.session.scalars(query.limit(1)).first()


def change_programme(programme: Programme, asked: NewProgramme, *, now: datetime) -> None:
    """Other names, zones or addresses; its cell follows the centre's name. Feeds show names, so they are told."""
    if asked.centre != programme.centre:
        programme.symbol = symbol(asked.centre)
    programme.name, programme.centre, programme.site = asked.name, asked.centre, asked.site
    programme.zone, programme.school_zone, programme.region = asked.zone, asked.school_zone, asked.region
    programme.locale, programme.phone, programme.reply_to = asked.locale, asked.phone, asked.reply_to
    programme.hold_minutes = asked.hold_minutes
    for season in programme.seasons:
        raise_feed(season, now=now)


def _free_slug(centre: str) -> str:
    base = slug(centre)
    taken = set(db.session.scalars(select(Programme.slug).where(Programme.slug.startswith(base))))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def _hold(programme: Programme) -> None:
    """Changes of one programme's team and seasons come one after the other: two presses at once make one of each."""
    db.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())


def give_role(user: User, programme: Programme, kind: RoleKind, *, by: User, now: datetime) -> Role:
    """Give a role, once. New rights begin with a new sign-in: sessions elsewhere end when rights change."""
    _hold(programme)
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
    _hold(role.programme)
    db.session.refresh(role)
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
            raise RuleBroken(_("A programme needs at least one coordinator. Appoint another one first."))
    role.ended_at, role.ended_by_id = now, by.id
    accounts_actions.end_all_sessions(role.user, now=now)


def open_season(programme: Programme, *, starts_on: date, ends_on: date, now: datetime, name: str = "") -> Season:
    """A new season of the programme, between free dates; the one of that name and these dates if it is there already.

    Raises RuleBroken when its name is another season's.
    """
    _hold(programme)
    wanted = name or season_name(starts_on, ends_on)
    same = (Season.name == wanted, Season.starts_on == starts_on, Season.ends_on == ends_on)
    there = db.session.scalars(select(Season).where(Season.programme_id == programme.id, *same)).one_or_none()
    if there is not None:
        return there
    season = Season(
        programme=programme,
        name=_free_name(programme, wanted),
        starts_on=starts_on,
        ends_on=ends_on,
        feed_changed_at=now,
        created_at=now,
    )
    db.session.add(season)
    db.session.flush()
    return season


def open_next(season: Season, *, starts_on: date, ends_on: date, now: datetime, name: str = "") -> tuple[Season, bool]:
    """The season that follows this one, and whether it has just become so: two who open it make one.

    One that begins on that very day, and follows none, is the one that was meant. Raises RuleBroken when the name is
    taken.
    """
    _hold(season.programme)
    if (known := season_after(season)) is not None:
        return known, False
    same_day = (Season.programme_id == season.programme_id, Season.starts_on == starts_on, Season.id != season.id)
    found = db.session.scalars(select(Season).where(*same_day, Season.follows_id.is_(None)).limit(1)).first()
    made = found or open_season(season.programme, starts_on=starts_on, ends_on=ends_on, now=now, name=name)
    made.follows_id = season.id
    db.session.flush()
    return made, True


def change_season(season: Season, *, name: str, starts_on: date, ends_on: date, now: datetime) -> None:
    """Another name or other dates. Raises RuleBroken when the name is taken, or the season closed."""
    require_open(season)
    wanted = name or season_name(starts_on, ends_on)
    season.name = _free_name(season.programme, wanted, but=season)
    season.starts_on, season.ends_on = starts_on, ends_on
    raise_feed(season, now=now)


def close(season: Season, *, by: User, now: datetime) -> None:
    """From now on the season is read and nothing in it changes; calendars no longer show it. Twice is once."""
    _hold(season.programme)
    db.session.refresh(season, attribute_names=["archived_at"])
    if season.archived_at is None:
        season.archived_at, season.archived_by_id = now, by.id
        raise_feed(season, now=now)


def reopen(season: Season, *, now: datetime) -> None:
    """Take the closing back: the season changes again, and calendars show it again as it is."""
    _hold(season.programme)
    db.session.refresh(season, attribute_names=["archived_at"])
    if season.archived_at is not None:
        season.archived_at = season.archived_by_id = None
        raise_feed(season, now=now)


def require_open(season: Season) -> None:
    """What whoever writes into a season asks first. Raises RuleBroken for a closed one.

    Nothing is locked: what is under way in the second of the closing counts as done before it.
    """
    if season.archived_at is not None:
        raise RuleBroken(_("The season %(name)s is closed: it can be viewed, but not changed.", name=season.name))


def _free_name(programme: Programme, name: str, *, but: Season | None = None) -> str:
    _hold(programme)
    taken = select(Season.id).where(Season.programme_id == programme.id, Season.name == name)
    if but is not None:
        taken = taken.where(Season.id != but.id)
    if db.session.scalar(taken.limit(1)) is not None:
        raise RuleBroken(_("There is already a season called %(name)s: give this one another name.", name=name))
    return name


def close_dates(programme: Programme, *, first_on: date, last_on: date, reason: str) -> ClosedDates:
    """Days on which the centre is closed; the same days are noted once."""
    _hold(programme)
    same = select(ClosedDates).where(
        ClosedDates.programme_id == programme.id, ClosedDates.first_on == first_on, ClosedDates.last_on == last_on
    )
    closed = db.session.scalars(same.limit(1)).first()
    if closed is None:
        closed = ClosedDates(programme_id=programme.id, first_on=first_on, last_on=last_on, reason=reason)
        db.session.add(closed)
    closed.reason = reason
    return closed


def invite_colleague(
    programme: Programme,
    *,
    name: str,
    email: str,
    kind: RoleKind,
    secret: bytes,
    host: str,
    by: User,
    now: datetime,
) -> User:
    """Give a colleague a role, and mail the link that lets them in for seven days. Two presses send one mail."""
    _hold(programme)
    user = accounts_actions.user_for(email, name=name, locale=programme.locale, now=now)
    user.name = user.name or name
    give_role(user, programme, kind, by=by, now=now)
    _mail_link(user, programme, secret=secret, host=host, by=by, now=now)
    return user


def invite_again(user: User, programme: Programme, *, secret: bytes, host: str, by: User, now: datetime) -> None:
    """Mail a colleague a new link, which ends the one before. A second press within a minute changes nothing.

    Raises RuleBroken for one who has come in: a code by e-mail opens the door to them.
    """
    _hold(programme)
    if user.entered_at is not None:
        raise RuleBroken(
            _("%(name)s has signed in already, and does not need this link.", name=user.name or user.email)
        )
    _mail_link(user, programme, secret=secret, host=host, by=by, now=now)


def _mail_link(user: User, programme: Programme, *, secret: bytes, host: str, by: User, now: datetime) -> None:
    if accounts_actions.was_just_invited(user, person=STAFF_PERSON, now=now):
        return
    accounts_actions.end_links(user, person=STAFF_PERSON, kind=LinkKind.INVITATION, now=now)
    made = accounts_actions.new_link(LinkKind.INVITATION, secret=secret, user=user, person=STAFF_PERSON, by=by, now=now)
    outbox.queue(emails.colleague(user, programme, made.key, host=host, by=by, now=now))


def raise_feed(season: Season, *, now: datetime) -> None:
    """Tell every feed of the programme that something it shows has changed.

    The moment rises by a second at least, whatever the clock does; the row is locked, so no two writers give
    the same revision to two contents.
    """
    db.session.flush()  # what is not written yet, a refresh forgets
    db.session.refresh(season, attribute_names=["feed_revision", "feed_changed_at"], with_for_update=True)
    season.feed_revision += 1
    season.feed_changed_at = max(now, season.feed_changed_at + timedelta(seconds=1))
