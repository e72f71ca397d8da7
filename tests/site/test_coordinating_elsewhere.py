"""Who coordinates one programme and mediates in another coordinates only the first."""

import time_machine

from core.db import db
from seasons.actions import give_role
from seasons.models import RoleKind
from tests import world
from tests.site.matrix import Row, Site, table, verdict


def of_the_coordinator(row: Row) -> bool:
    """Rows of the first programme that Erin may and Frank, a mediator, may not."""
    return row.expected["erin"] == "y" and row.expected["frank"] == "n" and bool(row.objects or row.query)


def test_a_mediator_does_not_coordinate_because_they_do_elsewhere(site: Site) -> None:
    rows = [row for row in table() if of_the_coordinator(row)]
    assert len(rows) > 3
    told = []
    for row in rows:
        with time_machine.travel(world.NOW, tick=False), site.app.app_context():
            frank = db.session.merge(site.cast.frank)
            give_role(frank, db.session.merge(site.cast.observatory), RoleKind.COORDINATOR, by=frank, now=world.NOW)
            db.session.commit()
        answer = site.ask("frank", row.method, site.url(row))
        if verdict(row.method, answer) not in ("n", "0"):
            told.append(f"{row}: frank got {answer.status_code}")
        site.restore()
    assert told == []
