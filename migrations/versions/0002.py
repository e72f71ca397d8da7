"""Whom to call, whatever kind of date it is about

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('phone_call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('season_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('regarding', sa.String(length=16), nullable=True))
    op.execute(
        'UPDATE phone_call SET '
        'season_id = (SELECT season_id FROM meeting WHERE meeting.id = phone_call.meeting_id), '
        'regarding = (SELECT public_id FROM meeting WHERE meeting.id = phone_call.meeting_id)'
    )
    with op.batch_alter_table('phone_call', schema=None) as batch_op:
        batch_op.alter_column('season_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('regarding', existing_type=sa.String(length=16), nullable=False)
        batch_op.drop_index(batch_op.f('ix_phone_call_meeting_id'))
        batch_op.drop_constraint(batch_op.f('fk_phone_call_meeting_id'), type_='foreignkey')
        batch_op.drop_column('meeting_id')
        batch_op.create_index(batch_op.f('ix_phone_call_season_id'), ['season_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_phone_call_regarding'), ['regarding'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_phone_call_season_id'), 'season', ['season_id'], ['id'], ondelete='CASCADE')


def downgrade() -> None:
    with op.batch_alter_table('phone_call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.Integer(), nullable=True))
    # Before, only meetings had calls: one about anything else has no place to go back to.
    op.execute('UPDATE phone_call SET meeting_id = (SELECT id FROM meeting WHERE meeting.public_id = phone_call.regarding)')
    op.execute('DELETE FROM phone_call WHERE meeting_id IS NULL')
    with op.batch_alter_table('phone_call', schema=None) as batch_op:
        batch_op.alter_column('meeting_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f('ix_phone_call_season_id'))
        batch_op.drop_index(batch_op.f('ix_phone_call_regarding'))
        batch_op.drop_constraint(batch_op.f('fk_phone_call_season_id'), type_='foreignkey')
        batch_op.drop_column('season_id')
        batch_op.drop_column('regarding')
        batch_op.create_index(batch_op.f('ix_phone_call_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_phone_call_meeting_id'), 'meeting', ['meeting_id'], ['id'], ondelete='CASCADE')
