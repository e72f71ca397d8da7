"""From the command line: `flask work`, which `./run work` calls, and `flask backup`."""

import os
import signal
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from core.backup import BackupFailed, copy_database
from core.db import db
from core.letters import Away
from core.running import Taken, share
from core.schema import Newer, away
from core.sending import Sender, start_sender
from core.settings import Settings
from core.whereabouts import Copied


@click.command("work")
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
@with_appcontext
def work(once: bool) -> None:
    """Send the mail of the outbox and do what is daily, until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # the proxy's own way
    try:
        share(app.extensions["settings"].data)
    except Taken as taken:
        raise click.ClickException(str(taken)) from taken
    if once:
        try:
            click.echo(f"{Sender(app).once()} sent")
        except Away as trouble:
            raise click.ClickException(f"No mail leaves: {trouble}") from trouble
        except (Copied, Newer) as words:
            raise click.ClickException(str(words)) from words
        except OperationalError as error:
            raise click.ClickException(away(error)) from error
        return
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)  # they wait for us below, and interrupt no mail
    sender = start_sender(app, at_end=partial(os.kill, os.getpid(), signal.SIGTERM))
    click.echo("Sending mail as it comes. Ctrl-C stops.")
    signal.sigwait(signals)
    sender.stop()
    if sender.ended:
        raise click.ClickException(sender.ended)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the database into FILE while people use it. The secret key is not in it: keep that apart."""
    if not file.is_absolute():  # it would land in the checkout, where this runs
        raise click.ClickException(f"Give the whole name of the file, from the / on, and not {file} alone.")
    database = db.engine.url.database
    settings: Settings = current_app.extensions["settings"]
    if db.engine.dialect.name != "sqlite" or not database:
        raise click.ClickException("This database is PostgreSQL's: back it up with pg_dump (see docs/deploy.md).")
    if not Path(database).exists():
        raise click.ClickException(f"There is no database in {settings.data}: COHORTE_DATA names the data folder.")
    try:
        copy_database(Path(database), file)
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from failed
    click.echo(f"The database of {settings.data} is in {file}.")


def init_app(app: Flask) -> None:
    app.cli.add_command(work)
    app.cli.add_command(backup)
