"""The season's attendance, for its team: on screen, and to take away."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.access import me
from accounts.actions import log_access
from ambassadors.sheets.cells import Cell
from core import clock
from core.db import db, rows
from core.guards import access
from core.paging import page_of
from meetings.attendance.access import held_in, missed_in, people_in, records_of
from meetings.attendance.rules import Count
from meetings.attendance.sheet import as_csv, as_xlsx, table_of
from meetings.attendance.wording import TONES, hours_words, mark_words, share_words
from seasons.access import STAFF
from seasons.here import season_here
from seasons.rules import slug

blueprint = Blueprint("attendance", __name__)
PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/equipe/bilan")
@access(STAFF)
def index() -> ResponseReturnValue:
    season, now = season_here(), clock.now()
    held, missing = held_in(season, now), set(db.session.scalars(missed_in(season, now)))
    people = page_of(people_in(season), number=request.args.get("page"), size=PAGE)
    counts = [each.of for each in held]
    return render_template(
        "meetings/attendance/index.html",
        held=held,
        tones=TONES,
        people=people,
        records=records_of(people.rows, held, missing),
        missing_count=len(missing),
        total=Count(sum(each.here for each in counts), sum(each.marked for each in counts)),
        hours_words=hours_words,
        mark_words=mark_words,
        share_words=share_words,
    )


@blueprint.post("/equipe/bilan/csv")
@access(STAFF)
def take_csv() -> ResponseReturnValue:
    return _file(as_csv(_table()), "text/csv; charset=utf-8", "csv")


@blueprint.post("/equipe/bilan/xlsx")
@access(STAFF)
def take_xlsx() -> ResponseReturnValue:
    return _file(as_xlsx(_table()), XLSX, "xlsx")


@blueprint.get("/equipe/bilan/csv")
@blueprint.get("/equipe/bilan/xlsx")
@access(STAFF)
def back() -> ResponseReturnValue:
    """The addresses of the files, opened again: they are taken by a button, and the log says who did."""
    return redirect(url_for("attendance.index", saison=season_here().public_id), 303)


def _table() -> list[list[Cell]]:
    season, now = season_here(), clock.now()
    held = held_in(season, now)
    log_access("attendance list", by=me(), programme=season.programme.public_id, now=now)
    table = table_of(held, records_of(rows(people_in(season)), held, ()))
    db.session.commit()
    return table


def _file(content: bytes, kind: str, ending: str) -> Response:
    name = "-".join((_("attendance"), slug(season_here().name)))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(content, content_type=kind, headers=headers)
