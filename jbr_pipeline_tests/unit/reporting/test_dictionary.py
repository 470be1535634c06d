"""The page about the database says what its contract says, and the one in the repository is up to date."""

from __future__ import annotations

import os
from pathlib import Path

from jbr_pipeline.contracts.published import macros, tabellen, weergaven
from jbr_pipeline.reporting.dictionary import woordenboek

PAGINA = Path(__file__).parents[3] / "docs" / "tabellen.md"


def test_the_page_in_the_repository_is_what_the_contract_renders() -> None:
    """Renew it with JBR_VERNIEUW=1 and read the difference."""
    if os.environ.get("JBR_VERNIEUW"):
        PAGINA.write_text(woordenboek(), encoding="utf-8")
    assert PAGINA.read_text(encoding="utf-8") == woordenboek()


def test_every_column_and_every_macro_is_on_it() -> None:
    page = woordenboek()
    for relation in (*tabellen().values(), *weergaven().values()):
        assert f"### {relation.naam}\n" in page
        assert [k.naam for k in relation.kolom if f"| `{k.naam}` | `{k.type}` |" not in page] == []
    assert [m.naam for m in macros().values() if f"| `{m.aanroep}` |" not in page] == []
