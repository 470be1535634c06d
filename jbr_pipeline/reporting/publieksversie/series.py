"""The figures of one indicator: over the years, per ministry, and by what it is broken down into.

For the page of an indicator as well as for any other page that speaks of it. Words for readers, at level B1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.numbers import ONBEKEND
from jbr_pipeline.reporting.publieksversie import charts
from jbr_pipeline.reporting.publieksversie.charts import Grafiek, Punt
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import (
    PROCENT,
    Figuur,
    Kop,
    Tabel,
    Zin,
    cijfer_van,
    eenheid_in_tabel,
    in_zin,
    jaarkop,
    met_eenheid,
    mutatie,
    norm_van,
)
from jbr_pipeline.reporting.reading import Rij

REDENEN = {
    "aanlevering ontbreekt": "is niet aangeleverd",
    "buiten populatie": "valt buiten de groep waarover dit cijfer gaat",
    "geen gevallen": "had niets dat meetelt",
    "herindeling": "bestond toen nog niet",
    "organisatie te klein": "is te klein voor dit cijfer",
}
"""Why a figure is missing, as follows on the name of an organisation."""

MINISTERIE = "ministerie van "


def ontwikkeling(inhoud: Inhoud, o: Onderwerp, *, id_: str = "ontwikkeling", tabel_open: bool = True) -> Figuur:
    """The Rijk over the years; of a distribution, what its parts are."""
    if not o.heeft_totaal:
        return uitsplitsing(inhoud, o, o.hoofduitsplitsing, id_=id_, tabel_open=tabel_open)
    per_year = {r["jaar"]: r for r in o.kies(TOTAAL)}
    years = _jaren(per_year)
    rows = [
        (str(year), cijfer_van(r), mutatie(r), _status(r))
        if (r := per_year.get(year))
        else (str(year), ONBEKEND, "", "")
        for year in years
    ]
    heads = [Kop("Jaar"), Kop(o.eenheid_kort, True), Kop(_verschilkop(o.eenheid), True), Kop("Status")]
    latest = per_year[o.laatste_jaar] if o.laatste_jaar else None
    message = _stand(o, latest)
    points = [
        Punt(str(year), r["waarde"], cijfer_van(r).tekst, year == o.laatste_jaar)
        if (r := per_year.get(year))
        else Punt(str(year), None, ONBEKEND)
        for year in years
    ]
    norm = norm_van(o.feiten)
    line = charts.Norm(norm.waarde, f"norm: {o.feiten['norm_richting']} {norm}") if norm and norm.waarde else None
    title = f"{o.naam} per jaar, {eenheid_in_tabel(o.eenheid)}"
    return Figuur(
        id_,
        "Per jaar",
        message,
        Grafiek(f"g-{o.code}-jaren", charts.ontwikkeling(points, line), title, str(message)) if latest else None,
        Tabel(title, heads, rows),
        tabel_open,
        noten=[*_onvolledig(per_year.values()), *nog_niet(inhoud, o)],
    )


def ministeries(o: Onderwerp) -> Figuur | None:
    """The ministries beside each other in the latest year; None when there is nothing of any ministry."""
    if not o.heeft_totaal or o.laatste_jaar is None:
        return None
    rows = o.kies(TOTAAL, organisatie=None)
    latest = {r["organisatie_code"]: r for r in rows if r["jaar"] == o.laatste_jaar}
    central = latest.pop(RIJK)
    if not latest:
        return None
    order = sorted(latest.values(), key=lambda r: (r["waarde"] is None, -(r["waarde"] or 0), r["organisatie"]))
    years = _jaren({r["jaar"] for r in rows})
    by_key = {(r["organisatie_code"], r["jaar"]): r for r in rows}
    cells = [
        (_naam(r), *(_cel(by_key.get((r["organisatie_code"], year))) for year in years), mutatie(r))
        for r in [*order, central]
    ]
    highest = max((r["waarde"] for r in order if r["waarde"] is not None), default=None)
    is_mean = highest is not None and central["waarde"] < highest
    shown = sorted([*order, central], key=lambda r: (r["waarde"] is None, -(r["waarde"] or 0))) if is_mean else order
    norm = norm_van(o.feiten)
    line = charts.Norm(norm.waarde, f"norm: {o.feiten['norm_richting']} {norm}") if norm and norm.waarde else None
    points = [Punt(r["afkorting"], r["waarde"], cijfer_van(r).tekst, r["organisatie_code"] == RIJK) for r in shown]
    message = _uitersten(o.laatste_jaar, order, _naam, central if is_mean else None)
    title = f"{o.naam} per ministerie in {o.laatste_jaar}, {eenheid_in_tabel(o.eenheid)}"
    return Figuur(
        "ministeries",
        f"Per ministerie in {o.laatste_jaar}",
        message,
        Grafiek(f"g-{o.code}-ministeries", charts.staven(points, line), title, str(message)),
        Tabel(
            f"{o.naam} per ministerie, {eenheid_in_tabel(o.eenheid)}",
            [Kop("Ministerie"), *jaarkop(years), Kop(_verschilkop(o.eenheid), True)],
            cells,
            vet=frozenset({len(cells) - 1}),
            noten=_redenen(order),
        ),
    )


def uitsplitsing(inhoud: Inhoud, o: Onderwerp, naam: str, *, id_: str | None = None, tabel_open: bool = True) -> Figuur:
    """The Rijk in parts, in the latest year that has any."""
    rows = o.kies(naam)
    title = inhoud.uitsplitsing(naam)
    year = max((r["jaar"] for r in rows if r["waarde"] is not None), default=None)
    now = [r for r in rows if r["jaar"] == year]
    message = _uitersten(year, now, _categorie) if year else Zin.van("Hiervan is er nog geen cijfer.")
    caption = f"{o.naam} naar {title.lower()}, {eenheid_in_tabel(o.eenheid)}"
    points = [Punt(r["categorie_naam"], r["waarde"], cijfer_van(r).tekst) for r in now]
    return Figuur(
        id_ or f"naar-{naam}",
        f"Naar {title[0].lower()}{title[1:]}" + (f" in {year}" if year else ""),
        message,
        Grafiek(f"g-{o.code}-{naam}", charts.staven(points), f"{caption}, {year}", str(message)) if year else None,
        Tabel(caption, *_per_jaar(rows, "categorie", _categorie, title)),
        tabel_open,
        noten=nog_niet(inhoud, o) if naam == o.hoofduitsplitsing else (),
    )


def varianten(inhoud: Inhoud, o: Onderwerp) -> Tabel | None:
    """The same figure by other definitions; None when there are no others."""
    if len(o.feiten["varianten"]) == 1:
        return None
    main = o.hoofduitsplitsing
    rows = [r for v in o.feiten["varianten"] for r in o.kies(main, variant=v)]
    caption = f"{o.naam} in elke variant, {eenheid_in_tabel(o.eenheid)}"
    if o.heeft_totaal:
        return Tabel(caption, *_per_jaar(rows, "variant", lambda r: inhoud.varianten[r["variant"]], "Variant"))
    return Tabel(
        caption,
        *_per_jaar(
            rows,
            ("variant", "categorie"),
            lambda r: f"{inhoud.varianten[r['variant']]}: {r['categorie_naam']}",
            "Variant",
        ),
    )


def kruising(inhoud: Inhoud, o: Onderwerp, naam: str) -> Tabel:
    """A breakdown by two things at once."""
    title = inhoud.uitsplitsing(naam)
    caption = f"{o.naam} naar {title.lower()}, {eenheid_in_tabel(o.eenheid)}"
    return Tabel(caption, *_per_jaar(o.kies(naam), "categorie", _categorie, title))


def per_ministerie_en_categorie(o: Onderwerp) -> Tabel | None:
    """Of a distribution: the parts of each ministry in the latest year."""
    if o.heeft_totaal or o.laatste_jaar is None:
        return None
    rows = o.kies(o.hoofduitsplitsing, organisatie=None, jaar=o.laatste_jaar)
    parts = list(dict.fromkeys(r["categorie"] for r in rows))
    names = {r["categorie"]: _categorie(r) for r in rows}
    by_key = {(r["organisatie_code"], r["categorie"]): r for r in rows}
    order = sorted(
        {r["organisatie_code"]: r for r in rows}.values(), key=lambda r: (r["organisatie_code"] == RIJK, _naam(r))
    )
    if len(order) == 1:
        return None
    cells = [(_naam(r), *(_cel(by_key.get((r["organisatie_code"], p))) for p in parts)) for r in order]
    return Tabel(
        f"{o.naam} per ministerie in {o.laatste_jaar}, {eenheid_in_tabel(o.eenheid)}",
        [Kop("Ministerie"), *(Kop(names[p], True) for p in parts)],
        cells,
        vet=frozenset({len(cells) - 1}),
        noten=_redenen([r for r in rows if r["categorie"] == parts[0]]),
    )


def nog_niet(inhoud: Inhoud, o: Onderwerp) -> list[Zin]:
    """That there is no figure yet of the latest year, and when it will be there."""
    if o.laatste_jaar is None:
        return [Zin.van("Van dit cijfer is er nog geen enkel jaar.")]
    if o.laatste_jaar >= inhoud.laatste_jaar or o.is_afgesloten:
        return []
    return [
        Zin.van(
            f"Dit cijfer is er nog niet over {inhoud.laatste_jaar}. Wanneer het definitief is: "
            f"{o.feiten['definitief_verwacht']}."
        )
    ]


def _jaren(years: Iterable[int]) -> list[int]:
    """Every year from the first to the last, also one without a figure."""
    known = sorted(years)
    return list(range(known[0], known[-1] + 1)) if known else []


def _per_jaar(
    rijen: Sequence[Rij], sleutel: str | tuple[str, ...], naam: object, kop: str
) -> tuple[list[Kop], list[tuple[object, ...]]]:
    """Heads and rows of a table of something by years. When each has one year, that is a column instead."""
    keys = (sleutel,) if isinstance(sleutel, str) else sleutel
    of = {(tuple(r[k] for k in keys), r["jaar"]): r for r in rijen}
    firsts: dict[tuple[object, ...], Rij] = {}
    for r in rijen:
        firsts.setdefault(tuple(r[k] for k in keys), r)
    assert callable(naam)
    years = _jaren({r["jaar"] for r in rijen})
    if len(years) > 1 and len(of) == len(firsts):
        return [Kop(kop), Kop("Aantal", True)], [(naam(r), _cel(r)) for r in firsts.values()]
    return [Kop(kop), *jaarkop(years)], [
        (naam(r), *(_cel(of.get((key, year))) for year in years)) for key, r in firsts.items()
    ]


def _cel(rij: Rij | None) -> object:
    return ONBEKEND if rij is None else cijfer_van(rij)


def _naam(rij: Rij) -> str:
    """An organisation as tables call it."""
    name = str(rij["organisatie"])
    if rij["organisatie_code"] == RIJK:
        return name
    return f"{name.removeprefix(MINISTERIE)} ({rij['afkorting']})"


def _categorie(rij: Rij) -> str:
    name = str(rij["categorie_naam"])
    return name[0].upper() + name[1:]


def _verschilkop(eenheid: str) -> str:
    return f"Verschil met jaar eerder ({'procentpunt' if eenheid == PROCENT else '%'})"


def _status(rij: Rij) -> str:
    return str(rij["status"]) if rij["volledig"] else f"{rij['status']}, onvolledig"


def _stand(o: Onderwerp, rij: Rij | None) -> Zin:
    """The latest figure of the Rijk, the change, and what the norm says of it."""
    if rij is None:
        return Zin.van("Van dit cijfer is er nog geen waarde.")
    parts: list[object] = [f"In {rij['jaar']}: ", in_zin(rij), ". ", *_verandering(rij)]
    norm = norm_van(o.feiten)
    if norm and norm.waarde is not None:
        reached = (
            rij["waarde"] <= norm.waarde if o.feiten["norm_richting"] == "hoogstens" else rij["waarde"] >= norm.waarde
        )
        parts += [f" De norm is {o.feiten['norm_richting']} ", norm, f"; die is {'' if reached else 'niet '}gehaald."]
    return Zin(parts)


def _verandering(rij: Rij) -> list[object]:
    change = mutatie(rij, zonder_teken=True)
    if change.waarde is None:
        return ["Een vergelijking met een jaar eerder is er niet."]
    if not any(digit in "123456789" for digit in change.tekst):
        return [f"Dat is {'ongeveer ' if change.waarde else ''}evenveel als een jaar eerder."]
    unit = " procentpunt" if rij["eenheid"] == PROCENT else "%"
    return ["Dat is ", change, f"{unit} {'meer' if change.waarde > 0 else 'minder'} dan een jaar eerder."]


def _uitersten(jaar: int, rijen: Sequence[Rij], naam: object, geheel: Rij | None = None) -> Zin:
    """Where it is highest and lowest, and what it is for the Rijk."""
    assert callable(naam)
    known = sorted((r for r in rijen if r["waarde"] is not None), key=lambda r: -r["waarde"])
    if not known:
        return Zin.van(f"Over {jaar} is hiervan geen cijfer te geven.")
    first, last = known[0], known[-1]
    parts: list[object] = [f"In {jaar} is dit het hoogst bij {naam(first)}: ", in_zin(first)]
    if len(known) > 1:
        parts += [f". Het laagst is het bij {naam(last)}: ", in_zin(last)]
    if geheel is not None:
        parts += [". Voor het hele Rijk is het ", in_zin(geheel)]
    return Zin([*parts, "."])


def _onvolledig(rijen: Iterable[Rij]) -> list[Zin]:
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


def _redenen(rijen: Sequence[Rij]) -> list[str]:
    """Why organisations have no figure, in words; what was left out to protect persons is in the legend."""
    return [
        f"{_naam(r)} {REDENEN.get(r['reden_leeg'], r['reden_leeg'])}."
        for r in rijen
        if r["waarde"] is None and not r["onderdrukt"] and r["reden_leeg"]
    ]
