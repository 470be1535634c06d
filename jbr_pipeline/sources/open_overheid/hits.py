"""What a page of search results says: which documents, in which version, and how many in all.

Read leniently: a hit without an id is left out, a date or moment that is none counts as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True)
class Treffer:
    """What a search result says of one document."""

    document_id: str
    sleutel: str
    """Changes with every new version or mutation; the same text as `treffers.sql` makes."""
    datum: date | None
    mutatie: datetime | None


@dataclass(frozen=True)
class Pagina:
    """One page of search results."""

    totaal: int
    treffers: list[Treffer]
    aantal: int
    """Results on the page, those without an id included."""
    bekend: bool
    """Whether an earlier run knew every document on it in this very version."""


def treffers(resultaten: list[Any]) -> Iterator[Treffer]:
    """The documents on a page; a result without an id is left out."""
    for resultaat in resultaten:
        document = resultaat.get("document") if isinstance(resultaat, dict) else None
        if not isinstance(document, dict) or not isinstance(document.get("id"), str):
            continue
        volledig_id, mutatie = document["id"], str(document.get("mutatiedatumtijd") or "")
        yield Treffer(
            document_id=_zonder_versie(volledig_id),
            sleutel=f"{volledig_id}|{mutatie.rstrip('Z')[:23]}",
            datum=_datum(document.get("openbaarmakingsdatum")),
            mutatie=_moment(mutatie),
        )


def _zonder_versie(volledig_id: str) -> str:
    stam, streep, versie = volledig_id.rpartition("_")
    return stam if streep and versie.isascii() and versie.isdigit() else volledig_id


def _datum(tekst: object) -> date | None:
    try:
        return date.fromisoformat(str(tekst)[:10])
    except ValueError:
        return None


def _moment(tekst: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
