"""Comparing what was published: editions, runs, or two databases. Order-free, and on published values only.

Lost points, changed points and unusual jumps are three answers to three questions and are kept apart. How they are
said in words belongs in `reporting.differences`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import editions, history, runs
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import sql

KEER = 3
"""A jump is more than so many times the largest earlier change: less happens every year in some series."""
DREMPEL_PCT = 10
DREMPEL_PUNT = 5
"""Below these, in percent or in percentage points, a change is no jump however quiet the series was; below twice as
much when there is only one earlier change to go by."""
MINSTE_TELLING = 5
MINSTE_NOEMER = 20
"""Small numbers always jump: a count must differ by so much, and a percentage rest on so many."""

Rij = dict[str, Any]


class NietTeVergelijken(Exception):
    """A name that is no edition, run or database; the message says what it may be."""


@dataclass(frozen=True)
class Momentopname:
    """Published values at some moment: of an edition or a run (Parquet), or of a database."""

    naam: str
    bestand: Path
    is_editie: bool = False
    """An edition holds two years only; years that it does not hold are no difference."""

    def relatie(self, con: duckdb.DuckDBPyConnection, alias: str) -> str:
        """The SELECT of the values, on a connection to which a database may be attached."""
        if self.bestand.suffix != ".duckdb":
            return f"from read_parquet({literal(str(self.bestand))})"
        con.execute(f"attach {literal(str(self.bestand))} as {alias} (read_only)")
        return f"from {alias}.jbr.indicator_waarde where editie = 'lopend'"


@dataclass(frozen=True)
class Verschillen:
    """What differs between two snapshots, and the unusual jumps in the second. The Rijk and totals come first."""

    van: str
    naar: str
    verloren: list[Rij]
    gewijzigd: list[Rij]
    nieuw: list[Rij]
    sprongen: list[Rij]
    niet_beoordeeld: int
    """Series in which a jump cannot be told, because there is no earlier change to hold it against."""

    @property
    def is_gelijk(self) -> bool:
        """Whether both hold the same values."""
        return not (self.verloren or self.gewijzigd or self.nieuw)


def vergelijk(a: Momentopname, b: Momentopname) -> Verschillen:
    """Compare two snapshots; with an edition over the years that both hold. Raises NietTeVergelijken."""
    with duckdb.connect() as con:
        try:
            for side, snapshot in (("a", a), ("b", b)):
                con.execute(f"create temp view {side}_waarde as {snapshot.relatie(con, f'db_{side}')}")
        except duckdb.Error as fout:
            raise NietTeVergelijken(
                f"{a.naam} en {b.naam} zijn niet te vergelijken: een van beide is geen database van deze pijplijn."
            ) from fout
        together = "intersect" if a.is_editie or b.is_editie else "union"
        con.execute(sql("vergelijking").replace("$samen", together))
        if con.execute("select count(*) from jaren").fetchone() == (0,):
            raise NietTeVergelijken(f"{a.naam} en {b.naam} hebben geen jaar gemeen.")
        jumps, unjudged = _jumps(con)
        return Verschillen(
            van=a.naam,
            naar=b.naam,
            verloren=_rows(con, "from vergeleken where soort = 'verloren'"),
            gewijzigd=_rows(con, "from vergeleken where soort = 'gewijzigd'"),
            nieuw=_rows(con, "from vergeleken where soort = 'nieuw'"),
            sprongen=jumps,
            niet_beoordeeld=unjudged,
        )


def sprongen(b: Momentopname) -> tuple[list[Rij], int]:
    """The unusual jumps of a snapshot, and how many series could not be judged."""
    with duckdb.connect() as con:
        con.execute(f"create temp view b_waarde as {b.relatie(con, 'db_b')}")
        return _jumps(con)


def vind(paden: Paden, tekst: str) -> Momentopname:
    """What someone means by `JBR 2024`, `2024`, `lopend`, `vorige`, (the beginning of) a run id, or a database file."""
    if tekst == "lopend":
        return _existing(paden.database, "lopend")
    if tekst.endswith(".duckdb"):
        return _existing(Path(tekst).resolve(), Path(tekst).name)
    if edition := re.fullmatch(r"(?:JBR[ _-]?)?(\d{4})", tekst, re.IGNORECASE):
        file = editions.waarden_van(paden, int(edition[1]))
        if file is None:
            raise NietTeVergelijken(f"De editie JBR {edition[1]} is niet vastgesteld.")
        try:
            editions.controleer(paden)
        except editions.Editiefout as fout:
            raise NietTeVergelijken(str(fout)) from fout
        return Momentopname(f"JBR {edition[1]}", file, is_editie=True)
    if tekst == "vorige":
        previous = vorige(paden)
        if previous is None:
            raise NietTeVergelijken("Er is geen eerdere draai met bewaarde waarden.")
        return previous
    return _run(paden, tekst)


def vorige(paden: Paden) -> Momentopname | None:
    """The run before the last, if what it published is still kept."""
    before = history.met_waarden(paden)[:-1]
    if not before:
        return None
    file = paden.draaiwaarden / f"{before[-1].waarden}.parquet"
    return Momentopname(f"draai {before[-1].run_id}", file) if file.exists() else None


def _run(paden: Paden, tekst: str) -> Momentopname:
    found = [d for d in runs.lees(paden) if d.run_id.startswith(tekst)] if tekst else []
    if len(found) != 1:
        reason = "meer dan één draai begint zo" if found else "er is geen draai die zo begint"
        raise NietTeVergelijken(
            f"{tekst!r} is niet te vergelijken: {reason}. Noem een editie (JBR 2024), lopend, vorige, een draai of een "
            "bestand dat eindigt op .duckdb."
        )
    file = paden.draaiwaarden / f"{found[0].waarden}.parquet"
    if not found[0].waarden or not file.exists():
        raise NietTeVergelijken(f"De waarden van draai {found[0].run_id} zijn niet meer bewaard.")
    return Momentopname(f"draai {found[0].run_id}", file)


def _existing(file: Path, naam: str) -> Momentopname:
    if not file.exists():
        raise NietTeVergelijken(f"Het bestand {file} bestaat niet.")
    return Momentopname(naam, file)


def _jumps(con: duckdb.DuckDBPyConnection) -> tuple[list[Rij], int]:
    entries = catalogus().values()
    percentages = [i.code for i in entries if i.eenheid == "%"]
    counts = [i.code for i in entries if not i.noemer and i.eenheid not in ("euro", "duizend euro")]
    values = {
        "$keer": literal(KEER),
        "$drempel_punt": literal(DREMPEL_PUNT),
        "$drempel_pct": literal(DREMPEL_PCT),
        "$minste_telling": literal(MINSTE_TELLING),
        "$minste_noemer": literal(MINSTE_NOEMER),
        "$in_procenten": f"[{', '.join(map(literal, percentages))}]",
        "$geteld": f"[{', '.join(map(literal, counts))}]",
    }
    text = sql("sprongen")
    for name, value in values.items():
        text = text.replace(name, value)
    con.execute(text)
    unjudged = con.execute("select count(*) from stap where grootste_eerder is null").fetchone()
    return _rows(con, "from sprong"), unjudged[0] if unjudged else 0


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Rij]:
    result = con.execute(query)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
