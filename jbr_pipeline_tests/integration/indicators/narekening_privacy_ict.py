"""The figures about data protection and ICT."""

from __future__ import annotations

from datetime import date

from jbr_pipeline_tests.integration.indicators.narekening_blad import (
    Blad,
    Plek,
    Verwacht,
    aantal,
    groepeer,
    per_plek,
    som,
    veld,
)
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij


def privacy_ict(blad: Blad, aanleveringen: list[Aanlevering]) -> None:
    """Every year and place, with Defensie."""
    for (day, place), rows in per_plek(aanleveringen).items():
        _gebeurtenissen(blad, day, place, rows)


def _gebeurtenissen(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def door_leverancier(rs: list[Rij]) -> Verwacht:
        known = [r for r in rs if r["leverancier_afhankelijk"] is not None]
        return Verwacht(sum(r["leverancier_afhankelijk"] for r in known), len(known), 100)

    per = groepeer(rijen, veld("gebeurtenis"))
    failures, projects = per.get("ict-verstoring", []), per.get("grote ict-activiteit", [])
    done, due = len(per.get("dpia uitgevoerd", [])), len(per.get("dpia verplicht", []))
    dependent = [r for r in failures + projects if r["leverancier_afhankelijk"]]
    blad.zet("dpia_uitgevoerd", dag, plek, Verwacht(done))
    blad.zet("dpia_realisatie_pct", dag, plek, Verwacht(done, due, 100))
    blad.elk("verwerkingen_geregistreerd", dag, plek, per.get("verwerking geregistreerd", []), aantal)
    blad.elk("datalekken_gemeld", dag, plek, per.get("datalek gemeld", []), aantal)
    blad.elk("ict_verstoringen", dag, plek, failures, aantal, ernst=veld("ernst"))
    blad.elk("ict_verstoringen_leverancier_pct", dag, plek, failures, door_leverancier, ernst=veld("ernst"))
    with_exit = sum(bool(r["exitstrategie"]) for r in dependent)
    blad.zet("ict_exitstrategie_pct", dag, plek, Verwacht(with_exit, len(dependent), 100))
    blad.elk("grote_ict_activiteiten_aantal", dag, plek, projects, aantal)
    blad.zet("grote_ict_activiteiten_kosten", dag, plek, Verwacht(som(projects, "kosten_duizend_euro")))
