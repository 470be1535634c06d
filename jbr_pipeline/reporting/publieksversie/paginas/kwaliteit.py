"""The page on data quality: what came in and what is owed, what the checks found, how much is covered and left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.reporting.handbook import KOP
from jbr_pipeline.reporting.owed import (
    UITLEG,
    VRAAGT_AANDACHT,
    Leveroverzicht,
    Verplichting,
    gepubliceerd_overzicht,
)
from jbr_pipeline.reporting.publieksversie.content import Inhoud
from jbr_pipeline.reporting.publieksversie.figures import (
    PROCENT,
    Cijfer,
    Kop,
    Tabel,
    cijfer_van,
    cijfer_van_aansluiting,
    datum,
    met_eenheid,
    telling,
    tellingen,
    vindplaats,
)
from jbr_pipeline.reporting.publieksversie.site import Pagina
from jbr_pipeline.reporting.reading import Rij
from jbr_pipeline.reporting.reconciliation import decimalen_bij

TOESTANDEN = tuple(t for t in UITLEG if t != "niet beoordeeld")
"""How a delivery that is owed can stand; what is published has been judged."""
MEEST_OVERTREDEN = 15
ALLES = "Alles"
ONTVANGEN = (
    ("ontvangen", "Ontvangen"),
    ("geaccepteerd", "In gebruik"),
    ("vervangen", "Vervangen"),
    ("afgekeurd", "Afgekeurd"),
)
REGELS = (
    ("rijen_gelezen", "Regels gelezen"),
    ("rijen_geldig", "Tellen mee"),
    ("rijen_quarantaine", "In quarantaine"),
    ("rijen_overgeslagen", "Overgeslagen"),
)
CONTROLES = (
    ("regels", "Soorten controles"),
    ("controles", "Keer uitgevoerd"),
    ("geslaagd", "Geslaagd"),
    ("gezakt_kritiek", "Fout gevonden"),
    ("gezakt_waarschuwing", "Waarschuwing"),
    ("niet_uit_te_voeren", "Niet uit te voeren"),
)
DEKKING = (("cijfers", "Cijfers van het Rijk"), ("volledig", "Volledig"), ("onvolledig", "Onvolledig"))
WAARDEN = (
    ("waarden", "Alle waarden"),
    ("getoond", "Met een getal"),
    ("weggelaten", "Weggelaten (x)"),
    ("geen_cijfer", "Geen cijfer (.)"),
)
"""Which counts of a statement a table shows, and what readers call them."""
OORDELEN = {
    "sluit aan": "ons cijfer is gelijk, op afronding na",
    "wijkt af": "ons cijfer is anders",
    "niet te vergelijken": "het gaat over iets anders, of er is bij ons geen cijfer van",
}
"""The three groups of published figures, and what each means."""


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page."""
    owed = gepubliceerd_overzicht(inhoud.con, inhoud.stand, verzonnen=inhoud.verzonnen)
    received = inhoud.vraag("publiek_aanleveringen")
    others = inhoud.vraag("publiek_niet_in_werking")
    judgements = inhoud.vraag("publiek_oordelen")
    yield Pagina(
        "kwaliteit.html",
        "Hoe goed zijn de gegevens?",
        "kwaliteit",
        {
            "ontvangen": _per_soort("Bestanden van ministeries", "aanleveringen", ONTVANGEN, received),
            "regels": _per_soort("Regels in die bestanden", "aanleveringen", REGELS, received),
            "zonder_aantal": _zonder_aantal(received),
            "afgekeurd": _lijst("afgekeurd", others),
            "vervangen": _lijst("vervangen", others),
            "verschuldigd": _verschuldigd(owed),
            "verschuldigd_per": [
                _verschuldigd_per("Ministerie", "ministerie", _per_ministerie(owed)),
                _verschuldigd_per("Onderwerp", "soort", _per_onderwerp(owed)),
            ],
            "aandacht": _aandacht(owed),
            "controles": _per_soort(
                "Controles op de bestanden", "controles", CONTROLES, inhoud.vraag("publiek_controles")
            ),
            "overtreden": _overtreden(inhoud.vraag("publiek_overtreden_regels", meeste=MEEST_OVERTREDEN)),
            "dekking": _dekking(inhoud.vraag("publiek_dekking")),
            "onvolledig": _onvolledig(inhoud),
            "oordelen": _oordelen(judgements),
            "redenen": _redenen(judgements),
            "afwijkend": _afwijkend(inhoud),
            "weggelaten": _weggelaten(inhoud.vraag("publiek_weggelaten")),
        },
        menu="onderwerpen",
        kort="Kwaliteit",
    )


def _titel(soort: str | None) -> str:
    """What readers call a subject; a file of which the name says nothing has none."""
    if soort is None:
        return "Onbekend"
    known = contracten().get(soort)
    return known.titel if known else soort


