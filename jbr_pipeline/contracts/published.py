"""The contract of the published database, and the Woo information categories that it carries.

Which columns a table has and what analysts read about them is in `gepubliceerd.toml`; filling the tables
belongs in `warehouse`.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

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


class PubliekeTabel(_Model):
    """A published table with its primary key, if it has one."""

    naam: str
    omschrijving: str
    sleutel: tuple[str, ...] = ()
    kolom: tuple[PubliekeKolom, ...]

    def create_sql(self, schema: str) -> str:
        """The statements that make the table and its comments in `schema`, which may name a database too."""
        lines = [f'"{k.naam}" {k.type}{"" if k.leeg else " not null"}' for k in self.kolom]
        if self.sleutel:
            lines.append(f"primary key ({', '.join(self.sleutel)})")
        comments = [f"comment on column {schema}.{self.naam}.{k.naam} is {_text(k.omschrijving)};" for k in self.kolom]
        return "\n".join(
            [
                f"create table {schema}.{self.naam} ({', '.join(lines)});",
                f"comment on table {schema}.{self.naam} is {_text(self.omschrijving)};",
                *comments,
            ]
        )


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
    text = (resources.files(__package__) / "gepubliceerd.toml").read_text(encoding="utf-8")
    found = [PubliekeTabel.model_validate(t) for t in tomllib.loads(text)["tabel"]]
    return {t.naam: t for t in found}


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
    parts = [c.model_dump_json() for c in contracten().values()] + [t.model_dump_json() for t in tabellen().values()]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
