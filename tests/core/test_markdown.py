"""What people write becomes HTML that is safe, and loses not a word."""

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import ATTRIBUTES, TAGS, to_html
from tests.people import words_of

WORDS = re.compile(r"\w+")
MARKS = st.sampled_from(["# ", "## ", "- ", "* ", "1. ", "3) ", "> ", "**", "*", "_", "`", "```", "~~~", "    ", "\n", "\n\n", "---", "===", "=> ", "[", "](", ")", "]: ", "![", "<b>", "</b>", "<!--", "-->", "<script>", "&amp;", "&#35;", "\\", "|", "http://a.example/", "javascript:x"])  # fmt: skip
TYPED = st.lists(MARKS | st.text(alphabet="abé ç0 9\n", max_size=6), max_size=40).map("".join)


def read(text: str) -> list[str]:
    """The words that are read, and the addresses that links lead to."""
    tree = html5lib.parseFragment(to_html(text), namespaceHTMLElements=False)
    links = [str(each.get("href")) for each in tree.iter() if each.tag == "a"]
    starts = [str(each.get("start", 1)) for each in tree.iter() if each.tag == "ol"]
    spaced = re.sub(r"<[^>]+>", "\0", str(to_html(text)))  # no word ends where a mark does
    return WORDS.findall(words_of(tree).replace("\0", "")) + WORDS.findall(spaced.replace("\0", "")) + links + starts


def kept(word: str, found: list[str]) -> bool:
    return any(word in each for each in found)


@given(TYPED)
def test_no_word_is_lost(text: str) -> None:
    found = read(text)
    bare = re.sub(r"(?m)^(?:[>\s]|[-*+]\s|\d{1,9}[.)](?=\s|$))+", "", text)  # numbers of lists are counted, not kept
    for word in WORDS.findall(bare.replace("_", " ").replace("*", " ")):
        assert kept(word, found), f"{word!r} of {text!r}"


@given(TYPED)
def test_nothing_but_plain_marks_comes_out(text: str) -> None:
    for element in html5lib.parseFragment(to_html(text), namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | {"rel"}
        assert (element.get("href") or "http:").startswith(("http:", "https:", "mailto:", "tel:"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Un\n\n### Deux\n\n# Trois", "<h3>Un</h3>\n<h4>Deux</h4>\n<h3>Trois</h3>\n"),
        ("une ligne\nl’autre", "<p>une ligne<br>\nl’autre</p>\n"),
        ("![x](https://a.example/x.png)", '<p>!<a href="https://a.example/x.png" rel="noopener noreferrer nofollow">x</a></p>\n'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>\n"),
        ("[foo]: http://a.example", "<p>[foo]: http://a.example</p>\n"),
        ("```python\nx\n```", "<p><code>python x </code></p>\n"),
        ("Titre\n===", "<p>Titre<br>\n===</p>\n"),
        ("- la serre fuit\nOn garde deux idées.", "<ul>\n<li>la serre fuit</li>\n</ul>\n<p>On garde deux idées.</p>\n"),
        ("1. un\n2. deux\nOn garde\nles deux.", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>\n<p>On garde<br>\nles deux.</p>\n"),
        ("- la serre\n fuit\n  encore\n- et", "<ul>\n<li>la serre<br>\nfuit<br>\nencore</li>\n<li>et</li>\n</ul>\n"),
        ("> - un\n> deux", "<blockquote>\n<ul>\n<li>un</li>\n</ul>\n<p>deux</p>\n</blockquote>\n"),
        ("&copy; &amp;", "<p>&amp;copy; &amp;amp;</p>\n"),
        ("a\n---", "<p>a</p>\n<hr>\n"),
    ],
)  # fmt: skip
def test_how_it_reads(typed: str, shown: str) -> None:
    assert to_html(typed) == shown


def test_notes_as_a_workshop_leaves_them() -> None:
    """Lines of all kinds, arrows, a star that stands alone: pasted as they are."""
    text = (Path(__file__).parent / "workshop.txt").read_text("utf-8")
    shown = html5lib.parseFragment(to_html(text), namespaceHTMLElements=False)
    assert words_of(shown) == " ".join(text.split())
