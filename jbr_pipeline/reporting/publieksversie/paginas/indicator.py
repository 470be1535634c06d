"""A page for each indicator: its figures, what it means, how it was published and corrected, and the files."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators.catalogue import TOTAAL, catalogus
from jbr_pipeline.reporting.explanation import WAARNEMING, formule
from jbr_pipeline.reporting.handbook import KOP
from jbr_pipeline.reporting.numbers import NEDERLAND, cijfer, dag, getal
from jbr_pipeline.reporting.publieksversie import series
from jbr_pipeline.reporting.publieksversie.content import STANDAARD, Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import (
    Cijfer,
    Kop,
    Tabel,
    Zin,
    cijfer_van_aansluiting,
    norm_van,
    sleutel_van,
    telling,
    vindplaats,
)
from jbr_pipeline.reporting.publieksversie.site import Pagina, domeinpad, indicatorpad
from jbr_pipeline.reporting.reading import Rij
from jbr_pipeline.reporting.reconciliation import decimalen_bij

CORRECTIES_GETOOND = 20
MEESTE_DECIMALEN = 6
ZEKERHEID = {
    "Z": "De definitie is in een bron gelezen",
    "A": "De definitie is afgeleid: geen bron geeft haar helemaal",
}


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """A page for each indicator of the published catalogue."""
    for o in inhoud.indicatoren.values():
        breakdowns = [u for u in o.feiten["uitsplitsingen"] if u not in (TOTAAL, o.hoofduitsplitsing)]
        yield Pagina(
            indicatorpad(o.code),
            o.naam,
            "indicator",
            {
                "o": o,
                "ontwikkeling": series.ontwikkeling(inhoud, o),
                "ministeries": series.ministeries(o),
                "ministeries_tabel": series.per_ministerie_en_categorie(o),
                "uitsplitsingen": [series.uitsplitsing(inhoud, o, u) for u in breakdowns if "*" not in u],
                "kruisingen": [series.kruising(inhoud, o, u) for u in breakdowns if "*" in u],
                "varianten": series.varianten(inhoud, o),
                "feiten": _feiten(o),
                "edities": edities(o),
                "correcties": _correcties(inhoud, o),
                "meer_correcties": _meer_correcties(o),
                "aansluiting": _aansluiting(o),
            },
            onder=[(KOP[o.domein], domeinpad(o.domein))],
        )


def _feiten(o: Onderwerp) -> list[tuple[str, object]]:
    f = o.feiten
    titles = {soort: contract.titel for soort, contract in contracten().items()}
    sources = " en ".join(
        f"aanleveringen «{titles[b]}» van de ministeries" if b in titles else f"waarneming van {WAARNEMING}"
        for b in f["bronnen"]
    )
    norm = norm_van(f)
    certainty = ZEKERHEID[f["zekerheid"]] + (f" ({f['bron_definitie']})" if f["bron_definitie"] else "") + "."
    pairs: list[tuple[str, object]] = [
        ("Definitie", f["definitie"]),
        ("Formule", formule(catalogus()[o.code])),
        ("Teller", f["teller"]),
        ("Noemer", f["noemer"] or "geen"),
        ("Over wie of wat", f["populatie"]),
        ("Gemeten over", f["peilmoment"]),
        ("Eenheid", o.eenheid),
        ("Bron", sources[0].upper() + sources[1:]),
        ("Zekerheid", certainty),
        ("Definitief", f["definitief_verwacht"]),
        ("Code", o.code),
    ]
    if norm:
        pairs.insert(7, ("Norm", Zin.van(f"{f['norm_richting']} ", norm)))
    return pairs


def edities(o: Onderwerp) -> Tabel | None:
    """What frozen editions say of the Rijk beside what is said now; None when there is no edition."""
    if not o.edities:
        return None
    names = sorted({r["editie"] for r in o.edities})
    rows = []
    for (year, _), group in groupby(o.edities, key=lambda r: (r["jaar"], r["categorie"])):
        by_edition = {r["editie"]: r for r in group}
        first = next(iter(by_edition.values()))
        what = str(year) if o.heeft_totaal else f"{year}: {first['categorie_naam']}"
        digits = _decimalen(o, [*(r["waarde"] for r in by_edition.values()), first["waarde_nu"]])
        frozen = (_uit_editie(by_edition[name], digits) if name in by_edition else "" for name in names)
        now = _cijfer(first, "waarde_nu", digits, sleutel_van(first), onderdrukt=first["onderdrukt_nu"])
        rows.append((what, *frozen, now, first["status_nu"]))
    heads = [Kop("Jaar"), *(Kop(name, True) for name in names), Kop("Nu", True), Kop("Status")]
    return Tabel(f"{o.naam}, Rijk: in elke vastgestelde editie en nu", heads, rows)


def _uit_editie(rij: Rij, decimalen: int) -> Cijfer:
    key = sleutel_van(rij, editie=rij["editie"], bron="indicator_waarde") | {"peildatum": rij["peildatum"]}
    return _cijfer(rij, "waarde", decimalen, key, onderdrukt=rij["onderdrukt"])


def _decimalen(o: Onderwerp, waarden: Iterable[float | None]) -> int:
    """As many decimals as show that values differ, and no more than that; never fewer than the indicator has."""
    known = {w for w in waarden if w is not None}
    return next(
        (d for d in range(o.decimalen, MEESTE_DECIMALEN) if len({getal(w, d) for w in known}) == len(known)),
        o.decimalen,
    )


def _correcties(inhoud: Inhoud, o: Onderwerp) -> Tabel | None:
    if not o.correcties:
        return None
    rows = [
        (
            dag(r["gevonden_op"].astimezone(NEDERLAND).date()),
            r["editie"],
            dag(r["peildatum"]),
            r["organisatie"],
            _waarvan(inhoud, r),
            *(
                _cijfer(
                    r,
                    maat,
                    _decimalen(o, (r["oude_waarde"], r["nieuwe_waarde"])),
                    sleutel_van(r, maat, editie=r["editie"], bron="correctie") | {"peildatum": r["peildatum"]},
                )
                for maat in ("oude_waarde", "nieuwe_waarde")
            ),
            r["reden"],
        )
        for r in o.correcties[:CORRECTIES_GETOOND]
    ]
    heads = [
        Kop("Gevonden op"), Kop("Editie"), Kop("Peildatum"), Kop("Organisatie"), Kop("Waarvan"), Kop("Was", True),
        Kop("Is", True), Kop("Reden"),
    ]  # fmt: skip
    return Tabel(f"{o.naam}: correcties, de nieuwste eerst", heads, rows)


def _meer_correcties(o: Onderwerp) -> Cijfer | None:
    more = len(o.correcties) - CORRECTIES_GETOOND
    return telling(more, "correcties_niet_getoond", indicator=o.code) if more > 0 else None


def _waarvan(inhoud: Inhoud, rij: Rij) -> str:
    parts = []
    if rij["uitsplitsing"] != TOTAAL:
        parts.append(str(rij["categorie_naam"]))
    if rij["variant"] != STANDAARD:
        parts.append(inhoud.variant(rij["variant"]))
    return "; ".join(parts) or "Totaal"


def _aansluiting(o: Onderwerp) -> Tabel | None:
    """What was published elsewhere before, beside what is computed; None when nothing can be compared."""
    if not o.aansluiting:
        return None
    rows = []
    for r in o.aansluiting:
        digits = decimalen_bij(r["tolerantie"])
        numbers = (
            cijfer_van_aansluiting(r, maat, digits) for maat in ("gepubliceerde_waarde", "berekende_waarde", "verschil")
        )
        rows.append((str(r["jaar"]), r["organisatie"], *numbers, r["oordeel"], vindplaats(r["bron"])))
    heads = [
        Kop("Jaar"), Kop("Organisatie"), Kop("Gepubliceerd", True), Kop("Berekend", True), Kop("Verschil", True),
        Kop("Oordeel"), Kop("Vindplaats"),
    ]  # fmt: skip
    return Tabel(f"{o.naam}: eerder gepubliceerd en nu berekend, in de eenheid van de bron", heads, rows)


def _cijfer(rij: Rij, maat: str, decimalen: int, sleutel: dict[str, object], *, onderdrukt: bool = False) -> Cijfer:
    return Cijfer(cijfer(rij[maat], decimalen, onderdrukt=onderdrukt), rij[maat], sleutel)
