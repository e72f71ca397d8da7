"""Somebody is the same person wherever a list cuts their name

Revision ID: 0021
Revises: 0020
"""

import re
import unicodedata
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

names = ('id', 'programme_id', 'match_key', 'last_name', 'first_name')
LETTERS = str.maketrans({'’': "'", 'ʼ': "'", 'œ': 'oe', 'æ': 'ae', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i'})
young = sa.table('young_person', *map(sa.column, names), sa.column('born_on', sa.Date()))


def upgrade() -> None:
    _rekey(_circle)


def downgrade() -> None:
    _rekey(_either_way)


def _rekey(key: Callable[[str, str], str]) -> None:
    """Give each file its key again; of two that now are one person's, the later one has its number behind."""
    connection = op.get_bind()
    files = connection.execute(sa.select(young).order_by(young.c.id)).all()
    taken = set()
    wanted = []
    for number, programme, old, last_name, first_name, born_on in files:
        new = f'{key(squeezed(last_name), squeezed(first_name))[:180]} {born_on}'
        if (programme, new) in taken:
            new += f' {number}'
        taken.add((programme, new))
        if new != old:
            wanted.append({'which': number, 'key': new, 'aside': f'- {born_on} {number}'})
    if wanted:  # first aside: a new key may be the old one of a file that has not got its own yet
        here = sa.update(young).where(young.c.id == sa.bindparam('which'))
        connection.execute(here.values(match_key=sa.bindparam('aside')), [{'which': w['which'], 'aside': w['aside']} for w in wanted])
        connection.execute(here.values(match_key=sa.bindparam('key')), [{'which': w['which'], 'key': w['key']} for w in wanted])


def squeezed(text: str) -> str:
    """As `core.folding` had it when this was written: what it becomes later is another revision's affair."""
    bare = unicodedata.normalize('NFKD', text.casefold())
    plain = ''.join(c for c in bare if not unicodedata.combining(c)).translate(LETTERS)
    return ''.join(re.findall(r'[^\W_]+', plain))


def _circle(last: str, first: str) -> str:
    letters = first + last
    return min((letters[at:] + letters[:at] for at in range(len(letters))), default='')


def _either_way(last: str, first: str) -> str:
    return min(last + first, first + last)
