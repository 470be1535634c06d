"""Rows that Great Expectations and the quarantine do not count alike are not taken into the working store."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.quality.run import Toetsuitkomst, check_rows
from jbr_pipeline.warehouse import processing
from jbr_pipeline_tests.deliveries_kit import Huis, rijen


def test_a_delivery_on_which_the_counts_differ_waits_until_they_agree(
    huis: Huis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counts_one_too_many(
        con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, bron: str
    ) -> list[Toetsuitkomst]:
        first, *others = check_rows(con, contract, bron)
        return [replace(first, overtredingen=first.overtredingen + 1), *others]

    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", rijen("bezetting", 3))
    huis.land()
    with monkeypatch.context() as patch:
        patch.setattr(processing, "check_rows", counts_one_too_many)
        assert huis.verwerk() == []
    (distrusted,) = [t for t in huis.rapporten[-1].toetsen if t.storing]
    assert distrusted.toelichting == "Great Expectations telt 1 overtredingen, de quarantaine 0."
    assert {t.uitkomst for t in huis.rapporten[-1].toetsen if t is not distrusted} == {"geslaagd"}
    assert huis.stand().aanleveringen == ()
    assert [v.rijen_geldig for v in huis.verwerk()] == [3]
