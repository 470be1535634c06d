"""Path and query of a search, spelled as the API wants it. Unknown spellings are ignored there without a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal
from urllib.parse import quote

PAGINAGROOTTE = 50
"""The largest of the three page sizes that the API accepts (10, 20, 50)."""


def filterwaarde(waarde: str) -> str:
    """A filter label as the API wants it in a URL: encoded twice."""
    return quote(quote(waarde, safe=""), safe="")


def zoekpad(
    *,
    start: int = 0,
    aantal: int = PAGINAGROOTTE,
    van: date | None = None,
    tot: date | None = None,
    sort: Literal["publicatiedatum", "laatst-gewijzigd"] | None = None,
    oplopend: bool = False,
    filters: Mapping[str, str] | None = None,
) -> str:
    """Path and query of a search; `filters` holds one label for each of documentsoort, organisatie, …"""
    delen = ["zoektekst=", f"start={start}", f"aantalResultaten={aantal}"]
    if sort:
        delen.append(f"sort={sort}")
    if oplopend:
        delen.append("order=asc")
    if van:
        delen.append(f"publicatiedatumVan={van:%d-%m-%Y}")
    if tot:
        delen.append(f"publicatiedatumTot={tot:%d-%m-%Y}")
    delen += [f"{naam}={filterwaarde(waarde)}" for naam, waarde in (filters or {}).items()]
    return "/zoek?" + "&".join(delen)
