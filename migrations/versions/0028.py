"""A mail keeps what its reader knew before it, until it leaves

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.add_column(sa.Column('known', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('mail') as batch:
        batch.alter_column('known', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.drop_column('known')