def _met_alles(onderschrift: str, kop: str, koppen: Sequence[str], rijen: Sequence[tuple[object, ...]]) -> Tabel | None:
    """A table of which the last row is that of everything; None when there is nothing at all."""
    if len(rijen) < 2:
        return None
    return Tabel(onderschrift, [Kop(kop), *(Kop(k, True) for k in koppen)], rijen, vet=frozenset({len(rijen) - 1}))


def _per_soort(onderschrift: str, naam: str, maten: Sequence[tuple[str, str]], rijen: Sequence[Rij]) -> Tabel | None:
    cells = [
        (
            ALLES if r["is_alles"] else _titel(r["soort"]),
            *tellingen(r, naam, [m for m, _ in maten], **({} if r["is_alles"] else {"soort": r["soort"]})),
        )
        for r in rijen
    ]
    return _met_alles(onderschrift, "Onderwerp", [words for _, words in maten], cells)


def _zonder_aantal(rijen: Sequence[Rij]) -> Cijfer | None:
    """Of how many deliveries the number of rows is left out."""
    count = next((r["zonder_aantal"] for r in rijen if r["is_alles"]), 0)
    return telling(count, "aanleveringen", maat="zonder_aantal") if count else None


def _lijst(status: str, rijen: Sequence[Rij]) -> Tabel | None:
    """The deliveries with a status, one by one; None when there is none."""
    heads = [Kop("Bestand"), Kop("Ministerie"), Kop("Onderwerp"), Kop("Peildatum"), Kop("Reden")]
    cells = [
        (
            r["bestandsnaam"],
            r["afkorting"] or r["organisatie"] or "onbekend",
            _titel(r["soort"]),
            datum(r["peildatum"]) if r["peildatum"] else "onbekend",
            r["reden"] or "",
        )
        for r in rijen
        if r["status"] == status
    ]
    return Tabel(f"Elk {status} bestand, met de reden", heads, cells) if cells else None


def _verschuldigd(overzicht: Leveroverzicht) -> Tabel | None:
    """How many deliveries are owed in each state, with what the state means."""
    if not overzicht.verplichtingen:
        return None
    total, *counts = _tel_toestanden(overzicht.verplichtingen, {})
    cells = [
        (state[0].upper() + state[1:], UITLEG[state], count) for state, count in zip(TOESTANDEN, counts, strict=True)
    ]
    heads = [Kop("Hoe het staat"), Kop("Wat dat betekent"), Kop("Bestanden", True)]
    rows = [*cells, (ALLES, "wat er moest komen", total)]
    return Tabel("Bestanden die ministeries moesten sturen", heads, rows, vet=frozenset({len(cells)}))


def _per_ministerie(overzicht: Leveroverzicht) -> dict[str, list[Verplichting]]:
    return {
        name: [v for owed in per_soort.values() for v in owed] for name, per_soort in overzicht.per_ministerie().items()
    }


def _per_onderwerp(overzicht: Leveroverzicht) -> dict[str, list[Verplichting]]:
    return {soort: [v for v in overzicht.verplichtingen if v.soort == soort] for soort in overzicht.soorten()}


def _verschuldigd_per(kop: str, sleutel: str, groepen: Mapping[str, Sequence[Verplichting]]) -> Tabel:
    """How what is owed stands, a row a ministry or a subject."""
    cells = [
        (_titel(name) if sleutel == "soort" else name, *_tel_toestanden(owed, {sleutel: name}))
        for name, owed in groepen.items()
    ]
    heads = [Kop(kop), Kop("Moest er komen", True), *(Kop(t[0].upper() + t[1:], True) for t in TOESTANDEN)]
    return Tabel(f"Hoe het staat, per {kop.lower()}", heads, cells)


def _tel_toestanden(verplichtingen: Sequence[Verplichting], sleutel: Mapping[str, str]) -> list[Cijfer]:
    """How many there are, and in each state."""
    counts = Counter[str](v.toestand for v in verplichtingen)
    total = tellingen({"alles": len(verplichtingen)}, "verschuldigd", ["alles"], **sleutel)
    return total + tellingen({t: counts[t] for t in TOESTANDEN}, "verschuldigd", TOESTANDEN, **sleutel)


def _aandacht(overzicht: Leveroverzicht) -> Tabel | None:
    """What is missing, refused or late, one by one; None when there is nothing of the kind."""
    cells = [
        (name, _titel(soort), datum(v.peildatum), datum(v.uiterlijk), v.toestand)
        for name, per_soort in overzicht.per_ministerie().items()
        for soort, owed in per_soort.items()
        for v in owed
        if v.toestand in VRAAGT_AANDACHT
    ]
    heads = [Kop("Ministerie"), Kop("Onderwerp"), Kop("Peildatum"), Kop("Moest er zijn op"), Kop("Hoe het staat")]
    return Tabel("Wat ontbreekt, is afgekeurd of te laat kwam", heads, cells) if cells else None


