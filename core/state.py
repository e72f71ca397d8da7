"""The health address: whether this instance answers, and whether its database does."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.db import db
from core.guards import PUBLIC, access

blueprint = Blueprint("core", __name__)


@blueprint.get("/etat")
@access(PUBLIC)
def state() -> ResponseReturnValue:
    """200 when the database answers, 503 when it does not. Says nothing else to strangers."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"state": "database unavailable"}, 503, {"Retry-After": "5"}
    return {"state": "ok"}
