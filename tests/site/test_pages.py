"""Every page is proof-read for everybody who may open it, in both languages; so is every page that says no."""

import pytest

from tests.people import HERE, proofread, read_page
from tests.site.expectations import READERS
from tests.site.matrix import Row, Site, table, unknown

PAGES = [row for row in table() if row.method == "GET"]


def faults(site: Site, role: str, method: str, url: str, language: str) -> list[str]:
    join = "&" if "?" in url else "?"
    answer = site.ask(role, method, f"{url}{join}lang={language}")
    page = read_page(f"{HERE}{url}", answer)
    if not page.is_html or answer.status_code in range(300, 400):
        return []
    told = proofread(page, site.app)
    return [f"{role} reads: {fault}" for fault in (told if page.lang == language else [*told, f"lang={page.lang}"])]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_a_page_has_no_fault(site: Site, row: Row, language: str) -> None:
    told = [fault for role in READERS for fault in faults(site, role, "GET", site.url(row), language)]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", [row for row in table() if row.method != "GET"], ids=str)
def test_an_empty_form_comes_back_without_fault(site: Site, row: Row, language: str) -> None:
    told = []
    for role in READERS:
        told += faults(site, role, row.method, site.url(row), language)
        site.restore()
    assert not told, "\n".join(told)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("url", ["/nulle-part", "/equipe/nulle-part"])
def test_a_page_that_says_no_has_no_fault(site: Site, url: str, language: str) -> None:
    told = [fault for role in READERS for fault in faults(site, role, "GET", url, language)]
    told += [fault for role in READERS for fault in faults(site, role, "DELETE", "/etat", language)]
    assert not told, "\n".join(told)


def test_what_does_not_exist_is_said_without_fault(site: Site) -> None:
    rows = [unknown(row) for row in PAGES if row.objects or row.query]
    told = [fault for row in rows for role in READERS for fault in faults(site, role, "GET", site.url(row), "fr")]
    assert not told, "\n".join(told)
