"""The pages of the public edition, read back once for every test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer
from jbr_pipeline_tests.integration.publieksversie.lezen import Element, lees

SLEUTELS = (
    *("waarde", "tekst", "bron", "telling", "maat", "indicator", "variant", "jaar", "organisatie", "uitsplitsing"),
    *("categorie", "editie", "volgorde", "domein", "vindplaats", "soort", "regel", "ernst", "reden"),
    "ministerie",
)


@pytest.fixture(scope="session")
def paginas(publieksversie: Path) -> dict[str, Element]:
    """Every page by its path."""
    return {f.relative_to(publieksversie).as_posix(): lees(f) for f in sorted(publieksversie.rglob("*.html"))}


@pytest.fixture(scope="session")
def getoond(paginas: dict[str, Element], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every figure on every page with its key, once, as a file that DuckDB reads."""
    shown = {
        json.dumps(
            {
                "waarde": e.attrs.get("value"),
                "tekst": e.tekst,
                **{k.removeprefix("data-"): v for k, v in e.attrs.items() if k.startswith("data-")},
            },
            sort_keys=True,
        )
        for page in paginas.values()
        for e in page.alle()
        if e.is_cijfer
    }
    file = tmp_path_factory.mktemp("getoond") / "cijfers.jsonl"
    file.write_text("\n".join(sorted(shown)), encoding="utf-8")
    return file


@pytest.fixture
def con(voorbeeldmap: Path, getoond: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database, with the figures that pages show in a table `getoond`."""
    with lezer(Paden(voorbeeldmap).database) as con:
        columns = ", ".join(f"{k}: 'VARCHAR'" for k in SLEUTELS)
        con.execute(
            f"create temp table getoond as from read_json(?, format = 'newline_delimited', columns = {{{columns}}})",
            [str(getoond)],
        )
        yield con
