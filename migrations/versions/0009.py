"""Which season follows which

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('season') as batch:
        batch.add_column(sa.Column('follows_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f('fk_season_follows_id'), 'season', ['follows_id'], ['id'], ondelete='SET NULL')
        batch.create_unique_constraint(batch.f('uq_season_follows_id'), ['follows_id'])


def downgrade() -> None:
    with op.batch_alter_table('season') as batch:
        batch.drop_constraint(batch.f('uq_season_follows_id'), type_='unique')
        batch.drop_constraint(batch.f('fk_season_follows_id'), type_='foreignkey')
        batch.drop_column('follows_id')
