"""Places in a meeting, and who waits for one

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('meeting') as batch:
        batch.add_column(sa.Column('place_count', sa.Integer(), nullable=True))
        batch.create_check_constraint(batch.f('ck_meeting_places'), 'place_count > 0')
    op.create_table('meeting_place',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('ambassador_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('placed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_meeting_place_ambassador_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_place_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_place'))
    )
    with op.batch_alter_table('meeting_place') as batch:
        batch.create_index(batch.f('ix_meeting_place_ambassador_id'), ['ambassador_id'], unique=False)
        batch.create_index('uq_meeting_place_present', ['meeting_id', 'ambassador_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))


def downgrade() -> None:
    op.drop_table('meeting_place')
    with op.batch_alter_table('meeting') as batch:
        batch.drop_constraint(batch.f('ck_meeting_places'), type_='check')
        batch.drop_column('place_count')
