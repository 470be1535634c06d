"""An indicator is one catalogue entry and one SQL file: the example of the docs does what they say."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import Indicator
from jbr_pipeline_tests.integration.indicators.rekenwereld import D24, Rekenwereld, verzoek

HANDLEIDING = Path(__file__).parents[3] / "docs" / "adding.md"


def test_the_toy_indicator_of_the_docs_computes(wereld: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HANDLEIDING.read_text(encoding="utf-8")
    (entry,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (sql,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    ((code, cells),) = tomllib.loads(entry).items()
    toy = Indicator.model_validate({"code": code, "domein": "informatievoorziening", **cells})
    monkeypatch.setattr(Indicator, "sql_tekst", lambda _: sql)
    day = date(2024, 6, 1)
    wereld.woo(
        "BZK", D24, verzoek(1, day, besluitdatum=day, dwangsom_verbeurd_euro=100), verzoek(2, day, besluitdatum=day),
        verzoek(3, day),
    )  # fmt: skip
    with wereld.sessie(*toy.bronnen) as con:
        engine.compute(con, toy)
        found = con.execute(
            "select organisatie_code, waarde from waarden where structuur = 'toen' and waarde > 0"
        ).fetchall()
    assert sorted(found) == [("mnre1034", 50), ("rijk", 50)]
