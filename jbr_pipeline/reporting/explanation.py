"""Where a figure comes from: definition, formula, numerator and denominator, deliveries, checks, editions.

Read from the published database, so that it says nothing that an analyst could not find there too; written as
Markdown, for the terminal as well as for a page. Computing or judging anything belongs in other rooms.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from jbr_pipeline.contracts.organisations import RIJK, ministerie_met_afkorting, organisaties
from jbr_pipeline.indicators.catalogue import TOTAAL, Indicator, catalogus
from jbr_pipeline.reporting.numbers import dag, getal, moment
from jbr_pipeline.reporting.reading import Rij, lees
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer

WAARNEMING = "open.overheid.nl"
"""How the provenance names the harvest of publications."""


class NietTeVerklaren(Exception):
    """What was asked for does not exist; the message says what does."""


@dataclass(frozen=True)
class Vraag:
    """Which figure is asked about."""

    indicator: Indicator
    jaar: int
    organisatie_code: str

    @classmethod
    def van(cls, code: str, jaar: int, organisatie: str) -> Vraag:
        """The question in the words of the asker: an organisation by TOOI code, abbreviation or `rijk`."""
        return cls(indicator_met(code), jaar, _organisation(organisatie, jaar))

    @property
    def sleutel(self) -> dict[str, object]:
        """The parameters of the queries."""
        return {"code": self.indicator.code, "jaar": self.jaar, "organisatie": self.organisatie_code}

    @property
    def uitsplitsing(self) -> str:
        """What is shown: the total, or of a distribution its categories."""
        return self.indicator.alle_uitsplitsingen[0]


def indicator_met(code: str) -> Indicator:
    """The entry of the catalogue. Raises NietTeVerklaren with the codes that look like it."""
    known = catalogus()
    if code not in known:
        near = difflib.get_close_matches(code, known, n=3)
        hint = f" Bedoelt u {' of '.join(near)}?" if near else " De codes staan in jbr.indicator."
        raise NietTeVerklaren(f"De indicator {code} bestaat niet.{hint}")
    return known[code]


def verklaar(paden: Paden, vraag: Vraag) -> str:
    """The explanation of one figure as Markdown. Raises NietTeVerklaren when there is no figure to explain."""
    if not paden.database.exists():
        raise NietTeVerklaren("Er is nog geen database; draai eerst jbr run.")
    with lezer(paden.database) as con:
        values = _rows(con, "waarden", vraag, uitsplitsing=vraag.uitsplitsing)
        if not values:
            raise NietTeVerklaren(_nothing(con, vraag))
        parts = [
            _title(vraag, values) + _from_edition(_rows(con, "opgeschoond", vraag), values),
            _definition(vraag.indicator),
            _values(vraag, values),
            _sources(paden, con, vraag),
            _checks(_rows(con, "controles", vraag)),
            _history(vraag, values, _rows(con, "correcties", vraag, uitsplitsing=vraag.uitsplitsing)),
        ]
    return "\n\n".join(parts) + "\n"


def _organisation(text: str, jaar: int) -> str:
    if text.lower() == RIJK:
        return RIJK
    if any(o.code == text.lower() for o in organisaties()):
        return text.lower()
    found = ministerie_met_afkorting(text.replace("&", "EN"), date(jaar, 12, 31))
    if found is None:
        raise NietTeVerklaren(
            f"Op 31 december {jaar} is er geen ministerie {text}. Noem een afkorting, TOOI-code of rijk."
        )
    return found.code


def _rows(con: duckdb.DuckDBPyConnection, query: str, vraag: Vraag, **parameters: object) -> list[Rij]:
    return lees(con, f"verklaring_{query}", **vraag.sleutel, **parameters)


def _nothing(con: duckdb.DuckDBPyConnection, vraag: Vraag) -> str:
    years = con.execute(
        "select distinct jaar from indicator_waarde where indicator_code = $1 order by 1", [vraag.indicator.code]
    ).fetchall()
    at_hand = ", ".join(str(year) for (year,) in years) or "geen enkel jaar"
    return (
        f"Van {vraag.indicator.code} is er over {vraag.jaar} geen cijfer voor {_name(vraag)}. "
        f"Jaren met cijfers: {at_hand}."
    )


def _name(vraag: Vraag) -> str:
    if vraag.organisatie_code == RIJK:
        return "het Rijk"
    return next(o.naam for o in reversed(organisaties()) if o.code == vraag.organisatie_code)


def _title(vraag: Vraag, values: Sequence[Rij]) -> str:
    first = values[0]
    if vraag.uitsplitsing != TOTAAL:
        text = f"Naar {vraag.uitsplitsing}, zie hieronder"
    elif first["waarde"] is not None:
        text = f"**{_figure(first['waarde'], vraag.indicator)} {vraag.indicator.eenheid}**"
    else:
        text = f"Geen waarde: {first['reden_leeg']}"
    state = "volledig" if first["volledig"] else f"onvolledig, dekking {getal(first['dekking_pct'], 1)} procent"
    return (
        f"# {vraag.indicator.naam}, {vraag.jaar}, {_name(vraag)}\n\n"
        f"{text} ({first['status']}, {state}; berekend op {moment(first['berekend_op'])} in draai {first['run_id']})"
    )


def _from_edition(purged: Sequence[Rij], values: Sequence[Rij]) -> str:
    """That a figure is the one of an edition, because rows behind it were purged; empty as long as it is computed."""
    if not purged:
        return ""
    edition = max(v["editie"] for v in values if v["editie"] != "lopend")
    removed = " en ".join(f"over {r['jaar']} op {moment(r['opgeschoond_op'])}" for r in purged)
    return f"\n\nDit cijfer komt uit de editie {edition}: de gegevens op rijniveau zijn verwijderd, {removed}."


def _definition(i: Indicator) -> str:
    lines = [
        "## Wat het is",
        "",
        i.definitie,
        "",
        f"- Formule: {formule(i)}",
        f"- Teller: {i.teller}",
        f"- Noemer: {i.noemer or 'geen'}",
        f"- Populatie: {i.populatie}",
        f"- Peilmoment: {i.peilmoment}",
        f"- Zekerheid van de definitie: {'gelezen in een bron' if i.zekerheid == 'Z' else 'afgeleid'}"
        + (f" ({i.bron_definitie})" if i.bron_definitie else ""),
        f"- SQL: jbr_pipeline/indicators/{i.sql_bestand}",
    ]
    return "\n".join(lines)


def formule(i: Indicator) -> str:
    """The formula of an indicator in words and numbers."""
    text = "mediaan van de teller" if i.aggregatie == "mediaan" else "teller"
    if i.noemer_vast is not None:
        text += f" / {getal(i.noemer_vast, 0 if i.noemer_vast == int(i.noemer_vast) else 1)}"
    elif i.noemer or i.verdeling:
        text += " / noemer"
    return text if i.factor == 1 else f"{i.factor} × {text}"


def _values(vraag: Vraag, values: Sequence[Rij]) -> str:
    i = vraag.indicator
    current = [v for v in values if v["editie"] == "lopend"]
    rows = [
        (
            v["categorie"],
            v["variant"],
            dag(v["peildatum"]),
            v["structuur"],
            _figure(v["waarde"], i) if v["waarde"] is not None else str(v["reden_leeg"]),
            _amount(v["teller"]),
            _amount(v["noemer"]),
        )
        for v in current
    ]
    heads = (vraag.uitsplitsing, "variant", "peildatum", "structuur", f"waarde ({i.eenheid})", "teller", "noemer")
    return "## Teller en noemer\n\n" + tabel(heads, rows, rechts=heads[4:])


def _sources(paden: Paden, con: duckdb.DuckDBPyConnection, vraag: Vraag) -> str:
    rows = [
        (
            r["bestandsnaam"],
            r["sha256"],
            *(_count(r[f"rijen_{kind}"]) for kind in ("gelezen", "geldig", "quarantaine", "overgeslagen")),
        )
        for r in _rows(con, "bronnen", vraag)
    ]
    for r in _rows(con, "waarneming", vraag):
        count = getal(r["publicaties"])
        rows.append((WAARNEMING, editions.waarneming(paden), count, count, "0", "0"))
    for r in _rows(con, "editie", vraag):
        edition = editions.lees(paden, int(r["editie"].removeprefix("JBR ")))
        count = getal(edition.waarden)
        rows.append((r["editie"], edition.sha256[editions.WAARDEN], count, count, "0", "0"))
    heads = ("bestand", "sha256", "gelezen", "geldig", "quarantaine", "overgeslagen")
    return f"## Waar het op rust ({len(rows)})\n\n" + tabel(heads, rows, rechts=heads[2:])


def _count(value: int | None) -> str:
    """A number of rows, or that it was left out to protect persons."""
    return "onderdrukt" if value is None else getal(value)


def _checks(checks: Sequence[Rij]) -> str:
    broken = [c for c in checks if c["overtredingen"]]
    summary = (
        f"{len(checks)} regels van het contract zijn getoetst; {len(checks) - len(broken)} zonder overtreding. "
        "Wat een kritieke regel breekt staat in quarantaine en telt niet mee."
    )
    if not checks:
        return "## Controles\n\nOver aanleveringen zijn hier geen regels te toetsen."
    rows = [
        (c["soort"], c["regel"], c["ernst"], _count(c["geteld"]), getal(c["overtredingen"]), getal(c["gezakt"]))
        for c in broken
    ]
    heads = ("soort", "regel", "ernst", "getoetst", "overtredingen", "aanleveringen")
    return f"## Controles\n\n{summary}" + (f"\n\n{tabel(heads, rows)}" if rows else "")


def _history(vraag: Vraag, values: Sequence[Rij], corrections: Sequence[Rij]) -> str:
    i = vraag.indicator
    frozen = [
        (
            v["editie"],
            v["categorie"],
            v["variant"],
            dag(v["peildatum"]),
            v["structuur"],
            _figure(v["waarde"], i),
            v["status"],
        )
        for v in values
        if v["editie"] != "lopend"
    ]
    text = "## Edities en correcties\n\n"
    if not frozen:
        return text + "Dit cijfer is nog in geen editie vastgesteld."
    text += tabel(("editie", vraag.uitsplitsing, "variant", "peildatum", "structuur", "waarde", "status"), frozen)
    changed = [
        (
            moment(c["gevonden_op"]), c["editie"], c["categorie"], c["variant"], c["structuur"],
            _figure(c["oude_waarde"], i), _figure(c["nieuwe_waarde"], i), c["reden"],
        )
        for c in corrections
    ]  # fmt: skip
    heads = ("gevonden op", "editie", vraag.uitsplitsing, "variant", "structuur", "oud", "nieuw", "reden")
    return text + (f"\n\n{tabel(heads, changed)}" if changed else "\n\nGeen correcties.")


def _figure(value: float | None, i: Indicator) -> str:
    return "geen" if value is None else getal(value, i.decimalen)


def _amount(value: float | None) -> str:
    return "" if value is None else getal(value, 0 if value == int(value) else 2)
