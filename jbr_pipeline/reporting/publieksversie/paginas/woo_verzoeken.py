"""The page on Woo requests: from the request to the appeal, ministries beside each other, and why sources differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.publieksversie import series, words
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import Figuur, Kop, Tabel, cijfer_van_aansluiting, vindplaats
from jbr_pipeline.reporting.publieksversie.site import Pagina
from jbr_pipeline.reporting.reading import Rij

PAD = "woo-verzoeken.html"
ONTVANGEN, BESLOTEN, TIJDIG = "woo_verzoeken_ontvangen", "woo_afgehandeld", "woo_tijdig_pct"
DELEN = {
    "verzoeken": (ONTVANGEN, BESLOTEN, "woo_in_behandeling", "woo_in_behandeling_te_laat"),
    "duur": ("woo_doorlooptijd_klassen", "woo_doorlooptijd_mediaan", "woo_doorlooptijd_gem"),
    "gevolgen": (
        "woo_bezwaar",
        "woo_beroep",
        "woo_ingebrekestellingen",
        "woo_dwangsommen_verbeurd",
        "woo_dwangsommen_betaald",
    ),
}
"""Which figures stand in which part of the page."""
NAAST_ELKAAR = (
    ("Ontvangen", ONTVANGEN),
    ("Besloten", BESLOTEN),
    ("Op tijd (%)", TIJDIG),
    ("Mediaan (dagen)", "woo_doorlooptijd_mediaan"),
    ("Open op 31 december", "woo_in_behandeling"),
    ("Waarvan te laat", "woo_in_behandeling_te_laat"),
)
ELDERS = {
    "woo_besluiten_gepubliceerd": "Gepubliceerde besluiten",
    "woo_besluiten_mutatie": "Verandering van het aantal besluiten (%)",
    "woo_buiten_termijn_pct": "Te laat besloten (%)",
    "woo_dwangsommen_euro": "Dwangsommen (euro)",
    "woo_verzoeken_ontvangen_mutatie": "Verandering van het aantal verzoeken (%)",
}
"""What readers call figures of others that are no indicator here."""


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page, over the latest year of which there are requests."""
    of = inhoud.indicatoren
    timely, outcomes = of[TIJDIG], of["woo_uitkomsten"]
    year = timely.laatste_jaar
    yield Pagina(
        PAD,
        "Woo-verzoeken: hoe snel beslist het Rijk?",
        "woo_verzoeken",
        {
            "jaar": year,
            "nog_niet_over": inhoud.laatste_jaar if words.nog_niet(inhoud, timely) else None,
            "definitief": timely.feiten["definitief_verwacht"],
            "delen": {part: [series.in_het_kort(inhoud, of[c], PAD) for c in codes] for part, codes in DELEN.items()},
            "tijdig": replace(
                series.ontwikkeling(inhoud, timely, id_="op-tijd"),
                titel="Op tijd besloten",
                noten=words.onvolledig(timely.kies(TOTAAL)),
            ),
            "varianten": series.varianten(inhoud, timely),
            "varianten_uitleg": timely.feiten["definitie"],
            "uitkomsten": replace(
                series.uitsplitsing(inhoud, outcomes, "uitkomst", id_="uitkomsten"), titel="Wat was het besluit?"
            ),
            "ministeries": _ministeries(timely),
            "naast_elkaar": series.naast_elkaar(
                f"Woo-verzoeken per ministerie in {year}", [(kop, of[code], year) for kop, code in NAAST_ELKAAR]
            )
            if year
            else None,
            "bronnen": _bronnen(inhoud),
        },
        menu="onderwerpen",
        kort="Woo-verzoeken",
    )


def _ministeries(o: Onderwerp) -> Figuur | None:
    figure = series.ministeries(o)
    return figure and replace(figure, titel=f"Op tijd besloten, per ministerie in {o.laatste_jaar}")


def _bronnen(inhoud: Inhoud) -> Tabel | None:
    """What others have published of the Rijk, beside what is computed here, with why the two differ."""
    rows = [
        (
            str(r["jaar"]),
            _wat(inhoud, r),
            r["uitsplitsing"],
            *(cijfer_van_aansluiting(r, m, _decimalen(r)) for m in ("gepubliceerde_waarde", "berekende_waarde")),
            r["toelichting"] or r["oordeel"],
            vindplaats(r["bron"]),
        )
        for r in inhoud.vraag("publiek_woo_bronnen")
    ]
    heads = [
        Kop("Jaar"), Kop("Cijfer"), Kop("Waarover, in de bron"), Kop("Gepubliceerd", True), Kop("Berekend", True),
        Kop("Toelichting"), Kop("Vindplaats"),
    ]  # fmt: skip
    return Tabel("Cijfers van anderen over Woo-verzoeken bij het hele Rijk", heads, rows) if rows else None


def _wat(inhoud: Inhoud, rij: Rij) -> str:
    code = str(rij["indicator_code"])
    known = inhoud.indicatoren.get(code)
    if known is None:
        return ELDERS.get(code, code.replace("_", " "))
    return f"{known.naam} ({known.eenheid})"


def _decimalen(rij: Rij) -> int:
    """As many as the source has: none, or one."""
    return 0 if rij["gepubliceerde_waarde"] == int(rij["gepubliceerde_waarde"]) else 1
