"""The page about the indicators says what the catalogue says, and the one in the repository is up to date."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jbr_pipeline.indicators.catalogue import afbakeningen, catalogus
from jbr_pipeline.reporting.explanation import formule
from jbr_pipeline.reporting.handbook import handboek

PAGINA = Path(__file__).parents[3] / "docs" / "indicatoren.md"


def test_the_page_in_the_repository_is_what_the_catalogue_renders() -> None:
    """Renew it with JBR_VERNIEUW=1 and read the difference."""
    if os.environ.get("JBR_VERNIEUW"):
        PAGINA.write_text(handboek(), encoding="utf-8")
    assert PAGINA.read_text(encoding="utf-8") == handboek()


def test_every_indicator_and_every_choice_is_on_it() -> None:
    page = handboek()
    assert [c for c, i in catalogus().items() if f"- code: `{c}`" not in page or i.definitie not in page] == []
    assert [n for n, a in afbakeningen().items() if f"| `{n}` |" not in page or a.uitleg not in page] == []


@pytest.mark.parametrize(
    ("code", "formula"),
    [
        ("omvang_fte", "teller / 36"),
        ("omvang_medewerkers", "teller"),
        ("inhuur_pct", "100 × teller / noemer"),
        ("banenafspraak_banen", "teller / 331,5"),
        ("energielabel_kantoren_pct", "100 × teller / noemer"),
        ("woo_doorlooptijd_mediaan", "mediaan van de teller"),
    ],
)
def test_formulas(code: str, formula: str) -> None:
    assert formule(catalogus()[code]) == formula
