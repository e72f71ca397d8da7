"""The composition root: what is plugged into what. Nobody imports it."""

import logging
from datetime import datetime
from functools import partial

from flask import Flask
from flask_migrate import Migrate

import accounts.access
import accounts.actions
import accounts.views
import ambassadors.cards.views
import ambassadors.continuing.views
import ambassadors.imports.actions
import ambassadors.imports.views
import ambassadors.invitations.views
import ambassadors.views
import core.cli
import core.state
import demo.cli
import meetings.absences.views
import meetings.access
import meetings.actions
import meetings.announcements.actions
import meetings.answers.views
import meetings.attendance.short
import meetings.attendance.views
import meetings.calls.views
import meetings.conflicts
import meetings.counting.views
import meetings.decisions.views
import meetings.emails
import meetings.minutes.views
import meetings.news.views
import meetings.recorded.views
import meetings.reminders.chores
import meetings.reminders.views
import meetings.rollcall.checkins.views
import meetings.rollcall.moves.views
import meetings.rollcall.signing.views
import meetings.rollcall.views
import meetings.search.views
import meetings.series.views
import meetings.tasks.views
import meetings.venues.views
import meetings.views
import messages.actions
import messages.stops.views
import messages.views
import outings.actions
import outings.calls.views
import outings.emails
import outings.passengers.views
import outings.permissions.views
import outings.places.actions
import outings.places.views
import outings.views
import projects.views
import schedule.feeds.families.access
import schedule.feeds.families.actions
import schedule.feeds.families.views
import schedule.feeds.views
import schedule.menu
import schedule.restored.cli
import schedule.turn.views
import schedule.views
import seasons.access
import seasons.setup.cli
import seasons.setup.views
import seasons.views
from accounts.models import User
from ambassadors.models import Ambassador
from core import db, errors, guards, i18n, kept, limits, look, masking, security, sending, settings
from schedule.feeds.rules import KEPT_FOR, KEPT_IN, MOST_KEPT

migrate = Migrate()


def leave_places(ambassador: Ambassador, *, by: User, now: datetime) -> None:
    """Someone leaves a season: who waits for their place moves up, and no mail tells them its dates any more."""
    outings.places.actions.leave_all(ambassador, by=by, now=now)
    meetings.actions.leave_all(ambassador, now=now)
    meetings.announcements.actions.withdraw(ambassador, now=now)


def put_mail_back(dispatch: str, *, now: datetime) -> bool:
    """What the team had cancelled leaves after all. What announces dates or an outing says them as they are by now:
    whether it did not."""
    meetings.announcements.actions.hold_dates(dispatch)
    outings.actions.hold_announced(dispatch)
    messages.actions.restore(dispatch)
    says_dates_anew = meetings.announcements.actions.put_back(dispatch, now=now)
    return outings.actions.put_back(dispatch, now=now) or says_dates_anew


def overwrite_erased(*, now: datetime) -> None:
    """Each minute: what was erased leaves the journal of the database too."""
    db.clear_journal()


def create_app(given: settings.Settings | None = None) -> Flask:
    """The application for these settings (by default those of the environment)."""
    config = given or settings.read()
    output = logging.StreamHandler()
    output.setFormatter(masking.MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[output], level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app = Flask(__name__)
    app.extensions["settings"] = config
    app.debug = config.debug

    db.init_app(app, config.database_url)
    migrate.init_app(app, db.db, render_as_batch=True)
    i18n.init_app(app)
    security.init_app(app, config)
    look.init_app(app)
    accounts.access.init_app(app)
    app.extensions["session_life"] = seasons.access.session_life
    app.extensions["only_programme"] = seasons.access.only_programme
    app.extensions["answers_in_short"] = meetings.access.answers_in_short
    app.extensions["attendance_in_short"] = meetings.attendance.short.attendance_in_short
    app.extensions["known_of_days"] = meetings.conflicts.known_of
    app.extensions["dates_out"] = meetings.calls.access.dates_to_come
    app.extensions["days_between"] = meetings.conflicts.days_between
    app.extensions["leave_places"] = leave_places
    app.extensions["put_mail_back"] = put_mail_back
    app.extensions["kinds_of_change"] = (*meetings.emails.CHANGES, *outings.emails.CHANGES)
    app.extensions["tell_dates"] = meetings.announcements.actions.tell
    app.extensions["tell_late"] = meetings.announcements.actions.tell_late
    app.extensions["calendar_of_guardian"] = schedule.feeds.families.access.calendar_of
    guards.init_app(app)
    chores = (
        limits.forget_old,
        accounts.actions.forget_old,
        ambassadors.imports.actions.forget_old,
        schedule.feeds.families.actions.end_left,
        partial(kept.forget, config.data / KEPT_IN, after=KEPT_FOR, most=MOST_KEPT),
    )
    sending.init_app(app, config, chores=chores, looks=(meetings.reminders.chores.send_due, overwrite_erased))
    core.cli.init_app(app)
    seasons.setup.cli.init_app(app)
    schedule.restored.cli.init_app(app)
    demo.cli.init_app(app)
    errors.init_app(app)
    schedule.menu.init_app(app)

    for blueprint in (
        core.state.blueprint,
        accounts.views.blueprint,
        seasons.setup.views.blueprint,
        seasons.views.blueprint,
        ambassadors.views.blueprint,
        ambassadors.continuing.views.blueprint,
        ambassadors.invitations.views.blueprint,
        ambassadors.cards.views.blueprint,
        ambassadors.imports.views.blueprint,
        meetings.views.blueprint,
        meetings.rollcall.views.blueprint,
        meetings.rollcall.checkins.views.blueprint,
        meetings.series.views.blueprint,
        meetings.venues.views.blueprint,
        meetings.answers.views.blueprint,
        meetings.attendance.views.blueprint,
        meetings.counting.views.blueprint,
        meetings.minutes.views.blueprint,
        meetings.search.views.blueprint,
        meetings.decisions.views.blueprint,
        meetings.tasks.views.blueprint,
        messages.views.blueprint,
        meetings.news.views.blueprint,
        messages.stops.views.blueprint,
        outings.views.blueprint,
        outings.places.views.blueprint,
        projects.views.blueprint,
        schedule.views.blueprint,
        schedule.feeds.views.blueprint,
        schedule.feeds.families.views.blueprint,
        schedule.turn.views.blueprint,
    ):
        app.register_blueprint(blueprint)
    guards.refuse_undeclared(app)
    return app
