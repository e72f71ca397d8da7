"""The last day of a call for projects in calendars

Revision ID: 0018
Revises: 0017
"""

import uuid

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('call') as batch:
        batch.add_column(sa.Column('uid', sa.String(length=36), nullable=True))
        batch.add_column(sa.Column('sequence', sa.Integer(), nullable=False, server_default='0'))
        batch.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    calls = sa.table('call', sa.column('id'), sa.column('public_id'), sa.column('uid'), sa.column('changed_at'), sa.column('created_at'))
    connection = op.get_bind()
    for number, public_id in connection.execute(sa.select(calls.c.id, calls.c.public_id)).all():
        # As random as the public id it comes from, and the same when a killed upgrade is done again.
        values = {'uid': str(uuid.uuid5(uuid.NAMESPACE_OID, public_id)), 'changed_at': calls.c.created_at}
        connection.execute(sa.update(calls).where(calls.c.id == number).values(values))
    with op.batch_alter_table('call') as batch:
        batch.alter_column('uid', existing_type=sa.String(length=36), nullable=False)
        batch.alter_column('sequence', existing_type=sa.Integer(), server_default=None)
        batch.alter_column('changed_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch.create_unique_constraint(op.f('uq_call_uid'), ['uid'])


def downgrade() -> None:
    with op.batch_alter_table('call') as batch:
        batch.drop_constraint(op.f('uq_call_uid'), type_='unique')
        batch.drop_column('changed_at')
        batch.drop_column('sequence')
        batch.drop_column('uid')
