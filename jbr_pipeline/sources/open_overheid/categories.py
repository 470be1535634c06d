"""The Woo categories as TOOI lists them, under every label by which the platform may call one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jbr_pipeline import contracts


@dataclass(frozen=True)
class Categorie:
    """One informatiecategorie. `labels` are in lower case: the singular and the plural, which the platform mixes."""

    code: str
    labels: frozenset[str]
    in_art_3_3: bool


@cache
def categorieen() -> tuple[Categorie, ...]:
    """The 17 categories of art. 3.3 Woo, and the one that is not among them."""
    bestand = resources.files(contracts) / "reference" / "woo_informatiecategorieen.csv"
    return tuple(
        Categorie(
            rij["tooi_code"],
            frozenset({rij["label_meervoud"].lower(), rij["label_enkelvoud"].lower()}),
            rij["in_art_3_3"] == "ja",
        )
        for rij in csv.DictReader(bestand.read_text(encoding="utf-8").splitlines())
    )


@cache
def code_per_label() -> dict[str, str]:
    """The TOOI code for each label in lower case."""
    return {label: categorie.code for categorie in categorieen() for label in categorie.labels}
