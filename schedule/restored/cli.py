"""`flask restore` and `flask restored`: a backup put back, and made the newest state before anybody is served.

`flask feed raise-revisions` is the part of it that calendars need, for a database that only lost a few changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from core import clock, whereabouts
from core.backup import OURS, BackupFailed, checked_draft, folder_aside, replace, require_whole
from core.db import Model, db
from core.running import Mark, Taken, alone
from core.schema import Newer, away, known_revisions, require_known
from core.settings import Settings
from schedule.restored import actions


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put the backup FILE in place of the SQLite database, which is kept aside, and make it the newest state."""
    database = Path(db.engine.url.database or "")
    if db.engine.dialect.name != "sqlite" or not database.name:
        raise click.ClickException("This database is PostgreSQL's: pg_restore puts a backup back (see docs/deploy.md).")
    with undisturbed() as mark:
        try:
            draft = checked_draft(file.absolute(), database, known=known_revisions())
        except BackupFailed as failed:
            if database.exists() or not mark.aside:
                raise
            raise BackupFailed(f"{failed} No database is in place: what was there lies in {mark.aside}.") from failed
        db.engine.dispose()  # no connection to what is put aside
        aside = Path(mark.aside) if mark.aside else folder_aside(database, now=clock.now())
        mark.begin(str(aside))
        was_there = replace(database, draft, aside=aside)
        done = put_right()
    if was_there:
        click.echo(f"What was there is kept in {aside}: delete it when all is well, it holds everything.")
    tell(done)


@click.command("restored")
@click.argument("name")
@click.option("--moved", is_flag=True, help="It is no older: it was copied with everything stopped. All else stays.")
@with_appcontext
def restored(name: str, moved: bool) -> None:
    """Make the database NAME, which was restored by other means such as pg_restore, the newest state.

    It is the one that DATABASE_URL leads to: naming it keeps whoever forgot to set that from the database in use.
    """
    found = whereabouts.name()
    if name != found:
        raise click.ClickException(f"DATABASE_URL leads to the database {found}, not to {name}: nothing was done.")
    with undisturbed() as mark:
        if db.engine.dialect.name == "sqlite":
            require_whole(Path(db.engine.url.database or ""))
        else:
            require_nobody_else()
        if not set(inspect(db.engine).get_table_names()) >= OURS:
            raise click.ClickException("There is no database of Cohorte: restore a backup first.")
        require_known()
        mark.begin()
        done = put_right(moved=moved)
    tell(done)


def put_right(*, moved: bool = False) -> actions.Done | None:
    """To the shape of this code, as a start does; then all that the world outside may have seen since, unless it is
    the newest state as it is."""
    flask_migrate.upgrade()
    require_all()
    done = None if moved else actions.put_right(now=clock.now())
    whereabouts.note()
    db.session.commit()
    return done


def tell(done: actions.Done | None) -> None:
    """The same words whatever the numbers are."""
    if done is None:
        click.echo("This is the database in use from now on, as it is.")
        return
    click.echo(f"Dates that are now newer than any calendar has read: {done.dates}.")
    click.echo(f"Reminders that were due by now and count as sent: {done.reminders}.")
    click.echo(f"Mails kept back, which the team sends or cancels from its home page: {done.kept_back}.")
    click.echo(f"Ended, of what signs somebody in: sessions {done.sessions}, links {done.links}, mails {done.dropped}.")
    click.echo(f"Everybody signs in again. To be invited again, by mail or by card: {done.to_invite}.")


def require_all() -> None:
    """Raises BackupFailed for half of a database. `pg_restore` makes what ties the tables together last, after their
    rows: where that is there, so are they."""
    with db.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Model.metadata)
    lacking = [change for change in found if str(change[0]).startswith("add_")]
    if lacking:
        raise BackupFailed(
            f"Only a part of the backup is in this database, which lacks {len(lacking)} constraints or other parts:"
            " make it anew, and restore the whole backup into it."
        )


def require_nobody_else() -> None:
    """On PostgreSQL, servers may run elsewhere, on data folders of their own. Raises BackupFailed."""
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with db.engine.connect() as connection:
        found = connection.scalar(text(f"{others} AND usename IS NOT NULL"))  # it tidies up by itself, as nobody
    if found:
        raise BackupFailed(
            f"Others are connected to {whereabouts.name()}:"
            " stop every server and what sends its mail, on other machines too."
        )


@contextmanager
def undisturbed() -> Iterator[Mark]:
    """While nobody works on the data folder; what goes wrong is a sentence and the exit code 1."""
    settings: Settings = current_app.extensions["settings"]
    try:
        with alone(settings.data) as mark:
            yield mark
    except (BackupFailed, Newer, Taken) as failed:
        raise click.ClickException(str(failed)) from failed
    except OperationalError as error:
        raise click.ClickException(away(error)) from error
    except OSError as error:
        raise click.ClickException(f"{settings.data} cannot be written: {error.strerror}.") from error


@click.group("feed")
def feed() -> None:
    """What calendars that subscribe are told."""


@feed.command("raise-revisions")
@with_appcontext
def raise_revisions() -> None:
    """Make all dates newer than any calendar has read, so that each takes them as they are now."""
    dates = actions.raise_revisions(now=clock.now())
    db.session.commit()
    click.echo(f"Dates that are now newer than any calendar has read: {dates}.")


def init_app(app: Flask) -> None:
    app.cli.add_command(restore)
    app.cli.add_command(restored)
    app.cli.add_command(feed)
