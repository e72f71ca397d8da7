"""A column of whole names: what only all of it can tell of each."""

from collections.abc import Sequence

from ambassadors.sheets.divisions import Order
from ambassadors.sheets.headings import is_last_name_first
from ambassadors.sheets.whole_names import Name, Told, split_name, told, usual_orders


class WholeNames:
    """Reads the names of one column; each comes with the words of its parents' names and surnames."""

    def __init__(self, heading: str, names: Sequence[tuple[str, frozenset[str]]]) -> None:
        asked = is_last_name_first(heading)
        self.is_asked = asked is not None
        self.order = Order.LAST_NAME_FIRST if asked else Order.FIRST_NAME_FIRST
        self.shown = usual_orders(names, self.order if self.is_asked else None)
        self.others = Told()
        self.others = told(self.read(said, family) for said, family in names)

    def read(self, said: str, family: frozenset[str]) -> Name:
        asked, shown, others = self.is_asked, self.shown, self.others
        return split_name(said, self.order, is_asked=asked, family=family, shown=shown, others=others)
