"""What a list says otherwise than a file, and who may be somebody known."""

from dataclasses import replace
from datetime import date

import pytest

from ambassadors.actions import File
from ambassadors.imports.differences import changed, differences
from ambassadors.models import WayHome
from ambassadors.rules import Contact

ANNE, MARC = Contact("Anne Petit", "+33639980001", "anne@p.example"), Contact("Marc Petit", "+33639980002")
BORN = date(2010, 3, 12)
EMPTY = File("Zoé", "Petit", BORN)
FULL = File(
    *("Zoé", "Petit", BORN, "zoe@p.example", "+33639980009", "Collège", "arrive tard\nvégétarienne"),
    *(WayHome.ALONE, "en bus", (ANNE,)),
)


def said(kept: File, listed: File) -> list[tuple[str, str, bool]]:
    return [(each.what, each.part, each.is_gap) for each in differences(kept, listed)]


def test_a_list_that_says_nothing_or_the_same_differs_in_nothing() -> None:
    assert said(FULL, FULL) == said(FULL, EMPTY) == []
    same = replace(FULL, email="Zoe@P.example", note="arrive tard", guardians=(Contact("ANNE PETIT"),))
    assert said(FULL, same) == []
    for name in ("M. PETIT Anne", "Petit, Anne", "Mme Anne PETIT"):
        assert said(FULL, replace(FULL, guardians=(replace(ANNE, name=name),))) == []
    assert said(FULL, replace(FULL, guardians=(replace(ANNE, name="Anne Petit-Roux"),))) == [
        ("guardian", "name", False)
    ]


def test_one_overseas_number_kept_under_two_codes_differs_in_nothing() -> None:
    kept = replace(FULL, phone="+33693123456", guardians=(Contact("", "+33690123456"),))
    listed = replace(FULL, phone="+262693123456", guardians=(Contact("", "+590690123456"),))
    assert said(kept, listed) == said(listed, kept) == []
    assert said(kept, replace(listed, phone="+262693123457")) == [("phone", "", False)]


def test_gaps_are_told_from_what_is_said_otherwise() -> None:
    assert said(EMPTY, FULL) == [
        *((what, "", True) for what in ("email", "phone", "school", "note", "way_home", "guardian"))
    ]
    other = replace(
        FULL, email="z@p.example", way_home=WayHome.NOT_ALONE, guardians=(replace(ANNE, phone="+33639980003"), MARC)
    )
    assert said(FULL, other) == [
        *(("email", "", False), ("way_home", "", False), ("guardian", "phone", False), ("guardian", "", False))
    ]


def test_a_list_with_two_columns_knows_where_a_name_divides() -> None:
    kept = File("Minh", "Anh Tran", BORN)
    listed = replace(kept, first_name="Minh Anh", last_name="TRAN")
    assert said(kept, listed) == [("name", "", False)]
    assert differences(kept, listed, names=False) == differences(kept, replace(kept, last_name="ANH-TRAN")) == ()
    assert changed(kept, differences(kept, listed)) == listed


@pytest.mark.parametrize("kept", [EMPTY, replace(FULL, email="", guardians=()), FULL])
def test_a_file_with_all_differences_settled_says_what_the_list_says(kept: File) -> None:
    listed = replace(FULL, email="z@p.example", school="Lycée", guardians=(replace(ANNE, email="a@p.example"), MARC))
    settled = changed(kept, differences(kept, listed))
    assert (settled, differences(settled, listed)) == (listed, ())


def test_a_difference_that_has_changed_since_has_another_key() -> None:
    first, second = differences(FULL, replace(FULL, phone="+33639980003")), differences(EMPTY, FULL)
    assert first[0].key("a") == differences(FULL, replace(FULL, phone="+33639980003"))[0].key("a")
    assert len({first[0].key("a"), first[0].key("b"), second[1].key("a")}) == 3
