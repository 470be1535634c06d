"""Whether the floor gives what the pipeline gives: every table of both, held against each other as sets."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

import duckdb

from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse.layout import Paden

DOUBLES = frozenset({"waarde", "teller", "noemer", "geschat_pct", "dekking_pct"})
"""The columns that may differ by the order in which a sum was taken."""

MEEST = 20
"""Differences told of each table."""


@dataclass(frozen=True)
class _Tabel:
    naam: str
    sleutel: tuple[str, ...]
    ons: str
    """A relation with what the pipeline left."""


def verschillen(map_: Path, bodem: Path) -> list[str]:
    """What differs between the results of the pipeline in a data folder and those of the floor; empty when equal."""
    paden = Paden(map_)
    found: list[str] = []
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        con.execute(f"attach {literal(str(bodem))} as bodem (read_only)")
        for tabel in _tabellen(paden):
            found += _verschillen(con, tabel)
    return found


def _tabellen(paden: Paden) -> list[_Tabel]:
    indicators = literal(str(paden.gesloten / "indicatoren" / "*.parquet"))
    processed = literal(str(paden.gesloten / "verwerkt" / "*.json"))
    counted = f"read_json({processed}, columns = {{aanlevering_id: 'varchar', rijen_gelezen: 'bigint', "
    counted += "rijen_geldig: 'bigint', tellingen: 'map(varchar, struct(geteld bigint, overtredingen bigint))'})"
    return [
        _Tabel(
            "indicator_waarde",
            (
                "indicator_code",
                "variant",
                "peildatum",
                "organisatie_code",
                "uitsplitsing",
                "categorie",
                "structuur",
            ),
            f"read_parquet({indicators})",
        ),
        _Tabel(
            "kwaliteit",
            ("aanlevering_id", "regel"),
            "(select aanlevering_id, e.key as regel, e.value.geteld as geteld, e.value.overtredingen as overtredingen "
            f"from (select aanlevering_id, unnest(map_entries(tellingen)) as e from {counted}))",
        ),
        _Tabel("aanlevering", ("aanlevering_id",), f"(select * exclude (tellingen) from {counted})"),
        _Tabel("publicatie", ("document_id",), f"read_parquet({literal(str(paden.publicaties))})"),
    ]


def _verschillen(con: duckdb.DuckDBPyConnection, tabel: _Tabel) -> list[str]:
    ours = {name: kind for name, kind, *_ in con.execute(f"describe from {tabel.ons}").fetchall()}
    theirs = {name: kind for name, kind, *_ in con.execute(f"describe bodem.{tabel.naam}").fetchall()}
    if ours != theirs:
        return [f"{tabel.naam}: andere kolommen: {sorted(set(ours.items()) ^ set(theirs.items()))}"]
    measures = [name for name in ours if name not in tabel.sleutel]
    same = " and ".join(_gelijk(name) for name in measures)
    statement = Template((resources.files(__package__) / "sql" / "vergelijk.sql").read_text(encoding="utf-8"))
    rows = con.execute(
        statement.substitute(
            ons=tabel.ons,
            bodem=f"bodem.{tabel.naam}",
            sleutel=" and ".join(f"o.{k} is not distinct from b.{k}" for k in tabel.sleutel),
            velden=", ".join(f"coalesce(o.{k}, b.{k})" for k in tabel.sleutel),
            ons_waarde=", ".join(f"'{m}': o.{m}" for m in measures),
            bodem_waarde=", ".join(f"'{m}': b.{m}" for m in measures),
            gelijk=same,
        )
    ).fetchall()
    told = [f"{tabel.naam}: {where}: {what}" for where, what in rows[:MEEST]]
    return told + ([f"{tabel.naam}: in totaal {len(rows)} verschillen"] if len(rows) > MEEST else [])


def _gelijk(kolom: str) -> str:
    if kolom in DOUBLES:
        return (
            f"(o.{kolom} is not distinct from b.{kolom} "
            f"or coalesce(abs(o.{kolom} - b.{kolom}) <= 1e-12 * greatest(abs(o.{kolom}), abs(b.{kolom})), false))"
        )
    return f"o.{kolom} is not distinct from b.{kolom}"


def main() -> int:
    """Tell what differs; 1 when anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder, with the results of the pipeline")
    parser.add_argument("bodem", type=Path, help="the database that the floor wrote")
    arguments = parser.parse_args()
    found = verschillen(arguments.data, arguments.bodem)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
