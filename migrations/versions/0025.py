"""Marks keep the times they noted: who came when, who left when and with whom

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

TIMES = {'arrived_at': sa.DateTime(timezone=True), 'left_at': sa.DateTime(timezone=True), 'left_with': sa.String(length=160)}
mark = sa.table('mark', *map(sa.column, ('attendance_id', 'version', *TIMES)))
attendance = sa.table('attendance', *map(sa.column, ('id', 'version', *TIMES)))


def upgrade() -> None:
    with op.batch_alter_table('mark') as batch:
        for name, kind in TIMES.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
    # What stands was said by the latest mark of each person; of those before it, the times are lost.
    is_latest = sa.and_(attendance.c.id == mark.c.attendance_id, attendance.c.version == mark.c.version)
    stands = {name: sa.select(attendance.c[name]).where(is_latest).scalar_subquery() for name in TIMES}
    op.execute(sa.update(mark).where(sa.exists().where(is_latest)).values(stands))


def downgrade() -> None:
    with op.batch_alter_table('mark') as batch:
        for name in reversed(TIMES):
            batch.drop_column(name)
