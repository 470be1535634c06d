"""The figures as data portals find them: a catalogue by DCAT-AP-NL 3.0, as JSON-LD.

One dataset of everything, and one of each indicator. Links are relative to the file, or to the address that was set.
"""

from __future__ import annotations

import re
from pathlib import Path

from jbr_pipeline.reporting.exports.description import JSON, LICENTIE, MEDIATYPE, NAAM, als_json
from jbr_pipeline.reporting.exports.layout import CATALOGUS, CSV, CSVW, PAKKET, PARQUET, WERKMAP
from jbr_pipeline.reporting.exports.published import Gepubliceerd, Vindplaats
from jbr_pipeline.reporting.numbers import dag
from jbr_pipeline.reporting.reading import Rij
from jbr_pipeline.warehouse.layout import sha256_van

Knoop = dict[str, object]

_EU = "http://publications.europa.eu/resource/authority/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TAAL, _LAND, _TOEGANG = f"{_EU}language/NLD", f"{_EU}country/NLD", f"{_EU}access-right/PUBLIC"
_FREQUENTIE, _BESCHIKBAAR = f"{_EU}frequency/IRREG", f"{_EU}planned-availability/STABLE"
_THEMALIJST, _SHA256 = f"{_EU}data-theme", "spdx:checksumAlgorithm_sha256"
_SOORT_UITGEVER = "http://purl.org/adms/publishertype/NationalAuthority"
_IANA = "https://www.iana.org/assignments/media-types/"
_VOORPAGINA, _UITLEG = "../index.html", "../uitleg.html"
_BESTANDSSOORT = {".csv": "CSV", ".parquet": "PARQUET", ".xlsx": "XLSX", ".json": "JSON"}
_OOK_OVER = {"duurzaamheid": "ENVI"}
"""Domains with a theme of their own besides that of government."""
TOOI = "https://standaarden.overheid.nl/tooi"
CSVW_STANDAARD = "https://www.w3.org/TR/tabular-metadata/"
PAKKET_STANDAARD = "https://datapackage.org/standard/data-package/"


def schrijf_catalogus(gepubliceerd: Gepubliceerd, vindplaats: Vindplaats, naar: Path) -> None:
    """Write `dcat.jsonld` below `naar`, in which the files that it describes are."""
    context = {**_CONTEXT, **({"@base": f"{vindplaats.url.rstrip('/')}/bestanden/"} if vindplaats.url else {})}
    nodes = _Catalogus(gepubliceerd, vindplaats, naar).knopen()
    (naar / CATALOGUS).write_text(als_json({"@context": context, "@graph": nodes}), encoding="utf-8")


