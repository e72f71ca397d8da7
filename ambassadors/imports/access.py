"""Whose uploaded list it is: only who brought it sees it, while in that programme's team."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.models import User
from ambassadors.imports.models import ImportDraft
from seasons.access import programme_ids_of
from seasons.models import Season


def drafts_of(user: User, now: datetime) -> Select[ImportDraft]:
    """The lists this person uploaded in the last day."""
    return (
        select(ImportDraft)
        .join(ImportDraft.season)
        .where(ImportDraft.user_id == user.id, ImportDraft.ends_at > now)
        .where(Season.programme_id.in_(programme_ids_of(user)))
        .options(contains_eager(ImportDraft.season).options(joinedload(Season.programme)))
    )
