"""Who closed a season

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('season') as batch:
        batch.add_column(sa.Column('archived_by_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f('fk_season_archived_by_id'), 'user', ['archived_by_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('season') as batch:
        batch.drop_constraint(batch.f('fk_season_archived_by_id'), type_='foreignkey')
        batch.drop_column('archived_by_id')
