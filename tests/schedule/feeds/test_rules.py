"""How a feed's secret is made, and what its address answers after it was ended."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from schedule.feeds.rules import Standing, digest, feed_token, new_nonce, standing

NOW = datetime(2026, 10, 7, 10, tzinfo=UTC)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("ended_ago", "expected"),
    [
        (None, Standing.LIVE),
        (timedelta(0), Standing.EMPTY),
        (timedelta(days=89, hours=23, minutes=59), Standing.EMPTY),
        (timedelta(days=90), Standing.GONE),
        (timedelta(days=4000), Standing.GONE),
    ],
)
def test_point_13_an_ended_feed_is_empty_for_90_days_then_gone(ended_ago: timedelta | None, expected: Standing) -> None:
    assert standing(None if ended_ago is None else NOW - ended_ago, NOW) is expected


def test_point_12_a_token_has_256_bits_and_comes_again_from_its_nonce_and_key_alone() -> None:
    nonce = new_nonce()
    token = feed_token(nonce, KEY)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert feed_token(nonce, KEY) == token
    assert len({token, feed_token(nonce, b"x" * 32), feed_token(new_nonce(), KEY)}) == 3


def test_point_12_what_is_looked_up_is_a_sha_256() -> None:
    assert digest("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(digest("\udce9")) == 32
