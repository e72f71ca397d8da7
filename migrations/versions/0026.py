"""A roll call that was taken up again: when, and by whom

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roll_call') as batch:
        batch.add_column(sa.Column('resumed_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('resumed_by_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_roll_call_resumed_by_id'), 'user', ['resumed_by_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('roll_call') as batch:
        batch.drop_constraint(op.f('fk_roll_call_resumed_by_id'), type_='foreignkey')
        batch.drop_column('resumed_by_id')
        batch.drop_column('resumed_at')
