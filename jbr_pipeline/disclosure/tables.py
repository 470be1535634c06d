"""From the rows that would be published to the cells behind them and the sums between those, for the solver.

Works on an open connection with `beoordeeld` (the values with their persons, and whether they are small), what
`warehouse.figure_inputs` makes, and `editie_waarde`. What a row tells is in
`exposure`, what adds up in `verbanden.toml` and `sql/verbanden.sql`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib import resources

import duckdb
import numpy as np

from jbr_pipeline.disclosure.exposure import Groep, Onthulling, onthullingen
from jbr_pipeline.disclosure.primary import lees_sql
from jbr_pipeline.disclosure.system import Floats, Ints, Matrix, Stelsel, maten_van
from jbr_pipeline.indicators.catalogue import Indicator

RIJK_WEEGT, TOTAAL_WEEGT, NUL_WEEGT = 4, 8, 4
"""How much worse it is to lose a figure of the Rijk, a total, or the news that there is nobody, than another."""


def stelsel(con: duckdb.DuckDBPyConnection, indicatoren: Mapping[str, Indicator]) -> Stelsel:
    """Make the temp tables rij, cel, rij_cel, maat and lid, and give their numbers."""
    from scipy import sparse

    _declare(con, indicatoren)
    for name in ("cellen", "verbanden"):
        for statement in con.extract_statements(lees_sql(name)):
            con.execute(statement)
    cells = con.execute(
        """
        select
            personen, is_klein, populatie = 'rest' as rest, is_bekend, coalesce(per_persoon, 'nan') as per_persoon,
            coalesce(dag - date '1900-01-01', 0) as dag
        from cel
        order by cel
        """
    ).fetchnumpy()
    persons, small, rest, known, each, day = (np.asarray(column) for column in cells.values())
    members = con.execute("select verband, cel, teken from lid order by all").fetchnumpy()
    row, column, sign = (np.asarray(values) for values in members.values())
    many = len(persons)
    sums = sparse.csr_matrix((sign.astype(float), (row, column)), shape=(int(row.max(initial=-1)) + 1, many))
    return Stelsel(
        personen=persons.astype(np.int64),
        klein=small.astype(bool),
        rest=rest.astype(bool),
        gewicht=_weights(con),
        sommen=sums,
        maten=maten_van(_measures(con, many), persons, small.astype(bool), rest.astype(bool), sums, each),
        vast=np.zeros(many, dtype=bool),
        bekend=known.astype(bool),
        dag=_told_from(day.astype(np.int64), sums),
    )


def _told_from(dag: Ints, sommen: Matrix) -> Ints:
    """The day of each cell; of a rest, which has none, that of the latest of those with which it makes a sum."""
    place = sommen.tocoo()
    latest = np.zeros(sommen.shape[0], dtype=np.int64)
    np.maximum.at(latest, place.row, dag[place.col])
    of_sums = np.zeros(len(dag), dtype=np.int64)
    np.maximum.at(of_sums, place.col, latest[place.row])
    found: Ints = np.where(dag > 0, dag, of_sums)
    return found


def _measures(con: duckdb.DuckDBPyConnection, many: int) -> dict[str, Floats]:
    """The value of each cell in each measure; NaN where it has none."""
    found = con.execute("select maat, cel, waarde from maat order by all").fetchnumpy()
    names, where, amount = (np.asarray(v) for v in found.values())
    measures = {}
    for name in np.unique(names.astype(str)).tolist():
        of_name = names == name
        measures[name] = np.full(many, np.nan)
        measures[name][where[of_name]] = amount[of_name]
    return measures


def _weights(con: duckdb.DuckDBPyConnection) -> Floats:
    """What hiding a cell costs: its rows, more for many persons, the Rijk and totals; the last digits differ."""
    found = con.execute(
        """
        select
            (1 + ln(1 + c.personen)) * greatest(count(r.rij), 1)
            * if(c.organisatie_code = 'rijk', $rijk, 1) * if(c.kenmerk = '', $totaal, 1) * if(c.personen = 0, $nul, 1)
            + 1e-4 * hash(c.populatie, c.dag, c.structuur, c.organisatie_code, c.kenmerk) / 18446744073709551616
                as gewicht
        from cel as c
        left join rij_cel as r using (cel)
        group by c.cel, c.personen, c.populatie, c.dag, c.structuur, c.organisatie_code, c.kenmerk
        order by c.cel
        """,
        {"rijk": RIJK_WEEGT, "totaal": TOTAAL_WEEGT, "nul": NUL_WEEGT},
    ).fetchnumpy()
    return np.asarray(found["gewicht"], dtype=np.float64)


def _declare(con: duckdb.DuckDBPyConnection, indicatoren: Mapping[str, Indicator]) -> None:
    """Put what rows tell, and what adds up besides, on the connection."""
    told = list(onthullingen(indicatoren.values()))
    declared = tomllib.loads((resources.files(__package__) / "verbanden.toml").read_text(encoding="utf-8"))
    _table(
        con,
        "onthulling",
        {
            "nr": "integer",
            "indicator_code": "varchar",
            "variant": "varchar",
            "uitsplitsing": "varchar",
            "plek": "varchar",
            "populatie": "varchar",
            "kenmerken": "varchar[]",
            "dag": "varchar",
            "maat": "varchar",
            "factor": "integer",
            "dimensies": "varchar[]",
            "namen": "varchar",
            "eigen_totaal": "boolean",
            "van_nulmeting": "boolean",
            "deel_van_geheel": "boolean",
        },
        [_told_row(number, o, indicatoren[o.indicator_code]) for number, o in enumerate(told)],
    )
    _table(
        con,
        "deel_verband",
        {
            "populatie": "varchar",
            "geheel": "varchar",
            "kenmerken": "varchar[]",
            "dag": "varchar",
            "blijft": "varchar",
            "behoudt": "varchar[]",
            "per_persoon": "double",
        },
        [_part_row(d) for d in declared["deel"]],
    )
    _table(con, "niet_optelbaar", {"populatie": "varchar"}, declared["niet_optelbaar"])
    rows = [{"soort": r["soort"], "populatie": p} for r in declared["rijen"] for p in r["populaties"]]
    _table(con, "rijen_verband", {"soort": "varchar", "populatie": "varchar"}, rows)
    _count_rows(con, [r["soort"] for r in declared["rijen"]])
    overlapping = {(o.groep.populatie, o.namen) for o in told if indicatoren[o.indicator_code].eigen_totaal and o.namen}
    _table(
        con,
        "overlappend",
        {"populatie": "varchar", "namen": "varchar"},
        [{"populatie": p, "namen": "|".join(n)} for p, n in sorted(overlapping)],
    )
    whole = {
        (o.groep.populatie, o.namen, name)
        for o in told
        for name in o.namen
        if (o.groep.populatie, o.namen) not in overlapping
        and (name in o.dimensies or {"populatie": o.groep.populatie, "kenmerk": name} in declared["volledig"])
    }
    _table(
        con,
        "volledig",
        {"populatie": "varchar", "namen": "varchar", "kenmerk": "varchar"},
        [{"populatie": p, "namen": "|".join(n), "kenmerk": k} for p, n, k in sorted(whole)],
    )


def _count_rows(con: duckdb.DuckDBPyConnection, soorten: list[str]) -> None:
    """Make `rijen_geteld`: how many valid rows each delivery in force has, as `jbr.aanlevering` tells."""
    counts = " union all ".join(
        f"select '{soort}' as soort, w.peildatum as dag, w.organisatie_code, count(*) as aantal "
        f"from {soort}_geldig join in_werking as w using (aanlevering_id) group by all"
        for soort in soorten
    )
    con.execute(f"create or replace temp table rijen_geteld as {counts}")


def _told_row(number: int, o: Onthulling, indicator: Indicator) -> dict[str, object]:
    return {
        "nr": number,
        "indicator_code": o.indicator_code,
        "variant": o.variant,
        "uitsplitsing": o.uitsplitsing,
        "plek": o.plek,
        "populatie": o.groep.populatie,
        "kenmerken": o.groep.kenmerken,
        "dag": o.groep.dag,
        "maat": o.groep.maat,
        "factor": o.groep.factor,
        "dimensies": o.dimensies,
        "namen": "|".join(o.namen),
        "eigen_totaal": indicator.eigen_totaal,
        "van_nulmeting": indicator.van_nulmeting,
        "deel_van_geheel": indicator.personen_als_teller or indicator.verdeling is not None,
    }


def _part_row(declared: dict[str, object]) -> dict[str, object]:
    whole = Groep.van(str(declared["geheel"]))
    return {
        "populatie": declared["deel"],
        "geheel": whole.populatie,
        "kenmerken": whole.kenmerken,
        "dag": whole.dag,
        "blijft": declared.get("blijft"),
        "behoudt": declared.get("behoudt", []),
        "per_persoon": declared.get("per_persoon"),
    }


def _table(con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], rows: list[dict[str, object]]) -> None:
    con.execute(
        f"create or replace temp table {name} as select rij.* from (select unnest(from_json($rijen, $vorm)) as rij)",
        {"rijen": json.dumps(rows), "vorm": json.dumps([columns])},
    )
