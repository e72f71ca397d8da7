"""A list that waits for its reader's yes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from core.db import Addressed, Model, Moment
from seasons.models import Season

LIFE = timedelta(hours=24)
"""How long an uploaded file is kept: until it is imported, or for a day."""


class ImportDraft(Addressed, Model):
    """An uploaded file, for whoever uploaded it. Once imported the file is gone, and the row says what came of it."""

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sheet_name: Mapped[str | None] = mapped_column(String(120))  # the worksheet asked for; none: the likeliest
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # corrected ones: index → field, "" unread
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    imported_at: Mapped[datetime | None] = mapped_column(Moment)
    joined_count: Mapped[int] = mapped_column(default=0)

    season: Mapped[Season] = relationship()

    @property
    def reading(self) -> str:
        """How the list is read, as a preview carries it: what is confirmed is what was on that page."""
        chosen = json.dumps([self.sheet_name, sorted(self.columns.items())])
        return hashlib.sha256(chosen.encode()).hexdigest()[:16]
