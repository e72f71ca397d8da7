"""Icons, drawn into the page: Lucide's, by name."""

import re
from functools import lru_cache

from lucide import IconDoesNotExist
from lucide.jinja import lucide
from markupsafe import Markup


@lru_cache(maxsize=512)
def icon(name: str, extra_class: str = "") -> Markup:
    """Return Lucide's icon `name` as inline SVG, silent to screen readers: the words stand beside it.

    `extra_class` is added to the class `icon`. Raises ValueError naming the icon when Lucide has none so called.
    """
    attributes = {"class": f"icon {extra_class}".strip(), "aria-hidden": "true"}
    try:
        drawing = lucide(name, size=None, **attributes)
    except IconDoesNotExist:
        raise ValueError(f"Lucide has no icon called {name!r}: see the list at lucide.dev/icons") from None
    return Markup(re.sub(r">\s+<", "><", drawing))  # noqa: S704 — drawn by the package, no word of a user in it
