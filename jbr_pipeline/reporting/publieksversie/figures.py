"""What stands on a page: figures, sentences, tables, charts with the table behind them. Nothing here knows a page.

Each prints itself in a template by `{{ … }}`, escaped. How a chart is drawn belongs in `charts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from jbr_pipeline.indicators.catalogue import afbakeningen
from jbr_pipeline.reporting.numbers import LEGENDA, ONBEKEND, ONDERDRUKT, cijfer, dag, getal
from jbr_pipeline.reporting.publieksversie.charts import Grafiek
from jbr_pipeline.reporting.reading import Rij

PROCENT = "%"
LOPEND = "lopend"
ENKELVOUD = {
    "banen": "baan",
    "dagen": "dag",
    "documenten": "document",
    "functies": "functie",
    "gevallen": "geval",
    "personen": "persoon",
    "vacatures": "vacature",
    "verzoeken": "verzoek",
}
"""What a unit is called after the number one."""
IN_WOORDEN = {ONDERDRUKT: "weggelaten", ONBEKEND: "geen cijfer"}
"""What the signs are in a sentence."""


@dataclass(frozen=True)
class Cijfer:
    """A figure as readers see it, with its value in the database and the key by which it is found there."""

    tekst: str
    waarde: float | None
    sleutel: Mapping[str, object]
    eenheid: str = ""
    """What is said after it, in a sentence; never in a table."""

    def __html__(self) -> Markup:
        key = Markup("").join(Markup(' data-{}="{}"').format(k, v) for k, v in self.sleutel.items())
        if self.waarde is None:
            shown = Markup('<span class="geen"{}>{}</span>').format(key, self.tekst)
        else:
            shown = Markup('<data value="{}"{}>{}</data>').format(repr(self.waarde), key, self.tekst)
        return shown + escape(self.eenheid)

    def __str__(self) -> str:
        return self.tekst + self.eenheid


@dataclass(frozen=True)
class Zin:
    """Words with figures between them: as HTML each figure carries its key, as text it is a plain sentence."""

    delen: Sequence[object]

    @classmethod
    def van(cls, *delen: object) -> Zin:
        """A sentence of its parts, in order."""
        return cls(delen)

    def __html__(self) -> Markup:
        return Markup("").join(escape(deel) for deel in self.delen)

    def __str__(self) -> str:
        return "".join(str(deel) for deel in self.delen)


@dataclass(frozen=True)
class Kop:
    """The head of a column; numbers are aligned to the right."""

    tekst: str
    getal: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table: in each row the first cell is its head. A row in `vet` stands out, as that of the Rijk does."""

    onderschrift: str
    koppen: Sequence[Kop]
    rijen: Sequence[Sequence[object]]
    vet: frozenset[int] = frozenset()
    noten: Sequence[object] = ()
    """What the table says below it, besides what the signs in it mean."""

    @property
    def legenda(self) -> list[str]:
        """What the signs mean that stand in it."""
        cells = {str(cel) for row in self.rijen for cel in row[1:]}
        return [LEGENDA[sign] for sign in (ONDERDRUKT, ONBEKEND) if sign in cells]


@dataclass(frozen=True)
class Figuur:
    """A chart with what it says in words and the table behind it. `id` is unique on the page."""

    id: str
    titel: str
    boodschap: Zin
    grafiek: Grafiek | None
    tabel: Tabel
    tabel_open: bool = True
    noten: Sequence[object] = ()
    eenheid: str = ""
    """In what the numbers are, where no table beside the chart says so."""
    link: str | None = None
    """Where more is said."""


def cijfer_van(rij: Rij, maat: str = "waarde", *, decimalen: int | None = None) -> Cijfer:
    """One measure of a row of the view `reeks`; what is empty shows the sign that says why."""
    digits = rij["decimalen"] if decimalen is None else decimalen
    value = rij[maat]
    return Cijfer(cijfer(value, digits, onderdrukt=rij["onderdrukt"]), value, sleutel_van(rij, maat))


def sleutel_van(rij: Rij, maat: str = "waarde", *, editie: str = LOPEND, bron: str = "reeks") -> dict[str, object]:
    """The key of a figure: where it stands and what it is of."""
    return {
        "bron": bron,
        "maat": maat,
        "indicator": rij["indicator_code"],
        "variant": rij["variant"],
        "jaar": rij["jaar"],
        "organisatie": rij["organisatie_code"],
        "uitsplitsing": rij["uitsplitsing"],
        "categorie": rij["categorie"],
        "editie": editie,
    }


def cijfer_van_aansluiting(rij: Rij, maat: str, decimalen: int) -> Cijfer:
    """One measure of a row of the table `aansluiting`, in the unit of its source."""
    key = {
        "bron": "aansluiting",
        "maat": maat,
        "indicator": rij["indicator_code"],
        "jaar": rij["jaar"],
        "organisatie": rij["organisatie"],
        "uitsplitsing": rij["uitsplitsing"],
        "vindplaats": rij["bron"],
    }
    return Cijfer(cijfer(rij[maat], decimalen), rij[maat], key)


