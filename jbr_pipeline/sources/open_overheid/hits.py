"""What a page of search results says: which documents, in which version, and how many in all.

Read leniently: a hit without an id is left out, a date or moment that is none counts as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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
    facetten: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each facet its labels, with the number of documents of the whole search that have them."""
    overtal: list[tuple[date | None, str]] = field(default_factory=list)
    """Day and reason of every result on the page that is no document of its own."""


def totaal(waarde: object) -> int | None:
    """The number of documents that a search says it has, as a number or as its digits; None where it is neither."""
    if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit():
        return int(waarde)
    return waarde if type(waarde) is int and waarde >= 0 else None


def heeft_id(resultaat: object) -> bool:
    """Whether a result says which document it is about."""
    document = resultaat.get("document") if isinstance(resultaat, dict) else None
    return isinstance(document, dict) and isinstance(document.get("id"), str) and document["id"] != ""


DUBBEL, ZONDER_ID = "een id dat vaker voorkomt", "geen id"
"""Why a result is no document of its own."""


def overtallig(resultaten: list[Any]) -> Iterator[tuple[date | None, str]]:
    """Day and reason of every result on a page that is no document of its own."""
    gezien: set[str] = set()
    for resultaat in resultaten:
        document = resultaat.get("document") if isinstance(resultaat, dict) else None
        dag = _datum(document.get("openbaarmakingsdatum")) if isinstance(document, dict) else None
        if not heeft_id(resultaat):
            yield dag, ZONDER_ID
            continue
        document_id = _zonder_versie(resultaat["document"]["id"])
        if document_id in gezien:
            yield dag, DUBBEL
        gezien.add(document_id)


def treffers(resultaten: list[Any]) -> Iterator[Treffer]:
    """The documents on a page, each once: the last of several results; one without an id is left out."""
    yield from {t.document_id: t for t in _treffers(resultaten)}.values()


def _treffers(resultaten: list[Any]) -> Iterator[Treffer]:
    for document in (resultaat["document"] for resultaat in resultaten if heeft_id(resultaat)):
        volledig_id, mutatie = document["id"], str(document.get("mutatiedatumtijd") or "")
        yield Treffer(
            document_id=_zonder_versie(volledig_id),
            sleutel=f"{volledig_id}|{mutatie.rstrip('Z')[:23]}",
            datum=_datum(document.get("openbaarmakingsdatum")),
            mutatie=_moment(mutatie),
        )


def facetten(filters: object) -> dict[str, dict[str, int]]:
    """The facets of an answer; whatever is no label with a number is left out."""
    if not isinstance(filters, dict):
        return {}
    return {
        str(naam): {
            w["naam"]: w["aantal"]
            for w in waarden
            if isinstance(w, dict) and isinstance(w.get("naam"), str) and type(w.get("aantal")) is int
        }
        for naam, waarden in filters.items()
        if isinstance(waarden, list)
    }


def mutatie_in(sleutel: str) -> datetime | None:
    """The moment of mutation in a change key; None where it is not known."""
    moment = sleutel.rpartition("|")[2]
    return _moment(f"{moment}+00:00") if moment else None


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
