"""`flask restored`: once, after a backup was restored and before anybody is served.

`flask feed raise-revisions` is the part of it that calendars need, for a database that only lost a few changes.
"""

import click
from flask import Flask
from flask.cli import with_appcontext

from core import clock
from core.db import db
from schedule.restored import actions


@click.command("restored")
@with_appcontext
def restored() -> None:
    """Make a restored backup the newest state: for calendars, waiting mail, sessions and links."""
    done = actions.put_right(now=clock.now())
    db.session.commit()
    click.echo(
        f"{done.dates} dates are now newer than any calendar has read. Held back: {done.mails} mails. "
        f"Ended: {done.sessions} sessions and {done.links} links, so everybody signs in again."
    )


@click.group("feed")
def feed() -> None:
    """What calendars that subscribe are told."""


@feed.command("raise-revisions")
@with_appcontext
def raise_revisions() -> None:
    """Make all dates newer than any calendar has read, so that each takes them as they are now."""
    dates = actions.raise_revisions(now=clock.now())
    db.session.commit()
    click.echo(f"{dates} dates are now newer than any calendar has read.")


def init_app(app: Flask) -> None:
    app.cli.add_command(restored)
    app.cli.add_command(feed)