def vindplaats(bron: str) -> str | Markup:
    """Where a published figure was found: a link when its source is an address."""
    host = urlsplit(bron).hostname
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(bron, host) if host else bron


def tellingen(rij: Rij, naam: str, maten: Iterable[str], **sleutel: object) -> list[Cijfer]:
    """Several counts of one row, each under its own `maat`."""
    return [Cijfer(getal(rij[m]), rij[m], {"telling": naam, "maat": m, **sleutel}) for m in maten]


def datum(value: date) -> Markup:
    """A day in a table, which a line never breaks."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), dag(value))


def keuze(naam: str) -> Cijfer:
    """The number of a choice of definition, as `indicators/afbakening.toml` has it."""
    value = afbakeningen()[naam].waarde
    assert isinstance(value, int)
    return Cijfer(getal(value), value, {"bron": "afbakening", "maat": naam})


def keuzedag(naam: str) -> date:
    """The day of a choice of definition."""
    day = afbakeningen()[naam].waarde
    assert isinstance(day, date)
    return day


def telling(waarde: float, naam: str, decimalen: int = 0, **sleutel: object) -> Cijfer:
    """A number that is no figure of an indicator, such as a count of deliveries; the name says what was counted."""
    return Cijfer(getal(waarde, decimalen), waarde, {"telling": naam, **sleutel})


def in_zin(rij: Rij, maat: str = "waarde") -> Cijfer:
    """A figure with its unit, for in a sentence."""
    return met_eenheid(cijfer_van(rij, maat), rij["eenheid"])


def met_eenheid(figuur: Cijfer, eenheid: str) -> Cijfer:
    """A figure with its unit after it; large amounts are in millions or billions of euros, and a sign is in words."""
    if figuur.waarde is None:
        return replace(figuur, tekst=IN_WOORDEN[figuur.tekst])
    text, unit = _geld(figuur.waarde, eenheid) or (
        figuur.tekst,
        _na(ENKELVOUD.get(eenheid, eenheid) if figuur.tekst == "1" else eenheid),
    )
    return replace(figuur, tekst=text, eenheid=unit)


def mutatie(rij: Rij, *, zonder_teken: bool = False) -> Cijfer:
    """The change since the year before: of a percentage in points, of anything else in percent."""
    maat = "mutatie_abs" if rij["eenheid"] == PROCENT else "mutatie_pct"
    digits = max(1, rij["decimalen"]) if rij["eenheid"] == PROCENT else 1
    value = rij[maat]
    text = cijfer(abs(value) if zonder_teken and value is not None else value, digits, onderdrukt=rij["onderdrukt"])
    return Cijfer(text, value, sleutel_van(rij, maat))


def norm_van(feiten: Rij) -> Cijfer | None:
    """The norm of an indicator with its unit; None when it has none."""
    if feiten["norm"] is None:
        return None
    digits = 0 if feiten["norm"] == int(feiten["norm"]) else feiten["decimalen"]
    key = {"bron": "indicator", "maat": "norm", "indicator": feiten["indicator_code"]}
    return met_eenheid(Cijfer(cijfer(feiten["norm"], digits), feiten["norm"], key), feiten["eenheid"])


def jaarkop(jaren: Iterable[int]) -> list[Kop]:
    """The heads of columns of years."""
    return [Kop(str(jaar), getal=True) for jaar in jaren]


def eenheid_in_tabel(eenheid: str) -> str:
    """The unit as a caption tells it."""
    match eenheid:
        case "%":
            return "in procenten"
        case "m2":
            return "in m²"
        case "euro":
            return "in euro’s"
        case "duizend euro":
            return "in duizenden euro’s"
        case "fte" | "ton" | "TJ" | "GWh" | "dagen":
            return f"in {eenheid}"
        case "aantal" | "factor" | "jaar":
            return eenheid
        case _:
            return eenheid if " per " in eenheid else f"aantal {eenheid}"


_MILJOEN, _MILJARD = 1_000, 1_000_000
"""In thousands of euros, as amounts are kept."""


def _geld(waarde: float, eenheid: str) -> tuple[str, str] | None:
    if eenheid != "duizend euro" or abs(waarde) < _MILJOEN:
        return None
    factor, name = (_MILJARD, "miljard") if abs(waarde) >= _MILJARD else (_MILJOEN, "miljoen")
    return getal(waarde / factor, 1), f"\N{NO-BREAK SPACE}{name} euro"


def _na(eenheid: str) -> str:
    """A unit as it follows a number."""
    match eenheid:
        case "%":
            return "%"
        case "aantal" | "factor":
            return ""
        case "m2":
            return "\N{NO-BREAK SPACE}m²"
        case _:
            return f"\N{NO-BREAK SPACE}{eenheid}"
