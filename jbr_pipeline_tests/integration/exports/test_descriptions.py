"""What machines are told of the files, judged by those who made the rules: frictionless, CSVW and the SHACL shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import duckdb
import pyshacl
import pytest
from frictionless import Package, system
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from jbr_pipeline.reporting.exports.catalogue import schrijf_catalogus
from jbr_pipeline.reporting.exports.columns import kolommen
from jbr_pipeline.reporting.exports.layout import CATALOGUS, CSV, CSVW, PAKKET, PARQUET, SCHEMA
from jbr_pipeline.reporting.exports.published import Gepubliceerd, Vindplaats
from jbr_pipeline.warehouse.layout import sha256_van

SHAPES = Path(__file__).with_name("shacl")
ADRES = "https://jbr.example.nl/publicatie/bestanden/"
SH, SPDX, VCARD = (
    Namespace("http://www.w3.org/ns/shacl#"),
    Namespace("http://spdx.org/rdf/terms#"),
    Namespace("http://www.w3.org/2006/vcard/ns#"),
)
GEEN_DIENST = str(DCAT.accessService)
"""Recommended of every distribution, and only for what is behind a service; a file is not."""


def _graaf(file: Path) -> Graph:
    """The catalogue as a portal reads it that found it at an address."""
    return Graph().parse(file, format="json-ld", publicID=f"{ADRES}{CATALOGUS}")


@pytest.fixture(scope="module")
def catalogus(bestanden: Path) -> Graph:
    return _graaf(bestanden / CATALOGUS)


@pytest.fixture(scope="module")
def vormen() -> Graph:
    shapes = Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(file)
    return shapes


def _oordeel(catalogus: Graph, vormen: Graph) -> set[tuple[str, str]]:
    """The property and the severity of everything that the shapes have against it."""
    _, report, _ = pyshacl.validate(catalogus, shacl_graph=vormen, inference="none")
    return {
        (str(report.value(r, SH.resultPath)), str(report.value(r, SH.resultSeverity)).rpartition("#")[2])
        for r in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_frictionless_finds_nothing_wrong_with_the_package_and_its_files(bestanden: Path) -> None:
    with system.use_context(trusted=True):
        package = Package(str(bestanden / PAKKET))
        whole = package.validate(limit_rows=200)
        assert whole.valid, whole.flatten(["title", "fieldName", "message"])[:5]
        one = Package(str(bestanden / PAKKET)).get_resource("inhuur-pct").validate()
        assert one.valid, one.flatten(["message"])[:5]


def test_frictionless_would_notice_a_file_that_is_not_as_described(bestanden: Path, tmp_path: Path) -> None:
    (tmp_path / CSV).mkdir()
    described = json.loads((bestanden / PAKKET).read_text(encoding="utf-8"))
    described["resources"] = [r for r in described["resources"] if r["name"] == "inhuur-pct"]
    (tmp_path / PAKKET).write_text(json.dumps(described), encoding="utf-8")
    (tmp_path / SCHEMA).write_bytes((bestanden / SCHEMA).read_bytes())
    text = (bestanden / CSV / "inhuur_pct.csv").read_text(encoding="utf-8")
    (tmp_path / CSV / "inhuur_pct.csv").write_text(text.replace(";2024;", ";ooit;", 1), encoding="utf-8", newline="")
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / PAKKET)).validate().valid


def test_the_package_names_every_file_besides_itself_and_the_catalogue(bestanden: Path) -> None:
    named = {r["path"] for r in json.loads((bestanden / PAKKET).read_text(encoding="utf-8"))["resources"]}
    there = {f.relative_to(bestanden).as_posix() for f in bestanden.rglob("*") if f.is_file()}
    assert named == there - {PAKKET, CATALOGUS}


@pytest.mark.parametrize("in_csvw", [True, False])
def test_every_column_of_every_csv_is_described_in_its_order(bestanden: Path, in_csvw: bool) -> None:
    heads = {f.name: f.read_text(encoding="utf-8").partition("\n")[0].strip() for f in (bestanden / CSV).glob("*.csv")}
    if in_csvw:
        group: dict[str, Any] = json.loads((bestanden / CSVW).read_text(encoding="utf-8"))
        tables = {t["url"]: (bestanden / CSV / t["tableSchema"], "columns") for t in group["tables"]}
        assert group["dialect"]["delimiter"] == ";"
    else:
        resources = json.loads((bestanden / PAKKET).read_text(encoding="utf-8"))["resources"]
        tables = {Path(r["path"]).name: (bestanden / r["schema"], "fields") for r in resources if r["format"] == "csv"}
    assert set(tables) == set(heads)
    for name, (schema, key) in tables.items():
        columns = json.loads(schema.read_text(encoding="utf-8"))[key]
        assert ";".join(c["name"] for c in columns) == heads[name]
        assert all(c.get("description") or c.get("dc:description") for c in columns)


def test_csvw_says_that_a_number_has_a_decimal_comma(bestanden: Path) -> None:
    graph = Graph().parse(data=_csvw_met_context(bestanden), format="json-ld")
    commas = set(graph.objects(None, URIRef("http://www.w3.org/ns/csvw#decimalChar")))
    assert commas == {Literal(",")}


def _csvw_met_context(bestanden: Path) -> str:
    """The schema as JSON-LD without a request to w3.org for the context that it names."""
    schema = json.loads((bestanden / CSV / "csvw-schema.json").read_text(encoding="utf-8"))
    vocabulary = {"@vocab": "http://www.w3.org/ns/csvw#", "dc": str(DCTERMS)}
    return json.dumps({**schema, "@context": vocabulary})


def test_the_key_of_a_row_is_unique(bestanden: Path, con: duckdb.DuckDBPyConnection) -> None:
    key = ", ".join(k.naam for k in kolommen(verzonnen=True, csv=True) if k.is_sleutel)
    counted = con.execute(f"select count(*), count(distinct ({key})) from '{bestanden / PARQUET}'").fetchone()
    assert counted
    assert counted[0] == counted[1] > 0


def test_the_catalogue_has_everything_that_dcat_ap_nl_demands_and_recommends(catalogus: Graph, vormen: Graph) -> None:
    assert _oordeel(catalogus, vormen) == {(GEEN_DIENST, "Warning")}


@pytest.mark.parametrize("eigenschap", ["contactPoint", "theme"])
def test_the_shapes_would_notice_what_is_missing(catalogus: Graph, vormen: Graph, eigenschap: str) -> None:
    poorer = Graph()
    for triple in catalogus:
        if triple[0] in {URIRef(f"{ADRES}{CATALOGUS}#{n}") for n in ("jbr", "catalogus")} or triple[1] == RDF.type:
            poorer.add(triple)
    poorer.remove((None, DCAT[eigenschap], None))
    found = {path for path, severity in _oordeel(poorer, vormen) if severity == "Violation"}
    assert str(DCAT[eigenschap]) in found


def test_the_publisher_is_the_ministry_by_its_tooi_uri(catalogus: Graph, con: duckdb.DuckDBPyConnection) -> None:
    uris = con.execute("select distinct tooi_uri from organisatie where organisatie_code = 'mnre1034'").fetchall()
    assert {str(o) for o in catalogus.objects(None, DCTERMS.publisher)} == {uri for (uri,) in uris}


def test_every_distribution_is_a_file_with_its_size_and_hash(catalogus: Graph, bestanden: Path) -> None:
    found = list(catalogus.subjects(RDF.type, DCAT.Distribution))
    assert found
    for node in found:
        url = str(catalogus.value(node, DCAT.downloadURL))
        file = bestanden / url.removeprefix(ADRES)
        assert int(str(catalogus.value(node, DCAT.byteSize))) == file.stat().st_size
        checksum = catalogus.value(catalogus.value(node, SPDX.checksum), SPDX.checksumValue)
        assert checksum == Literal(sha256_van(file), datatype=XSD.hexBinary)


def test_every_page_that_the_catalogue_links_to_is_there(catalogus: Graph, bestanden: Path) -> None:
    pages = set(catalogus.objects(None, DCAT.landingPage))
    root = urljoin(ADRES, "..")
    assert len(pages) > 1
    for page in pages:
        assert (bestanden.parent / str(page).removeprefix(root)).is_file(), page


def test_an_address_and_a_contact_are_told_when_they_are_set_and_nobody_is_invented(
    catalogus: Graph, bestanden: Path, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert not list(catalogus.subject_objects(VCARD.hasEmail)) + list(catalogus.subject_objects(VCARD.hasURL))
    for file in bestanden.iterdir():
        if file.name != CATALOGUS:
            (tmp_path / file.name).symlink_to(file)
    place = Vindplaats("https://cijfers.example.nl/jbr", "jbr@example.nl")
    schrijf_catalogus(Gepubliceerd.van(con), place, tmp_path)
    told = _graaf(tmp_path / CATALOGUS)
    assert {str(o) for o in told.objects(None, VCARD.hasEmail)} == {"mailto:jbr@example.nl"}
    urls = {str(o) for o in told.objects(None, DCAT.downloadURL)}
    assert f"https://cijfers.example.nl/jbr/bestanden/{PARQUET}" in urls
