"""The contract of the published database, and the Woo information categories that it carries.

Which columns a table or view has and what analysts read about them is in `gepubliceerd.toml`; filling the tables and
the SQL of the views belong in `warehouse`.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from jbr_pipeline.contracts.delivery import contracten

SCHEMA = "jbr"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PubliekeKolom(_Model):
    """A column of a published table; `leeg` says whether it may be NULL."""

    naam: str
    type: str
    omschrijving: str
    leeg: bool = False


class _Relatie(_Model):
    naam: str
    omschrijving: str
    kolom: tuple[PubliekeKolom, ...]

    def _comment_sql(self, schema: str, soort: Literal["table", "view"]) -> str:
        name = f"{schema}.{self.naam}"
        columns = (f"comment on column {name}.{k.naam} is {_text(k.omschrijving)};" for k in self.kolom)
        return "\n".join([f"comment on {soort} {name} is {_text(self.omschrijving)};", *columns])


class PubliekeTabel(_Relatie):
    """A published table with its primary key, if it has one."""

    sleutel: tuple[str, ...] = ()

    def create_sql(self, schema: str) -> str:
        """The statements that make the table and its comments in `schema`, which may name a database too."""
        lines = [f'"{k.naam}" {k.type}{"" if k.leeg else " not null"}' for k in self.kolom]
        if self.sleutel:
            lines.append(f"primary key ({', '.join(self.sleutel)})")
        return f"create table {schema}.{self.naam} ({', '.join(lines)});\n{self._comment_sql(schema, 'table')}"


class Weergave(_Relatie):
    """A published view; its definition is a file of the same name in the warehouse."""

    def comment_sql(self, schema: str) -> str:
        """The statements that make the comments of a view that is there."""
        return self._comment_sql(schema, "view")


class Macro(_Model):
    """A function that analysts find in the file; its definition is a file of the same name in the warehouse."""

    naam: str
    aanroep: str
    omschrijving: str

    @property
    def toelichting(self) -> str:
        """The comment in the file, which says how to call it too."""
        return f"{self.aanroep}: {self.omschrijving}"

    def comment_sql(self, schema: str) -> str:
        """The statement that makes the comment of a macro that is there."""
        return f"comment on macro {schema}.{self.naam} is {_text(self.toelichting)};"


class Kerncijfer(_Model):
    """A headline figure as the letter to Parliament prints it; `gepubliceerd` is None where it uses words only."""

    indicator_code: str
    jaar: int
    tekst: str
    maat: Literal["waarde", "mutatie_pct", "richting"]
    decimalen: int
    gepubliceerd: float | None = None
    richting: Literal["hoger", "gelijk", "flink_hoger", "aanwezig"] | None = None
    variant: str = "standaard"
    uitsplitsing: str = "totaal"
    categorie: str = "totaal"


@dataclass(frozen=True)
class Informatiecategorie:
    """One of the Woo information categories of TOOI."""

    code: str
    tooi_uri: str
    naam: str
    woo_artikel: str
    eerste_tranche: bool


@cache
def tabellen() -> dict[str, PubliekeTabel]:
    """Every published table by name."""
    found = [PubliekeTabel.model_validate(t) for t in _contract()["tabel"]]
    return {t.naam: t for t in found}


@cache
def weergaven() -> dict[str, Weergave]:
    """Every published view by name, in the order in which they can be made."""
    known: dict[str, _Relatie] = dict(tabellen())
    views = {}
    for raw in _contract()["weergave"]:
        sources = [{k.naam: k for k in known[name].kolom} for name in raw.pop("van")]
        columns = [k if isinstance(k, dict) else _inherited(k, sources) for k in raw.pop("kolom")]
        view = Weergave.model_validate({**raw, "kolom": columns})
        known[view.naam] = views[view.naam] = view
    return views


@cache
def macros() -> dict[str, Macro]:
    """Every published macro by name."""
    return {m["naam"]: Macro.model_validate(m) for m in _contract()["macro"]}


@cache
def kerncijfers() -> tuple[Kerncijfer, ...]:
    """The headline figures in the order of the letter."""
    text = (resources.files(__package__) / "kerncijfers.toml").read_text(encoding="utf-8")
    return tuple(Kerncijfer.model_validate(k) for k in tomllib.loads(text)["kerncijfer"])


@cache
def informatiecategorieen() -> tuple[Informatiecategorie, ...]:
    """The categories in the order of TOOI's list."""
    text = (resources.files(__package__) / "reference" / "woo_informatiecategorieen.csv").read_text(encoding="utf-8")
    return tuple(
        Informatiecategorie(
            code=r["tooi_code"],
            tooi_uri=r["tooi_uri"],
            naam=r["label_meervoud"],
            woo_artikel=r["woo_artikel"],
            eerste_tranche=r["eerste_tranche_2024_11_01"] == "ja",
        )
        for r in csv.DictReader(text.splitlines())
    )


@cache
def contractversie() -> str:
    """A short fingerprint of all contracts: it changes when any of them does."""
    every = (*contracten().values(), *tabellen().values(), *weergaven().values(), *macros().values())
    return hashlib.sha256("".join(c.model_dump_json() for c in every).encode()).hexdigest()[:12]


def opschriften() -> Iterator[tuple[str, str, str, str]]:
    """All that has a comment: the table, view or macro, its column or nothing, its type or kind, and the comment."""
    every: tuple[tuple[str, Mapping[str, _Relatie]], ...] = (("tabel", tabellen()), ("weergave", weergaven()))
    for kind, relations in every:
        for r in relations.values():
            yield r.naam, "", kind, r.omschrijving
            yield from ((r.naam, k.naam, k.type, k.omschrijving) for k in r.kolom)
    for m in macros().values():
        yield m.naam, "", "macro", m.toelichting


def _contract() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((resources.files(__package__) / "gepubliceerd.toml").read_text(encoding="utf-8"))


def _inherited(naam: str, bronnen: Sequence[Mapping[str, PubliekeKolom]]) -> PubliekeKolom:
    return next(columns[naam] for columns in bronnen if naam in columns)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
