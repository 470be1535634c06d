"""The page on publications on open.overheid.nl: by information category of the Woo, kind, ministry and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from jbr_pipeline.reporting.explanation import WAARNEMING
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
    datum,
    in_zin,
    jaarkop,
    keuzedag,
    telling,
)
from jbr_pipeline.reporting.publieksversie.site import Pagina, indicatorpad
from jbr_pipeline.reporting.reading import Rij

PAD = "publicaties.html"
DOCUMENTEN, EERSTE_TRANCHE = "publicaties", "publicaties_per_eerste_tranche_categorie"
PER_JAAR = (DOCUMENTEN, "publicaties_stand", "publicaties_ingetrokken", "publicatie_dubbelen")
CATEGORIE, SOORT, MAAND = "informatiecategorie", "documentsoort", "maand"
TELLINGEN = (
    ("documenten", "Documenten die we kennen, ook die van buiten het Rijk"),
    ("van_ministeries", "Daarvan van ministeries"),
    ("zonder_categorie", "Zonder informatiecategorie"),
    ("zonder_soort", "Zonder documentsoort"),
    ("ingetrokken", "Weer verdwenen van het platform"),
    ("dubbel", "Kopie van een ander document"),
    ("in_de_toekomst", "Met een datum die nog moet komen"),
)
"""What is counted over all documents, and what readers call it."""


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page, over all years that are observed."""
    of = inhoud.indicatoren
    documents, first = of[DOCUMENTEN], of[EERSTE_TRANCHE]
    categories = inhoud.vraag("publiek_informatiecategorieen")
    (observed,) = inhoud.vraag("publiek_documenten", stand=inhoud.stand)
    since = keuzedag("eerste_tranche_vanaf")
    ministries = series.ministeries(documents)
    yield Pagina(
        PAD,
        "Wat het Rijk openbaar maakt",
        "publicaties",
        {
            "waarneming": WAARNEMING,
            "sinds": dag(since),
            "per_jaar": [series.in_het_kort(inhoud, of[c], PAD) for c in PER_JAAR],
            "categorieen": _categorieen(documents, categories, since),
            "soorten": series.uitsplitsing(inhoud, documents, SOORT),
            "ministeries": ministries,
            "maanden": _maanden(first, [c for c in categories if c["eerste_tranche"]]),
            "hoeveel_ministeries": replace(
                series.in_het_kort(inhoud, of["organisaties_met_publicatie_per_categorie"], PAD), tabel_open=True
            ),
            "waargenomen": Tabel(
                "Alle documenten die we kennen",
                [Kop("Wat"), Kop("Documenten", True)],
                [(what, telling(observed[measure], "documenten", maat=measure)) for measure, what in TELLINGEN],
            ),
            "vanaf": dag(observed["vanaf"]) if observed["vanaf"] else None,
            "tot_en_met": dag(observed["tot_en_met"]) if observed["tot_en_met"] else None,
            "adres": indicatorpad(DOCUMENTEN),
        },
        menu="onderwerpen",
        kort="Publicaties",
    )


def _categorieen(o: Onderwerp, categorieen: Sequence[Rij], sinds: date) -> Figuur | None:
    """Documents by category in the order of the law, with the article and whether it is in the first tranche."""
    rows = o.kies(CATEGORIE)
    if o.laatste_jaar is None or not rows:
        return None
    by_key = {(r["categorie"], r["jaar"]): r for r in rows}
    years = sorted({r["jaar"] for r in rows})
    known: list[tuple[str, str, Rij | None]] = [(c["code"], _hoofdletter(c["naam"]), c) for c in categorieen]
    order = [k for k in known if (k[0], o.laatste_jaar) in by_key]
    order += [
        (r["categorie"], words.categorie(r), None)
        for r in rows
        if r["jaar"] == o.laatste_jaar and r["categorie"] not in {code for code, _, _ in known}
    ]
    cells = [
        (
            name,
            _artikel(c["woo_artikel"]) if c else "",
            (Zin.van("sinds ", datum(sinds)) if c["eerste_tranche"] else "nee") if c else "",
            *(series.cel(by_key.get((code, year))) for year in years),
        )
        for code, name, c in order
    ]
    points = [
        series.punt(name, r, nadruk=bool(c and c["eerste_tranche"]))
        for code, name, c in order
        for r in [by_key[code, o.laatste_jaar]]
    ]
    in_law = [by_key[code, o.laatste_jaar] for code, _, c in order if c]
    unknown = [by_key[code, o.laatste_jaar] for code, _, c in order if c is None]
    title = f"Documenten naar informatiecategorie in {o.laatste_jaar}"
    message = Zin.van(
        words.uitersten(o.laatste_jaar, in_law, words.bij_categorie),
        *(part for r in unknown for part in (" Zonder categorie zijn er ", in_zin(r), ".")),
    )
    heads = [Kop("Informatiecategorie"), Kop("Artikel in de Woo"), Kop("In de eerste tranche"), *jaarkop(years)]
    return Figuur(
        "categorieen",
        f"Naar informatiecategorie in {o.laatste_jaar}",
        message,
        Grafiek("g-publicaties-categorieen", charts.staven(points), title, str(message)),
        Tabel("Documenten van ministeries naar informatiecategorie", heads, cells),
        noten=["Vette namen in de grafiek: in de eerste tranche."],
    )


def _maanden(o: Onderwerp, categorieen: Sequence[Rij]) -> Figuur | None:
    """The first tranche month by month, with its categories in the table."""
    rows = sorted(o.kies(MAAND), key=lambda r: r["categorie"])
    if not rows:
        return None
    by_both = {r["categorie"]: r for r in o.kies(f"{CATEGORIE}*{MAAND}")}
    cells = [
        (
            words.categorie(r),
            cijfer_van(r),
            *(series.cel(by_both.get(f"{c['code']}*{r['categorie']}")) for c in categorieen),
        )
        for r in rows
    ]
    points = [series.punt(words.categorie(r), r) for r in rows]
    title = "Documenten in de eerste tranche per maand"
    message = Zin.van(
        f"In {rows[0]['categorie_naam']} waren het er ",
        in_zin(rows[0]),
        f", in {rows[-1]['categorie_naam']} ",
        in_zin(rows[-1]),
        ".",
    )
    return Figuur(
        "maanden",
        "De eerste tranche, per maand",
        message,
        Grafiek("g-publicaties-maanden", charts.ontwikkeling(points), title, str(message)),
        Tabel(
            f"{title} en categorie",
            [Kop("Maand"), Kop("Samen", True), *(Kop(_hoofdletter(c["naam"]), True) for c in categorieen)],
            cells,
        ),
        tabel_open=False,
    )


def _artikel(artikel: str) -> str:
    """An article of the law, which a line breaks only before its letter."""
    return artikel.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}onder", " onder")


def _hoofdletter(naam: str) -> str:
    return naam[0].upper() + naam[1:]
