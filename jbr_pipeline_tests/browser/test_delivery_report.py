"""The page of a delivery report as people meet it: on a screen, a phone, paper, and with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from jbr_pipeline.reporting.leveringsrapport.making import van_bestanden
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import csv_tekst, rijen
from jbr_pipeline_tests.integration.delivery_report.tien_fouten import maak

TELEFOON, SCHERM = 320, 1280


@pytest.fixture(scope="module")
def paginas(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A report of each verdict: in part, whole, refused at the door."""
    folder = tmp_path_factory.mktemp("rapporten")
    faulty, _ = maak(folder, "csv")
    good = folder / "JBR_BZK_bezetting_20231231_v1.csv"
    good.write_text(csv_tekst(rijen("bezetting", 3)), encoding="utf-8")
    refused = folder / "JBR_BZK_appels_20241231_v1.csv"
    refused.write_text("a;b\n1;2\n", encoding="utf-8")
    made = van_bestanden(Paden(folder / "geen"), [faulty, good, refused], None, voorbeeld=False)
    return [page for _, page in made]


@pytest.fixture(params=[TELEFOON, SCHERM])
def blad(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    # Axe puts its own script in the page, which the page itself does not allow.
    context = browser.new_context(viewport={"width": request.param, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing(paginas: list[Path], blad: Page) -> None:
    for page in paginas:
        blad.goto(page.as_uri())
        found = Axe().run(blad).response
        assert found["violations"] == []
        assert found["incomplete"] == []


def test_nothing_is_wider_than_the_screen(paginas: list[Path], blad: Page) -> None:
    for page in paginas:
        blad.goto(page.as_uri())
        assert blad.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_page_asks_for_nothing_else_and_runs_nothing(paginas: list[Path], browser: Browser) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page = browser.new_page()
    page.on("request", note)
    for file in paginas:
        page.goto(file.as_uri())
        assert page.locator("script, link, img, iframe").count() == 0
    assert asked == [file.as_uri() for file in paginas]
    page.close()


def test_a_fault_in_the_overview_leads_to_its_explanation(paginas: list[Path], blad: Page) -> None:
    blad.goto(paginas[0].as_uri())
    overview = blad.get_by_role("table", name="fouten en 1 waarschuwing")
    overview.get_by_role("link", name="Deze waarde staat niet in de lijst").click()
    heading = blad.get_by_role("heading", level=3, name="Deze waarde staat niet in de lijst")
    assert heading.evaluate("e => e.getBoundingClientRect().top < window.innerHeight")
