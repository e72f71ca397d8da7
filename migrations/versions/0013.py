"""Who wants no reminders, and where they say so

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('young_person', 'guardian'):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column('reminders_off_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('mail') as batch:
        batch.add_column(sa.Column('stop_url', sa.String(length=200), nullable=False, server_default=''))
    with op.batch_alter_table('mail') as batch:
        batch.alter_column('stop_url', existing_type=sa.String(length=200), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.drop_column('stop_url')
    for table in ('guardian', 'young_person'):
        with op.batch_alter_table(table) as batch:
            batch.drop_column('reminders_off_at')
