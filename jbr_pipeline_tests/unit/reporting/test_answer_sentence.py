"""The first sentence of an answer: the figure as one would say it, also where there is hardly one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.reporting.antwoord.sentence import antwoordzin


def cell(waarde: float | None, **ander: Any) -> dict[str, Any]:
    default = {
        "naam": "Rijk", "is_totaal": True, "jaar": 2024, "peildatum": date(2024, 12, 31), "waarde": waarde,
        "mutatie_abs": None, "mutatie_pct": None, "onderdrukt": False, "reden_leeg": None,
    }  # fmt: skip
    return {**default, **ander}


@pytest.mark.parametrize(
    ("code", "cel", "zin"),
    [
        ("omvang_fte", cell(157_019, mutatie_pct=6.21),
         "Eind 2024 werkten er 157.019 fte bij het Rijk, 6,2 procent meer dan een jaar eerder."),
        ("omvang_fte", cell(10, mutatie_pct=-0.04),
         "Eind 2024 werkten er 10 fte bij het Rijk, evenveel als een jaar eerder."),
        ("omvang_fte", cell(10, peildatum=date(2024, 7, 1)), "Op 01-07-2024 werkten er 10 fte bij het Rijk."),
        ("vrouwen_pct", cell(51.2, mutatie_abs=-0.3),
         "Eind 2024 was 51,2 procent van de medewerkers van het Rijk vrouw, 0,3 procentpunt lager dan een jaar "
         "eerder."),
        ("apparaatsuitgaven", cell(33_799_000), "In 2024 waren de apparaatsuitgaven van het Rijk 33,8 miljard euro."),
        ("apparaatsuitgaven", cell(3_799), "In 2024 waren de apparaatsuitgaven van het Rijk 3,8 miljoen euro."),
        ("apparaatsuitgaven", cell(799), "In 2024 waren de apparaatsuitgaven van het Rijk 799 duizend euro."),
        ("banenafspraak_banen", cell(3_000),
         "In het vierde kwartaal van 2024 had het Rijk 3.000 banen voor de banenafspraak."),
        ("publicaties", cell(9, peildatum=date(2024, 11, 25)),
         "In 2024, tot en met 25-11-2024, maakte het Rijk 9 documenten openbaar op open.overheid.nl."),
        ("taakstelling_realisatie_pct", cell(12.3), "In 2024 was dit voor het Rijk 12,3 procent."),
        ("omvang_fte", cell(None, onderdrukt=True),
         "Over 2024 is er geen cijfer voor het Rijk: weggelaten om personen te beschermen."),
        ("omvang_fte", cell(None, reden_leeg="geen aanlevering"),
         "Over 2024 is er geen cijfer voor het Rijk: geen aanlevering."),
    ],
)  # fmt: skip
def test_the_figure_of_the_rijk_is_told(code: str, cel: dict[str, Any], zin: str) -> None:
    assert antwoordzin(catalogus()[code], [cell(1, is_totaal=False), cel]) == zin


def test_without_a_total_the_largest_part_is_told() -> None:
    parts = [cell(v, naam=n, is_totaal=False) for n, v in (("Jong", 20.0), ("Oud", 45.5), ("Onbekend", None))]
    indicator = catalogus()["leeftijdsopbouw"]
    assert antwoordzin(indicator, parts) == "Eind 2024 was Oud de grootste groep: 45,5 procent."
    assert antwoordzin(indicator, parts[2:]) == "Over 2024 is er geen cijfer."
