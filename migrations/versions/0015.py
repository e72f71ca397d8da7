"""Whether somebody has come in, and whether a reply was read

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('user', sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('reply', sa.Column('read_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        'UPDATE "user" SET entered_at = (SELECT min(session.created_at) FROM session WHERE session.user_id = "user".id)'
    )


def downgrade() -> None:
    op.drop_column('reply', 'read_at')
    op.drop_column('user', 'entered_at')
