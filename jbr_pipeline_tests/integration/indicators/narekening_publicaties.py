"""The figures about documents on open.overheid.nl."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from importlib import resources
from pathlib import Path

from jbr_pipeline_tests.integration.indicators.narekening_blad import RIJK, Blad, Plek, Verwacht, aantal, plekken
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import HERINDELING, MINISTERIES, NU
from jbr_pipeline_tests.integration.indicators.ruwe_publicaties import Publicatie, publicaties

WAARNEMING_VANAF = date(2022, 1, 1)
JAREN = range(2022, 2026)
EERSTE_TRANCHE_VANAF = date(2024, 11, 1)
PLATFORM = "hele_platform"


def documenten(blad: Blad, map_: Path) -> None:
    """Every year and place, and everyone's documents as a variant of the Rijk."""
    categories = woo_categorieen()
    found = publicaties(map_, WAARNEMING_VANAF, set(categories))
    ministries = set(MINISTERIES.values())
    per: dict[Plek, list[Publicatie]] = defaultdict(list)
    for p in found:
        if p.organisatie in ministries:
            for place in plekken(p.organisatie):
                per[place].append(p)
    for year in JAREN:
        day = date(year, 12, 31)
        for place, docs in per.items():
            if place[0] == "nu" or place[1] not in NU or day >= HERINDELING:
                _documenten(blad, day, place, docs)
        _documenten(blad, day, RIJK, found, PLATFORM)
        for variant, docs in (("standaard", per[RIJK]), (PLATFORM, found)):
            for code in categories:
                who = {d.organisatie for d in docs if d.categorie == code and d.dag.year == year and not d.is_bijlage}
                name, n = "organisaties_met_publicatie_per_categorie", len(who - {None})
                blad.zet(name, day, RIJK, Verwacht(n), "informatiecategorie", code, variant)


def _documenten(blad: Blad, dag: date, plek: Plek, alle: list[Publicatie], variant: str = "standaard") -> None:
    dimensions = {
        "documentsoort": lambda d: d.documentsoort,
        "aanbieder": lambda d: d.aanbieder,
        "informatiecategorie": lambda d: d.categorie,
    }
    docs = [d for d in alle if not d.is_bijlage]
    this_year = [d for d in docs if d.dag.year == dag.year]
    blad.elk("publicaties", dag, plek, this_year, aantal, variant, **dimensions)
    blad.elk("publicaties_stand", dag, plek, [d for d in docs if d.dag <= dag], aantal, variant)
    blad.elk("publicatie_dubbelen", dag, plek, [d for d in this_year if d.is_dubbel], aantal, variant)
    if variant != PLATFORM:
        attached = [d for d in alle if d.is_bijlage and d.dag.year == dag.year]
        blad.elk("publicaties", dag, plek, attached, aantal, "bijlagen", **dimensions)
    if dag >= EERSTE_TRANCHE_VANAF:
        first = {code for code, is_first in woo_categorieen().items() if is_first}
        tranche = [d for d in this_year if d.categorie in first and d.dag >= EERSTE_TRANCHE_VANAF]
        crossed = {"informatiecategorie*maand": lambda d: f"{d.categorie}*{d.dag:%Y-%m}"}
        blad.elk(
            "publicaties_per_eerste_tranche_categorie", dag, plek, tranche, aantal, variant,
            maand=lambda d: f"{d.dag:%Y-%m}", informatiecategorie=lambda d: d.categorie, **crossed,
        )  # fmt: skip


def woo_categorieen() -> dict[str, bool]:
    """The 17 categories of art. 3.3 Woo, and whether each is of the first tranche."""
    text = (
        resources.files("jbr_pipeline.contracts").joinpath("reference/woo_informatiecategorieen.csv").read_text("utf-8")
    )
    rows = csv.DictReader(text.splitlines())
    return {r["tooi_code"]: r["eerste_tranche_2024_11_01"] == "ja" for r in rows if r["in_art_3_3"] == "ja"}
