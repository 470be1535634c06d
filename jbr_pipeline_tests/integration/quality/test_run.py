"""What a run sees, what it makes of a crash, and what it lets out."""

import logging
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.quality import Toetsuitkomst, check_files, check_rows, run
from jbr_pipeline_tests.integration.quality.proef import PROEF, with_demand
from jbr_pipeline_tests.integration.quality.relations import Row, lay_down

GOOD: Row = {
    "zaak": "a",
    "volgnr": "1",
    "select": "o'k",
    "pivot": "a",
    "bedrag": "0.50",
    "begin": "2025-01-01",
    "eind": "2025-06-30",
    "akkoord": "true",
}
MARKER = "ZZGEHEIMZZ"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def judged(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract = PROEF) -> dict[str, Toetsuitkomst]:
    return {u.regel: u for u in check_rows(con, contract, "rijen")}


def lay_down_measures(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    con.execute(
        "create or replace temp table maten as select * from (values "
        + rows
        + ") t(aanlevering_id, verschil__maat, verschil__verschil_pct, onbekend__maat, onbekend__verschil_pct)"
    )


def test_uncommitted_rows_are_judged_and_the_transaction_stays_the_callers(con: duckdb.DuckDBPyConnection) -> None:
    lay_down(con, PROEF, [("een", GOOD), ("een", GOOD | {"volgnr": "2"})])
    con.begin()
    con.execute("insert into rijen select * replace (3 as volgnr, 99 as regelnr) from rijen limit 1")
    assert judged(con)["volgnr_bereik"].geteld == 3
    con.rollback()
    assert judged(con)["volgnr_bereik"].geteld == 2


def test_a_temp_view_is_judged_rather_than_the_table_of_the_same_name(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table main.rijen as select 1 as iets_anders")
    lay_down(con, PROEF, [("een", GOOD), ("twee", GOOD | {"volgnr": "9"})], "bron")
    con.execute("create temp view rijen as select * from bron where aanlevering_id = 'twee'")
    outcome = judged(con)["volgnr_bereik"]
    assert (outcome.geteld, outcome.overtredingen) == (1, 1)


@pytest.mark.parametrize("name", ["select", 'met "aanhaling"', "Rijen", "met spatie", "a'b", "{batch}"])
def test_any_name_of_a_relation_will_do(con: duckdb.DuckDBPyConnection, name: str) -> None:
    lay_down(con, PROEF, [("een", GOOD | {"pivot": " :b"})], name)
    outcomes = {u.regel: u for u in check_rows(con, PROEF, name)}
    assert outcomes["lastig"].overtredingen == 1
    assert not any(u.storing for u in outcomes.values())


def test_outcomes_come_in_contract_order_and_say_what_was_asked(con: duckdb.DuckDBPyConnection) -> None:
    lay_down(con, PROEF, [("een", GOOD), ("een", GOOD | {"volgnr": "4"})])
    outcomes = check_rows(con, PROEF, "rijen")
    assert [u.regel for u in outcomes] == [r.naam for r in PROEF.rijregels]
    assert judged(con)["volgnr_bereik"] == Toetsuitkomst(
        regel="volgnr_bereik",
        kolom="volgnr",
        ernst="kritiek",
        expectation="expect_column_values_to_be_between",
        geteld=2,
        overtredingen=1,
        uitkomst="gezakt",
        toelichting="1 van 2 regels voldoen niet.",
    )
    assert judged(con)["bedrag_bereik"].uitkomst == "geslaagd"


def test_without_rows_every_rule_passes_and_says_that_there_was_nothing(con: duckdb.DuckDBPyConnection) -> None:
    lay_down(con, PROEF, [("een", GOOD)])
    con.execute("delete from rijen")
    assert {(u.uitkomst, u.geteld, u.toelichting) for u in judged(con).values()} == {
        ("geslaagd", 0, "Er waren geen regels om te toetsen.")
    }


@pytest.mark.parametrize(
    ("eis", "exception"),
    [("cast(zaak as integer) > 0", "ConversionException"), ("bestaat_niet > 0", "BinderException")],
)
def test_a_demand_that_crashes_is_not_evaluated_and_the_others_are(
    con: duckdb.DuckDBPyConnection, eis: str, exception: str
) -> None:
    lay_down(con, PROEF, [("een", GOOD | {"volgnr": "4"})])
    outcomes = judged(con, with_demand(eis))
    assert outcomes["extra"].uitkomst == "niet uit te voeren"
    assert outcomes["extra"].storing
    assert outcomes["extra"].toelichting == f"De toets kon niet worden uitgevoerd ({exception})."
    assert outcomes["volgnr_bereik"].uitkomst == "gezakt"
    assert [u.regel for u in outcomes.values() if u.storing] == ["extra"]


def test_a_crash_on_a_value_takes_the_open_transaction_and_the_other_rules_with_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    lay_down(con, PROEF, [("een", GOOD)])
    con.begin()
    outcomes = judged(con, with_demand("cast(zaak as integer) > 0"))
    assert outcomes["extra"].uitkomst == "niet uit te voeren"
    assert "gezakt" not in {u.uitkomst for u in outcomes.values()}
    with pytest.raises(duckdb.TransactionException):
        con.execute("select 1")
    con.rollback()


def test_a_native_expectation_that_crashes_is_not_evaluated(con: duckdb.DuckDBPyConnection) -> None:
    lay_down(con, PROEF, [("een", GOOD)])
    con.execute("alter table rijen drop column bedrag__leesbaar")
    con.execute("alter table rijen alter volgnr type varchar")
    crashed = {u.regel: u.uitkomst for u in judged(con).values() if u.storing}
    assert crashed == {"bedrag_leesbaar": "niet uit te voeren", "volgnr_bereik": "niet uit te voeren"}


def test_when_the_run_itself_crashes_no_rule_is_evaluated(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise OSError(MARKER)

    monkeypatch.setattr(run, "_validate", crash)
    lay_down(con, PROEF, [("een", GOOD)])
    outcomes = judged(con)
    assert {u.toelichting for u in outcomes.values()} == {"De toets kon niet worden uitgevoerd (OSError)."}
    assert {u.uitkomst for u in outcomes.values()} == {"niet uit te voeren"}


def test_a_missing_relation_is_an_error_of_the_caller(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.CatalogException):
        check_rows(con, PROEF, "rijen")
    with pytest.raises(duckdb.CatalogException):
        check_files(con, PROEF, "maten")


def test_no_cell_gets_out_in_results_logs_warnings_or_streams(
    con: duckdb.DuckDBPyConnection,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    recwarn: pytest.WarningsRecorder,
) -> None:
    marked = GOOD | {"zaak": MARKER, "select": MARKER, "pivot": MARKER, "volgnr": "4", "bedrag": "-77777.77"}
    lay_down(con, PROEF, [("een", marked), ("een", marked | {"eind": None}), ("een", marked)])
    caplog.set_level(logging.DEBUG)
    chatty = logging.getLogger("great_expectations")
    chatty.setLevel(logging.DEBUG)
    try:
        outcomes = check_rows(con, with_demand("cast(zaak as integer) > 0"), "rijen")
        assert chatty.level == logging.DEBUG
    finally:
        chatty.setLevel(logging.NOTSET)

    streams = capfd.readouterr()
    everything = " ".join(
        [repr(outcomes), caplog.text, streams.out, streams.err, *(str(w.message) for w in recwarn.list)]
    )
    assert {"zaak_patroon", "select_leesbaar", "sleutel_uniek", "bedrag_bereik"} <= {
        u.regel for u in outcomes if u.uitkomst == "gezakt"
    }
    assert [u.regel for u in outcomes if u.storing] == ["extra"]
    assert MARKER not in everything
    assert "77777" not in everything
    assert (streams.out, streams.err, caplog.text) == ("", "", "")


def test_nothing_is_written_where_the_run_starts(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_down(con, PROEF, [("een", GOOD)])
    check_rows(con, PROEF, "rijen")
    assert list(tmp_path.iterdir()) == []


def test_the_connection_serves_the_caller_on_after_a_run(con: duckdb.DuckDBPyConnection) -> None:
    lay_down(con, PROEF, [("een", GOOD)])
    check_rows(con, PROEF, "rijen")
    assert con.execute("select count(*) from rijen").fetchall() == [(1,)]


def test_file_rules_bound_the_difference_on_both_sides_and_the_measure_strictly(
    con: duckdb.DuckDBPyConnection,
) -> None:
    lay_down_measures(
        con,
        """('a', 1.0, 25.0, 5.49, null), ('b', 1.0, -25.0, 5.5, null), ('c', 1.0, 25.1, 0.0, null),
           ('d', 1.0, -25.1, 'nan'::double, null), ('e', 1.0, null, null, null)""",
    )
    verschil, onbekend = check_files(con, PROEF, "maten")
    assert (verschil.geteld, verschil.overtredingen, verschil.uitkomst) == (4, 2, "gezakt")
    assert (onbekend.geteld, onbekend.overtredingen, onbekend.kolom) == (4, 2, "pivot")


def test_a_file_rule_without_any_value_is_not_evaluated_but_no_crash(con: duckdb.DuckDBPyConnection) -> None:
    lay_down_measures(con, "('a', 1.0, null::double, 1.0, null)")
    verschil, onbekend = check_files(con, PROEF, "maten")
    assert (verschil.uitkomst, verschil.geteld, verschil.storing) == ("niet uit te voeren", 0, False)
    assert verschil.toelichting == "Voor geen enkele aanlevering is er een waarde."
    assert onbekend.uitkomst == "geslaagd"