class _Catalogus:
    """What the descriptions share: who publishes, whom to ask, of which day."""

    def __init__(self, gepubliceerd: Gepubliceerd, vindplaats: Vindplaats, root: Path) -> None:
        self._about = gepubliceerd
        self._place = vindplaats
        self._root = root

    def knopen(self) -> list[Knoop]:
        """The catalogue, its datasets, and what they refer to."""
        about = self._about
        datasets = [self._everything(), *(self._of_indicator(i) for i in about.indicatoren)]
        catalogue: Knoop = {
            "@id": "#catalogus",
            "@type": "dcat:Catalog",
            "dct:title": _nl(about.titel),
            "dct:description": _nl(about.omschrijving),
            "dct:publisher": _ref(about.uitgever_uri),
            "dct:creator": _ref(about.uitgever_uri),
            "dcat:contactPoint": _ref("#contact"),
            "dct:language": _ref(_TAAL),
            "dct:license": _ref(LICENTIE),
            "dct:spatial": _ref(_LAND),
            "dct:issued": _day(about.stand.isoformat()),
            "dct:modified": _day(about.stand.isoformat()),
            "dcat:themeTaxonomy": _ref(_THEMALIJST),
            "foaf:homepage": _document(_VOORPAGINA),
            "dcat:dataset": [_ref(str(d["@id"])) for d in datasets],
        }
        return [catalogue, self._publisher(), self._contact(), *datasets, *_terms()]

    def _everything(self) -> Knoop:
        about = self._about
        return {
            **self._dataset("#jbr", NAAM, about.titel, about.omschrijving, _VOORPAGINA),
            "dcat:theme": [_theme("GOVE"), _theme("ENVI")],
            "dct:hasPart": [_ref(f"#{i['indicator_code']}") for i in about.indicatoren],
            "dcat:distribution": [
                self._distribution(PARQUET, "Alle cijfers als Parquet", [PAKKET_STANDAARD]),
                self._distribution(WERKMAP, "Tabellen als werkmap", [TOOI]),
                self._distribution(PAKKET, "Gegevenspakket met alle CSV-bestanden", [PAKKET_STANDAARD]),
            ],
        }

    def _of_indicator(self, indicator: Rij) -> Knoop:
        code = indicator["indicator_code"]
        text = f"{indicator['definitie']} Eenheid: {indicator['eenheid']}. Stand van {dag(self._about.stand)}."
        warning = " Verzonnen voorbeeldgegevens." if self._about.is_verzonnen else ""
        more = _OOK_OVER.get(indicator["domein"])
        page = f"../indicatoren/{code}.html"
        return {
            **self._dataset(f"#{code}", f"{NAAM}/{code}", indicator["naam"], text + warning, page),
            "dcat:theme": [_theme("GOVE"), *([_theme(more)] if more else [])],
            "dct:isPartOf": _ref("#jbr"),
            "dcat:distribution": [self._distribution(f"{CSV}/{code}.csv", indicator["naam"], [CSVW_STANDAARD, CSVW])],
        }

    def _dataset(self, node: str, name: str, title: str, description: str, page: str) -> Knoop:
        about = self._about
        return {
            "@id": node,
            "@type": "dcat:Dataset",
            "dct:identifier": f"{self._place.url.rstrip('/')}/id/{name}" if self._place.url else name,
            "dct:title": _nl(title),
            "dct:description": _nl(description),
            "dct:publisher": _ref(about.uitgever_uri),
            "dct:creator": _ref(about.uitgever_uri),
            "dcat:contactPoint": _ref("#contact"),
            "dct:accessRights": _ref(_TOEGANG),
            "dct:language": _ref(_TAAL),
            "dct:conformsTo": _ref(TOOI),
            "dcat:landingPage": _document(page),
            "foaf:page": _document(_UITLEG),
            "dcat:keyword": [_nl("bedrijfsvoering"), _nl("Rijk"), _nl("jaarrapportage")],
            "dct:spatial": _ref(_LAND),
            **({"dct:temporal": self._period()} if about.eerste_jaar else {}),
            "dct:accrualPeriodicity": _ref(_FREQUENTIE),
            "dct:issued": _day(about.stand.isoformat()),
            "dct:modified": _day(about.stand.isoformat()),
            "dcat:version": about.stand.isoformat(),
        }

    def _distribution(self, path: str, title: str, standards: list[str]) -> Knoop:
        file = self._root / path
        media = MEDIATYPE.get(file.suffix, JSON)
        return {
            "@id": f"#bestand-{path.replace('/', '-')}",
            "@type": "dcat:Distribution",
            "dct:title": _nl(title),
            "dct:description": _nl(f"{title}, als {file.suffix.removeprefix('.').upper()}."),
            "dcat:accessURL": {"@id": path, "@type": "rdfs:Resource"},
            "dcat:downloadURL": _ref(path),
            "dct:license": _ref(LICENTIE),
            "dct:language": _ref(_TAAL),
            "dct:conformsTo": [_ref(s) for s in standards],
            "dct:format": _ref(f"{_EU}file-type/{_BESTANDSSOORT[file.suffix]}"),
            "dcat:mediaType": _ref(f"{_IANA}{media}"),
            "dcatap:availability": _ref(_BESCHIKBAAR),
            "dct:modified": _day(self._about.stand.isoformat()),
            "dcat:byteSize": {"@value": str(file.stat().st_size), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": _ref(_SHA256),
                "spdx:checksumValue": {"@value": sha256_van(file), "@type": "xsd:hexBinary"},
            },
        }

    def _publisher(self) -> Knoop:
        return {
            "@id": self._about.uitgever_uri,
            "@type": "foaf:Agent",
            "foaf:name": _nl(self._about.uitgever),
            "dct:type": _ref(_SOORT_UITGEVER),
        }

    def _contact(self) -> Knoop:
        """The ministry; with its address only where one was set."""
        address = self._place.contact
        if not address:
            where: Knoop = {}
        elif re.match("https?://", address):
            where = {"vcard:hasURL": _ref(address)}
        else:
            where = {"vcard:hasEmail": _ref(f"mailto:{address}")}
        return {
            "@id": "#contact",
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": _nl(self._about.uitgever),
            **where,
        }

    def _period(self) -> Knoop:
        about = self._about
        last = about.laatste_peildatum
        return {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(f"{about.eerste_jaar}-01-01"),
            "dcat:endDate": _day(last.isoformat() if last else f"{about.laatste_jaar}-12-31"),
        }


def _ref(iri: str) -> Knoop:
    return {"@id": iri}


def _nl(text: str) -> Knoop:
    return {"@value": text, "@language": "nl"}


def _day(day: str) -> Knoop:
    return {"@value": day, "@type": "xsd:date"}


def _document(path: str) -> Knoop:
    return {"@id": path, "@type": "foaf:Document"}


def _theme(code: str) -> Knoop:
    return _ref(f"{_THEMALIJST}/{code}")


def _terms() -> list[Knoop]:
    """What kind of thing every term of a public list is, which those lists do not all say themselves."""
    typed = {
        _TAAL: "dct:LinguisticSystem",
        _LAND: "dct:Location",
        LICENTIE: "dct:LicenseDocument",
        _TOEGANG: "dct:RightsStatement",
        _FREQUENTIE: "dct:Frequency",
        _SHA256: "spdx:ChecksumAlgorithm",
        **dict.fromkeys((TOOI, CSVW_STANDAARD, PAKKET_STANDAARD, CSVW), "dct:Standard"),
        **{f"{_EU}file-type/{code}": "dct:MediaTypeOrExtent" for code in _BESTANDSSOORT.values()},
        **{f"{_IANA}{media}": "dct:MediaType" for media in (*MEDIATYPE.values(), JSON)},
    }
    named = {
        _BESCHIKBAAR: "stabiel",
        _SOORT_UITGEVER: "landelijke overheid",
        f"{_THEMALIJST}/GOVE": "overheid en publieke sector",
        f"{_THEMALIJST}/ENVI": "milieu",
    }
    terms: list[Knoop] = [{"@id": iri, "@type": kind} for iri, kind in typed.items()]
    terms += [{"@id": iri, "@type": "skos:Concept", "skos:prefLabel": _nl(name)} for iri, name in named.items()]
    terms.append({"@id": _THEMALIJST, "@type": "skos:ConceptScheme", "dct:title": _nl("Thema's van datasets")})
    return terms
