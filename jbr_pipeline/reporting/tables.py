"""Tables in Markdown. Nothing here knows what is in them."""

from __future__ import annotations

from collections.abc import Sequence


def tabel(koppen: Sequence[str], rijen: Sequence[Sequence[str]], *, rechts: Sequence[str] = ()) -> str:
    """A Markdown table, with the columns named in `rechts` aligned to the right; one without rows says so."""
    if not rijen:
        return "Geen."
    rule = ["--:" if kop in rechts else "---" for kop in koppen]
    lines = [koppen, rule, *rijen]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
