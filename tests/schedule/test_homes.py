"""What the homes and the lists of dates say at a glance."""

from tests.people import Browser
from tests.world import Cast


def test_a_cancelled_date_is_not_among_those_to_come(cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    browser.open("/equipe/rencontres")
    assert "3 dates à venir, la première dans 7 jours" in browser.page.words.replace("\u00a0", " ")
    browser.enter(cast.bob)
    browser.open("/agenda")
    assert "3 à venir, la prochaine dans 7 jours" in browser.page.words.replace("\u00a0", " ")
