"""`flask first-link`: the way into an empty instance."""

import os

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from core import clock
from core.db import db
from seasons.setup import actions


@click.command("first-link")
@with_appcontext
def first_link() -> None:
    """Print a link to the set-up page when nobody has set this instance up; otherwise print nothing."""
    settings = current_app.extensions["settings"]
    key = actions.first_key(secret=settings.key("codes"), now=clock.now())
    if key:
        db.session.commit()
        host = settings.public_url or os.environ.get("COHORTE_ADDRESS") or "http://127.0.0.1:8000"
        click.echo("\nNobody has set this instance up yet. Within 24 hours, open:\n")
        click.echo(f"    {click.style(f'{host}/installation/{key}', bold=True)}")


def init_app(app: Flask) -> None:
    app.cli.add_command(first_link)
