"""Reminders of a date, each once; and mail that comes too late to be of use

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('answer', 'coming', name='reminderkind', native_enum=False, length=24), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dispatch', sa.String(length=16), nullable=False),
    sa.Column('mail_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_reminder_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('meeting_id', 'kind', 'held_on', name=op.f('uq_reminder_meeting_id_kind_held_on'))
    )
    with op.batch_alter_table('mail') as batch:
        batch.add_column(sa.Column('until_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('meeting') as batch:
        batch.add_column(sa.Column('reminds', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('meeting') as batch:
        batch.alter_column('reminds', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('meeting') as batch:
        batch.drop_column('reminds')
    with op.batch_alter_table('mail') as batch:
        batch.drop_column('until_at')
    op.drop_table('reminder')
