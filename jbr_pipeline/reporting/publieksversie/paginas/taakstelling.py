"""The page on the taakstelling: the baseline, the goal, what is realised, and what of it is decided or chosen here."""

from __future__ import annotations

from collections.abc import Iterable

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.numbers import dag
from jbr_pipeline.reporting.publieksversie import charts, series, words
from jbr_pipeline.reporting.publieksversie.charts import Grafiek
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import (
    Figuur,
    Kop,
    Tabel,
    Zin,
    cijfer_van,
    in_zin,
    keuze,
    keuzedag,
    met_eenheid,
)
from jbr_pipeline.reporting.publieksversie.paginas.indicator import edities
from jbr_pipeline.reporting.publieksversie.site import Pagina, indicatorpad
from jbr_pipeline.reporting.reading import Rij

FTE, APPARAAT = "taakstelling_nulmeting_fte", "taakstelling_nulmeting_apparaat"
DOEL, REALISATIE = "taakstelling_doel_apparaat", "taakstelling_realisatie_pct"
EURO_PER_DUIZEND = 1_000


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page, with or without a year after the baseline."""
    costs, realised = inhoud.indicatoren[APPARAAT], inhoud.indicatoren[REALISATIE]
    day = keuzedag("taakstelling_nulmeting")
    baseline, goal = _rijk(costs), _rijk(inhoud.indicatoren[DOEL])
    later = realised.laatste_jaar is not None and costs.laatste_jaar and realised.laatste_jaar > costs.laatste_jaar
    yield Pagina(
        "taakstelling.html",
        "Taakstelling: minder uitgaven aan ministeries",
        "taakstelling",
        {
            "procent": keuze("taakstelling_pct"),
            "miljard": _besparing(),
            "nulmeting_dag": dag(day),
            "nulmeting_jaar": day.year,
            "doel": _doel(baseline, goal) if baseline and goal else None,
            "fte": in_zin(fte) if (fte := _rijk(inhoud.indicatoren[FTE])) else None,
            "fte_over": _kleine_letter(inhoud.indicatoren[FTE].feiten["populatie"]),
            "realisatie": series.ontwikkeling(inhoud, realised, id_="g-realisatie") if later else None,
            "per_ministerie": _per_ministerie(inhoud, with_result=bool(later)),
            "edities": [t for code in (APPARAAT, FTE) if (t := edities(inhoud.indicatoren[code]))],
            "cijfers": [(inhoud.indicatoren[c].naam, indicatorpad(c)) for c in (FTE, APPARAAT, DOEL, REALISATIE)],
        },
        menu="onderwerpen",
        kort="Taakstelling",
    )


def _rijk(o: Onderwerp) -> Rij | None:
    """The latest figure of the Rijk."""
    return next(iter(o.kies(TOTAAL, jaar=o.laatste_jaar)), None) if o.laatste_jaar else None


def _kleine_letter(tekst: str) -> str:
    return tekst[0].lower() + tekst[1:]


def _besparing() -> object:
    amount = keuze("taakstelling_rijk_eur")
    assert amount.waarde is not None
    in_thousands = met_eenheid(
        type(amount)(amount.tekst, amount.waarde / EURO_PER_DUIZEND, amount.sleutel), "duizend euro"
    )
    return type(amount)(in_thousands.tekst, amount.waarde, amount.sleutel, in_thousands.eenheid)


def _doel(nulmeting: Rij, doel: Rij) -> Figuur:
    """The baseline beside what may be left of it."""
    year = nulmeting["jaar"]
    title = f"Apparaatsuitgaven van de kerndepartementen in {year} en het doel, in duizenden euro’s"
    message = Zin.van(
        f"In {year} gaven de kerndepartementen samen ",
        in_zin(nulmeting),
        " uit aan hun apparaat. Na de daling mag dat nog ",
        in_zin(doel),
        " zijn.",
    )
    rows = [("Nulmeting", nulmeting), ("Doel", doel)]
    points = [series.punt(name, r, nadruk=r is doel) for name, r in rows]
    return Figuur(
        "doel",
        "Van nulmeting naar doel",
        message,
        Grafiek("g-taakstelling-doel", charts.staven(points), title, str(message)),
        Tabel(
            title,
            [Kop("Wat"), Kop("Duizend euro", True), Kop("Status")],
            [(name, cijfer_van(r), r["status"]) for name, r in rows],
        ),
    )


def _per_ministerie(inhoud: Inhoud, *, with_result: bool) -> Figuur | None:
    """The ministries of today: the baseline in a chart, and all figures in the table behind it."""
    of = inhoud.indicatoren
    year = of[APPARAAT].laatste_jaar
    if year is None:
        return None
    columns = [
        ("Nulmeting in fte", of[FTE], year),
        ("Nulmeting in duizend euro", of[APPARAAT], year),
        ("Doel in duizend euro", of[DOEL], year),
    ]
    if with_result and (last := of[REALISATIE].laatste_jaar):
        columns.append((f"Bereikt in {last} (% van de opgave)", of[REALISATIE], last))
    rows = [r for r in of[APPARAAT].kies(TOTAAL, organisatie=None, jaar=year) if r["organisatie_code"] != RIJK]
    order = sorted(rows, key=series.hoogste_eerst)
    title = f"Apparaatsuitgaven van kerndepartementen in {year}, in duizenden euro’s"
    message = words.uitersten(year, order, words.bij_organisatie)
    points = [series.punt(r["afkorting"], r) for r in order]
    return Figuur(
        "ministeries",
        f"Apparaatsuitgaven per ministerie in {year}",
        message,
        Grafiek("g-taakstelling-ministeries", charts.staven(points), title, str(message)) if points else None,
        series.naast_elkaar("Nulmeting en doel van de kerndepartementen, op de ministeries van nu", columns),
    )
