"""What a user would pick instead of this pipeline: pandas with Great Expectations, and dbt with DuckDB.

A peer reads the landed deliveries of every subject of a data folder as text, casts each cell by contract, finds with
its own means which rows break which row rule, keeps the valid rows of each subject as Parquet and puts the others in
quarantine, has its own checks judge every rule, and computes from `bezetting` five indicators for the Rijk and every
ministry as it was on the day. It is written as someone at home in that tool would write it.

A peer does less than the pipeline. `same_work` takes the pipeline back to the same subjects and figures; what it still
does besides is in favour of the peer:

- it reads plain CSV in UTF-8 with the columns in contract order, which is all that the benchmarks make: no
  spreadsheets, other encodings, mended quotes, subtotal rows, or spaces around a cell, and it looks for no personal
  data;
- its quarantine holds the cells as they were cast and not as delivered, and it counts by subject, not by delivery;
- it has no file rules, versions or half-finished runs: every delivery counts and every run starts anew;
- it computes its five indicators in one structure and one variant, without completeness or provenance.

What it leaves in its output folder is alike for all peers, and named here; `compare` holds it against the pipeline's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden

DATABASE = "cijfers.duckdb"
"""Holds the table `indicatoren`: indicator_code, peildatum, organisatie_code, uitsplitsing, categorie, teller, noemer,
waarde. A category without anybody has no row."""

TELLINGEN = "tellingen.json"
"""How many rows break each rule: by subject and then by rule."""

GELDIG = "geldig"
QUARANTAINE = "quarantaine"
"""Folders of Parquet with a file or more for each subject, called after it up to the first full stop."""

UITSPLITSINGEN = {
    "omvang_fte": ("totaal", "organisatietype", "geslacht", "leeftijdsklasse", "schaalgroep"),
    "omvang_medewerkers": ("totaal", "organisatietype", "geslacht", "leeftijdsklasse", "schaalgroep"),
    "vrouwen_pct": ("totaal",),
    "deeltijd_pct": ("totaal",),
    "leeftijd_gem": ("totaal",),
}
"""The indicators that a peer computes, with their breakdowns."""


def aanleveringen(data: Path) -> dict[str, list[Landing]]:
    """The landed deliveries of a data folder by subject."""
    landed = [e for e in manifest.lees(Paden(data).geland) if e.besluit == "geland"]
    return {soort: [e for e in landed if e.soort == soort] for soort in contracten()}


def onderdelen(uitvoer: Path, soort: str, map_: str) -> Iterable[Path]:
    """The Parquet files that a peer wrote for a subject, valid or in quarantine."""
    return sorted((uitvoer / map_).glob(f"{soort}.*"))
