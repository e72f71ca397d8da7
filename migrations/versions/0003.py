"""An answer remembers the day and time it was given for

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

SPAN = ('starts_at', 'ends_at')


def upgrade() -> None:
    with op.batch_alter_table('answer') as batch_op:
        for name in SPAN:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    # What was answered so far is taken for an answer to where the meeting now stands: nothing says otherwise.
    for name in SPAN:
        op.execute(f'UPDATE answer SET {name} = (SELECT {name} FROM meeting WHERE meeting.id = answer.meeting_id)')
    with op.batch_alter_table('answer') as batch_op:
        for name in SPAN:
            batch_op.alter_column(name, existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('answer') as batch_op:
        for name in SPAN:
            batch_op.drop_column(name)
