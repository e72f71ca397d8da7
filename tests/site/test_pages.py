"""Every page is proof-read for everybody who may open it, in both languages; so is every page that says no."""

import pytest
from werkzeug.test import TestResponse

from tests.people import HERE, proofread, read_page
from tests.site.expectations import READERS
from tests.site.matrix import Row, Site, table, unknown

PAGES = [row for row in table() if row.method == "GET"]
FORMS = [row for row in table() if row.method != "GET"]
NO = "n0"  # one page for each reader says it, whatever was asked: it is read once for each method


def faults_of(site: Site, role: str, row: Row, language: str) -> list[str]:
    """French is what whoever asks for no language reads."""
    url = site.url(row)
    if language == "fr":
        return faults_in(site, role, url, site.once(role, row).answer, language)
    return faults(site, role, row.method, url, language)


def faults(site: Site, role: str, method: str, url: str, language: str) -> list[str]:
    answer = site.ask(role, method, f"{url}{'&' if '?' in url else '?'}lang={language}")
    site.restore()
    return faults_in(site, role, url, answer, language)


def faults_in(site: Site, role: str, url: str, answer: TestResponse, language: str) -> list[str]:
    page = read_page(f"{HERE}{url}", answer)
    if not page.is_html or answer.status_code in range(300, 400):
        return []
    told = proofread(page, site.app)
    return [f"{role} reads: {fault}" for fault in (told if page.lang == language else [*told, f"lang={page.lang}"])]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", PAGES + FORMS, ids=str)
def test_a_page_has_no_fault(site: Site, row: Row, language: str) -> None:
    """For a form, the page it comes back on when nothing was typed."""
    readers = [role for role in READERS if row.expected[role] not in NO]
    told = [fault for role in readers for fault in faults_of(site, role, row, language)]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", READERS)
def test_a_no_has_no_fault(site: Site, role: str, language: str) -> None:
    nos = {(row.method, letter): row for row in PAGES + FORMS for letter in NO if row.expected[role] == letter}
    told = [fault for row in nos.values() for fault in faults_of(site, role, row, language)]
    for method, url in (("GET", "/nulle-part"), ("GET", "/equipe/nulle-part"), ("DELETE", "/etat")):
        told += faults(site, role, method, url, language)
    assert not told, "\n".join(told)


def test_what_does_not_exist_is_said_without_fault(site: Site) -> None:
    """Secrets have a page of their own; what has an id is the same page whoever asks: see above."""
    rows = [unknown(row) for row in PAGES if row.objects or row.query]
    told = [fault for row in rows for fault in faults_of(site, "erin", row, "fr")]
    assert not told, "\n".join(told)
