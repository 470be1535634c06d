"""The parts of the API's answers that are used, written down once: parsing follows from it. Which names the
answers have beside them is in `vorm.toml`.

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
