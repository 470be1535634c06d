"""A small made-up contract with every kind of rule, and names and values that are awkward in SQL."""

from typing import Any

from jbr_pipeline.contracts.delivery import Aanleveringscontract

_CONTRACT: dict[str, Any] = {
    "soort": "proef",
    "titel": "Proef",
    "omschrijving": "Een contract met elke soort regel.",
    "peildata": ["31-12"],
    "inleveren_binnen_weken": 8,
    "sleutel": ["zaak", "volgnr"],
    "kolom": [
        {"naam": "zaak", "type": "tekst", "kritiek": True, "patroon": r"^[a-z]{1,2}(:z|\d)?$", "omschrijving": "."},
        {"naam": "volgnr", "type": "geheel", "minimum": 1, "maximum": 3, "omschrijving": "."},
        {"naam": "select", "type": "keuze", "keuzes": ["o'k", "{batch}", " :b"], "omschrijving": "."},
        {"naam": "pivot", "type": "tekst", "patroon": "^[ab]+$", "omschrijving": "."},
        {
            "naam": "bedrag",
            "type": "decimaal",
            "decimalen": 2,
            "minimum": 0,
            "minimum_telt_mee": False,
            "optioneel": True,
            "ernst_bereik": "waarschuwing",
            "omschrijving": ".",
        },
        {"naam": "begin", "type": "datum", "omschrijving": "."},
        {"naam": "eind", "type": "datum", "optioneel": True, "omschrijving": "."},
        {"naam": "akkoord", "type": "janee", "optioneel": True, "omschrijving": "."},
    ],
    "afgeleid": [{"naam": "bedrag_k", "sql_type": "DECIMAL(18,2)", "sql": "bedrag * 1000", "omschrijving": "."}],
    "regel": [
        {"naam": "later", "kolom": "eind", "ernst": "kritiek", "paar": ["eind", ">", "begin"], "uitleg": "."},
        {
            "naam": "lastig",
            "kolom": "pivot",
            "ernst": "waarschuwing",
            "eis": (
                """"pivot" not in (' :b', '{a}') and not regexp_matches("pivot", '^b{2}(?:a)$') """
                "and '1'::integer = 1"
            ),
            "uitleg": ".",
        },
        {
            "naam": "akkoord_boven_duizend",
            "kolom": "akkoord",
            "ernst": "kritiek",
            "eis": "bedrag_k is null or bedrag_k <= 1000 or akkoord",
            "uitleg": ".",
        },
    ],
    "bestandsregel": [
        {
            "naam": "verschil",
            "ernst": "kritiek",
            "uitleg": ".",
            "maat": "count(*)",
            "hoogste_verschil_pct": 25,
        },
        {
            "naam": "onbekend",
            "kolom": "pivot",
            "ernst": "waarschuwing",
            "uitleg": ".",
            "maat": "1.0",
            "lager_dan": 5.5,
        },
    ],
}

PROEF = Aanleveringscontract.model_validate(_CONTRACT)


def with_demand(eis: str) -> Aanleveringscontract:
    """The contract with one more free demand, `extra`, in front of the key rules."""
    extra = {"naam": "extra", "kolom": "zaak", "ernst": "kritiek", "eis": eis, "uitleg": "."}
    return Aanleveringscontract.model_validate(_CONTRACT | {"regel": [*_CONTRACT["regel"], extra]})
