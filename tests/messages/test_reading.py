"""A mail as its reader sees it: buttons for addresses, and no address that acts for somebody."""

from messages.reading import Piece, pieces

TEXT = """Bonjour,

Tu viens ?

Je viens :
https://c.example/r/abc?r=oui&quand=1

Pas cette fois :
https://c.example/r/abc?r=non&quand=1

Le plan : https://c.example/plan
https://c.example/r/abc?r=peut-etre
"""
HTML = """<p>Tu viens ?</p><p><a href="https://c.example/r/abc?r=oui&amp;quand=1"><b>Je</b> viens</a>
<a href="https://c.example/r/abc?r=non&amp;quand=1">Pas cette fois</a></p>
<a href="https://c.example/r/abc?r=peut-etre">https://c.example/r/abc?r=peut-etre</a>"""


def test_addresses_read_as_the_buttons_they_are() -> None:
    assert pieces(TEXT, HTML) == [
        Piece("Bonjour,\n\nTu viens ?"),
        Piece(buttons=("Je viens", "Pas cette fois")),
        Piece("Le plan : https://c.example/plan\nhttps://c.example/r/…?r=peut-etre"),
    ]


def test_without_buttons_it_is_its_text() -> None:
    assert pieces("Bonjour\n", "<p>Bonjour</p>") == [Piece("Bonjour")]
