"""The published database as a page for analysts, in Dutch: every table, view and macro with its columns.

Rendered from the contract by which the database is made and verified; a test keeps the copy in `docs/` up to date.
How to ask it something is in `docs/analysts.md`.
"""

from __future__ import annotations

from jbr_pipeline.contracts.published import PubliekeTabel, Weergave, macros, tabellen, weergaven
from jbr_pipeline.reporting.tables import tabel

INLEIDING = """# De tabellen van de database

Deze pagina is gemaakt uit het contract van `jbr.duckdb` en wordt niet met de hand bijgewerkt. Dezelfde teksten staan
als toelichting in de database zelf. Hoe u de database bevraagt staat in [analysts.md](analysts.md); wat de indicatoren
betekenen in [indicatoren.md](indicatoren.md).

Begin bij de weergave [`reeks`](#reeks). Zij beantwoordt de meeste vragen en telt niets dubbel."""


def woordenboek() -> str:
    """The whole page as Markdown."""
    parts = [INLEIDING, _overview(), "## Weergaven"]
    parts += [_relation(v, "") for v in weergaven().values()]
    parts += ["## Macro's", _macros(), "## Tabellen"]
    parts += [_relation(t, _key(t)) for t in tabellen().values()]
    return "\n\n".join(parts) + "\n"


def _overview() -> str:
    rows = [(f"[`{r.naam}`](#{r.naam})", "weergave", r.omschrijving) for r in weergaven().values()]
    rows += [(f"[`{r.naam}`](#{r.naam})", "tabel", r.omschrijving) for r in tabellen().values()]
    return tabel(("naam", "soort", "inhoud"), rows)


def _relation(r: PubliekeTabel | Weergave, key: str) -> str:
    columns = [(f"`{k.naam}`", f"`{k.type}`", "ja" if k.leeg else "", k.omschrijving) for k in r.kolom]
    table = tabel(("kolom", "type", "mag leeg zijn", "betekenis"), columns)
    return f'<a id="{r.naam}"></a>\n\n### {r.naam}\n\n{r.omschrijving}{key}\n\n{table}'


def _key(t: PubliekeTabel) -> str:
    return f" Sleutel: {', '.join(f'`{k}`' for k in t.sleutel)}." if t.sleutel else ""


def _macros() -> str:
    return tabel(("aanroep", "wat het geeft"), [(f"`{m.aanroep}`", m.omschrijving) for m in macros().values()])
