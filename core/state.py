"""The health address: whether this instance answers, and whether its database does."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core.db import db
from core.guards import PUBLIC, access
from core.whereabouts import is_copy

blueprint = Blueprint("core", __name__)


@blueprint.get("/etat")
@access(PUBLIC)
def state() -> ResponseReturnValue:
    """200 when the database answers and mail may leave, 503 when not. Says nothing else to strangers."""
    try:
        copied = db.session.scalar(select(is_copy()))
    except SQLAlchemyError:
        return {"state": "database unavailable"}, 503, {"Retry-After": "5"}
    if copied:
        return {"state": "a copy, and no mail leaves until `flask restored` is given"}, 503
    return {"state": "ok"}
