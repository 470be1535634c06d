"""Great Expectations in DuckDB, our own SQL, and pandas count the same, for every rule of every contract."""

from functools import cache

import duckdb
import great_expectations as gx
import pandas as pd
import pytest

from jbr_pipeline.contracts.delivery import Regel, contracten
from jbr_pipeline.quality import Toetsuitkomst, breuken_sql, check_rows, tellingen_sql
from jbr_pipeline.quality.suite import RULE, row_expectation
from jbr_pipeline_tests.integration.quality.eisen import BREUK
from jbr_pipeline_tests.integration.quality.relations import deliveries, examples, lay_down

EVERY_CONTRACT = pytest.mark.parametrize("soort", contracten())
EVERY_RULE = pytest.mark.parametrize(
    ("soort", "regel"),
    [pytest.param(s, r, id=f"{s}-{r.naam}") for s, c in contracten().items() for r in c.rijregels],
)

VERGEZELD = {
    ("duurzaamheid", "eenheid_leesbaar"): ("eenheid_past_bij_thema",),
    ("duurzaamheid", "emissiefactor_kg_leesbaar"): ("emissiefactor_bij_uitstoot",),
    ("verzuim", "beschikbare_dagen_bereik"): ("ziektedagen_hoogstens_beschikbare_dagen",),
}
"""Rules that no row breaks alone as long as its other cells are right, and what it then breaks with them."""


@cache
def relation(soort: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    lay_down(con, contracten()[soort], deliveries(contracten()[soort]))
    return con


@cache
def counted_by_sql(soort: str) -> dict[str, int]:
    counted = f"select regel, sum(overtredingen)::bigint from ({_tellingen(soort)}) group by regel"
    return dict(relation(soort).execute(counted).fetchall())


@cache
def judged_by_gx(soort: str) -> dict[str, Toetsuitkomst]:
    return {u.regel: u for u in check_rows(relation(soort), contracten()[soort], "rijen")}


@cache
def frame(soort: str) -> pd.DataFrame:
    return relation(soort).execute("select * from rijen").df()


@cache
def counted_by_pandas(soort: str) -> dict[str, int]:
    contract = contracten()[soort]
    native = [row_expectation(contract, r) for r in contract.rijregels if r.soort != "eis"]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("frame").add_dataframe_asset("rijen")
    batch = asset.add_batch_definition_whole_dataframe("alles").get_batch({"dataframe": frame(soort)})
    results = batch.validate(gx.ExpectationSuite(name=soort, expectations=native), result_format="BASIC")
    return {r.expectation_config.meta[RULE]: r.result["unexpected_count"] for r in results.results}


def _tellingen(soort: str) -> str:
    return tellingen_sql(contracten()[soort], "rijen", "breuken")


def _breuken(soort: str) -> str:
    return breuken_sql(contracten()[soort], "rijen")


@EVERY_RULE
def test_some_row_breaks_the_rule(soort: str, regel: Regel) -> None:
    assert counted_by_sql(soort)[regel.naam] > 0, (
        f"geen enkele rij breekt {soort}.{regel.naam}: vul _cells in relations.py aan met een cel die dat doet"
    )


@EVERY_RULE
def test_some_row_breaks_the_rule_alone_unless_another_always_breaks_with_it(soort: str, regel: Regel) -> None:
    per_row = relation(soort).execute(f"select regels from ({_breuken(soort)})").fetchall()
    together = [set(regels) for (regels,) in per_row if regel.naam in regels]
    alone = {regel.naam, *VERGEZELD.get((soort, regel.naam), ())}
    assert alone in together or len(set.intersection(*together)) > 1


@EVERY_RULE
def test_great_expectations_counts_what_our_sql_counts(soort: str, regel: Regel) -> None:
    judged = judged_by_gx(soort)[regel.naam]
    assert (judged.uitkomst, judged.overtredingen) == ("gezakt", counted_by_sql(soort)[regel.naam])


@EVERY_RULE
def test_pandas_counts_what_our_sql_counts(soort: str, regel: Regel) -> None:
    if regel.soort != "eis":
        assert counted_by_pandas(soort)[regel.naam] == counted_by_sql(soort)[regel.naam]
        return
    if (soort, regel.naam) not in BREUK:
        pytest.fail(f"eisen.py zegt niet in pandas wanneer een rij {soort}.{regel.naam} breekt ({regel.eis})")
    assert int(BREUK[soort, regel.naam](frame(soort)).sum()) == counted_by_sql(soort)[regel.naam]


@EVERY_CONTRACT
def test_rows_to_quarantine_add_up_to_the_counts_per_delivery_and_rule(soort: str) -> None:
    con = relation(soort)
    per_row = con.execute(
        f"select aanlevering_id, regel, count(*) from "
        f"(select aanlevering_id, unnest(regels) as regel from ({_breuken(soort)})) group by all"
    ).fetchall()
    counted = con.execute(
        f"select aanlevering_id, regel, overtredingen from ({_tellingen(soort)}) where overtredingen > 0"
    ).fetchall()
    assert sorted(per_row) == sorted(counted)


@EVERY_CONTRACT
def test_a_row_that_keeps_every_rule_is_nowhere_among_the_broken(soort: str) -> None:
    good = (
        relation(soort)
        .execute(f"select count(*) from ({_breuken(soort)}) where starts_with(aanlevering_id, 'goed')")
        .fetchall()
    )
    assert good == [(0,)]
    assert examples(soort).broken


@EVERY_CONTRACT
def test_every_rule_looks_at_every_row(soort: str) -> None:
    everything = len(frame(soort))
    assert {u.geteld for u in judged_by_gx(soort).values()} == {everything}
    looked_at = f"select regel, sum(geteld)::bigint from ({_tellingen(soort)}) group by regel"
    assert {n for _, n in relation(soort).execute(looked_at).fetchall()} == {everything}


def test_no_demand_is_written_in_pandas_that_no_contract_has() -> None:
    demands = {(s, r.naam) for s, c in contracten().items() for r in c.rijregels if r.soort == "eis"}
    assert set(BREUK) <= demands
