"""Bring a list: choose a file, see what it says, import it."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.access import me
from ambassadors.access import dates_out
from ambassadors.imports import actions
from ambassadors.imports.access import drafts_of
from ambassadors.imports.actions import Plan, ReadOtherwise
from ambassadors.imports.forms import ADD, CHANGE, COMPLETE, KEEP, PREFIX, READING, FileForm, columns_in, rows_in
from ambassadors.imports.models import ImportDraft
from ambassadors.imports.wording import difference_words, name_in_two, names
from ambassadors.sheets.cells import as_written, line
from ambassadors.sheets.fields import Field
from ambassadors.sheets.people import Preview
from ambassadors.sheets.person import Person
from ambassadors.sheets.reading import MAX_BYTES
from ambassadors.sheets.rows import Reason, Refused, Row
from ambassadors.sheets.wording import explain, explain_refusal, field_name
from ambassadors.sheets.writing import faults_xlsx, template_xlsx
from core import clock, errors
from core.clock import day_in
from core.db import clear_journal, db, one_or_404
from core.guards import access
from core.i18n import locale_name
from core.look import toast
from seasons import here
from seasons.access import STAFF, is_staff
from seasons.here import closed_to, default_season, my_seasons, season_here

blueprint = Blueprint("imports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 60
ROWS_SHOWN = 14
LEFT_OUT_SHOWN = 60
UNSURE_NAMES_SHOWN = 200
DIFFERING_SHOWN = 100
SQUARES_SHOWN = 600
TOO_LARGE = 413


@blueprint.get("/equipe/jeunes/importer")
@access(STAFF)
def choose() -> ResponseReturnValue:
    if (closed := closed_to("ambassadors.index")) is not None:
        return closed
    return render_template("ambassadors/imports/choose.html", form=FileForm(formdata=None))


@blueprint.post("/equipe/jeunes/importer")
@access(STAFF)
def upload() -> ResponseReturnValue:
    season, form = season_here(), FileForm()
    if not form.validate_on_submit():
        return render_template("ambassadors/imports/choose.html", form=form), 422
    file = form.sheet.data
    try:
        draft = actions.keep(season, file.read(MAX_BYTES + 1), file.filename, by=me(), now=clock.now())
    except Refused as refused:
        return _refused(form, refused), 422
    db.session.commit()
    return _to(draft)


@blueprint.errorhandler(TOO_LARGE)
def too_large(_error: Exception) -> ResponseReturnValue:
    """A file that was not even received is refused beside its field too; nothing of the request can be read."""
    if not is_staff():
        return errors.page(TOO_LARGE)
    asked = next((s for s in my_seasons() if s.public_id == request.args.get("saison")), default_season())
    if asked is not None:
        here.show(asked)
    return _refused(FileForm(formdata=None), Refused(Reason.TOO_LARGE)), TOO_LARGE


@blueprint.get("/equipe/jeunes/modele.xlsx")
@access(STAFF)
def template() -> ResponseReturnValue:
    return _spreadsheet(template_xlsx(locale_name()), _("template"))


@blueprint.get("/equipe/jeunes/importer/<string:draft_id>")
@access(STAFF)
def preview(draft_id: str) -> ResponseReturnValue:
    draft = _find(draft_id)
    return _to_list(draft) if draft.imported_at else _preview_page(draft)


@blueprint.post("/equipe/jeunes/importer/<string:draft_id>")
@access(STAFF)
def confirm(draft_id: str) -> ResponseReturnValue:
    draft = _find(draft_id)
    chosen, rows = set(request.form.getlist(CHANGE)), rows_in(request.form.getlist(ADD))
    kept, reading = set(request.form.getlist(KEEP)), request.form.get(READING, "")
    try:
        joined = actions.confirm(
            draft,
            by=me(),
            reading=reading,
            chosen=chosen,
            rows=rows,
            mailboxes=kept,
            now=clock.now(),
            today=_today(draft),
        )
    except ReadOtherwise:
        return _read_otherwise_since(draft)
    db.session.commit()
    clear_journal()  # the file is gone, and so is its text
    added = ngettext("%(num)s young person added.", "%(num)s young people added.", joined)
    unsent = _("The meetings already published go out with the invitation, and to parents of under-18s.")
    toast(f"{added} {unsent}" if joined and dates_out(draft.season, clock.now()) else added)
    return _to_list(draft)


@blueprint.get("/equipe/jeunes/importer/<string:draft_id>/fiches")
@access(STAFF)
def back_to_preview(draft_id: str) -> ResponseReturnValue:
    return _to(_find(draft_id))


@blueprint.post("/equipe/jeunes/importer/<string:draft_id>/fiches")
@access(STAFF)
def settle(draft_id: str) -> ResponseReturnValue:
    """Files of people already known, completed or put right from the list."""
    draft = _find(draft_id)
    if draft.imported_at:
        return _to_list(draft)
    if request.form.get(READING) != draft.reading:
        return _read_otherwise_since(draft)
    plan = actions.plan(draft, today=_today(draft))
    chosen, gaps = set(request.form.getlist(CHANGE)), COMPLETE in request.form
    count = actions.settle(draft.season, plan, chosen=chosen, gaps=gaps, now=clock.now())
    db.session.commit()
    toast(
        ngettext("Details changed for %(num)s young person.", "Details changed for %(num)s young people.", count)
        if count
        else _("Nothing was ticked.")
    )
    return _to(draft)


@blueprint.get("/equipe/jeunes/importer/<string:draft_id>/lecture")
@access(STAFF)
def reread(draft_id: str) -> ResponseReturnValue:
    return _to(_find(draft_id))


@blueprint.post("/equipe/jeunes/importer/<string:draft_id>/lecture")
@access(STAFF)
def read_otherwise(draft_id: str) -> ResponseReturnValue:
    """Another worksheet, or other columns."""
    draft = _find(draft_id)
    if draft.imported_at:
        return _to_list(draft)
    try:
        actions.read_otherwise(draft, sheet_name=request.form.get("feuille", ""), columns=columns_in(request.form))
    except Refused as refused:
        return _preview_page(draft, refusal=explain_refusal(refused, _)), 422
    db.session.commit()
    return _to(draft)


@blueprint.get("/equipe/jeunes/importer/<string:draft_id>/a-revoir.xlsx")
@access(STAFF)
def faults(draft_id: str) -> ResponseReturnValue:
    draft = _find(draft_id)
    if draft.imported_at:
        return _to_list(draft)
    return _spreadsheet(faults_xlsx(actions.plan(draft, today=_today(draft)).preview, _), _("to-check"))


def _find(draft_id: str) -> ImportDraft:
    draft = one_or_404(drafts_of(me(), clock.now()).where(ImportDraft.public_id == draft_id))
    here.show(draft.season)
    return draft


def _today(draft: ImportDraft) -> date:
    return day_in(draft.season.programme.zone, clock.now())


def _to(draft: ImportDraft) -> ResponseReturnValue:
    return redirect(url_for("imports.preview", draft_id=draft.public_id), 303)


def _to_list(draft: ImportDraft) -> ResponseReturnValue:
    return redirect(url_for("ambassadors.index", saison=draft.season.public_id), 303)


def _spreadsheet(content: bytes, name: str) -> ResponseReturnValue:
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def _refused(form: FileForm, refused: Refused) -> str:
    form.sheet.errors = [". ".join(explain_refusal(refused, _)).replace("..", ".")]
    return render_template("ambassadors/imports/choose.html", form=form)


def _read_otherwise_since(draft: ImportDraft) -> ResponseReturnValue:
    words = _("Its columns were changed in another tab. Check how it reads now, then import it.")
    return _preview_page(draft, refusal=(_("The list is now read differently"), words)), 409


def _preview_page(draft: ImportDraft, *, refusal: tuple[str, str] | None = None) -> str:
    plan = actions.plan(draft, today=_today(draft))
    unsure, turned = plan.preview.unsure_names, plan.preview.turned_names
    return render_template(
        "ambassadors/imports/preview.html",
        draft=draft,
        dates_out=dates_out(draft.season, clock.now()),
        plan=plan,
        preview=plan.preview,
        refusal=refusal,
        fault_words=[(fault, *explain(fault, _)) for fault in plan.preview.faults[:FAULTS_SHOWN]],
        missing=[field_name(field, _) for field in plan.preview.missing],
        crossed=_crossed(plan),
        shown_rows=_rows_around(plan.preview),
        left_out=_left_out(plan.preview),
        samples=_samples(plan.preview),
        bad_cells={(fault.row, fault.column) for fault in plan.preview.faults},
        field_names={field.value: field_name(field, _) for field in Field},
        as_written=as_written,
        prefix=PREFIX,
        differing_shown=DIFFERING_SHOWN,
        change=CHANGE,
        add=ADD,
        keep=KEEP,
        complete=COMPLETE,
        reading=READING,
        difference_words=difference_words,
        names=names,
        unsure_names=_names_in_two(unsure),
        turned=_names_in_two(turned),
    )


def _names_in_two(people: Sequence[Person]) -> list[tuple[int, str]]:
    return [(each.row, name_in_two(each.first_name, each.last_name)) for each in people[:UNSURE_NAMES_SHOWN]]


def _crossed(plan: Plan) -> tuple[int, ...] | None:
    """The places of the rows with a fault among all rows of people; None where there are too many to draw."""
    found = plan.preview
    if found.row_count > SQUARES_SHOWN:
        return None
    bad = set(found.faulty_rows)
    well = {person.row for person in (*found.good, *found.already_known)} | set(found.joined_rows)
    numbers = sorted(bad | well)
    return tuple(place for place, number in enumerate(numbers) if number in bad)


def _rows_around(preview: Preview) -> list[Row]:
    """The first rows with a fault, each with the row before it."""
    bad, shown = set(preview.faulty_rows), list[Row]()
    for before, row in zip((None, *preview.sheet.rows), preview.sheet.rows, strict=False):
        if row.number in bad and len(shown) < ROWS_SHOWN:
            shown += [each for each in (before, row) if each is not None and each not in shown[-1:]]
    return shown


def _left_out(preview: Preview) -> list[tuple[int, str]]:
    """The first rows passed over, with what they say."""
    rows = preview.left_out[:LEFT_OUT_SHOWN]
    return [(row.number, ", ".join(filter(None, map(line, row.cells)))) for row in rows]


def _samples(preview: Preview) -> dict[int, str]:
    """What the first cell of each column says, where the list has no headings to know them by."""
    if preview.sheet.heading_row:
        return {}
    return {
        column.index: next(filter(None, (line(row.cells[column.index]) for row in preview.sheet.rows)), "")
        for column in preview.sheet.columns
    }
