"""Names stand in the order of their letters, on both engines, whatever their accents and capitals."""

import pytest
from flask import Flask
from sqlalchemy import literal, select

from core.db import by_letters, db, rows
from meetings.access import venues_of
from meetings.models import Venue
from seasons.access import colleagues_of
from seasons.models import Programme
from tests import world
from tests.world import Cast

IN_ORDER = ["Anaïs", "École des arts", "Élise", "emma", "Ève", "Îlot", "Łukasz", "Zoé"]


def test_an_accent_changes_no_order(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for name in reversed(IN_ORDER):
            world.add(Venue(programme_id=cast.kaleido.id, name=name, address="", zone="Europe/Paris"))
            world.mediator(db.session.merge(cast.kaleido), name)
        world.commit()
        kaleido = db.session.get_one(Programme, cast.kaleido.id)
        assert [each.name for each in venues_of(kaleido.id) if each.name in IN_ORDER] == IN_ORDER
        assert [each.name for each in rows(colleagues_of(kaleido)) if each.name in IN_ORDER] == IN_ORDER


@pytest.mark.parametrize("name", ["Élise", "ÉLISE", "elise"])
def test_one_name_however_it_is_written(app: Flask, name: str) -> None:
    with app.app_context():
        assert db.session.scalar(select(by_letters(literal(name)))) == "elise"
