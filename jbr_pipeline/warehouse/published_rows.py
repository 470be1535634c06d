"""The small tables of the published database as rows: catalogue, organisations, deliveries, quality.

Only translation from what the other modules hold to the columns of `contracts/gepubliceerd.toml`; writing them
belongs in `publication`.
"""

from __future__ import annotations

from jbr_pipeline.contracts.delivery import Aanleveringscontract, contracten
from jbr_pipeline.contracts.organisations import OPEN_EINDE, organisaties
from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.suite import expectation_type
from jbr_pipeline.warehouse.judgement import Aanlevering

Rij = dict[str, object]

ONBEKENDE_KOLOMMEN = "onbekende_kolommen"
"""The name under which columns that the contract does not know are counted."""


def catalogue_rows() -> list[Rij]:
    """jbr.indicator: every entry of the catalogue."""
    wanted = [k.naam for k in tabellen()["indicator"].kolom]
    rows = []
    for indicator in catalogus().values():
        entry = {
            **indicator.model_dump(mode="json"),
            "indicator_code": indicator.code,
            "uitsplitsingen": list(indicator.alle_uitsplitsingen),
            "noemer": indicator.noemer or None,
            "bron_definitie": indicator.bron_definitie or None,
        }
        rows.append({naam: entry[naam] for naam in wanted})
    return rows


def organisation_rows() -> list[Rij]:
    """jbr.organisatie: every organisation in every period."""
    return [
        {
            "organisatie_code": o.code,
            "geldig_vanaf": o.geldig_vanaf,
            "tooi_uri": o.tooi_uri,
            "naam": o.naam,
            "afkorting": o.afkorting or None,
            "geldig_tot": None if o.geldig_tot == OPEN_EINDE else o.geldig_tot,
            "opvolger_code": o.opvolger,
        }
        for o in organisaties()
    ]


def delivery_row(a: Aanlevering) -> Rij:
    """jbr.aanlevering: one delivery as judged."""
    v = a.verwerking
    return {
        **{k: getattr(a.landing, k) for k in ("aanlevering_id", "sha256", "grootte_bytes")},
        "bestandsnaam": a.landing.openbare_naam,
        **{k: getattr(a.landing, k) for k in ("organisatie_code", "soort", "peildatum", "versie", "ontvangen_op")},
        "status": a.status,
        "reden": a.reden,
        "rijen_gelezen": v.rijen_gelezen if v else 0,
        "rijen_geldig": v.rijen_geldig if v else 0,
        "rijen_quarantaine": v.rijen_quarantaine if v else 0,
        "rijen_overgeslagen": v.rijen_overgeslagen if v else 0,
        "opgeschoond_op": a.bewaard.opgeschoond_op if a.bewaard else None,
    }


def quality_rows(a: Aanlevering) -> list[Rij]:
    """jbr.kwaliteit: every rule that one delivery was held to."""
    if a.verwerking is None or a.landing.soort is None:
        return []
    contract = contracten()[a.landing.soort]
    return [*_row_rule_rows(a, contract), *_file_rule_rows(a), _unknown_columns_row(a)]


def _row_rule_rows(a: Aanlevering, contract: Aanleveringscontract) -> list[Rij]:
    assert a.verwerking is not None
    rules = {r.naam: r for r in contract.rijregels}
    rows: list[Rij] = []
    for name, count in a.verwerking.tellingen.items():
        rule = rules.get(name)
        rows.append(
            {
                "aanlevering_id": a.landing.aanlevering_id,
                "regel": name,
                "kolom": rule.kolom if rule else None,
                "ernst": rule.ernst if rule else "kritiek",
                "expectation": expectation_type(rule) if rule else None,
                "geteld": count.geteld,
                "overtredingen": count.overtredingen,
                "uitkomst": "gezakt" if count.overtredingen else "geslaagd",
                "toelichting": rule.uitleg
                if rule
                else "De regel is geen regel met zoveel velden als er kolommen zijn.",
            }
        )
    return rows


def _file_rule_rows(a: Aanlevering) -> list[Rij]:
    return [
        {
            "aanlevering_id": a.landing.aanlevering_id,
            "regel": o.regel.naam,
            "kolom": o.regel.kolom,
            "ernst": o.regel.ernst,
            "expectation": expectation_type(o.regel),
            "geteld": 0 if o.uitkomst == "niet uit te voeren" else 1,
            "overtredingen": int(o.uitkomst == "gezakt"),
            "uitkomst": o.uitkomst,
            "toelichting": f"{o.regel.uitleg} {o.toelichting}",
        }
        for o in a.oordelen
    ]


def _unknown_columns_row(a: Aanlevering) -> Rij:
    """Extra columns are counted and not named: a cell that stands where a name should may hold anything."""
    count = len(a.verwerking.onbekende_kolommen) if a.verwerking else 0
    return {
        "aanlevering_id": a.landing.aanlevering_id,
        "regel": ONBEKENDE_KOLOMMEN,
        "kolom": None,
        "ernst": "waarschuwing",
        "expectation": None,
        "geteld": 1,
        "overtredingen": count,
        "uitkomst": "gezakt" if count else "geslaagd",
        "toelichting": "Kolommen die het contract niet kent worden niet overgenomen.",
    }
