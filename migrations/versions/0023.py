"""What a calendar's link shows and whether it reminds, and a name for every link of a person

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

alarm = sa.Enum('none', 'day before', 'two hours', name='alarm', native_enum=False, length=24)
WHOLE = {'shows_meetings': sa.Boolean(), 'shows_calls': sa.Boolean(), 'shows_outings': sa.Boolean(), 'alarm': alarm, 'options_revision': sa.Integer()}


def upgrade() -> None:
    with op.batch_alter_table('feed') as batch:
        for name, kind in WHOLE.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
        batch.add_column(sa.Column('options_changed_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE feed SET shows_meetings = (1 = 1), shows_calls = (1 = 1), shows_outings = (1 = 1), alarm = 'none', options_revision = 0")
    op.execute("UPDATE feed SET name = CASE WHEN language = 'fr' THEN 'Mon agenda' ELSE 'My calendar' END WHERE name = '' AND kind <> 'group'")
    with op.batch_alter_table('feed') as batch:
        for name, kind in WHOLE.items():
            batch.alter_column(name, existing_type=kind, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('feed') as batch:
        batch.drop_column('options_changed_at')
        for name in reversed(WHOLE):
            batch.drop_column(name)
