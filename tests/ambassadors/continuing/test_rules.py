"""Where someone stands, and until when it may change."""

from datetime import date, timedelta

import pytest

from ambassadors.continuing.rules import Standing, Wish, can_still_say, has_begun, standing


@pytest.mark.parametrize(
    ("wish", "is_placed", "found"),
    [
        (None, False, Standing.SILENT),
        (None, True, Standing.CONTINUES),  # enrolled by the team
        (Wish.CONTINUE, True, Standing.CONTINUES),
        (Wish.CONTINUE, False, Standing.CONTINUES),  # too old: it is what they wish
        (Wish.PAUSE, False, Standing.PAUSES),
        (Wish.PAUSE, True, Standing.PAUSES),
        (Wish.LEAVE, False, Standing.LEAVES),
        (Wish.LEAVE, True, Standing.LEAVES),
    ],
)
def test_standing(wish: Wish | None, is_placed: bool, found: Standing) -> None:
    assert standing(wish, is_placed=is_placed) is found


def test_it_may_be_said_to_the_last_day_of_the_next_season() -> None:
    begins, ends = date(2027, 9, 1), date(2028, 7, 31)
    assert [can_still_say(ends, ends + timedelta(days=n)) for n in (-1, 0, 1)] == [True, True, False]
    assert [has_begun(begins, begins + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]
