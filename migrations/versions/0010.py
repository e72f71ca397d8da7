"""Who continues: what an ambassador said of the season after theirs

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('continuing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ambassador_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wish', sa.Enum('continue', 'pause', 'leave', name='wish', native_enum=False, length=24), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noted_by_id', sa.Integer(), nullable=True),
    sa.Column('how', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_continuing_ambassador_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['noted_by_id'], ['user.id'], name=op.f('fk_continuing_noted_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_continuing')),
    sa.UniqueConstraint('ambassador_id', name=op.f('uq_continuing_ambassador_id'))
    )


def downgrade() -> None:
    op.drop_table('continuing')
