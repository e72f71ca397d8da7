"""A database says where it lies, so that a copy of it is known for one

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op


revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'whereabouts',
        sa.Column('place', sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint('place', name=op.f('pk_whereabouts')),
    )


def downgrade() -> None:
    op.drop_table('whereabouts')
