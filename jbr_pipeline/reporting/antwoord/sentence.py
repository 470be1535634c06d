"""The sentence with which an answer begins: the newest figure of the Rijk, and how it changed."""

from __future__ import annotations

from collections.abc import Sequence

from jbr_pipeline.indicators.catalogue import Indicator
from jbr_pipeline.reporting.numbers import ONDERDRUKT, TEKENS, dag, getal
from jbr_pipeline.reporting.reading import Rij

GEWONE_ZIN = "was dit voor het Rijk {cijfer}"
ZONDER_EENHEID = frozenset({"aantal", "factor"})
MILJARD, MILJOEN = 1_000_000, 1_000
"""In thousands of euros."""


def antwoordzin(indicator: Indicator, cellen: Sequence[Rij]) -> str:
    """What stands first in an answer; `cellen` are the figures of its last year. Without a total: the largest part."""
    total = next((c for c in cellen if c["is_totaal"]), None)
    if total is None:
        known = [c for c in cellen if c["waarde"] is not None]
        if not known:
            return f"Over {cellen[0]['jaar']} is er geen cijfer."
        largest = max(known, key=lambda c: c["waarde"])
        figure = _figure(largest["waarde"], indicator)
        return f"{_when(indicator, largest)} was {largest['naam']} de grootste groep: {figure}."
    if total["waarde"] is None:
        reason = TEKENS[ONDERDRUKT] if total["onderdrukt"] else total["reden_leeg"]
        return f"Over {total['jaar']} is er geen cijfer voor het Rijk: {reason}."
    told = (indicator.zin or GEWONE_ZIN).format(cijfer=_figure(total["waarde"], indicator))
    return f"{_when(indicator, total)} {told}{_change(indicator, total)}."


def _when(indicator: Indicator, c: Rij) -> str:
    day = c["peildatum"]
    if indicator.peilmoment.startswith(("31 december", "peildatum")):
        return f"Eind {c['jaar']}" if (day.month, day.day) == (12, 31) else f"Op {dag(day)}"
    if indicator.peilmoment == "vierde kwartaal":
        return f"In het vierde kwartaal van {c['jaar']}"
    return f"In {c['jaar']}" if (day.month, day.day) == (12, 31) else f"In {c['jaar']}, tot en met {dag(day)},"


def _figure(value: float, indicator: Indicator) -> str:
    unit = indicator.eenheid
    if unit == "duizend euro":
        return _money(value)
    number = getal(value, indicator.decimalen)
    if unit in ZONDER_EENHEID:
        return number
    return f"{number} {'procent' if unit == '%' else unit}"


def _money(thousands: float) -> str:
    if abs(thousands) >= MILJARD:
        return f"{getal(thousands / MILJARD, 1)} miljard euro"
    if abs(thousands) >= MILJOEN:
        return f"{getal(thousands / MILJOEN, 1)} miljoen euro"
    return f"{getal(thousands)} duizend euro"


def _change(indicator: Indicator, c: Rij) -> str:
    """How much more or less than a year before; empty where that is not known."""
    is_share = indicator.eenheid == "%"
    change = c["mutatie_abs"] if is_share else c["mutatie_pct"]
    if change is None:
        return ""
    is_ratio = is_share or (bool(indicator.noemer) and indicator.noemer_vast is None)
    size = getal(abs(change), 1)
    if size == getal(0, 1):
        return f", {'even hoog' if is_ratio else 'evenveel'} als een jaar eerder"
    more, less = ("hoger", "lager") if is_ratio else ("meer", "minder")
    unit = "procentpunt" if is_share else "procent"
    return f", {size} {unit} {more if change > 0 else less} dan een jaar eerder"
