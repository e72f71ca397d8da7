"""Earlier texts of minutes are kept, and decisions are entries

Revision ID: 0022
Revises: 0021
"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'
part = sa.table('minutes_part', sa.column('id'), sa.column('meeting_id'), sa.column('part'), sa.column('text'), sa.column('changed_at', sa.DateTime(timezone=True)))
decision = sa.table('decision', *(sa.column(name) for name in ('public_id', 'meeting_id', 'words', 'owner_name', 'version', 'id')), sa.column('created_at', sa.DateTime(timezone=True)))


def upgrade() -> None:
    op.create_table('minutes_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_part_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['minutes_part_id'], ['minutes_part.id'], name=op.f('fk_minutes_version_minutes_part_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_minutes_version_written_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_version')),
    sa.UniqueConstraint('minutes_part_id', 'version', name=op.f('uq_minutes_version_minutes_part_id_version'))
    )
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('ambassador_id', sa.Integer(), nullable=True),
    sa.Column('owner_name', sa.String(length=120), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassador.id'], name=op.f('fk_decision_ambassador_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_decision_meeting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_decision_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('public_id', name=op.f('uq_decision_public_id'))
    )
    with op.batch_alter_table('decision') as batch:
        batch.create_index(batch.f('ix_decision_ambassador_id'), ['ambassador_id'], unique=False)
        batch.create_index(batch.f('ix_decision_meeting_id'), ['meeting_id'], unique=False)
    lines_to_entries()


def downgrade() -> None:
    entries_to_lines()
    op.drop_table('decision')
    op.drop_table('minutes_version')


def lines_to_entries() -> None:
    """Each line of what was one text becomes a decision; one that is too long for it becomes several, in order."""
    connection = op.get_bind()
    written = connection.execute(sa.select(part).where(part.c.part == 'decisions', part.c.text != '').order_by(part.c.id)).all()
    made = [
        {'public_id': address(f'{each.meeting_id} {number}'), 'meeting_id': each.meeting_id, 'words': words,
         'owner_name': '', 'version': 1, 'created_at': each.changed_at}
        for each in written
        for number, words in enumerate(entries(each.text))
    ]
    if made:
        connection.execute(sa.insert(decision), made)
    connection.execute(sa.update(part).where(part.c.part == 'decisions').values(text=''))


def address(of: str) -> str:
    """The same at each try: an upgrade that was killed is done again."""
    return ''.join(LETTERS[octet % len(LETTERS)] for octet in sha256(f'decision {of}'.encode()).digest()[:12])


def entries(text: str) -> list[str]:
    return [words for line in text.splitlines() for words in pieces(line.strip().lstrip('-*+•– ').strip())]


def pieces(line: str) -> list[str]:
    found = []
    while len(line) > 300:
        cut = line.rfind(' ', 1, 300)
        cut = cut if cut > 0 else 300
        found.append(line[:cut].strip())
        line = line[cut:].strip()
    return [*found, line] if line else found


def entries_to_lines() -> None:
    """Each decision becomes a line again; who stands for it and its day have no place there."""
    connection = op.get_bind()
    lines: dict[int, list[str]] = {}
    first: dict[int, object] = {}
    for each in connection.execute(sa.select(decision).order_by(decision.c.id)):
        lines.setdefault(each.meeting_id, []).append(each.words)
        first.setdefault(each.meeting_id, each.created_at)
    parts = sa.table('minutes_part', *(sa.column(name) for name in ('meeting_id', 'part', 'text', 'version')), sa.column('is_shared', sa.Boolean()), sa.column('changed_at', sa.DateTime(timezone=True)))
    for meeting_id, words in lines.items():
        text = '\n'.join(words)
        found = connection.execute(sa.update(parts).where(parts.c.meeting_id == meeting_id, parts.c.part == 'decisions').values(text=text))
        if not found.rowcount:
            connection.execute(sa.insert(parts).values(meeting_id=meeting_id, part='decisions', text=text, version=1, is_shared=False, changed_at=first[meeting_id]))
