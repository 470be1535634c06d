"""The figures of one indicator: over the years, per ministry, and by what it is broken down into.

For the page of an indicator as well as for any other page that speaks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.numbers import ONBEKEND
from jbr_pipeline.reporting.publieksversie import charts, words
from jbr_pipeline.reporting.publieksversie.charts import Grafiek, Norm, Punt
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import (
    Cijfer,
    Figuur,
    Kop,
    Tabel,
    Zin,
    cijfer_van,
    eenheid_in_tabel,
    jaarkop,
    mutatie,
    norm_van,
)
from jbr_pipeline.reporting.publieksversie.site import indicatorpad, naar
from jbr_pipeline.reporting.reading import Rij


def ontwikkeling(inhoud: Inhoud, o: Onderwerp, *, id_: str = "ontwikkeling", tabel_open: bool = True) -> Figuur:
    """The Rijk over the years; of a distribution, what its parts are."""
    if not o.heeft_totaal:
        return uitsplitsing(inhoud, o, o.hoofduitsplitsing, id_=id_, tabel_open=tabel_open)
    per_year = {r["jaar"]: r for r in o.kies(TOTAAL)}
    years = [(year, per_year.get(year)) for year in _jaren(per_year)]
    latest = per_year[o.laatste_jaar] if o.laatste_jaar else None
    message = words.stand(o, latest)
    title = f"{o.naam} per jaar, {eenheid_in_tabel(o.eenheid)}"
    points = [punt(str(year), r, nadruk=year == o.laatste_jaar) for year, r in years]
    heads = [Kop("Jaar"), Kop(o.eenheid_kort, True), Kop(words.verschil(o.eenheid), True), Kop("Status")]
    rows = [
        (str(year), cijfer_van(r), mutatie(r), words.status(r)) if r else (str(year), ONBEKEND, "", "")
        for year, r in years
    ]
    return Figuur(
        id_,
        "Per jaar",
        message,
        Grafiek(f"g-{o.code}-jaren", charts.ontwikkeling(points, _norm(o)), title, str(message)) if latest else None,
        Tabel(title, heads, rows),
        tabel_open,
        noten=[*words.onvolledig(per_year.values()), *words.nog_niet(inhoud, o)],
    )


def in_het_kort(inhoud: Inhoud, o: Onderwerp, pagina: str) -> Figuur:
    """The Rijk over the years under its own name, among others on the page at that path: the table is closed.

    That there is no figure of the latest year yet is for the page to say, once for all of them.
    """
    figure = ontwikkeling(inhoud, o, id_=o.code, tabel_open=False)
    unit = eenheid_in_tabel(o.eenheid)
    return replace(
        figure,
        titel=o.naam,
        noten=[n for n in figure.noten if n not in words.nog_niet(inhoud, o)],
        eenheid=unit[0].upper() + unit[1:],
        link=naar(indicatorpad(o.code), pagina),
    )


def naast_elkaar(onderschrift: str, kolommen: Sequence[tuple[str, Onderwerp, int]]) -> Tabel:
    """Several figures beside each other, each with its head and its year: a row a ministry, and the Rijk last."""
    columns = [
        {r["organisatie_code"]: r for r in o.kies(TOTAAL, organisatie=None, jaar=year)} for _, o, year in kolommen
    ]
    known = {code: r for column in columns for code, r in column.items()}
    order = sorted(known.values(), key=lambda r: (r["organisatie_code"] == RIJK, words.organisatie(r)))
    return Tabel(
        onderschrift,
        [Kop("Ministerie"), *(Kop(head, True) for head, _, _ in kolommen)],
        [(words.organisatie(r), *(cel(column.get(r["organisatie_code"])) for column in columns)) for r in order],
        vet=frozenset({len(order) - 1}),
        noten=[
            f"{head}: {reason}"
            for (head, _, _), column in zip(kolommen, columns, strict=True)
            for reason in words.redenen(column.values())
        ],
    )


def ministeries(o: Onderwerp) -> Figuur | None:
    """The ministries beside each other in the latest year; None when there is nothing of any ministry.

    The Rijk is among them in the chart where it is a kind of mean of them, and not where it is their sum.
    """
    if not o.heeft_totaal or o.laatste_jaar is None:
        return None
    rows = o.kies(TOTAAL, organisatie=None)
    latest = sorted((r for r in rows if r["jaar"] == o.laatste_jaar), key=hoogste_eerst)
    central = next(r for r in latest if r["organisatie_code"] == RIJK)
    others = [r for r in latest if r is not central]
    if not others:
        return None
    is_mean = any(r["waarde"] is not None and r["waarde"] > central["waarde"] for r in others)
    message = words.uitersten(o.laatste_jaar, others, words.bij_organisatie, central if is_mean else None)
    points = [punt(r["afkorting"], r, nadruk=r is central) for r in (latest if is_mean else others)]
    title = f"{o.naam} per ministerie in {o.laatste_jaar}, {eenheid_in_tabel(o.eenheid)}"
    return Figuur(
        "ministeries",
        f"Per ministerie in {o.laatste_jaar}",
        message,
        Grafiek(f"g-{o.code}-ministeries", charts.staven(points, _norm(o)), title, str(message)),
        _ministerietabel(o, rows, [*others, central]),
    )


def uitsplitsing(inhoud: Inhoud, o: Onderwerp, naam: str, *, id_: str | None = None, tabel_open: bool = True) -> Figuur:
    """The Rijk in parts, in the latest year that has any."""
    rows = o.kies(naam)
    title = inhoud.uitsplitsing(naam)
    small = title[0].lower() + title[1:]
    year = max((r["jaar"] for r in rows if r["waarde"] is not None), default=None)
    now = [r for r in rows if r["jaar"] == year]
    message = words.uitersten(year, now, words.bij_categorie) if year else Zin.van("Hiervan is er nog geen cijfer.")
    caption = f"{o.naam} naar {small}, {eenheid_in_tabel(o.eenheid)}"
    points = [punt(words.categorie(r), r) for r in now]
    return Figuur(
        id_ or f"naar-{naam}",
        f"Naar {small}" + (f" in {year}" if year else ""),
        message,
        Grafiek(f"g-{o.code}-{naam}", charts.staven(points), f"{caption}, {year}", str(message)) if year else None,
        _jarentabel(o, caption, rows, title, words.categorie, lambda r: r["categorie"]),
        tabel_open,
        noten=words.nog_niet(inhoud, o) if naam == o.hoofduitsplitsing else (),
    )


def kruising(inhoud: Inhoud, o: Onderwerp, naam: str) -> Tabel:
    """A breakdown by two things at once."""
    title = inhoud.uitsplitsing(naam)
    caption = f"{o.naam} naar {title.lower()}, {eenheid_in_tabel(o.eenheid)}"
    return _jarentabel(o, caption, o.kies(naam), title, words.categorie, lambda r: r["categorie"])


def varianten(inhoud: Inhoud, o: Onderwerp) -> Tabel | None:
    """The same figure by other definitions; None when there are no others."""
    if len(o.feiten["varianten"]) == 1:
        return None
    rows = [r for v in o.feiten["varianten"] for r in o.kies(o.hoofduitsplitsing, variant=v)]

    def name(r: Rij) -> str:
        variant = inhoud.variant(r["variant"])
        return variant if o.heeft_totaal else f"{variant}: {r['categorie_naam']}"

    caption = f"{o.naam} in elke variant, {eenheid_in_tabel(o.eenheid)}"
    return _jarentabel(o, caption, rows, "Variant", name, lambda r: (r["variant"], r["categorie"]))


def per_ministerie_en_categorie(o: Onderwerp) -> Tabel | None:
    """Of a distribution: the parts of each ministry in the latest year; None for anything else."""
    if o.heeft_totaal or o.laatste_jaar is None:
        return None
    rows = o.kies(o.hoofduitsplitsing, organisatie=None, jaar=o.laatste_jaar)
    parts = {r["categorie"]: words.categorie(r) for r in rows}
    cells = {(r["organisatie_code"], r["categorie"]): r for r in rows}
    firsts = {r["organisatie_code"]: r for r in reversed(rows)}
    order = sorted(firsts.values(), key=lambda r: (r["organisatie_code"] == RIJK, words.organisatie(r)))
    if len(order) == 1:
        return None
    return Tabel(
        f"{o.naam} per ministerie in {o.laatste_jaar}, {eenheid_in_tabel(o.eenheid)}",
        [Kop("Ministerie"), *(Kop(name, True) for name in parts.values())],
        [(words.organisatie(r), *(cel(cells.get((r["organisatie_code"], p))) for p in parts)) for r in order],
        vet=frozenset({len(order) - 1}),
        noten=words.redenen(order),
    )


def _ministerietabel(o: Onderwerp, rijen: Sequence[Rij], volgorde: Sequence[Rij]) -> Tabel:
    """Every ministry in every year, the Rijk last."""
    years = _jaren(r["jaar"] for r in rijen)
    cells = {(r["organisatie_code"], r["jaar"]): r for r in rijen}
    return Tabel(
        f"{o.naam} per ministerie, {eenheid_in_tabel(o.eenheid)}",
        [Kop("Ministerie"), *jaarkop(years), Kop(words.verschil(o.eenheid), True)],
        [
            (words.organisatie(r), *(cel(cells.get((r["organisatie_code"], year))) for year in years), mutatie(r))
            for r in volgorde
        ],
        vet=frozenset({len(volgorde) - 1}),
        noten=words.redenen(volgorde),
    )


def _jarentabel(
    o: Onderwerp,
    onderschrift: str,
    rijen: Sequence[Rij],
    kop: str,
    naam: Callable[[Rij], str],
    sleutel: Callable[[Rij], Hashable],
) -> Tabel:
    """Something by years. What has one year each, such as months, gets one column instead."""
    years = _jaren(r["jaar"] for r in rijen)
    cells = {(sleutel(r), r["jaar"]): r for r in rijen}
    firsts = {sleutel(r): r for r in reversed(rijen)}
    order = list(dict.fromkeys(sleutel(r) for r in rijen))
    if len(years) > 1 and len(cells) == len(firsts):
        heads = [Kop(kop), Kop(o.eenheid_kort, True)]
        return Tabel(onderschrift, heads, [(naam(firsts[k]), cel(firsts[k])) for k in order])
    rows = [(naam(firsts[k]), *(cel(cells.get((k, year))) for year in years)) for k in order]
    return Tabel(onderschrift, [Kop(kop), *jaarkop(years)], rows)


def _jaren(jaren: Iterable[int]) -> list[int]:
    """Every year from the first to the last, also one without a figure."""
    known = set(jaren)
    return list(range(min(known), max(known) + 1)) if known else []


def hoogste_eerst(rij: Rij) -> tuple[bool, float, str]:
    """The order of organisations in a chart; those without a figure come last."""
    return rij["waarde"] is None, -(rij["waarde"] or 0), str(rij["organisatie"])


def cel(rij: Rij | None) -> Cijfer | str:
    """A figure in a table, or the sign that there is none."""
    return ONBEKEND if rij is None else cijfer_van(rij)


def punt(naam: str, rij: Rij | None, *, nadruk: bool = False) -> Punt:
    """A mark of a chart for a row; a gap where there is none."""
    return Punt(naam, rij["waarde"] if rij else None, str(cel(rij)), nadruk)


def _norm(o: Onderwerp) -> Norm | None:
    norm = norm_van(o.feiten)
    if norm is None or norm.waarde is None:
        return None
    return Norm(norm.waarde, f"norm: {o.feiten['norm_richting']} {norm}")
