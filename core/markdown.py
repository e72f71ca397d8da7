"""What people write with a few marks (# heading, - list, **strong**, [words](link)), as HTML that is safe to show.

Not a word of theirs is lost: whatever Markdown would swallow (raw HTML, entities, definitions of links, the language of
a block of code) is left out of it and read as it was typed. No image is ever fetched.
"""

from collections.abc import Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markupsafe import Markup

SWALLOWS = ("html_block", "html_inline", "entity", "reference", "fence", "code", "lheading", "image")
DEEPEST = 100  # levels of lists in lists: beyond the parser's own 20 it would drop what they hold
TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
    *("blockquote", "strong", "em", "a", "code"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"breaks": True, "maxNesting": DEEPEST}).disable(list(SWALLOWS))
    parser.block.ruler.push("back at the margin", _ends_a_list, {"alt": ["paragraph"]})
    return parser


def _ends_a_list(state: StateBlock, line: int, _last: int, _silent: bool) -> bool:
    """A line that begins neither with a mark nor with spaces is no more of the list above it, as most people read it.

    Markdown would have it go on with the words of the last point.
    """
    return state.blkIndent > 0 and state.sCount[line] == 0


def to_html(text: str) -> Markup:
    """`text` as HTML under a heading of the second level: its own begin with the third, and none is skipped."""
    tokens = _parser().parse(text)
    _settle_headings(tokens)
    drawn = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(  # noqa: S704 - cleaned here and nowhere else
        nh3.clean(
            drawn,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
            strip_comments=True,
        )
    )


def _settle_headings(tokens: Sequence[Token]) -> None:
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(2 + len(above), 6)}"
