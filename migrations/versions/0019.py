"""Who said an answer and how, planned absences, and how a programme counts and shows who comes

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

source = sa.Enum('own', 'mail', 'family', 'team', 'absence', name='source', native_enum=False, length=24)
value = sa.Enum('yes', 'maybe', 'no', name='answervalue', native_enum=False, length=24)
company = sa.Enum('nobody', 'initials', 'names', name='company', native_enum=False, length=24)


def upgrade() -> None:
    with op.batch_alter_table('programme') as batch:
        batch.add_column(sa.Column('comes_by_default', sa.Boolean(), nullable=True))
        batch.add_column(sa.Column('company', company, nullable=True))
    op.execute("UPDATE programme SET comes_by_default = (1 = 0), company = 'initials'")
    with op.batch_alter_table('programme') as batch:
        batch.alter_column('comes_by_default', existing_type=sa.Boolean(), nullable=False)
        batch.alter_column('company', existing_type=company, nullable=False)
    with op.batch_alter_table('answer') as batch:
        batch.alter_column('value', existing_type=value, nullable=True)
        batch.add_column(sa.Column('source', source, nullable=True))
        batch.add_column(sa.Column('how', sa.String(length=120), nullable=True))
    op.execute("UPDATE answer SET source = 'own', how = ''")
    with op.batch_alter_table('answer') as batch:
        batch.alter_column('source', existing_type=source, nullable=False)
        batch.alter_column('how', existing_type=sa.String(length=120), nullable=False)
    op.create_table('answer_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('ambassador_id', sa.Integer(), nullable=False),
    sa.Column('value', value, nullable=False),
    sa.Column('source', source, nullable=False),
    sa.Column('how', sa.String(length=120), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_answer_step_ambassador_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_answer_step_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_answer_step_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_step'))
    )
    with op.batch_alter_table('answer_step') as batch:
        batch.create_index('ix_answer_step_of', ['meeting_id', 'ambassador_id'], unique=False)
        batch.create_index(batch.f('ix_answer_step_ambassador_id'), ['ambassador_id'], unique=False)
    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint('first_on <= last_on', name=op.f('ck_absence_order')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_person.id'], name=op.f('fk_absence_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence')),
    sa.UniqueConstraint('public_id', name=op.f('uq_absence_public_id'))
    )
    with op.batch_alter_table('absence') as batch:
        batch.create_index(batch.f('ix_absence_young_person_id'), ['young_person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('absence')
    op.drop_table('answer_step')
    op.execute("DELETE FROM answer WHERE value IS NULL")
    with op.batch_alter_table('answer') as batch:
        batch.drop_column('how')
        batch.drop_column('source')
        batch.alter_column('value', existing_type=value, nullable=False)
    with op.batch_alter_table('programme') as batch:
        batch.drop_column('company')
        batch.drop_column('comes_by_default')
