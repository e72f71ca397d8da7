"""A guardian's calendar link: whose mailbox it was made for

Revision ID: 0024
Revises: 0023
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op


revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

feed = sa.table('feed', *map(sa.column, ('kind', 'young_person_id')), sa.column('revoked_at', sa.DateTime(timezone=True)))


def upgrade() -> None:
    with op.batch_alter_table('feed') as batch:
        batch.add_column(sa.Column('mailbox', sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    # What stays knows of no guardians: their links become nobody's that have ended, so that their calendars empty.
    now = datetime.now(UTC)
    ended = {'kind': 'group', 'young_person_id': None, 'revoked_at': sa.func.coalesce(feed.c.revoked_at, now)}
    op.execute(sa.update(feed).where(feed.c.kind == 'guardian').values(ended))
    with op.batch_alter_table('feed') as batch:
        batch.drop_column('mailbox')