def _overtreden(rijen: Sequence[Rij]) -> Tabel | None:
    if not rijen:
        return None
    cells = [
        (
            _titel(r["soort"]),
            _regel(r),
            "fout" if r["ernst"] == "kritiek" else r["ernst"],
            *tellingen(
                r,
                "overtreden",
                ("aanleveringen", "overtredingen"),
                soort=r["soort"],
                regel=r["regel"],
                ernst=r["ernst"],
            ),
        )
        for r in rijen
    ]
    heads = [Kop("Onderwerp"), Kop("Wat er moet kloppen"), Kop("Soort"), Kop("Bestanden", True), Kop("Keer", True)]
    return Tabel("Wat niet klopte: in hoeveel bestanden, en hoe vaak", heads, cells)


def _regel(rij: Rij) -> str:
    """What a rule asks, in the words of the contract; else in those of the check."""
    contract = contracten().get(rij["soort"])
    known = {r.naam: r.uitleg for r in contract.rijregels} if contract else {}
    known |= {r.naam: r.uitleg for r in contract.bestandsregel} if contract else {}
    return known.get(rij["regel"]) or str(rij["toelichting"] or rij["regel"])


def _dekking(rijen: Sequence[Rij]) -> Tabel | None:
    if not rijen:
        return None
    cells = [(str(r["jaar"]), *tellingen(r, "dekking", [m for m, _ in DEKKING], jaar=r["jaar"])) for r in rijen]
    heads = [Kop("Jaar"), *(Kop(words, True) for _, words in DEKKING)]
    return Tabel("Hoeveel cijfers rusten op alle gegevens die ertoe doen", heads, cells)


def _onvolledig(inhoud: Inhoud) -> Tabel | None:
    """The figures of the Rijk that miss deliveries, once a year; None when there is none."""
    cells = [
        (o.naam, str(year), met_eenheid(cijfer_van(r, "dekking_pct", decimalen=1), PROCENT))
        for o in inhoud.indicatoren.values()
        for year, r in {r["jaar"]: r for r in o.kies(o.hoofduitsplitsing) if not r["volledig"]}.items()
    ]
    heads = [Kop("Cijfer"), Kop("Jaar"), Kop("Dekking", True)]
    return Tabel("Onvolledige cijfers", heads, cells) if cells else None


def _oordelen(rijen: Sequence[Rij]) -> Tabel:
    """How many published figures are in each of the three groups."""
    counts: Counter[str] = Counter()
    for r in rijen:
        counts[r["oordeel"]] += r["aantal"]
    cells = [(o[0].upper() + o[1:], words, telling(counts[o], "oordelen", maat=o)) for o, words in OORDELEN.items()]
    heads = [Kop("Groep"), Kop("Wat dat betekent"), Kop("Cijfers", True)]
    return Tabel("Eerder gepubliceerde cijfers naast de onze", heads, cells)


def _redenen(rijen: Sequence[Rij]) -> Tabel | None:
    cells = [
        (r["reden"], telling(r["aantal"], "oordelen", maat=r["oordeel"], reden=r["reden"])) for r in rijen if r["reden"]
    ]
    return Tabel("Waarom niet te vergelijken", [Kop("Reden"), Kop("Cijfers", True)], cells) if cells else None


def _afwijkend(inhoud: Inhoud) -> Tabel | None:
    """Every published figure that differs from the computed one; None when there is none."""
    cells = [
        (
            inhoud.indicatoren[r["indicator_code"]].naam
            if r["indicator_code"] in inhoud.indicatoren
            else r["indicator_code"].replace("_", " "),
            str(r["jaar"]),
            r["organisatie"],
            r["uitsplitsing"],
            *(
                cijfer_van_aansluiting(r, m, decimalen_bij(r["tolerantie"]))
                for m in ("gepubliceerde_waarde", "berekende_waarde", "verschil")
            ),
            vindplaats(r["bron"]),
        )
        for r in inhoud.vraag("publiek_aansluiting")
        if r["oordeel"] == "wijkt af"
    ]
    heads = [
        Kop("Cijfer"), Kop("Jaar"), Kop("Organisatie"), Kop("Waarover"), Kop("Gepubliceerd", True),
        Kop("Berekend", True), Kop("Verschil", True), Kop("Vindplaats"),
    ]  # fmt: skip
    return Tabel("Cijfers die afwijken van wat eerder is gepubliceerd", heads, cells) if cells else None


def _weggelaten(rijen: Sequence[Rij]) -> Tabel | None:
    cells = [
        (
            ALLES if r["is_alles"] else KOP[r["domein"]],
            *tellingen(r, "waarden", [m for m, _ in WAARDEN], **({} if r["is_alles"] else {"domein": r["domein"]})),
        )
        for r in rijen
    ]
    return _met_alles("Hoeveel waarden er zijn en hoeveel er zijn weggelaten", "Domein", [w for _, w in WAARDEN], cells)
