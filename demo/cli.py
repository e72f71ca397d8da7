"""`flask demo`: make the invented instance, and hand out ways in."""

import json
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, select

from accounts.actions import new_link
from accounts.models import User
from accounts.rules import LinkKind
from ambassadors.models import Ambassador
from core import clock
from core.db import db
from core.settings import Settings
from demo.families import page_of_a_guardian
from demo.story import Person, tell
from seasons.models import Role


@click.command("demo")
@click.option("--keep", is_flag=True, help="Keep what is there: only make new sign-in links.")
@click.option("--links", type=click.Path(dir_okay=False, path_type=Path), help="Write a sign-in link per person.")
@with_appcontext
def demo(keep: bool, links: Path | None) -> None:
    """Fill an empty instance with invented people, and print how to enter."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("This is not a demonstration: `./run demo` makes one in a folder of its own.")
    if not inspect(db.engine).has_table("programme"):
        raise click.ClickException(f"There is no database in {settings.data} yet: `./run demo` makes one and fills it.")
    host = settings.public_url or "http://127.0.0.1:8000"
    with current_app.test_request_context(base_url=host, method="POST"):  # the story writes
        people = everyone() if keep else tell(clock.now())
        rows = [_row(person, host, settings.key("codes")) for person in people]
        family = page_of_a_guardian(host, now=clock.now())
        db.session.commit()
    if links is not None:
        links.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    click.echo(
        f"\nThe demonstration is ready: {len(rows)} invented people. Each link below works once, for 24 hours.\n"
    )
    for row in [*[r for r in rows if r["role"] == "mediator"], *[r for r in rows if r["role"] == "ambassador"][:3]]:
        click.echo(f"  {row['role']:<11} {row['name']:<20} {row['url']}")
    if family:
        click.echo("\nGuardians have no account. This is what a mail about the next meeting opens for one of them:\n")
        click.echo(f"  {'guardian':<11} {family[0]:<20} {family[1]}")
    click.echo()


def everyone() -> list[Person]:
    """Who can sign in to a demonstration that was kept."""
    team = db.session.scalars(
        select(User).where(User.id.in_(select(Role.user_id).where(Role.ended_at.is_(None)))).order_by(User.id)
    )
    people = [Person("mediator", user.name, user) for user in team]
    seen = set()
    for ambassador in db.session.scalars(
        select(Ambassador).where(Ambassador.left_on.is_(None)).order_by(Ambassador.id)
    ):
        young = ambassador.young_person
        if young.user is not None and young.id not in seen:
            seen.add(young.id)
            people.append(Person("ambassador", young.name, young.user, young.public_id))
    return people


def _row(person: Person, host: str, secret: bytes) -> dict[str, str]:
    made = new_link(LinkKind.DEMO, secret=secret, user=person.user, person=person.person, now=clock.now())
    return {
        "role": person.role,
        "name": person.name,
        "email": person.user.email or "",
        "url": f"{host}/lien/{made.key}",
    }


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
