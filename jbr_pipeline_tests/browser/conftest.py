"""A real webserver and daemon over a small real data folder, and a real Chromium to look at them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.definitions import kleine_map
from jbr_pipeline_tests.ui_kit import bedien

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
)


@dataclass(frozen=True)
class Omgeving:
    """The Dagster UI as `jbr ui` serves it."""

    url: str
    data: Path
    log: Path


@pytest.fixture(scope="module")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Omgeving]:
    """`jbr ui` on a free port; stopped as an operator would stop it."""
    if CHROMIUM is None:
        pytest.skip("er is geen Chromium op deze machine")
    base = tmp_path_factory.mktemp("omgeving")
    huis = kleine_map.maak(base / "data")
    # Already seen by the manifest, so that the sensor starts no run beside the one of the test.
    huis.land()
    log = base / "ui.log"
    with Standin(maak_corpus(schaal=0.02)) as source:
        settings = {
            "JBR_OPEN_OVERHEID_URL": source.base_url,
            "JBR_OPEN_OVERHEID_RPS": "5000",
            "JBR_HARVEST_FROM": "2024-01-01",
        }
        with bedien(huis.paden.data, log, **settings) as served:
            yield Omgeving(served.url, huis.paden.data, log)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for pages that are files."""
    if CHROMIUM is None:
        pytest.skip("er is geen Chromium op deze machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIES))
        yield browser
        browser.close()


@pytest.fixture
def pagina(omgeving: Omgeving, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a picture of it is kept where the test fails."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIES))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=omgeving.url)
        page.set_default_timeout(30_000)
        failed_before = request.session.testsfailed
        yield page
        if request.session.testsfailed > failed_before:
            folder = Path(os.environ.get("JBR_SCHERMBEELDEN", omgeving.data.parent))
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{request.node.name}.png")
            print(f"schermbeeld en log in {folder}: {omgeving.log}")
        browser.close()
