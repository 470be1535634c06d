"""What an answer says: the sentence with the figure, the table, what to know about it, what it means, where it is from.

Figures are read from the published database. How it looks, as Markdown or as a workbook, is in `writing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.antwoord.question import LOPEND, MINISTERIE, Kamervraag, opsomming
from jbr_pipeline.reporting.antwoord.sentence import antwoordzin
from jbr_pipeline.reporting.explanation import formule
from jbr_pipeline.reporting.exports.published import WAARSCHUWING
from jbr_pipeline.reporting.numbers import NEDERLAND, TEKENS, cijfer, dag, getal
from jbr_pipeline.reporting.reading import Rij, Stand, lees, lees_stand

CORRECTIES_GETOOND = 4
REDENEN = {
    "buiten populatie": "valt buiten de groep waarover dit cijfer gaat",
    "geen gevallen": "er zijn geen gevallen om het cijfer uit te berekenen",
    "herindeling": "het ministerie bestond een jaar eerder nog niet",
    "organisatie te klein": "de organisatie is te klein om dit cijfer te geven",
}


@dataclass(frozen=True)
class Cel:
    """A cell of the table: a figure, or the sign that says why there is none."""

    waarde: float | None
    decimalen: int
    onderdrukt: bool = False

    @property
    def tekst(self) -> str:
        """The cell as readers see it."""
        return cijfer(self.waarde, self.decimalen, onderdrukt=self.onderdrukt)


@dataclass(frozen=True)
class Regel:
    """A row of the table."""

    naam: str
    is_totaal: bool
    cellen: tuple[Cel, ...]


@dataclass(frozen=True)
class Antwoord:
    """A whole answer. `definitie` has headings, the other texts are sentences."""

    titel: str
    waarschuwing: str
    vraag: str
    zin: str
    tabeltitel: str
    koppen: tuple[str, ...]
    regels: tuple[Regel, ...]
    toelichting: tuple[str, ...]
    definitie: tuple[tuple[str, str], ...]
    bron: tuple[str, ...]
    stand: date


def lees_antwoord(con: duckdb.DuckDBPyConnection, vraag: Kamervraag) -> Antwoord:
    """The answer to a question from a published database that is in use."""
    cells = lees(con, "antwoord_cijfers", **vraag.sleutel)
    (about,) = lees(con, "antwoord_indicator", code=vraag.indicator.code, per=vraag.per)
    state = lees_stand(con)
    (source,) = lees(con, "antwoord_bron", code=vraag.indicator.code, jaren=list(vraag.jaren))
    per = {RIJK: "voor het hele Rijk", MINISTERIE: "per ministerie"}.get(
        vraag.per
    ) or f"naar {_lower(about['per_naam'])}"
    name = about["naam"]
    return Antwoord(
        titel=f"{name} {per}, {vraag.periode}",
        waarschuwing=WAARSCHUWING if state.is_verzonnen else "",
        vraag=f"U vraagt naar: {_lower(name)}, {per}, over {vraag.periode}.",
        zin=antwoordzin(vraag.indicator, [c for c in cells if c["jaar"] == vraag.jaren[-1]]),
        tabeltitel=f"{name} {per}, in {_unit(about['eenheid'])}",
        koppen=_heads(vraag, about, cells),
        regels=tuple(_lines(vraag, about, cells)),
        toelichting=tuple(_notes(con, vraag, about, cells)),
        definitie=tuple(_definition(vraag, about)),
        bron=tuple(_sources(vraag, about, source, state)),
        stand=state.dag,
    )


def _heads(vraag: Kamervraag, about: Rij, cells: Sequence[Rij]) -> tuple[str, ...]:
    days = {c["jaar"]: c["peildatum"] for c in cells}
    years = (
        str(year) if (days[year].month, days[year].day) == (12, 31) else f"{year} (tot en met {dag(days[year])})"
        for year in vraag.jaren
    )
    first = {RIJK: "Organisatie", MINISTERIE: "Ministerie"}.get(vraag.per, str(about["per_naam"]))
    change = "procentpunt" if about["eenheid"] == "%" else "procent"
    return first, *years, f"Verandering in een jaar ({change})"


def _lines(vraag: Kamervraag, about: Rij, cells: Sequence[Rij]) -> Iterator[Regel]:
    by_name: dict[tuple[str, bool], dict[int, Rij]] = {}
    for c in cells:
        by_name.setdefault((c["naam"], c["is_totaal"]), {})[c["jaar"]] = c
    change = "mutatie_abs" if about["eenheid"] == "%" else "mutatie_pct"
    for (name, is_total), years in by_name.items():
        figures = [
            Cel(years[year]["waarde"], about["decimalen"], years[year]["onderdrukt"]) if year in years else Cel(None, 0)
            for year in vraag.jaren
        ]
        last = years.get(vraag.jaren[-1], {})
        hidden = last.get(change) is None and last.get("reden_leeg") == "onderdrukt"
        yield Regel(name, is_total, (*figures, Cel(last.get(change), 1, hidden)))


def _notes(con: duckdb.DuckDBPyConnection, vraag: Kamervraag, about: Rij, cells: Sequence[Rij]) -> Iterator[str]:
    yield from _standing(about, cells)
    for year in sorted({c["jaar"] for c in cells if not c["volledig"]}):
        coverage = min(c["dekking_pct"] for c in cells if c["jaar"] == year)
        yield (
            f"Over {year} is nog niet alles aangeleverd. Het laagst is de dekking van een cijfer in de tabel: "
            f"{getal(coverage, 1)} procent."
        )
    for year in sorted({c["jaar"] for c in cells if c["geschat_pct"]}):
        share = max(c["geschat_pct"] or 0 for c in cells if c["jaar"] == year)
        yield f"Over {year} is een deel geschat en niet gemeten, ten hoogste {getal(share, 1)} procent van een cijfer."
    if vraag.per == MINISTERIE:
        yield from _structure(con, vraag)
    yield from _corrections(con, vraag)
    yield from _norm(about, cells)
    shown = {cell.tekst for line in _lines(vraag, about, cells) for cell in line.cellen}
    for sign, meaning in TEKENS.items():
        if sign in shown:
            yield f"Het teken {sign} betekent: {meaning}."
    # A reason may also stand beside a figure, and then says why there is no change.
    empty = [c for c in cells if c["waarde"] is None and not c["onderdrukt"]]
    for reason in sorted({c["reden_leeg"] for c in empty}):
        names = dict.fromkeys(c["naam"] for c in empty if c["reden_leeg"] == reason)
        yield f"Geen cijfer voor {', '.join(names)}: {REDENEN.get(reason, reason)}."
    if about["andere_varianten"]:
        yield f"Er zijn ook cijfers met een andere telling: {', '.join(_lower(v) for v in about['andere_varianten'])}."
    yield "De cijfers zijn afgerond. Daardoor kan een optelling een beetje verschillen van het totaal."


def _standing(about: Rij, cells: Sequence[Rij]) -> Iterator[str]:
    """Which years may still change, and which are those of a printed report."""
    provisional = {c["jaar"] for c in cells if c["status"] == "voorlopig"}
    if provisional:
        yield (
            f"Voorlopig zijn de cijfers over {opsomming(provisional)}: ze kunnen nog veranderen. "
            f"Definitief: {about['definitief_verwacht']}."
        )
    if fixed := {c["jaar"] for c in cells} - {c["jaar"] for c in cells if c["status"] != "vastgesteld"}:
        yield f"Vastgesteld zijn de cijfers over {opsomming(fixed)}: ze zijn gelijk aan die van de jaarrapportage."


def _structure(con: duckdb.DuckDBPyConnection, vraag: Kamervraag) -> Iterator[str]:
    when = "van nu" if vraag.editie == LOPEND else f"van toen {vraag.editie} is vastgesteld"
    yield f"De ministeries zijn die {when}. De cijfers van alle jaren zijn omgerekend naar deze indeling."
    if vraag.editie == LOPEND:
        for r in lees(con, "antwoord_herindeling", jaren=list(vraag.jaren)):
            yield f"Het {r['ministerie']} bestond tot en met {dag(r['geldig_tot'])} en telt nu mee bij het {r['nu']}."


def _corrections(con: duckdb.DuckDBPyConnection, vraag: Kamervraag) -> Iterator[str]:
    found = lees(con, "antwoord_correcties", **vraag.sleutel)
    for c in found[:CORRECTIES_GETOOND]:
        what = c["organisatie"] if c["uitsplitsing"] == TOTAAL else f"{c['organisatie']}, {_lower(c['categorie_naam'])}"
        day = c["gevonden_op"].astimezone(NEDERLAND).date()
        # A decimal more than is printed, or a small change would not show.
        old, new = (cijfer(c[k], c["decimalen"] + 1) for k in ("oude_waarde", "nieuwe_waarde"))
        yield (
            f"Na {c['editie']} is gecorrigeerd: {what}, {c['jaar']}, van {old} naar {new} (op {dag(day)}). {c['reden']}"
        )
    if (more := len(found) - CORRECTIES_GETOOND) > 0:
        yield f"Er zijn nog {getal(more)} correcties; ze staan in de weergave correctie_overzicht van de database."


def _norm(about: Rij, cells: Sequence[Rij]) -> Iterator[str]:
    if about["norm"] is None:
        return
    norm = f"{about['norm_richting']} {_with_unit(getal(about['norm'], _decimals(about['norm'])), about['eenheid'])}"
    total = [c for c in cells if c["is_totaal"] and c["waarde"] is not None]
    if not total:
        yield f"De norm is {norm}."
        return
    last = total[-1]
    yield f"De norm is {norm}. Het Rijk voldeed er in {last['jaar']} {'aan' if last['norm_gehaald'] else 'niet aan'}."


def _definition(vraag: Kamervraag, about: Rij) -> Iterator[tuple[str, str]]:
    yield "Betekenis", about["definitie"]
    yield "Formule", formule(vraag.indicator)
    yield "Teller", about["teller"]
    if about["noemer"]:
        yield "Noemer", about["noemer"]
    yield "Over wie of wat", about["populatie"]
    yield "Moment of periode", about["peilmoment"]
    source = f" ({about['bron_definitie']})" if about["bron_definitie"] else ""
    certain = about["zekerheid"] == "Z"
    yield "Zekerheid", ("gelezen in een bron" if certain else "afgeleid; niet letterlijk in een bron gelezen") + source


def _sources(vraag: Kamervraag, about: Rij, source: Rij, state: Stand) -> Iterator[str]:
    titles = {soort: c.titel.lower() for soort, c in contracten().items()}
    names = ", ".join(titles.get(b, "open.overheid.nl") for b in about["bronnen"])
    stand = dag(state.dag)
    yield f"Berekend uit: {names}."
    if vraag.editie != LOPEND:
        yield f"Cijfers van {vraag.editie}, zoals deze editie ze heeft vastgesteld. Stand van de database: {stand}."
        return
    if source["bestanden"]:
        yield f"Achter de cijfers voor het Rijk zitten {getal(source['bestanden'])} bestanden van ministeries."
    frozen = f" Vastgestelde edities: {', '.join(source['edities'])}." if source["edities"] else ""
    yield f"Lopende cijfers, stand van {stand}.{frozen}"


def _unit(eenheid: str) -> str:
    return {"%": "procent", "aantal": "aantallen"}.get(eenheid, eenheid)


def _with_unit(number: str, eenheid: str) -> str:
    return f"{number} {'procent' if eenheid == '%' else eenheid}"


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
