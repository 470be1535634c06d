"""What machines are told of the files: a data package (datapackage.org) and metadata of the CSV (CSVW).

Both say the same of the columns, which come from `columns`. The description for data portals is in `catalogue`.
"""

from __future__ import annotations

import json
from pathlib import Path

from jbr_pipeline.reporting.exports.columns import JA, NEE, Kolom, Soort, kolommen
from jbr_pipeline.reporting.exports.layout import (
    CSV,
    CSVW,
    CSVW_SCHEMA,
    PAKKET,
    PARQUET,
    REGELEINDE,
    SCHEIDING,
    SCHEMA,
    WERKMAP,
)
from jbr_pipeline.reporting.exports.published import Gepubliceerd, Vindplaats
from jbr_pipeline.reporting.reading import Rij
from jbr_pipeline.warehouse.layout import sha256_van

NAAM = "jaarrapportage-bedrijfsvoering-rijk"
LICENTIE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
OPEN_OVERHEID = "https://open.overheid.nl"

JSON = "application/json"
MEDIATYPE = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_TABLE_SCHEMA: dict[Soort, dict[str, object]] = {
    "tekst": {"type": "string"},
    "geheel": {"type": "integer"},
    "getal": {"type": "number", "decimalChar": ","},
    "datum": {"type": "date", "format": "default"},
    "janee": {"type": "boolean", "trueValues": [JA], "falseValues": [NEE]},
}
_CSVW: dict[Soort, object] = {
    "tekst": "string",
    "geheel": "integer",
    "getal": {"base": "double", "format": {"decimalChar": ","}},
    "datum": {"base": "date", "format": "yyyy-MM-dd"},
    "janee": {"base": "boolean", "format": f"{JA}|{NEE}"},
}


def als_json(content: object) -> str:
    """JSON as it is put in a file: readable, in the order given."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def schrijf_csvw(gepubliceerd: Gepubliceerd, naar: Path) -> None:
    """Write the metadata of the CSV files, by CSVW: one group of tables with one schema."""
    columns = kolommen(verzonnen=gepubliceerd.is_verzonnen, csv=True)
    schema = {
        "@context": "http://www.w3.org/ns/csvw",
        "@type": "Schema",
        "columns": [
            {
                "name": k.naam,
                "titles": k.naam,
                "dc:title": k.titel,
                "dc:description": k.betekenis,
                "datatype": _CSVW[k.soort],
                "required": not k.leeg,
            }
            for k in columns
        ],
        "primaryKey": [k.naam for k in columns if k.is_sleutel],
    }
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "@type": "TableGroup",
        "dc:title": gepubliceerd.titel,
        "dc:description": gepubliceerd.omschrijving,
        "dc:publisher": {"@id": gepubliceerd.uitgever_uri},
        "dc:license": {"@id": LICENTIE},
        "dc:modified": {"@value": gepubliceerd.stand.isoformat(), "@type": "xsd:date"},
        "dialect": {
            "delimiter": SCHEIDING,
            "encoding": "utf-8",
            "header": True,
            "doubleQuote": True,
            "quoteChar": '"',
            "lineTerminators": [REGELEINDE],
        },
        "tableSchema": Path(CSVW_SCHEMA).name,
        "tables": [
            {
                "url": f"{i['indicator_code']}.csv",
                "dc:title": i["naam"],
                "dc:description": i["definitie"],
                "tableSchema": Path(CSVW_SCHEMA).name,
            }
            for i in gepubliceerd.indicatoren
        ],
    }
    (naar / CSVW_SCHEMA).write_text(als_json(schema), encoding="utf-8")
    (naar / CSVW).write_text(als_json(group), encoding="utf-8")


def schrijf_pakket(gepubliceerd: Gepubliceerd, vindplaats: Vindplaats, naar: Path) -> None:
    """Write the table schema, and the data package that names every file below `naar` with its size and hash.

    To be called when those files are there.
    """
    columns = kolommen(verzonnen=gepubliceerd.is_verzonnen, csv=True)
    schema = {
        "fields": [_field(k) for k in columns],
        "primaryKey": [k.naam for k in columns if k.is_sleutel],
        "missingValues": [""],
    }
    (naar / SCHEMA).write_text(als_json(schema), encoding="utf-8")
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAAM,
        "title": gepubliceerd.titel,
        "description": gepubliceerd.omschrijving,
        "version": gepubliceerd.stand.isoformat(),
        **({"homepage": vindplaats.url} if vindplaats.url else {}),
        "keywords": ["bedrijfsvoering", "rijksoverheid", "jaarrapportage", "ministeries"],
        "licenses": [{"name": "CC0-1.0", "path": LICENTIE, "title": "CC0 1.0 Universeel"}],
        "contributors": [
            {"title": gepubliceerd.uitgever, "path": gepubliceerd.uitgever_uri, "roles": ["publisher"]},
        ],
        "sources": [
            {"title": "Aanleveringen van de ministeries"},
            {"title": "Publicaties op open.overheid.nl", "path": OPEN_OVERHEID},
        ],
        "resources": [
            *(_table(i, naar) for i in gepubliceerd.indicatoren),
            _file("jbr", "Alle cijfers in één bestand, met namen en codes.", naar / PARQUET, naar),
            _file("jbr-tabellen", "Tabellen van het Rijk en de ministeries per jaar.", naar / WERKMAP, naar),
            _file("csv-metadata", "Beschrijving van de CSV-bestanden volgens CSVW.", naar / CSVW, naar),
            _file("csvw-schema", "De kolommen van de CSV-bestanden volgens CSVW.", naar / CSVW_SCHEMA, naar),
            _file("tabelschema", "De kolommen van de CSV-bestanden volgens Table Schema.", naar / SCHEMA, naar),
        ],
    }
    (naar / PAKKET).write_text(als_json(package), encoding="utf-8")


def _field(k: Kolom) -> dict[str, object]:
    needed = {} if k.leeg else {"constraints": {"required": True}}
    return {"name": k.naam, "title": k.titel, "description": k.betekenis, **_TABLE_SCHEMA[k.soort], **needed}


def _table(indicator: Rij, root: Path) -> dict[str, object]:
    """The CSV of one indicator as a resource of the package."""
    file = root / CSV / f"{indicator['indicator_code']}.csv"
    return {
        "name": indicator["indicator_code"].replace("_", "-"),
        "type": "table",
        "title": indicator["naam"],
        "description": indicator["definitie"],
        **_facts(file, root),
        "encoding": "utf-8",
        "dialect": {
            "delimiter": SCHEIDING,
            "lineTerminator": REGELEINDE,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": SCHEMA,
    }


def _file(name: str, description: str, file: Path, root: Path) -> dict[str, object]:
    """A file that is no table of text, as a resource of the package."""
    return {"name": name, "type": "file", "description": description, **_facts(file, root)}


def _facts(file: Path, root: Path) -> dict[str, object]:
    return {
        "path": file.relative_to(root).as_posix(),
        "scheme": "file",
        "format": file.suffix.removeprefix("."),
        "mediatype": MEDIATYPE.get(file.suffix, JSON),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256_van(file)}",
    }
