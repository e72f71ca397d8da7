"""Which papers came in, as the notes say it."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ambassadors.models import Ambassador, YoungPerson
from core.db import db, rows
from core.unreadable import Lost, lost, readable
from outings.models import Outing, PermissionNote, SignUp
from outings.rules import needs_permission
from seasons.models import Season


def notes_of(outing: Outing) -> Sequence[PermissionNote]:
    """Every note about an outing, the latest first, each with whom it is about and who made it."""
    query = (
        select(PermissionNote)
        .join(PermissionNote.ambassador)
        .join(Ambassador.young_person)
        .where(PermissionNote.outing_id == outing.id)
        .options(
            contains_eager(PermissionNote.ambassador).contains_eager(Ambassador.young_person),
            joinedload(PermissionNote.by),
        )
        .order_by(PermissionNote.id.desc())
    )
    return rows(query)


def received_in(notes: Sequence[PermissionNote]) -> dict[int, PermissionNote]:
    """The papers that are in, by ambassador: those whose last note says so. `notes` come the latest first."""
    last: dict[int, PermissionNote] = {}
    for each in notes:
        last.setdefault(each.ambassador_id, each)
    return {key: each for key, each in last.items() if each.is_received}


def last_note(outing: Outing, ambassador: Ambassador) -> PermissionNote | None:
    query = (
        select(PermissionNote)
        .where(PermissionNote.outing_id == outing.id, PermissionNote.ambassador_id == ambassador.id)
        .order_by(PermissionNote.id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def outings_with_papers(season: Season) -> tuple[dict[Outing, int], list[Lost]]:
    """The outings of a season in order, drafts too, each with how many minors who have a place gave no paper; and those
    that cannot be read.

    One query.
    """
    notes = aliased(PermissionNote)
    last = select(func.max(notes.id)).where(notes.outing_id == Outing.id, notes.ambassador_id == SignUp.ambassador_id)
    is_placed = and_(SignUp.outing_id == Outing.id, SignUp.left_at.is_(None), SignUp.placed_at.is_not(None))
    query = (
        select(Outing, YoungPerson.born_on, PermissionNote.is_received)
        .outerjoin(SignUp, is_placed)
        .outerjoin(SignUp.ambassador)
        .outerjoin(Ambassador.young_person)
        .outerjoin(PermissionNote, PermissionNote.id == last.scalar_subquery())
        .where(Outing.season_id == season.id)
        .order_by(Outing.starts_at, Outing.id)
    )
    missing: dict[Outing, int] = {}
    found, keys = readable(query, Outing.id)
    for outing, born_on, is_received in found:
        asks = born_on is not None and needs_permission(born_on, outing.held_on)
        missing[outing] = missing.get(outing, 0) + (asks and not is_received)
    return missing, lost(Outing, keys)
