"""Reading one column of a small delivery as typed values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import text, typed
from jbr_pipeline_tests.deliveries_kit import csv_tekst, rij

ONLEESBAAR = "ONLEESBAAR"

Lees = Callable[[str, str, Iterable[str]], dict[str, Any]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def typeer_tekst(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> Callable[..., None]:
    """Read a CSV text of a subject into the temporary tables of `con`."""

    def read(soort: str, content: str, aanlevering_id: str = "A") -> None:
        contract = contracten()[soort]
        (tmp_path / "bron").write_text(content, encoding="utf-8")
        tekst = text.als_tekst(tmp_path / "bron", "csv", tmp_path)
        typed.keur_kop(tekst.kop, contract)
        typed.typeer(con, contract, [typed.Gelezen(aanlevering_id, date(2024, 12, 31), tekst)])

    return read


@pytest.fixture
def lees(con: duckdb.DuckDBPyConnection, typeer_tekst: Callable[..., None]) -> Lees:
    """The value of each text as a cell of an otherwise good row; ONLEESBAAR when it is no value of the type."""

    def read(soort: str, kolom: str, cellen: Iterable[str]) -> dict[str, Any]:
        cellen = list(cellen)
        typeer_tekst(soort, csv_tekst([rij(soort, n, **{kolom: cel}) for n, cel in enumerate(cellen, start=1)]))
        flagged = contracten()[soort].kolom_van(kolom).type not in ("tekst", "keuze")
        flag = f'"{kolom}__leesbaar"' if flagged else "true"
        found = con.execute(f'select "{kolom}", {flag} from rijen order by regelnr').fetchall()
        return {cel: value if readable else ONLEESBAAR for cel, (value, readable) in zip(cellen, found, strict=True)}

    return read
