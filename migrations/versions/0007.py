"""A mail that somebody waits for leaves before the others

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail') as batch_op:
        batch_op.add_column(sa.Column('is_awaited', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('mail') as batch_op:
        batch_op.alter_column('is_awaited', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mail') as batch_op:
        batch_op.drop_column('is_awaited')
