"""The parts of the API's answers that are used, written down once: parsing and the drift report follow from it.

Each structure is a DuckDB `json_transform` structure: what is missing or of another type becomes NULL, what is not
named is left alone. Source: the API contract, and the recorded answers of 2026-03-21.
"""

from __future__ import annotations

import json
from typing import Any

Structuur = dict[str, Any]

_VERWIJZING: Structuur = {"id": "VARCHAR", "label": "VARCHAR"}
RELATIE: Structuur = {"relation": "VARCHAR", "role": "VARCHAR"}

ZOEKPAGINA: Structuur = {
    "resultaten": [
        {
            "document": {
                "id": "VARCHAR",
                "pid": "VARCHAR",
                "titel": "VARCHAR",
                "openbaarmakingsdatum": "VARCHAR",
                "publisher": "VARCHAR",
                "aanbieder": "VARCHAR",
                "mutatiedatumtijd": "VARCHAR",
            }
        }
    ]
}

DETAIL: Structuur = {
    "document": {
        "pid": "VARCHAR",
        "verantwoordelijke": _VERWIJZING,
        "publisher": _VERWIJZING,
        "titelcollectie": {"officieleTitel": "VARCHAR"},
        "classificatiecollectie": {"documentsoorten": [_VERWIJZING], "informatiecategorieen": [_VERWIJZING]},
    },
    "plooiIntern": {"aanbieder": "VARCHAR", "sourceLabel": "VARCHAR"},
    "documentrelaties": [RELATIE],
    "versies": [
        {
            "nummer": "INTEGER",
            "oorzaak": "VARCHAR",
            "openbaarmakingsdatum": "VARCHAR",
            "mutatiedatumtijd": "VARCHAR",
            "bestanden": [{"gepubliceerd": "BOOLEAN", "hash": "VARCHAR"}],
        }
    ],
}


def als_json(structuur: Structuur | list[Structuur]) -> str:
    """The structure as `json_transform` takes it."""
    return json.dumps(structuur)


def gebruikte_velden(structuur: Structuur, pad: str = "", waarde: str = "d", diepte: int = 0) -> dict[str, str]:
    """Every leaf as `versies[].nummer`, with an SQL condition on the parsed body `waarde`: there is something in it."""
    gevonden: dict[str, str] = {}
    for naam, inhoud in structuur.items():
        hier, veld = f"{pad}.{naam}".lstrip("."), f"{waarde}.{naam}"
        if isinstance(inhoud, list):
            element = f"e{diepte}"
            for dieper, voorwaarde in gebruikte_velden(inhoud[0], f"{hier}[]", element, diepte + 1).items():
                gevonden[dieper] = f"coalesce(len(list_filter({veld}, lambda {element}: {voorwaarde})) > 0, false)"
        elif isinstance(inhoud, dict):
            gevonden |= gebruikte_velden(inhoud, hier, veld, diepte)
        else:
            gevonden[hier] = f"{veld} is not null"
    return gevonden


BEKENDE_VELDEN: dict[str, frozenset[str]] = {
    "": frozenset({"document", "plooiIntern", "documentrelaties", "versies"}),
    "document.": frozenset(
        {
            "pid",
            "weblocatie",
            "creatiedatum",
            "geldigheid",
            "identifiers",
            "verantwoordelijke",
            "medeverantwoordelijken",
            "publisher",
            "opsteller",
            "naamOpsteller",
            "language",
            "format",
            "onderwerpen",
            "omschrijvingen",
            "titelcollectie",
            "classificatiecollectie",
            "aggregatiekenmerk",
            "isPartOf",
            "hasParts",
            "documenthandelingen",
            "extraMetadata",
            "publicatiebestemming",
        }
    ),
    "plooiIntern.": frozenset({"dcnId", "aanbieder", "extId", "sourceLabel", "publicatiestatus"}),
}
"""Every name of the contract at the three levels of a detail where a new one would be news."""
