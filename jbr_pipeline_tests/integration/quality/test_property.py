"""Whatever small table arrives, Great Expectations and our own SQL count the same."""

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jbr_pipeline.quality import breuken_sql, check_rows, tellingen_sql
from jbr_pipeline_tests.integration.quality.proef import PROEF
from jbr_pipeline_tests.integration.quality.relations import UNREADABLE, lay_down

ROWS = st.fixed_dictionaries(
    {
        "zaak": st.sampled_from(["a", "b:z", "aa1", "ABC", None]),
        "volgnr": st.sampled_from(["0", "1", "3", "4", None, UNREADABLE]),
        "select": st.sampled_from(["o'k", "{batch}", " :b", "o''k", "", None]),
        "pivot": st.sampled_from(["a", "bba", " :b", "{a}", "onbekend"]),
        "bedrag": st.sampled_from(["-0.01", "0", "0.01", "1", "1.01", None, UNREADABLE]),
        "begin": st.sampled_from(["2025-01-01", "2025-06-30", None, UNREADABLE]),
        "eind": st.sampled_from(["2025-01-01", "9999-12-31", None, UNREADABLE]),
        "akkoord": st.sampled_from(["true", "false", None, UNREADABLE]),
    }
)
TABLES = st.lists(st.tuples(st.sampled_from(["een", "twee"]), ROWS), max_size=12)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rows=TABLES, repeats=st.lists(st.integers(0, 11), max_size=4))
def test_any_table_is_counted_alike(rows: list[tuple[str, dict[str, object]]], repeats: list[int]) -> None:
    con = duckdb.connect()
    lay_down(con, PROEF, [*rows, *(rows[n] for n in repeats if n < len(rows))])

    judged = {u.regel: u.overtredingen for u in check_rows(con, PROEF, "rijen")}

    counted = dict.fromkeys(judged, 0)
    for _, regel, _, number in con.execute(tellingen_sql(PROEF, "rijen", "breuken")).fetchall():
        counted[regel] += number
    quarantined = dict.fromkeys(judged, 0)
    for (regels,) in con.execute(f"select regels from ({breuken_sql(PROEF, 'rijen')})").fetchall():
        for regel in regels:
            quarantined[regel] += 1
    assert judged == counted == quarantined
