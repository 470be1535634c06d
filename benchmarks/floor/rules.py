"""The rules of a contract as SQL predicates over a typed row, by hand: what a row breaks on its own."""

from __future__ import annotations

from benchmarks.floor.statements import literal
from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Kolom, Regel


def vlag(kolom: Kolom) -> str:
    """The column that says whether the text of a cell could be read."""
    return f"{kolom.naam}_leesbaar"


def overtreden(contract: Aanleveringscontract, regel: Regel, vlaggen: frozenset[str]) -> str | None:
    """The predicate "this row breaks the rule", true, false or NULL; None when no row that was read can.

    `vlaggen` are the columns at hand that say whether a cell could be read; of the others every cell could.
    """
    kolom = contract.kolom_van(regel.kolom)
    cell, flag = kolom.naam, vlag(kolom)
    match regel.soort:
        case "leesbaar":
            return f"not {flag}" if flag in vlaggen else None
        case "gevuld":
            return f"{cell} is null and {flag}" if flag in vlaggen else f"{cell} is null"
        case "patroon":
            off = f"not regexp_matches({cell}, {literal(kolom.patroon)})"
            return f"{cell} <> '{ONBEKEND}' and {off}" if kolom.leeg_is_onbekend else off
        case "bereik":
            low = f"{cell} {'<' if kolom.minimum_telt_mee else '<='} {kolom.minimum}"
            high = f"{cell} > {kolom.maximum}"
            return " or ".join(s for s, b in ((low, kolom.minimum), (high, kolom.maximum)) if b is not None)
        case "paar":
            assert regel.paar
            return f"not ({' '.join(regel.paar)})"
        case "eis":
            return f"not ({regel.eis})"
    raise ValueError(f"{regel.naam}: deze regel gaat over meer dan een regel")
