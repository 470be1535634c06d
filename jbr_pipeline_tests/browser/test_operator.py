"""What an operator does in the Dagster UI: start the night by hand, watch it, look at what is wrong."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from jbr_pipeline_tests.browser.conftest import Omgeving
from jbr_pipeline_tests.definitions.kleine_map import ONLEESBARE_UREN

DRAAI_MS = 120_000
STARTEN_MS = 30_000


def test_an_operator_starts_the_night_and_finds_what_is_broken(omgeving: Omgeving, pagina: Page) -> None:
    pagina.goto("/locations/jbr/jobs/jbr_nachtelijk")
    expect(pagina.get_by_text("Alles: nieuwe aanleveringen")).to_be_visible()
    pagina.get_by_role("button", name="Materialize all").click()
    # One click is enough: no question about partitions, configuration or what was never materialised.
    expect(pagina.get_by_text("Launched run").first).to_be_visible(timeout=STARTEN_MS)

    pagina.goto("/runs")
    pagina.locator("a[href^='/runs/']").filter(has_text=re.compile(r"^[0-9a-f]{8}$")).first.click()
    expect(pagina).to_have_url(re.compile(r"/runs/[0-9a-f-]{36}"))
    # Of the run itself; the assets and steps below it have marks of their own.
    expect(pagina.get_by_text("Success", exact=True).first).to_be_visible(timeout=DRAAI_MS)
    assert (omgeving.data / "warehouse" / "jbr.duckdb").exists()

    pagina.goto("/assets/bezetting?view=checks&checkDetail=uren_per_week_leesbaar")
    expect(pagina.get_by_text("De kolom uren_per_week bevat een getal")).to_be_visible()
    expect(pagina.get_by_text(f"{2 * ONLEESBARE_UREN} overtredingen in 2 van 5 aanleveringen")).to_be_visible()
    expect(pagina.get_by_text("de regels staan in quarantaine")).to_be_visible()
    expect(pagina.get_by_role("row", name=f"overtredingen {2 * ONLEESBARE_UREN}")).to_be_visible()

    pagina.goto("/assets/aanlevering?view=partitions")
    expect(pagina.get_by_text("Materialized (5)")).to_be_visible()
    pagina.get_by_text("BZK 2024-12-31").first.click()
    expect(pagina.get_by_text("JBR_BZK_woo_verzoeken_20241231_v1.csv")).to_be_visible()

    pagina.goto("/assets/aanleveringen_beoordeeld?view=checks&checkDetail=termijnen_gehaald")
    expect(pagina.get_by_text("verschuldigde aanleveringen: ontbreekt")).to_be_visible()
    pagina.get_by_role("row", name="overzicht").get_by_text("Show Markdown").click()
    expect(pagina.get_by_role("columnheader", name="woo_verzoeken")).to_be_visible()
    expect(pagina.get_by_role("row", name="BZK").get_by_text("in orde 2")).to_be_visible()

    pagina.goto("/assets/publicaties?view=checks&checkDetail=ophalen_vers")
    expect(pagina.get_by_text("voor het laatst volledig opgehaald; het nieuwste document is van")).to_be_visible()

    pagina.goto("/assets/publieksversie")
    expect(pagina.get_by_text(str(omgeving.data / "warehouse" / "publicatie" / "index.html"))).to_be_visible()
    pagina.get_by_role("row", name="grafiek").get_by_text("Show Markdown").click()
    chart = pagina.get_by_role("img", name="grafiek")
    expect(chart).to_be_visible()
    assert chart.evaluate("picture => picture.complete && picture.naturalWidth > 100")

    pagina.goto("/assets/bestanden?view=checks&checkDetail=bestanden_heel")
    expect(pagina.get_by_text("CSV, Parquet en database hebben elk")).to_be_visible()

    assert "ERROR" not in omgeving.log.read_text(encoding="utf-8")
