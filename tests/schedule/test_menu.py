"""Where one is: each page of the team belongs to one line of the menu."""

import pytest

from tests.people import Browser, words_of
from tests.world import Cast


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/equipe", "Accueil"),
        ("/equipe/a-appeler", "Accueil"),
        ("/equipe/courriers", "Accueil"),
        ("/equipe/courriers/nouveau", "Accueil"),
        ("/equipe/courriers/nouveau?rencontre={meeting}", "Rencontres"),
        ("/equipe/rencontres/recherche", "Rencontres"),
        ("/equipe/abonnement", "Rencontres"),
        ("/equipe/rencontres/{meeting}/reponses/{young}", "Rencontres"),
        ("/equipe/sortie", "Sortie"),
        ("/equipe/reglages/reponses", "Réglages"),
        ("/appareils", "Mon compte"),
    ],
)
def test_the_line_of_a_page_is_marked(address: str, line: str, cast: Cast, browser: Browser) -> None:
    browser.enter(cast.erin)
    page = browser.open(address.format(meeting=cast.next_meeting.public_id, young=cast.alice.public_id))
    current = {words_of(each) for each in page.all("a") if each.get("aria-current") == "page"}
    assert {line if words.endswith(line) else words for words in current} == {line}
