"""Sentences about the rows of an indicator, and what readers call what stands in them. In plain Dutch (B1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import (
    PROCENT,
    Zin,
    cijfer_van,
    in_zin,
    met_eenheid,
    mutatie,
    norm_van,
)
from jbr_pipeline.reporting.reading import Rij

MINISTERIE = "ministerie van "
REDENEN = {
    "aanlevering ontbreekt": "heeft hierover niets aangeleverd",
    "buiten populatie": "valt buiten de groep waarover dit cijfer gaat",
    "geen gevallen": "had niets dat meetelt",
    "herindeling": "bestond toen nog niet",
    "organisatie te klein": "is te klein voor dit cijfer",
}
"""Why a figure is missing, as follows on the name of an organisation."""


def organisatie(rij: Rij) -> str:
    """An organisation as tables call it."""
    name = str(rij["organisatie"])
    if rij["organisatie_code"] == RIJK:
        return name
    return f"{name.removeprefix(MINISTERIE)} ({rij['afkorting']})"


def categorie(rij: Rij) -> str:
    """A category as tables call it."""
    name = str(rij["categorie_naam"])
    return name[0].upper() + name[1:]


def bij_organisatie(rij: Rij) -> str:
    """An organisation as the place of a figure, in a sentence."""
    return f"bij {organisatie(rij)}"


def bij_categorie(rij: Rij) -> str:
    """A category as the place of a figure, in a sentence; a month is a time."""
    return f"in {rij['categorie_naam']}" if rij["uitsplitsing"] == "maand" else f"bij {categorie(rij)}"


def verschil(eenheid: str) -> str:
    """The head of a column with changes."""
    return f"Verschil met jaar eerder ({'procentpunt' if eenheid == PROCENT else '%'})"


def status(rij: Rij) -> str:
    """How settled a figure is."""
    return str(rij["status"]) if rij["volledig"] else f"{rij['status']}, onvolledig"


def stand(o: Onderwerp, rij: Rij | None) -> Zin:
    """The latest figure of the Rijk, how it changed, and what the norm says of it."""
    if rij is None:
        return Zin.van("Van dit cijfer is er nog geen waarde.")
    return Zin([f"In {rij['jaar']}: ", in_zin(rij), ". ", *_verandering(rij), *_norm(o, rij["norm_gehaald"])])


def uitersten(jaar: int, rijen: Sequence[Rij], waar: Callable[[Rij], str], geheel: Rij | None = None) -> Zin:
    """Where it is highest and lowest, and what it is for the Rijk when that can be set beside them."""
    known = sorted((r for r in rijen if r["waarde"] is not None), key=lambda r: -r["waarde"])
    if not known:
        return Zin.van(f"Over {jaar} is hiervan geen cijfer te geven.")
    first, last = known[0], known[-1]
    parts: list[object] = [f"In {jaar} is dit het hoogst {waar(first)}: ", in_zin(first)]
    if first["waarde"] == last["waarde"] and len(known) > 1:
        return Zin.van(f"In {jaar} is dit overal even hoog: ", in_zin(first), ".")
    if len(known) > 1:
        parts += [f". Het laagst is het {waar(last)}: ", in_zin(last)]
    if geheel is not None:
        parts += [". Voor het hele Rijk is het ", in_zin(geheel)]
    return Zin([*parts, "."])


def nog_niet(inhoud: Inhoud, o: Onderwerp) -> list[Zin]:
    """That there is no figure yet of the latest year, and when it will be there."""
    if o.laatste_jaar is None or o.laatste_jaar == inhoud.laatste_jaar or o.is_afgesloten:
        return []
    when = o.feiten["definitief_verwacht"]
    return [Zin.van(f"Dit cijfer is er nog niet over {inhoud.laatste_jaar}. Wanneer het definitief is: {when}.")]


def onvolledig(rijen: Iterable[Rij]) -> list[Zin]:
    """Which years do not rest on every delivery that counts."""
    return [
        Zin.van(
            f"Het cijfer over {r['jaar']} is onvolledig: van ",
            met_eenheid(cijfer_van(r, "dekking_pct", decimalen=1), PROCENT),
            " van het geheel is de aanlevering er.",
        )
        for r in rijen
        if not r["volledig"]
    ]


def redenen(rijen: Iterable[Rij]) -> list[str]:
    """Why organisations have no figure; what was left out to protect persons is in the legend."""
    return [
        f"{organisatie(r)} {REDENEN.get(r['reden_leeg'], r['reden_leeg'])}."
        for r in rijen
        if r["waarde"] is None and not r["onderdrukt"] and r["reden_leeg"]
    ]


def _verandering(rij: Rij) -> list[object]:
    change = mutatie(rij, zonder_teken=True)
    if change.waarde is None:
        return ["Een vergelijking met een jaar eerder is er niet."]
    if not any(digit in "123456789" for digit in change.tekst):
        return [f"Dat is {'ongeveer ' if change.waarde else ''}evenveel als een jaar eerder."]
    unit = " procentpunt" if rij["eenheid"] == PROCENT else "%"
    return ["Dat is ", change, f"{unit} {'meer' if change.waarde > 0 else 'minder'} dan een jaar eerder."]


def _norm(o: Onderwerp, gehaald: bool | None) -> list[object]:
    norm = norm_van(o.feiten)
    if norm is None or gehaald is None:
        return []
    return [f" De norm is {o.feiten['norm_richting']} ", norm, f"; die is {'' if gehaald else 'niet '}gehaald."]
