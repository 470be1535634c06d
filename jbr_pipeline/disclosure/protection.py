"""Protecting what is published, and seeing with an outsider's eyes that it is protected.

Works on the connection on which a database is being built: `waarde_ruw`, `editie_waarde`, and later the published
`indicator_waarde`. The choice is made in `suppression`; keeping it is for `warehouse`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb
import numpy as np

from jbr_pipeline.disclosure import primary
from jbr_pipeline.disclosure.attacker import lekken, onbeschermd
from jbr_pipeline.disclosure.memory import Geheugen
from jbr_pipeline.disclosure.solver import Klok
from jbr_pipeline.disclosure.suppression import GeenPatroon, patroon
from jbr_pipeline.disclosure.system import Bools, Ints, Stelsel
from jbr_pipeline.disclosure.tables import stelsel
from jbr_pipeline.indicators.catalogue import Indicator

POGINGEN = 20
"""How often more is withheld before there is said to be no pattern."""


class Onbeschermbaar(Exception):
    """Small cells that nothing protects, even when everything around them is left out."""


@dataclass(frozen=True)
class Keuze:
    """Which cells are hidden, by number: chosen one by one, or because a whole breakdown is withheld.

    `verloren` are small cells that editions have given away already.
    """

    verborgen: Ints
    ingehouden: Ints
    verloren: Ints


@dataclass(frozen=True)
class Verlies:
    """What protecting costs one indicator, in values."""

    indicator_code: str
    waarden: int
    klein: int
    bijkomend: int
    ingehouden: int


@dataclass(frozen=True)
class Controle:
    """What an outsider can work out from everything published.

    `beschermd` cells were tried; `lekken` of them, counted per population of which they are, leave too little room.
    `verloren` cells were given away by an edition before.
    """

    beschermd: int
    lekken: Mapping[str, int]
    verloren: int

    @property
    def is_dicht(self) -> bool:
        """Whether nothing leaks."""
        return not self.lekken


def maak_cellen(con: duckdb.DuckDBPyConnection, indicatoren: Mapping[str, Indicator]) -> Stelsel:
    """The cells behind `waarde_ruw` with what the editions on the connection have told of them."""
    primary.beoordeel(con)
    cells = stelsel(con, indicatoren)
    con.execute(primary.lees_sql("edities"))
    told, hidden = (
        _flags(con, cells.aantal, f"select cel from editie_cel where {column}")
        for column in ("is_verteld", "is_verborgen")
    )
    return replace(cells, bekend=cells.bekend | told, vast=hidden)


def kies(con: duckdb.DuckDBPyConnection, cellen: Stelsel, klok: Klok, geheugen: Geheugen | None = None) -> Keuze:
    """Choose what is hidden. Raises Onbeschermbaar when nothing protects, and Rekentijd.

    Where no pattern protects a cell, the breakdown that it is in is withheld, with the groups that cannot be there:
    first at its own place, and then everywhere on that day.
    """
    told = _flags(con, cellen.aantal, "select cel from editie_cel where is_verteld")
    withheld, lost = np.zeros(cellen.aantal, dtype=bool), np.zeros(0, dtype=np.int64)
    for _ in range(POGINGEN):
        try:
            hidden = patroon(cellen, klok, geheugen)
        except GeenPatroon as none:
            more = _breakdowns_of(con, cellen, none.cellen) & ~told & ~withheld
            if not more.any():
                more = _breakdowns_of(con, cellen, none.cellen, overal=True) & ~told & ~withheld
            if not more.any():
                # What an edition has told cannot be taken back; for anything else there must be a pattern.
                if len(open_ := _open_without_editions(cellen, told, none.cellen, klok)):
                    raise Onbeschermbaar(_in_words(con, open_)) from none
                lost = np.union1d(lost, none.cellen)
                cellen = cellen.zonder_bescherming_van(none.cellen)
            withheld |= more
            cellen = replace(cellen, bekend=cellen.bekend & ~more, vast=cellen.vast | more)
        else:
            chosen = np.flatnonzero(hidden & ~cellen.rest)
            return Keuze(chosen, np.flatnonzero(withheld), lost)
    raise Onbeschermbaar("Er is geen patroon gevonden dat de kleine aantallen beschermt.")


def _open_without_editions(cellen: Stelsel, verteld: Bools, gevonden: Ints, klok: Klok) -> Ints:
    """Those of the cells found that nothing would protect either if no edition had told anything."""
    others = np.setdiff1d(np.arange(cellen.aantal), gevonden)
    untold = replace(cellen.zonder_bescherming_van(others), bekend=cellen.bekend & ~verteld)
    most = untold.hoogstens_verborgen
    leaking = [leak.cel for leak in lekken(untold, most, klok)]
    return np.union1d(np.array(leaking, dtype=np.int64), onbeschermd(untold, most))


def verberg(con: duckdb.DuckDBPyConnection, keuze: Keuze) -> None:
    """Fill `verborgen_rij` with the rows that tell of a hidden cell."""
    con.execute("create or replace temp table gekozen_cel (cel integer, is_ingehouden boolean)")
    con.execute(
        """
        insert into gekozen_cel
        select cel, list_contains($ingehouden::integer[], cel)
        from (select unnest($verborgen::integer[]) as cel)
        """,
        {"verborgen": keuze.verborgen.tolist(), "ingehouden": keuze.ingehouden.tolist()},
    )
    for statement in con.extract_statements(primary.lees_sql("verborgen")):
        con.execute(statement)


def verberg_rijen(con: duckdb.DuckDBPyConnection) -> None:
    """Leave out of `aanlevering` and `kwaliteit` how many rows a delivery has where `verberg` hid that."""
    for statement in con.extract_statements(primary.lees_sql("rijen_weg")):
        con.execute(statement)


def controleer(
    con: duckdb.DuckDBPyConnection, cellen: Stelsel, keuze: Keuze, klok: Klok, geheugen: Geheugen | None = None
) -> Controle:
    """What an outsider can work out from `indicator_waarde` and `aanlevering`, whoever chose them and why. Rekentijd.

    Reads which cells are told from the published rows, not from the choice.
    """
    known = _flags(con, cellen.aantal, "select cel from cel where is_bekend")
    known[keuze.ingehouden] = False
    hidden = ~known & ~_flags(con, cellen.aantal, primary.lees_sql("geweten"))
    tried = cellen.zonder_bescherming_van(keuze.verloren)
    found = {leak.cel for leak in lekken(tried, hidden, klok, geheugen)} | set(onbeschermd(tried, hidden).tolist())
    return Controle(
        beschermd=len(np.unique(np.concatenate([m.beschermd for m in tried.maten]))) if tried.maten else 0,
        lekken=_per_population(con, np.array(sorted(found), dtype=np.int64)),
        verloren=len(keuze.verloren),
    )


def verlies(con: duckdb.DuckDBPyConnection) -> list[Verlies]:
    """What protecting costs, per indicator that is about persons."""
    return [Verlies(*row) for row in con.execute(primary.lees_sql("verlies")).fetchall()]


def _breakdowns_of(con: duckdb.DuckDBPyConnection, cells: Stelsel, found: Ints, *, overal: bool = False) -> Bools:
    """Every cell of the breakdowns that these are in, at their place or everywhere; of a rest, that of the part."""
    return _flags(
        con,
        cells.aantal,
        """
        with geraakt as (
            select coalesce(d.deel, c.cel) as cel
            from (select unnest($gevonden::integer[]) as cel) as c
            left join deel as d on d.rest = c.cel
        )
        select distinct c.cel
        from cel as c
        join (from cel semi join geraakt using (cel)) as g using (populatie, dag, namen)
        where $overal or (c.structuur = g.structuur and c.organisatie_code = g.organisatie_code)
        """,
        {"gevonden": found.tolist(), "overal": overal},
    )


def _per_population(con: duckdb.DuckDBPyConnection, found: Ints) -> dict[str, int]:
    rows = con.execute(
        """
        select c.populatie, count(*)
        from (select unnest($gevonden::integer[]) as cel)
        join cel as c using (cel)
        group by all
        order by all
        """,
        {"gevonden": found.tolist()},
    ).fetchall()
    return dict(rows)


def _in_words(con: duckdb.DuckDBPyConnection, found: Ints) -> str:
    counts = ", ".join(f"{count} van {population}" for population, count in _per_population(con, found).items())
    return f"Geen enkel patroon beschermt deze kleine aantallen: {counts}."


def _flags(con: duckdb.DuckDBPyConnection, many: int, query: str, parameters: dict[str, object] | None = None) -> Bools:
    """Which cells a query gives."""
    flags = np.zeros(many, dtype=bool)
    flags[np.asarray(con.execute(query, parameters).fetchnumpy()["cel"], dtype=np.int64)] = True
    return flags
