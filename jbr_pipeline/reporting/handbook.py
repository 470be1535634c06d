"""The catalogue of indicators as a page for readers, in Dutch: what each figure means and how it is computed.

Rendered from the catalogue, the choices of definition and the contracts, so that it cannot say anything else than what
is computed; a test keeps the copy in `docs/` up to date. Figures themselves are not in it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators.catalogue import DOMEINEN, Afbakening, Indicator, afbakeningen, catalogus
from jbr_pipeline.reporting.explanation import formule
from jbr_pipeline.reporting.numbers import dag, getal
from jbr_pipeline.reporting.tables import tabel

KOP = {
    "personeel": "Personeel",
    "duurzaamheid": "Duurzaamheid",
    "informatievoorziening": "Informatievoorziening",
    "organisatie": "Organisatie Rijksdienst",
}

INLEIDING = """# De indicatoren

Deze pagina is gemaakt uit de catalogus van de pijplijn en wordt niet met de hand bijgewerkt. Dezelfde gegevens staan
in de tabel `jbr.indicator`. Zekerheid **Z** betekent dat de definitie in een bron is gelezen, **A** dat zij is
afgeleid. Elk cijfer is er voor het Rijk en voor elk ministerie, tenzij er iets anders staat."""


def handboek() -> str:
    """The whole page as Markdown."""
    entries = list(catalogus().values())
    parts = [INLEIDING, _overview(entries)]
    for domein in DOMEINEN:
        parts.append(f"## {KOP[domein]}")
        parts += [_entry(i) for i in entries if i.domein == domein]
    parts += ["## Keuzes van afbakening", _choices()]
    return "\n\n".join(parts) + "\n"


def _overview(entries: list[Indicator]) -> str:
    rows = [(f"[{i.naam}](#{i.code})", KOP[i.domein], i.eenheid, i.zekerheid) for i in entries]
    return tabel(("indicator", "domein", "eenheid", "zekerheid"), rows)


def _entry(i: Indicator) -> str:
    titles = {soort: c.titel for soort, c in contracten().items()}
    facts = [
        ("code", f"`{i.code}`"),
        ("formule", formule(i)),
        ("teller", i.teller),
        ("noemer", i.noemer),
        ("eenheid", f"{i.eenheid}, {i.decimalen} decimalen"),
        ("populatie", i.populatie),
        ("peilmoment", i.peilmoment),
        ("bronnen", ", ".join(titles.get(b, "open.overheid.nl") for b in i.bronnen)),
        ("uitsplitsingen", ", ".join(u for u in i.alle_uitsplitsingen if u != "totaal")),
        ("varianten", ", ".join(i.varianten[1:])),
        ("alleen voor het Rijk", ", ".join("alles" if a == "*" else a for a in i.alleen_rijk)),
        ("norm", f"{i.norm_richting} {getal(i.norm)} {i.eenheid}" if i.norm is not None else ""),
        ("jaren", _years(i)),
        ("definitief", i.definitief_verwacht),
        ("zekerheid", i.zekerheid + (f": {i.bron_definitie}" if i.bron_definitie else "")),
    ]
    lines = "\n".join(f"- {name}: {value}" for name, value in facts if value)
    return f'<a id="{i.code}"></a>\n\n### {i.naam}\n\n{i.definitie}\n\n{lines}'


def _years(i: Indicator) -> str:
    if i.laatste_jaar is None:
        return f"vanaf {i.eerste_jaar}"
    return str(i.eerste_jaar) if i.laatste_jaar == i.eerste_jaar else f"{i.eerste_jaar} tot en met {i.laatste_jaar}"


def _choices() -> str:
    rows = [(f"`{naam}`", _choice(a), a.zekerheid, a.uitleg) for naam, a in afbakeningen().items()]
    return tabel(("keuze", "waarde", "zekerheid", "uitleg"), rows)


def _choice(a: Afbakening) -> str:
    match a.waarde:
        case list():
            return ", ".join(a.waarde)
        case date():
            return dag(a.waarde)
        case Decimal():
            return str(a.waarde).replace(".", ",")
        case _:
            return str(a.waarde)
