"""What is known of open.overheid.nl, derived from the raw segments by SQL alone.

Nothing is administered beside the responses themselves, so that what the harvester believes and what the fold
publishes cannot drift apart: both start from the views made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from importlib import resources
from pathlib import Path
from string import Template

import duckdb

from jbr_pipeline.sources.open_overheid import parsed, segments
from jbr_pipeline.sources.open_overheid.categories import categorieen, code_per_label
from jbr_pipeline.sources.open_overheid.structure import DETAIL, ZOEKPAGINA, als_json
from jbr_pipeline.sources.open_overheid.windows import Periode

MAX_VERGEEFS = 3
"""A listed document whose detail is not found is asked for this often, then left until it changes."""


GEEN_KRIMP = ("", 0, None)
"""No disappearance was ever met that has to be confirmed."""


@dataclass(slots=True)
class Bekend:
    """What is known of one document; `lijst…` is what the search results last said."""

    lijstsleutel: str
    lijstdatum: date | None
    gevraagd: str | None = None
    """Change key at the time of the last answer about this document; None before the first."""
    vergeefs: int = 0
    ingetrokken: bool = False
    gelabeld: str | None = None
    """Change key of the version that filtered searches labelled; None where they did not."""
    getoond: datetime | None = None
    """When an earlier run last saw it at the source."""

    @property
    def openstaand(self) -> bool:
        """Whether the version that is listed was not fetched yet."""
        return not self.ingetrokken and (self.gevraagd != self.lijstsleutel or 0 < self.vergeefs < MAX_VERGEEFS)

    @property
    def opnieuw(self) -> bool:
        """Whether the version that is listed was asked for and not found, and is to be tried again."""
        return self.openstaand and self.gevraagd == self.lijstsleutel

    @property
    def in_wachtrij(self) -> bool:
        """Whether filters labelled the version that is listed, so that its detail, never asked for, can wait."""
        return self.openstaand and self.gevraagd is None and self.gelabeld == self.lijstsleutel


@dataclass
class Kennis:
    """Everything the harvester starts from."""

    documenten: dict[str, Bekend] = field(default_factory=dict)
    zonder_relaties: list[str] = field(default_factory=list)
    """Ids whose detail had no relations, and for which it is not known whether that is true."""
    wijzigingen_tot: datetime | None = None
    """Moment of mutation up to which changes are known; None before the first run."""
    relaties_beproefd: int = 0
    """Documents probed for relations since the probe last came to a conclusion."""
    relaties_ontbreken: bool = False
    """Whether one of those had relations that its detail kept silent about."""
    totalen_gevraagd: dict[date, int] = field(default_factory=dict)
    """For each day the place in the segments where the total from that day on was last asked."""
    vergeleken: bool = False
    """Whether an earlier run compared everything held with the totals of the source."""
    verschil: Periode | None = None
    """The days in which the last of those runs left a difference."""
    overtal: dict[tuple[date, str], int] = field(default_factory=dict)
    """For each day and reason how many results in the list of the source are no document of their own."""
    krimp_open: bool = False
    """Whether more was found gone than one run may mark, and nobody confirmed it yet."""
    krimp_bevestigd: int | None = None
    """Documents of which somebody confirmed that they may be found gone."""
    krimp_reden: str = ""
    """Why they may."""


def sql(naam: str, **waarden: str) -> str:
    """The text of a statement in this room's `sql` folder, with its `$names` filled in."""
    tekst = (resources.files(__package__) / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
    return Template(tekst).safe_substitute(waarden)


@contextmanager
def geopend(
    con: duckdb.DuckDBPyConnection, raw_dir: Path, *, ontleed: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection beside `con` that sees the closed segments as `regels`, `treffers`, `details`,
    `overig`, `ingetrokken` and `labels`; with what the details say of their documents where `ontleed` is given.

    `ontleed` is the folder that keeps the parsed segments. Everything else is temporary and gone with the connection.
    """
    macros, segmenten = _macros(), segments.segmenten(raw_dir)
    with con.cursor() as eigen:
        eigen.execute(macros)
        if ontleed is None or not segmenten:
            ontleding = _ontleding(segmenten, met_inhoud=ontleed is not None)
            eigen.execute(f"create or replace temp table regels as {ontleding}")
        else:
            delen = parsed.delen(con, segmenten, ontleed, macros=macros, ontleding=partial(_ontleding, met_inhoud=True))
            eigen.execute(f"create or replace temp view regels as from read_parquet({_lijst(delen)})")
        eigen.execute(sql("treffers"))
        eigen.execute(sql("details"))
        eigen.execute(sql("overig"))
        eigen.execute(sql("ingetrokken"))
        labels = ", ".join(
            f"({letterlijk(label)}, {letterlijk(c.code)}, {c.in_art_3_3})" for c in categorieen() for label in c.labels
        )
        eigen.execute(
            f"create or replace temp table categorieen as from (values {labels}) as t (label, code, in_art_3_3)"
        )
        eigen.execute(sql("labels"))
        yield eigen


def lees_kennis(raw_dir: Path) -> Kennis:
    """What the closed segments of a folder say; the folder may be new."""
    with eigen_duckdb(raw_dir) as con, geopend(con, raw_dir) as eigen:
        documenten = {
            document_id: Bekend(*gegevens) for document_id, *gegevens in eigen.execute(sql("kennis")).fetchall()
        }
        zonder_relaties = [document_id for (document_id,) in eigen.execute(sql("zonder_relaties")).fetchall()]
        merk = eigen.execute(sql("wijzigingen_tot")).fetchone()
        beproefd, ontbreken = eigen.execute(sql("relatieproef")).fetchone() or (0, False)
        gevraagd = dict(eigen.execute(sql("totalen_gevraagd")).fetchall())
        verschil = eigen.execute(sql("verschil")).fetchone()
        overtal = eigen.execute(sql("overtal")).fetchall()
        krimp, documenten_weg, reden = eigen.execute(sql("krimp")).fetchone() or GEEN_KRIMP
    return Kennis(
        documenten,
        zonder_relaties,
        datetime.fromisoformat(merk[0]) if merk and merk[0] else None,
        relaties_beproefd=beproefd,
        relaties_ontbreken=ontbreken,
        totalen_gevraagd=gevraagd,
        vergeleken=verschil is not None,
        overtal={(dag, reden): aantal for dag, reden, aantal in overtal},
        verschil=Periode(*verschil) if verschil and verschil[0] else None,
        krimp_open=krimp == "krimp",
        krimp_bevestigd=documenten_weg if krimp == "krimp_bevestigd" else None,
        krimp_reden=reden or "",
    )


def lees_ingetrokken(raw_dir: Path) -> set[str]:
    """Ids of the documents that the closed segments show to be withdrawn."""
    with eigen_duckdb(raw_dir) as con, geopend(con, raw_dir) as eigen:
        return {document_id for (document_id,) in eigen.execute("select document_id from ingetrokken").fetchall()}


def lees_krimp(raw_dir: Path) -> tuple[str, int, str | None]:
    """The last word on a disappearance that has to be confirmed, for how many documents, and why; see `krimp.sql`."""
    with eigen_duckdb(raw_dir) as con, geopend(con, raw_dir) as eigen:
        return eigen.execute(sql("krimp")).fetchone() or GEEN_KRIMP


def eigen_duckdb(raw_dir: Path) -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, which spills below the folder."""
    # Without a place of its own DuckDB spills into the current folder.
    return duckdb.connect(config={"temp_directory": str(raw_dir / ".tijdelijk")})


def _macros() -> str:
    """The macros, with the categories that TOOI knows filled in."""
    per_label = ", ".join(
        f"{letterlijk(label)}: {letterlijk(code)}" for label, code in sorted(code_per_label().items())
    )
    return sql("macros", categorieen=f"map {{{per_label}}}", codes=_codes())


def _codes() -> str:
    return ", ".join(letterlijk(c.code) for c in categorieen())


def _ontleding(segmenten: Sequence[Path], *, met_inhoud: bool) -> str:
    """The statement that parses these segments."""
    return sql(
        "regels",
        bron=bron_van(segmenten),
        inhoud=str(met_inhoud).lower(),
        zoekpagina=als_json(ZOEKPAGINA),
        detail=als_json(DETAIL),
        codes=_codes(),
    )


def bron_van(bestanden: Sequence[Path]) -> str:
    """A table expression over closed segments, or one without rows."""
    if not bestanden:
        kolommen = ", ".join(f"cast(null as {soort}) as {naam}" for naam, soort in segments.KOLOMMEN.items())
        return f"(select {kolommen} limit 0)"
    kolommen = ", ".join(f"{naam}: {letterlijk(soort)}" for naam, soort in segments.KOLOMMEN.items())
    return (
        f"read_json({_lijst(bestanden)}, format = 'newline_delimited', columns = {{{kolommen}}}, "
        f"maximum_object_size = {segments.MAX_REGEL})"
    )


def _lijst(bestanden: Iterable[Path]) -> str:
    return "[" + ", ".join(letterlijk(str(p)) for p in bestanden) + "]"


def letterlijk(tekst: str) -> str:
    """The text as an SQL literal."""
    return "'" + tekst.replace("'", "''") + "'"
