"""QR codes as inline SVG: for a link shown on a screen or printed on paper."""

import segno
from markupsafe import Markup, escape


def qr_svg(text: str, *, label: str) -> Markup:
    """A QR code of `text`, drawn in one path without style, with a quiet zone of two modules.

    `label` is what a screen reader says instead. Error correction M: it survives a crease or a stain.
    """
    rows = segno.make(text, error="m", micro=False).matrix
    size = len(rows) + 4
    squares = "".join(
        f"M{x + 2} {y + 2}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return Markup(  # noqa: S704 - the label is escaped, all else are numbers
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{escape(label)}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000" d="{squares}"/></svg>'
    )
