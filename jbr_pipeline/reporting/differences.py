"""Differences between what was published, in words for operators and as JSON for machines.

What differs is found in `warehouse.comparison`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from jbr_pipeline.contracts.organisations import RIJK, organisaties
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.reporting.numbers import dag, getal
from jbr_pipeline.warehouse.comparison import Rij, Verschillen

GETOOND = 20
"""How many lines of each kind are shown unless asked otherwise."""


def in_woorden(v: Verschillen, hoeveel: int = GETOOND) -> str:
    """The differences as text, a section of each kind."""
    parts = [f"Van {v.van} naar {v.naar}: " + ("geen verschil." if v.is_gelijk else f"{_counts(v)}.")]
    for kop, rows, zin in (
        ("Verloren", v.verloren, verloren),
        ("Gewijzigd", v.gewijzigd, gewijzigd),
        ("Nieuw", v.nieuw, nieuw),
        (f"Ongewone sprongen in {v.naar}", v.sprongen, sprong),
    ):
        if rows:
            parts.append(f"{kop} ({getal(len(rows))}):\n{opsomming(rows, zin, hoeveel)}")
    if v.niet_beoordeeld:
        parts.append(f"{getal(v.niet_beoordeeld)} reeksen hebben geen eerdere verandering om een sprong aan te meten.")
    return "\n\n".join(parts)


def als_json(v: Verschillen) -> str:
    """All differences as JSON: a list of each kind, with the keys of jbr.indicator_waarde."""
    content = {
        "van": v.van,
        "naar": v.naar,
        "gelijk": v.is_gelijk,
        "verloren": v.verloren,
        "gewijzigd": v.gewijzigd,
        "nieuw": v.nieuw,
        "sprongen": v.sprongen,
        "niet_beoordeeld": v.niet_beoordeeld,
    }
    return json.dumps(content, default=_plain, ensure_ascii=False, indent=1)


def verloren(r: Rij) -> str:
    """A point that lost its value, in words."""
    reason = r["reden_leeg"] or "het punt is er niet meer"
    return f"{_point(r)}: was {_figure(r['oude_waarde'], r)}, nu geen waarde ({reason})"


def gewijzigd(r: Rij) -> str:
    """A point with another value, in words."""
    return f"{_point(r)}: was {_figure(r['oude_waarde'], r)}, nu {_figure(r['nieuwe_waarde'], r)}"


def nieuw(r: Rij) -> str:
    """A point that had no value before, in words."""
    return f"{_point(r)}: nu {_figure(r['nieuwe_waarde'], r)}"


def sprong(r: Rij) -> str:
    """An unusual jump in words, with the largest change that the series knew before."""
    change, before = getal(r["verandering"], 1), getal(r["grootste_eerder"], 1)
    return (
        f"{_series(r)}: van {_figure(r['vorige_waarde'], r)} naar {_figure(r['waarde'], r)}, een verandering van "
        f"{change} {_unit(r)}; eerder hoogstens {before}"
    )


def opsomming(rows: Sequence[Rij], zin: Callable[[Rij], str], hoeveel: int = GETOOND) -> str:
    """The first rows as a list in words, and how many there are besides."""
    lines = [f"- {zin(r)}" for r in rows[:hoeveel]]
    rest = len(rows) - hoeveel
    return "\n".join([*lines, f"- en {getal(rest)} andere"] if rest > 0 else lines)


def _counts(v: Verschillen) -> str:
    return f"{getal(len(v.verloren))} verloren, {getal(len(v.gewijzigd))} gewijzigd, {getal(len(v.nieuw))} nieuw"


def _series(r: Rij) -> str:
    return f"{r['indicator_code']} {r['jaar']} {_organisation(r['organisatie_code'])}"


def _point(r: Rij) -> str:
    parts = [_series(r)]
    if r["uitsplitsing"] != "totaal":
        parts.append(f"{r['uitsplitsing']} {r['categorie']}")
    if r["variant"] != "standaard":
        parts.append(f"variant {r['variant']}")
    if r["peildatum"] != date(r["jaar"], 12, 31):
        parts.append(f"op {dag(r['peildatum'])}")
    if r["structuur"] == "nu":
        parts.append("structuur nu")
    return ", ".join(parts)


def _organisation(code: str) -> str:
    if code == RIJK:
        return "Rijk"
    return next((o.afkorting for o in reversed(organisaties()) if o.code == code), code)


def _figure(value: float, r: Rij) -> str:
    indicator = catalogus().get(r["indicator_code"])
    # A decimal more than is printed, or a small change would not show.
    return getal(value, indicator.decimalen + 1) if indicator else str(value)


def _unit(r: Rij) -> str:
    return "procentpunt" if r["is_procent"] else "procent"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
