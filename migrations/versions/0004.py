"""Mails have a dispatch, may be kept back and get a word on top; a programme says how long mail to the group waits

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail') as batch:
        batch.add_column(sa.Column('dispatch', sa.String(length=16), nullable=False, server_default=''))
        batch.add_column(sa.Column('word', sa.Text(), nullable=False, server_default=''))
        batch.add_column(sa.Column('held_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE mail SET dispatch = public_id")
    with op.batch_alter_table('mail') as batch:
        batch.alter_column('dispatch', existing_type=sa.String(length=16), server_default=None)
        batch.alter_column('word', existing_type=sa.Text(), server_default=None)
        batch.create_index('ix_mail_dispatch', ['dispatch'])
    with op.batch_alter_table('programme') as batch:
        batch.add_column(sa.Column('hold_minutes', sa.Integer(), nullable=False, server_default='10'))
    with op.batch_alter_table('programme') as batch:
        batch.alter_column('hold_minutes', existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('programme') as batch:
        batch.drop_column('hold_minutes')
    with op.batch_alter_table('mail') as batch:
        batch.drop_index('ix_mail_dispatch')
        batch.drop_column('held_at')
        batch.drop_column('word')
        batch.drop_column('dispatch')
