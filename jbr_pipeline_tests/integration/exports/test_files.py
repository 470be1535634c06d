"""The CSV files and the Parquet: what the database says, all of it and nothing else."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import duckdb

from jbr_pipeline.reporting.exports.layout import CSV, PARQUET
from jbr_pipeline.reporting.exports.making import schrijf_bestanden
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.exports import lezen


def test_all_csv_files_together_are_the_figures_of_the_database(
    bestanden: Path, con: duckdb.DuckDBPyConnection
) -> None:
    rows = list(lezen.uit_csv(bestanden))
    assert len(rows) == len(set(rows))
    assert set(rows) == lezen.uit_database(con)


def test_every_indicator_of_the_catalogue_has_a_csv(bestanden: Path, con: duckdb.DuckDBPyConnection) -> None:
    codes = {code for (code,) in con.execute("select indicator_code from indicator").fetchall()}
    assert {f.stem for f in (bestanden / CSV).glob("*.csv")} == codes


def test_the_parquet_is_the_database_with_its_types(bestanden: Path, con: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(lezen.KOLOMMEN)
    renamed = (
        columns.replace("variant", "variant_code")
        .replace("uitsplitsing", "uitsplitsing_code")
        .replace("categorie", "categorie_code")
        .replace("reden_leeg", "reden")
    )
    con.execute(f"create temp view uit_parquet as select {renamed} from read_parquet('{bestanden / PARQUET}')")
    for left, right in (("uit_parquet", "indicator_waarde"), ("indicator_waarde", "uit_parquet")):
        asked = [columns if name == "indicator_waarde" else "*" for name in (left, right)]
        assert not con.execute(
            f"(select {asked[0]} from {left}) except all (select {asked[1]} from {right})"
        ).fetchall()
    types = dict(
        con.execute(f"select column_name, column_type from (describe from '{bestanden / PARQUET}')").fetchall()
    )
    assert (types["waarde"], types["peildatum"], types["onderdrukt"]) == ("DOUBLE", "DATE", "BOOLEAN")


def test_what_is_left_out_is_filled_in_nowhere(bestanden: Path, con: duckdb.DuckDBPyConnection) -> None:
    hidden = [row for row in lezen.uit_csv(bestanden) if row[lezen.KOLOMMEN.index("onderdrukt")]]
    assert hidden
    first = len(lezen.SLEUTEL)
    assert {row[first : first + 3] for row in hidden} == {(None, None, None)}
    assert con.execute(
        f"select count(waarde) + count(teller) + count(noemer), count(*) from '{bestanden / PARQUET}' where onderdrukt"
    ).fetchone() == (0, len(hidden))


def test_the_statistics_in_the_parquet_are_of_published_values_only(
    bestanden: Path, con: duckdb.DuckDBPyConnection
) -> None:
    bounds = con.execute(
        f"select path_in_schema, stats_min_value, stats_max_value from parquet_metadata('{bestanden / PARQUET}') "
        "where path_in_schema in ('waarde', 'teller', 'noemer')"
    ).fetchall()
    assert bounds
    for column, least, most in bounds:
        known = {v for (v,) in con.execute(f"select {column} from indicator_waarde where not onderdrukt").fetchall()}
        assert {float(least), float(most)} <= known


def test_a_csv_is_plain_utf8_with_semicolons_decimal_commas_and_lines_as_the_rfc_says(bestanden: Path) -> None:
    raw = (bestanden / CSV / "omvang_fte.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    head, *lines = text.removesuffix("\r\n").split("\r\n")
    assert head.startswith("indicator_code;variant_code;variant;jaar;peildatum;organisatie_code;organisatie;")
    assert {line.count(";") for line in lines} == {head.count(";")}
    shares = [line["waarde"] for line in lezen.regels(bestanden / CSV / "vrouwen_pct.csv") if line["waarde"]]
    assert all(re.fullmatch(r"-?\d+(,\d+)?(e-\d+)?", share) for share in shares)
    assert any("," in share for share in shares)


def test_made_up_rows_say_so_and_real_ones_have_no_such_column(bestanden: Path, eigen: Paden, tmp_path: Path) -> None:
    assert {line["verzonnen_voorbeeld"] for line in lezen.regels(bestanden / CSV / "omvang_fte.csv")} == {"ja"}
    with duckdb.connect(str(eigen.database)) as writer:
        writer.execute("update jbr.jbr.draai set oordeel = 'Gepubliceerd.'")
    schrijf_bestanden(eigen, tmp_path)
    assert "verzonnen_voorbeeld" not in lezen.regels(tmp_path / "bestanden" / CSV / "omvang_fte.csv")[0]
    assert b"erzonnen" not in b"".join(f.read_bytes() for f in (tmp_path / "bestanden").glob("*.json*"))


def test_an_organisation_is_called_what_it_was_called_then_or_what_it_is_called_now(bestanden: Path) -> None:
    lines = lezen.regels(bestanden / CSV / "omvang_fte.csv")
    names = {
        (line["structuur"], line["organisatie"])
        for line in lines
        if line["organisatie_code"] == "mnre1153" and line["peildatum"] == "2023-12-31"
    }
    assert names == {
        ("toen", "ministerie van Landbouw, Natuur en Voedselkwaliteit"),
        ("nu", "ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur"),
    }


LASTIG = ("=1+1", "+31", "-2 tot 3", "@SUM(A1)", "\t=1", "'al een", 'een "naam"; met alles', "twee\r\nregels")


def test_no_text_is_taken_for_a_formula_and_none_is_lost(eigen: Paden, tmp_path: Path) -> None:
    with duckdb.connect(str(eigen.database)) as writer:
        codes = writer.execute(
            "select code from jbr.jbr.benaming where kolom = 'categorie' and uitsplitsing = 'geslacht*schaalgroep' "
            "order by code limit ?",
            [len(LASTIG)],
        ).fetchall()
        writer.executemany(
            "update jbr.jbr.benaming set naam = ? where uitsplitsing = 'geslacht*schaalgroep' and code = ?",
            [(naam, code) for naam, (code,) in zip(LASTIG, codes, strict=True)],
        )
        for table in ("indicator_waarde", "indicator"):
            writer.execute(f"delete from jbr.jbr.{table} where indicator_code <> 'schaalverdeling'")
    schrijf_bestanden(eigen, tmp_path)
    file = tmp_path / "bestanden" / CSV / "schaalverdeling.csv"
    assert {line["categorie"] for line in lezen.regels(file)} >= set(LASTIG)
    with file.open(encoding="utf-8", newline="") as lines:
        cells = [cell for line in csv.reader(lines, delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell[:1] in tuple("=+@\t") or re.match(r"-\D|-\d+ ", cell)]
