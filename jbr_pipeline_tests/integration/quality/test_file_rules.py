"""The rule over a file that follows cases through their phases: in our SQL, in pandas and by Great Expectations."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.quality import check_files
from jbr_pipeline.quality.rules import measure_column
from jbr_pipeline_tests.deliveries_kit import Huis, rij
from jbr_pipeline_tests.integration.quality.relations import PEILDATUM, lay_down

INTEGRITEIT = contracten()["integriteit"]
(FASEN_LOPEN_AF,) = INTEGRITEIT.bestandsregel
FASEN = ("vermoeden gemeld", "onderzocht", "vastgesteld")

Geval = tuple[str, str, str, int]
"""Category, phase, settlement and number."""


def gevallen(categorie: str, *aantallen: int | None, afdoening: str = "") -> list[Geval]:
    """A row for each phase that has a number."""
    paren = zip(FASEN, aantallen, strict=False)
    return [(categorie, fase, afdoening, n) for fase, n in paren if n is not None]


BESTANDEN: dict[str, tuple[list[Geval], float]] = {
    "lopen af": (gevallen("giften", 9, 5, 2), 0),
    "blijven gelijk": (gevallen("giften", 5, 5, 5), 0),
    "alles nul": (gevallen("giften", 0, 0, 0), 0),
    "alleen gemeld": (gevallen("giften", 4), 0),
    "onderzocht, nooit gemeld": (gevallen("giften", None, 1), 1),
    "vastgesteld, nooit onderzocht": (gevallen("giften", 3, None, 1), 1),
    "nul vastgesteld, nooit gemeld": (gevallen("giften", None, None, 0), 0),
    "meer onderzocht dan gemeld": (gevallen("giften", 4, 5, 1), 1),
    "meer vastgesteld dan onderzocht": (gevallen("giften", 9, 1, 2), 1),
    "over afdoeningen samen": (
        gevallen("giften", 5, 5) + gevallen("giften", None, None, 3, afdoening="berisping")
        + gevallen("giften", None, None, 2, afdoening="ontslag"), 0,
    ),
    "over afdoeningen te veel": (
        gevallen("giften", 5, 5) + gevallen("giften", None, None, 3, afdoening="berisping")
        + gevallen("giften", None, None, 3, afdoening="ontslag"), 1,
    ),
    "een categorie vult een andere niet aan": (gevallen("giften", 9) + gevallen("corruptie", None, 1), 1),
    "twee categorieën": (gevallen("giften", 1, 2) + gevallen("corruptie", 1, 1, 2) + gevallen("overig", 1), 2),
}  # fmt: skip


def als_rijen(geval: Sequence[Geval]) -> list[dict[str, str]]:
    return [
        rij("integriteit", categorie=categorie, fase=fase, afdoening=afdoening, aantal=str(aantal))
        for categorie, fase, afdoening, aantal in geval
    ]


def in_pandas(geval: Sequence[Geval]) -> int:
    """How many categories have a later phase with more cases than an earlier one."""
    frame = pd.DataFrame(geval, columns=["categorie", "fase", "afdoening", "aantal"])
    totals = frame.pivot_table(index="categorie", columns="fase", values="aantal", aggfunc="sum", fill_value=0)
    totals = totals.reindex(columns=FASEN, fill_value=0)
    gemeld, onderzocht, vastgesteld = (totals[fase] for fase in FASEN)
    return int(((onderzocht > gemeld) | (vastgesteld > onderzocht)).sum())


def test_a_file_in_which_phases_grow_is_warned_about_and_taken(huis: Huis) -> None:
    for versie, (rows, _) in enumerate(BESTANDEN.values(), start=1):
        huis.lever(f"JBR_BZK_integriteit_20241231_v{versie}.csv", als_rijen(rows))
    stand = huis.alles()
    found = {}
    for a in stand.aanleveringen:
        assert a.status in ("geaccepteerd", "vervangen")
        (oordeel,) = a.oordelen
        found[(a.landing.versie or 0) - 1] = oordeel
    for n, (naam, (rows, verwacht)) in enumerate(BESTANDEN.items()):
        assert found[n].waarde == verwacht == in_pandas(rows), naam
        assert found[n].uitkomst == ("gezakt" if verwacht else "geslaagd"), naam
    judged = by_great_expectations([(o.waarde,) for o in found.values()])
    assert judged == (len(BESTANDEN), sum(o.uitkomst == "gezakt" for o in found.values()), "gezakt")


def test_rows_in_quarantine_do_not_count_in_the_measure(huis: Huis) -> None:
    rows = als_rijen([*gevallen("giften", 2), *gevallen("giften", None, 3)])
    result = huis.een("JBR_BZK_integriteit_20241231_v1.csv", [rows[0], {**rows[1], "aantal": "-3"}])
    assert (result.rijen_geldig, result.maten) == (1, {"fasen_lopen_af": 0})


def by_great_expectations(measures: Sequence[tuple[float | None]]) -> tuple[int, int, str]:
    with duckdb.connect() as con:
        con.execute(f"create temp table maten (aanlevering_id varchar, {measure_column(FASEN_LOPEN_AF)} double)")
        con.executemany("insert into maten values (?, ?)", [(str(n), *m) for n, m in enumerate(measures)])
        (outcome,) = check_files(con, INTEGRITEIT, "maten")
    return outcome.geteld, outcome.overtredingen, outcome.uitkomst


@pytest.mark.parametrize(("waarde", "uitkomst"), [(0.0, "geslaagd"), (1.0, "gezakt"), (10.0, "gezakt")])
def test_great_expectations_draws_the_line_at_one_category(waarde: float, uitkomst: str) -> None:
    assert by_great_expectations([(waarde,)]) == (1, int(waarde > 0), uitkomst)


cijfers = st.lists(
    st.tuples(
        st.sampled_from(["giften", "corruptie", "overig"]),
        st.sampled_from(FASEN),
        st.sampled_from(["onbekend", "berisping"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(cijfers, cijfers)
def test_any_two_deliveries_are_measured_as_pandas_measures_them(een: list[Geval], twee: list[Geval]) -> None:
    rows = [
        (id_, dict(zip(("categorie", "fase", "afdoening", "aantal"), geval, strict=True)))
        for id_, geval in [*(("een", g) for g in een), *(("twee", g) for g in twee)]
    ]
    with duckdb.connect() as con:
        lay_down(con, INTEGRITEIT, rows)
        query = f"select aanlevering_id, {FASEN_LOPEN_AF.maat} from rijen where peildatum = $dag group by 1"
        assert dict(con.execute(query, {"dag": PEILDATUM}).fetchall()) == {
            "een": in_pandas(een),
            "twee": in_pandas(twee),
        }
