"""`flask restored`: once, after a backup was restored and before anybody is served."""

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


def init_app(app: Flask) -> None:
    app.cli.add_command(restored)
