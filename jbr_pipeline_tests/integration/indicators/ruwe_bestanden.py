"""The raw files of the sample, read by plain Python and by the text of the contract alone.

Shares no code with the package, so that what both say alike is not alike by accident. Only what the recomputation
needs is read; a row that belongs in quarantine is left out.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Rij = dict[str, Any]

MINISTERIES = {
    "AZ": "mnre1010",
    "BZK": "mnre1034",
    "BZ": "mnre1013",
    "DEF": "mnre1018",
    "EZK": "mnre1045",
    "EZ": "mnre1045",
    "FIN": "mnre1090",
    "IENW": "mnre1130",
    "JENV": "mnre1058",
    "LVVN": "mnre1153",
    "LNV": "mnre1153",
    "OCW": "mnre1109",
    "SZW": "mnre1073",
    "VWS": "mnre1025",
    "AENM": "mnre1162",
    "VRO": "mnre1171",
    "KGG": "mnre1182",
}
NU = {"mnre1162": "mnre1058", "mnre1171": "mnre1034", "mnre1182": "mnre1045"}
"""The three ministries of 2024-07-02 to 2026-02-22 and where they went."""

_NAAM = re.compile(r"JBR_([A-Za-z]+)_([a-z_]+)_(\d{8})_v(\d+)\.(csv\.gz|csv|xlsx)")
_PSEUDONIEM = re.compile(r"[0-9a-f]{16,64}")
_DATUM = re.compile(r"(\d\d)-(\d\d)-(\d{4})")

VERPLICHT = {
    "bezetting": [
        "pseudo_id",
        "dienstverband_nr",
        "organisatietype",
        "medewerkersgroep",
        "contractsoort",
        "datum_in_dienst_rijk",
        "datum_in_dienst_ministerie",
        "uren_per_week",
        "functieschaal",
        "geslacht",
        "geboortejaar",
    ],
    "financien": ["begrotingshoofdstuk", "onderdeel", "kostensoort", "stelsel", "eenheid", "bedrag", "consolidatie"],
    "woo_verzoeken": ["zaaknummer", "kerndepartement", "ontvangstdatum", "bezwaar", "beroep"],
}
KEUZES = {
    "organisatietype": {"kerndepartement", "SSO", "toezichthouder", "uitvoeringsorganisatie"},
    "medewerkersgroep": {
        "ambtelijk", "politiek ambtsdrager", "trainee", "stagiair", "extern", "gedetacheerd in", "gedetacheerd uit",
    },
    "contractsoort": {"onbepaald", "bepaald", "oproep", "leer-werk", "stage"},
    "abd_groep": {"ABD-manager", "ABD-topmanager", "TMG"},
    "geslacht": {"M", "V", "X", "O"},
    "onderdeel": {"kerndepartement", "agentschap"},
    "stelsel": {"kas", "lasten"},
    "eenheid": {"euro", "duizend euro"},
    "kostensoort": {
        "ambtelijk_personeel", "inhuur_interimmanagement", "inhuur_organisatieadvies", "inhuur_beleidsadvies",
        "inhuur_communicatie", "inhuur_juridisch", "inhuur_ict", "inhuur_financieel", "inhuur_uitzend",
        "overig_personeel", "materieel_ict", "materieel_sso", "materieel_overig",
    },
    "uitkomst": {
        "openbaar", "deels openbaar", "niet openbaar", "ingetrokken", "doorgezonden", "buiten behandeling",
    },
}  # fmt: skip
GEHEEL = {"dienstverband_nr", "functieschaal", "salarisschaal", "geboortejaar", "opschorting_dagen", "documenten"}
DECIMAAL = {
    "uren_per_week": 2, "deeltijdfactor": 4, "bedrag": 2, "dwangsom_verbeurd_euro": 2, "dwangsom_betaald_euro": 2,
}  # fmt: skip
MET_PUNT = {"bedrag", "dwangsom_verbeurd_euro", "dwangsom_betaald_euro"}
JANEE = {"consolidatie", "kerndepartement", "bezwaar", "beroep"}
SLEUTEL = {
    "bezetting": ("pseudo_id", "dienstverband_nr"),
    "financien": ("begrotingshoofdstuk", "artikel", "onderdeel", "kostensoort", "stelsel", "eenheid", "consolidatie"),
    "woo_verzoeken": ("zaaknummer",),
}
VRIJE_TEKST = {"pseudo_id", "zaaknummer"}
EXTRA = {"verzonnen_voorbeeld", "kostenplaats", "kosten_in_€"}


class Onleesbaar(Exception):
    """A cell that cannot be read as its type."""


@dataclass(frozen=True)
class Aanlevering:
    """The valid rows of one file."""

    ministerie: str
    afkorting: str
    soort: str
    peildatum: date
    versie: int
    rijen: list[Rij]
    gelezen: int


def in_werking(map_: Path) -> list[Aanlevering]:
    """The deliveries that count: per ministry, subject and day the highest version that is not refused."""
    versions: dict[tuple[date, str, str], list[Aanlevering]] = defaultdict(list)
    for file in sorted((map_ / "raw" / "aanleveringen").rglob("JBR_*")):
        found = _lees(file)
        versions[found.peildatum, found.soort, found.afkorting].append(found)
    counted: dict[tuple[date, str, str], Aanlevering] = {}
    for (day, soort, afkorting), candidates in sorted(versions.items()):
        earlier = counted.get((day.replace(year=day.year - 1), soort, afkorting))
        for candidate in sorted(candidates, key=lambda a: a.versie):
            before = len(earlier.rijen) if earlier and soort == "bezetting" else None
            if before and abs(len(candidate.rijen) - before) > 0.6 * before:
                continue
            counted[day, soort, afkorting] = candidate
    return list(counted.values())


def _lees(file: Path) -> Aanlevering:
    match = _NAAM.fullmatch(file.name)
    assert match, file.name
    afkorting, soort, dag, versie, extensie = match.groups()
    peildatum = date(int(dag[:4]), int(dag[4:6]), int(dag[6:]))
    raw = _werkblad(file, soort) if extensie == "xlsx" else _csv(file, extensie)
    valid: list[Rij] = []
    read = 0
    for cells in raw:
        if cells is not None and any(v in ("Resultaat", "Totaalresultaat") for v in cells.values()):
            continue
        read += 1
        if cells is None:
            continue
        try:
            row = _getypeerd(cells, soort)
        except Onleesbaar:
            continue
        if _is_geldig(row, soort, peildatum):
            valid.append(row)
    code = MINISTERIES[afkorting.upper()]
    return Aanlevering(code, afkorting.upper(), soort, peildatum, int(versie), _zonder_dubbele(valid, soort), read)


def _kop(names: Iterable[object]) -> list[str]:
    return ["_".join(str(n).strip().lower().split()) for n in names]


def _csv(file: Path, extensie: str) -> Iterator[Rij | None]:
    """A row as text per column; None for a line that is no row."""
    content = gzip.decompress(file.read_bytes()) if extensie == "csv.gz" else file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    lines = text.replace("\r\n", "\n").split("\n")
    header = _kop(_velden(lines[0]))
    number = 1
    while number < len(lines):
        line, length = lines[number], 1
        while line.count('"') % 2 and length < 10 and number + length < len(lines):
            line += "\n" + lines[number + length]
            length += 1
        if line.count('"') % 2 or len(_velden(line)) != len(header):
            line, length = lines[number], 1
        number += length
        if not line.strip(" ;"):
            continue
        fields = _velden(line) if line.count('"') % 2 == 0 else []
        yield dict(zip(header, fields, strict=True)) if len(fields) == len(header) else None


def _velden(line: str) -> list[str]:
    if '"' not in line:
        return [v.strip() for v in line.split(";")] if " " in line else line.split(";")
    return [v.strip() for v in next(csv.reader([line], delimiter=";"))]


def _werkblad(file: Path, soort: str) -> Iterator[Rij | None]:
    book = CalamineWorkbook.from_path(str(file))
    for meta in book.sheets_metadata:
        rows = book.get_sheet_by_name(meta.name).to_python()
        heads = [i for i, row in enumerate(rows[:50]) if set(VERPLICHT[soort]) <= set(_kop(row))]
        if heads and "Visible" in str(meta.visible):
            header = _kop(rows[heads[0]])
            for row in rows[heads[0] + 1 :]:
                if any(str(v).strip() for v in row):
                    yield {k: _als_tekst(v) for k, v in zip(header, row, strict=True)}
            return


def _als_tekst(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value).replace(".", ",")
    return str(value).strip()


def _getypeerd(cells: Rij, soort: str) -> Rij:
    row = {
        k: v if k in VRIJE_TEKST and v not in ("", "#") else _waarde(k, v)
        for k, v in cells.items()
        if k and k not in EXTRA
    }
    if None in [row[k] for k in VERPLICHT[soort]]:
        raise Onleesbaar
    return row


@cache
def _waarde(name: str, text: str) -> Any:
    if text in ("", "#"):
        return None
    if name in KEUZES:
        if text not in KEUZES[name]:
            raise Onleesbaar
        return text
    if name in JANEE:
        if text not in ("ja", "nee"):
            raise Onleesbaar
        return text == "ja"
    if name in GEHEEL:
        if not re.fullmatch(r"-?\d+", text):
            raise Onleesbaar
        return int(text)
    if name in DECIMAAL:
        return _decimaal(name, text)
    if "datum" in name:
        match = _DATUM.fullmatch(text)
        if not match:
            raise Onleesbaar
        try:
            found = date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            raise Onleesbaar from None
        return None if found.year == 9999 else found
    return text


def _decimaal(name: str, text: str) -> Decimal:
    minus = text.startswith("-") or text.endswith("-")
    plain = text.strip("-")
    if name in MET_PUNT and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(rf"\d+(,\d{{1,{DECIMAAL[name]}}})?", plain):
        raise Onleesbaar
    value = Decimal(plain.replace(",", "."))
    return -value if minus else value


def _is_geldig(r: Rij, soort: str, peildatum: date) -> bool:
    if soort == "bezetting":
        uit = r.get("datum_uit_dienst")
        return (
            _PSEUDONIEM.fullmatch(r["pseudo_id"]) is not None
            and r["dienstverband_nr"] >= 1
            and r["datum_in_dienst_rijk"] <= peildatum
            and (uit is None or uit >= r["datum_in_dienst_ministerie"])
            and 0 < r["uren_per_week"] <= 40
            and 1 <= r["functieschaal"] <= 19
            and 0 <= peildatum.year - r["geboortejaar"] <= 110
        )
    if soort == "financien":
        return bool((r["onderdeel"] == "kerndepartement") == (r["stelsel"] == "kas"))
    besluit = r.get("besluitdatum")
    return (
        (besluit is None or (besluit >= r["ontvangstdatum"] and r.get("uitkomst") is not None))
        and (r.get("opschorting_dagen") or 0) >= 0
        and (r.get("dwangsom_verbeurd_euro") or 0) >= 0
    )


def _zonder_dubbele(rows: list[Rij], soort: str) -> list[Rij]:
    """An exact repeat goes; rows that share a key and differ all go."""

    def key(row: Rij) -> tuple[Any, ...]:
        return tuple(row.get(k) for k in SLEUTEL[soort])

    counts = Counter(key(r) for r in rows)
    shared: dict[tuple[Any, ...], list[Rij]] = defaultdict(list)
    for row in rows:
        if counts[key(row)] > 1:
            shared[key(row)].append(row)
    gone = {k for k, same in shared.items() if any(a != b for a, b in pairwise(same))}
    kept: list[Rij] = []
    seen = set()
    for row in rows:
        k = key(row)
        if k in gone or k in seen:
            continue
        if counts[k] > 1:
            seen.add(k)
        kept.append(row)
    return kept


@dataclass(frozen=True)
class Publicatie:
    """One document as the raw answers have it."""

    id: str
    dag: date
    organisatie: str | None
    documentsoort: str
    categorie: str
    aanbieder: str
    is_bijlage: bool
    is_dubbel: bool


def publicaties(map_: Path, vanaf: date, woo_categorieen: set[str]) -> list[Publicatie]:
    """Every document held, from the answers as they were received."""
    bodies: dict[str, Any] = {}
    asked: set[str] = set()
    relations: set[tuple[str, str, str]] = set()
    hits: dict[str, Any] = {}
    for file in sorted((map_ / "raw" / "open_overheid" / "segmenten").glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                answer = json.loads(line)
                body = _json(answer.get("body")) if answer.get("status") == 200 else None
                if answer["soort"] == "zoek" and body:
                    hits |= {re.sub(r"_\d+$", "", h["document"]["id"]): h["document"] for h in body["resultaten"]}
                elif answer["soort"] == "detail":
                    asked.add(answer["document_id"])
                    if isinstance(body, dict) and isinstance(body.get("document"), dict):
                        bodies[answer["document_id"]] = body
                elif answer["soort"] == "relaties" and body:
                    relations |= {(answer["document_id"], *_rol(r)) for r in body}
    for id_, body in bodies.items():
        relations |= {(id_, *_rol(r)) for r in body.get("documentrelaties") or []}
    attachments = {a for a, rol, _ in relations if rol == "c_4d1ea9ba"}
    attachments |= {b for _, rol, b in relations if rol == "c_05f4a5f3"}
    doubles = _dubbelen(bodies, relations)
    found = []
    for id_ in sorted(asked):
        body, hit = bodies.get(id_), hits.get(id_)
        if body is None and hit is None:
            continue
        day = _openbaar(body) if body else None
        text = str(day or (hit or {}).get("openbaarmakingsdatum") or "")[:10]
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text) or date.fromisoformat(text) < vanaf:
            continue
        document = body["document"] if body else {}
        classes = document.get("classificatiecollectie") or {}
        kinds = classes.get("documentsoorten") or []
        codes = [_deel(c.get("id")) for c in classes.get("informatiecategorieen") or []]
        found.append(
            Publicatie(
                id_,
                date.fromisoformat(text),
                _organisatie(document) if body else None,
                " ".join(kinds[0]["label"].split()) if kinds else "onbekend",
                next((c for c in codes if c in woo_categorieen), "onbekend"),
                ((body or {}).get("plooiIntern") or {}).get("aanbieder") or (hit or {}).get("aanbieder") or "onbekend",
                id_ in attachments,
                id_ in doubles,
            )
        )
    return found


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


def _deel(uri: str | None) -> str:
    return (uri or "").rstrip("/").rsplit("/", 1)[-1]


def _rol(relation: Rij) -> tuple[str, str]:
    return _deel(relation.get("role")), _deel(relation.get("relation"))


def _organisatie(document: Rij) -> str | None:
    for name in ("verantwoordelijke", "publisher"):
        code = _deel((document.get(name) or {}).get("id"))
        if code and code != "organisatie_onbekend":
            return code
    return None


def _versies(body: Rij) -> list[Rij]:
    return sorted(body.get("versies") or [], key=lambda v: str(v.get("mutatiedatumtijd") or ""))


def _openbaar(body: Rij) -> str | None:
    return next((v["openbaarmakingsdatum"] for v in _versies(body) if v.get("openbaarmakingsdatum")), None)


def _hash(body: Rij) -> str | None:
    current = [v for v in _versies(body) if v.get("oorzaak") != "intrekking"]
    files = [b for b in (current[-1].get("bestanden") or []) if b.get("gepubliceerd")] if current else []
    sha1 = str(files[0].get("hash") or "").lower() if files else ""
    return sha1 if re.fullmatch(r"[0-9a-f]{40}", sha1) else None


def _dubbelen(bodies: dict[str, Any], relations: set[tuple[str, str, str]]) -> set[str]:
    """All but one of every set of documents that share a file or an identity group."""
    parent = {id_: id_ for id_ in bodies}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    for id_, body in bodies.items():
        if sha1 := _hash(body):
            parent[root(id_)] = root(f"hash {sha1}")
    for id_, rol, other in relations:
        if rol == "identiteitsgroep" and id_ in bodies:
            parent[root(id_)] = root(other if other in bodies else f"groep {other}")
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in bodies:
        groups[root(id_)].append(id_)
    # The one that stays: the ministry's own, then the earliest, then the first by id.
    doubles: set[str] = set()
    for ids in groups.values():
        ordered = sorted(ids, key=lambda i: (not _eigen(i, bodies[i]), _openbaar(bodies[i]) or "9", i))
        doubles |= set(ordered[1:])
    return doubles


def _eigen(id_: str, body: Rij) -> bool:
    is_uuid = re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_, re.IGNORECASE) is not None
    return is_uuid or (body.get("plooiIntern") or {}).get("sourceLabel") == "plooi-api"
