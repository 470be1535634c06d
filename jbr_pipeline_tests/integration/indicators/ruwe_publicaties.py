"""The publications of the sample, read by plain Python from the raw answers as they were received.

Shares no code with the package. The deliveries are read in ruwe_bestanden.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Rij = dict[str, Any]


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
