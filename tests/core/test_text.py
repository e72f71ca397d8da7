"""What is typed comes out as it is read."""

import pytest

from core.text import TURNING, clean_line, clean_text


@pytest.mark.parametrize("turning", TURNING)
def test_nothing_turns_the_reading_order(turning: str) -> None:
    assert clean_line(f"Lou{turning} Petit{turning}") == "Lou Petit"
    assert clean_text(f"un\r\n{turning}deux") == "un\ndeux"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("\u200fيوسف\u200e بن\u200f علي\u200e ", "يوسف\u200e بن\u200f علي"),  # a mark between two letters stays
        (" \u200e\u200f ", ""),
        ("e\u0301te\u0301  d’été\x07", "été d’été"),
        (None, ""),
    ],
)
def test_marks_of_direction_stay_where_they_mean_something(typed: str | None, clean: str) -> None:
    assert (clean_line(typed), clean_text(typed).replace("  ", " ")) == (clean, clean)


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u3164 \u2800", "\x00", "\u00ad", "\n \u2028"], ids=ascii)
def test_what_nobody_sees_is_nothing(nothing: str) -> None:
    assert (clean_line(nothing), clean_text(nothing)) == ("", "")
    assert clean_line(f"{nothing}é{nothing}") != ""
