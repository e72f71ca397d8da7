"""The file that puts what a mail tells into a calendar

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.add_column(sa.Column('calendar', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('mail') as batch:
        batch.alter_column('calendar', existing_type=sa.Text(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.drop_column('calendar')
