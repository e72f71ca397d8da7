"""The seventeen points of the calendar's contract, and the tests that show each: whose names begin with its number.

`./run test -k point_05` runs those of one point; this test fails when a point has none.
"""

import re
from collections import defaultdict

from core.settings import ROOT

POINTS = {
    1: "one event for each date, and no recurrence",
    2: "its uid stays the same for ever",
    3: "sequence and time of change rise with each change, and with nothing else",
    4: "no method; the text is stable",
    5: "a cancelled date stays, and says so",
    6: "times are read alike in every zone",
    7: "an empty feed is a time zone alone",
    8: "the calendar itself has no uid",
    9: "nobody's data but the owner's own answer",
    10: "no alarm unless somebody wants one",
    11: "what HTTP offers, and a 304 of one query by index",
    12: "tokens: long, several, renewable, only their hash stored, in no log",
    13: "an ended feed is empty for 90 days, then gone",
    14: "a feed is no alert, and says so",
    15: "nothing typed breaks or injects; a bad date takes only itself out; never fewer dates for a fault",
    16: "a restored backup lowers nothing",
    17: "young people, guardians, the team, and a nameless group",
}


def test_each_point_is_shown_by_tests_that_name_it() -> None:
    shown: defaultdict[int, list[str]] = defaultdict(list)
    for file in (ROOT / "tests").rglob("test_*.py"):
        for number in re.findall(r"^def test_point_(\d\d)_", file.read_text("utf-8"), re.MULTILINE):
            shown[int(number)].append(file.name)
    assert sorted(shown) == sorted(POINTS)
