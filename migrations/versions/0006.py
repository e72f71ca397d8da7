"""The outing: its places and the papers of families

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('status', sa.Enum('draft', 'announced', 'cancelled', name='status', native_enum=False, length=24), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('destination', sa.String(length=200), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('start_time', sa.Time(), nullable=False),
    sa.Column('returns_on', sa.Date(), nullable=False),
    sa.Column('end_time', sa.Time(), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('meeting_point', sa.String(length=300), nullable=False),
    sa.Column('bring', sa.Text(), nullable=False),
    sa.Column('place_count', sa.Integer(), nullable=False),
    sa.Column('sign_up_ends_on', sa.Date(), nullable=False),
    sa.Column('cancel_reason', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('announced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint('place_count > 0', name=op.f('ck_outing_places')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_outing_season_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outing')),
    sa.UniqueConstraint('public_id', name=op.f('uq_outing_public_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_outing_uid'))
    )
    with op.batch_alter_table('outing', schema=None) as batch_op:
        batch_op.create_index('ix_outing_season_start', ['season_id', 'starts_at'], unique=False)

    op.create_table('outing_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outing_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=24), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('was', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_outing_step_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['outing_id'], ['outing.id'], name=op.f('fk_outing_step_outing_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outing_step'))
    )
    with op.batch_alter_table('outing_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outing_step_outing_id'), ['outing_id'], unique=False)

    op.create_table('sign_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outing_id', sa.Integer(), nullable=False),
    sa.Column('ambassador_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_how', sa.String(length=120), nullable=False),
    sa.Column('placed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_by_id', sa.Integer(), nullable=True),
    sa.Column('left_how', sa.String(length=120), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_sign_up_ambassador_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_sign_up_asked_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['left_by_id'], ['user.id'], name=op.f('fk_sign_up_left_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['outing_id'], ['outing.id'], name=op.f('fk_sign_up_outing_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_up')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sign_up_public_id'))
    )
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_up_ambassador_id'), ['ambassador_id'], unique=False)
        batch_op.create_index('uq_sign_up_present', ['outing_id', 'ambassador_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('permission_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outing_id', sa.Integer(), nullable=False),
    sa.Column('ambassador_id', sa.Integer(), nullable=False),
    sa.Column('is_received', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_permission_note_ambassador_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_permission_note_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['outing_id'], ['outing.id'], name=op.f('fk_permission_note_outing_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_permission_note'))
    )
    with op.batch_alter_table('permission_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_permission_note_ambassador_id'), ['ambassador_id'], unique=False)
        batch_op.create_index('ix_permission_note_of', ['outing_id', 'ambassador_id'], unique=False)


def downgrade() -> None:
    op.drop_table('permission_note')
    op.drop_table('sign_up')
    op.drop_table('outing_step')
    op.drop_table('outing')
