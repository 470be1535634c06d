"""What is asked: one indicator, some years, one breakdown, of the current figures or of an edition."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import Indicator
from jbr_pipeline.reporting.explanation import NietTeVerklaren, indicator_met
from jbr_pipeline.reporting.reading import lees

LOPEND, MINISTERIE = "lopend", "ministerie"
GEWOONLIJK = 3
"""How many years an answer covers when none are named."""


@dataclass(frozen=True)
class Kamervraag:
    """A question to which the published database has an answer."""

    indicator: Indicator
    jaren: tuple[int, ...]
    per: str
    editie: str

    @classmethod
    def van(
        cls, con: duckdb.DuckDBPyConnection, code: str, jaren: str | None, per: str | None, editie: str | None
    ) -> Kamervraag:
        """The question in the words of the asker. Without years the newest, without `per` the Rijk as a whole.

        Raises NietTeVerklaren, which says what there is instead.
        """
        indicator = indicator_met(code)
        chosen = _edition(con, editie)
        choices = lees(con, "antwoord_keuze", code=code, editie=chosen)
        if not choices:
            raise NietTeVerklaren(f"Van {code} zijn er geen cijfers{_in(chosen)}.")
        possible = list(dict.fromkeys((*_ORDER, *indicator.alle_uitsplitsingen)))
        possible = [p for p in possible if p in {c["per"] for c in choices}]
        breakdown = (per or possible[0]).lower()
        if breakdown not in possible:
            raise NietTeVerklaren(f"{indicator.naam} is er niet per {per}. Wel per: {', '.join(possible)}.")
        years = tuple(c["jaar"] for c in choices if c["per"] == breakdown)
        return cls(indicator, _years(jaren, years, f"{code}{_in(chosen)}"), breakdown, chosen)

    @property
    def sleutel(self) -> dict[str, object]:
        """The parameters of the queries."""
        return {"code": self.indicator.code, "jaren": list(self.jaren), "per": self.per, "editie": self.editie}

    @property
    def bestandsnaam(self) -> str:
        """The name of its files, without what comes after the point."""
        years = "-".join(map(str, self.jaren if not self._is_reeks else (self.jaren[0], self.jaren[-1])))
        parts = ["antwoord", self.indicator.code, self.per.replace("*", "-"), years]
        return "-".join(parts if self.editie == LOPEND else [*parts, self.editie.lower().replace(" ", "-")])

    @property
    def periode(self) -> str:
        """The years in words."""
        return f"{self.jaren[0]} tot en met {self.jaren[-1]}" if self._is_reeks else opsomming(self.jaren)

    @property
    def _is_reeks(self) -> bool:
        """Whether it is about three or more years on end."""
        return len(self.jaren) > 2 and self.jaren[-1] - self.jaren[0] == len(self.jaren) - 1


_ORDER = (RIJK, MINISTERIE)


def _edition(con: duckdb.DuckDBPyConnection, asked: str | None) -> str:
    if asked is None:
        return LOPEND
    known = [e for (e,) in con.execute("select distinct editie from indicator_waarde order by 1").fetchall()]
    name = f"JBR {asked}" if asked.isdigit() else asked
    if name not in known:
        raise NietTeVerklaren(f"De editie {asked} bestaat niet. Wel: {', '.join(known)}.")
    return name


def _years(text: str | None, there: tuple[int, ...], what: str) -> tuple[int, ...]:
    if text is None:
        return there[-GEWOONLIJK:]
    asked: set[int] = set()
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", part)
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise NietTeVerklaren(f"De jaren {text} zijn niet te lezen. Schrijf 2024, 2022-2024 of 2022,2024.")
        asked |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    if missing := sorted(asked - set(there)):
        raise NietTeVerklaren(
            f"Van {what} zijn er geen cijfers over {', '.join(map(str, missing))}. "
            f"Jaren met cijfers: {', '.join(map(str, there))}."
        )
    return tuple(sorted(asked))


def _in(editie: str) -> str:
    return "" if editie == LOPEND else f" in {editie}"


def opsomming(jaren: Collection[int]) -> str:
    """Years in words: 2022, 2023 en 2024."""
    *rest, last = map(str, sorted(jaren))
    return f"{', '.join(rest)} en {last}" if rest else last
