"""The contract of a delivery subject (`soort`): its columns, row rules and file rules, read from TOML.

One file in `aanleveringen/` is one subject. Everything that is generic follows from a column's properties
(readable, filled, allowed value, pattern, range); what a column cannot say is a `[[regel]]`.
How a rule is counted in SQL or by Great Expectations belongs in `quality`, how text becomes a value in `sources`.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Ernst = Literal["kritiek", "waarschuwing"]
Vergelijking = Literal[">=", ">"]
Naam = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

ONBEKEND = "onbekend"
"""The value of a text cell that may be empty and is."""

MERKKOLOM = "verzonnen_voorbeeld"
"""A column with this name marks every row of a made-up delivery; it is never stored."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kolom(_Model):
    """One column of a delivery. `optioneel`: the column may be missing and its cells may be empty."""

    naam: Naam
    type: Literal["tekst", "geheel", "decimaal", "datum", "keuze", "janee"]
    omschrijving: str
    optioneel: bool = False
    kritiek: bool = False
    """For text: an empty cell is a fault instead of `onbekend`."""
    decimalen: int = 0
    keuzes: tuple[str, ...] = ()
    patroon: str | None = None
    vorm: str | None = None
    """What the pattern asks for, in Dutch, for those who deliver."""
    wordt_datum: bool = False
    """A spreadsheet takes some of these texts for a date; the message then tells how to prevent that."""
    minimum: int | None = None
    minimum_telt_mee: bool = True
    maximum: int | None = None
    ernst_bereik: Ernst = "kritiek"
    duizendtalpunt: bool = False
    """Amounts may be written with a thousands point."""
    leeg_telt_als_onbekend: bool = False
    """An optional text in the key: empty or missing is `onbekend`, or the key would not be compared."""
    cijferbreedte: int | None = None
    """A code of digits only gets back the leading zeros that a spreadsheet took, up to this width."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.type == "keuze") != bool(self.keuzes):
            raise ValueError(f"{self.naam}: 'keuzes' hoort bij het type keuze, en alleen daarbij")
        if self.type == "decimaal" and not self.decimalen:
            raise ValueError(f"{self.naam}: een decimaal heeft 'decimalen' nodig")
        if self.vorm and not self.patroon:
            raise ValueError(f"{self.naam}: 'vorm' legt een patroon uit, en er is er geen")
        if self.leeg_telt_als_onbekend and (self.type != "tekst" or self.kritiek or not self.optioneel):
            raise ValueError(f"{self.naam}: 'leeg_telt_als_onbekend' hoort bij een tekst die leeg mag zijn")
        return self

    @property
    def sql_type(self) -> str:
        """The DuckDB type in which the column is stored."""
        return {
            "tekst": "VARCHAR",
            "keuze": "VARCHAR",
            "geheel": "INTEGER",
            "decimaal": f"DECIMAL(18,{self.decimalen})",
            "datum": "DATE",
            "janee": "BOOLEAN",
        }[self.type]

    @property
    def leeg_is_onbekend(self) -> bool:
        """Whether an empty cell means `onbekend` rather than a fault or NULL."""
        return self.type == "tekst" and not self.kritiek and (self.leeg_telt_als_onbekend or not self.optioneel)

    @property
    def kan_onleesbaar_zijn(self) -> bool:
        """Whether text can fail to be a value of this type; any text is a text."""
        return self.type != "tekst"

    @property
    def verwacht(self) -> str:
        """What a cell must hold, in Dutch, for messages to the department."""
        als_tekst = "; maak er in Excel een tekstkolom van, anders wordt het een datum"
        return self._verwachte_waarde + (als_tekst if self.wordt_datum else "")

    @property
    def _verwachte_waarde(self) -> str:
        match self.type:
            case "tekst":
                return self.vorm or (f"tekst volgens het patroon {self.patroon}" if self.patroon else "tekst")
            case "geheel":
                return "een geheel getal"
            case "decimaal":
                voorbeeld = "1.234,50" if self.duizendtalpunt else "12,50"
                return f"een getal met een decimale komma en hoogstens {self.decimalen} decimalen, zoals {voorbeeld}"
            case "datum":
                return "een datum als dd-mm-jjjj"
            case "keuze":
                return "een van: " + ", ".join(self.keuzes)
            case "janee":
                return "ja of nee"


class Regel(_Model):
    """A rule over the cells of one row. A rule that meets an empty cell (NULL) is not broken.

    `soort` is what is asked; `leesbaar`, `gevuld`, `patroon` and `bereik` follow from the column,
    `paar` compares two columns, `eis` is a boolean SQL expression over columns and `peildatum`,
    `herhaling` asks that no row is an exact repeat of an earlier one, and `sleutel` that rows which are
    no repeats have a key of their own.
    """

    naam: Naam
    kolom: Naam
    ernst: Ernst
    uitleg: str
    soort: Literal["leesbaar", "gevuld", "patroon", "bereik", "paar", "eis", "herhaling", "sleutel"] = "eis"
    eis: str | None = None
    paar: tuple[Naam, Vergelijking, Naam] | None = None

    @model_validator(mode="before")
    @classmethod
    def _kind_follows_from_content(cls, data: dict[str, object]) -> dict[str, object]:
        return {"soort": "paar", **data} if "paar" in data else data

    @property
    def is_kritiek(self) -> bool:
        """Whether breaking the rule sends the row to quarantine."""
        return self.ernst == "kritiek"


class Bestandsregel(_Model):
    """A rule over a whole delivery: a measure (`maat`, a SQL aggregate over its valid rows) and its bound.

    With `hoogste_verschil_pct` the measure is compared with the delivery in force a year earlier, in percent;
    with `lager_dan` the measure itself stays below the bound.
    """

    naam: Naam
    ernst: Ernst
    uitleg: str
    maat: str
    kolom: Naam | None = None
    hoogste_verschil_pct: float | None = None
    lager_dan: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.hoogste_verschil_pct is None) == (self.lager_dan is None):
            raise ValueError(f"{self.naam}: noem 'hoogste_verschil_pct' of 'lager_dan', een van beide")
        return self


class Afgeleid(_Model):
    """A column computed from the others while typing, so that units are settled once."""

    naam: Naam
    sql_type: str
    sql: str
    omschrijving: str


class VolledigBij(_Model):
    """When a delivery holds its whole year: so many different values of these columns together."""

    kolommen: tuple[Naam, ...]
    aantal: int


class Aanleveringscontract(_Model):
    """The whole contract of one `soort`."""

    soort: Naam
    titel: str
    omschrijving: str
    peildata: tuple[Literal["31-12", "01-07", "maandeinde"], ...]
    # Says nothing about rows: a contract is written out without it, so that another term makes nothing out of date.
    inleveren_binnen_weken: int = Field(ge=1, exclude=True)
    """How long after its peildatum a delivery is due."""
    sleutel: tuple[Naam, ...]
    kolom: tuple[Kolom, ...]
    afgeleid: tuple[Afgeleid, ...] = ()
    regel: tuple[Regel, ...] = ()
    bestandsregel: tuple[Bestandsregel, ...] = ()
    alleen_van: tuple[str, ...] = ()
    """TOOI codes of the only ministries that deliver this subject; empty means every ministry."""
    volledig_bij: VolledigBij | None = None
    """What a delivery must hold for its figures to be complete; None when any number of rows may be the whole."""

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        namen = {k.naam for k in self.kolom}
        if len(namen) != len(self.kolom):
            raise ValueError(f"{self.soort}: een kolomnaam komt twee keer voor")
        genoemd = {*self.sleutel, *(r.kolom for r in self.regel)}
        genoemd |= {r.kolom for r in self.bestandsregel if r.kolom}
        genoemd |= set(self.volledig_bij.kolommen) if self.volledig_bij else set()
        if onbekend := genoemd - namen:
            raise ValueError(f"{self.soort}: onbekende kolommen {sorted(onbekend)}")
        if leeg := [k.naam for k in self.kolom if k.naam in self.sleutel and k.optioneel and not k.leeg_is_onbekend]:
            raise ValueError(f"{self.soort}: een sleutel kan niet leeg zijn, en {', '.join(leeg)} wel")
        regels = [r.naam for r in self.rijregels]
        if len(set(regels)) != len(regels):
            raise ValueError(f"{self.soort}: een regelnaam komt twee keer voor")
        return self

    @property
    def rijregels(self) -> tuple[Regel, ...]:
        """Every rule over a row: those that follow from the columns, the written ones, and the key."""
        regels: list[Regel] = []
        for k in self.kolom:
            regels.extend(_column_rules(k))
        regels.extend(self.regel)
        regels.append(
            Regel(
                naam="regel_niet_herhaald",
                kolom=self.sleutel[0],
                ernst="kritiek",
                soort="herhaling",
                uitleg="Geen regel is een exacte herhaling van een eerdere regel; de eerste telt.",
            )
        )
        regels.append(
            Regel(
                naam="sleutel_uniek",
                kolom=self.sleutel[0],
                ernst="kritiek",
                soort="sleutel",
                uitleg=f"De combinatie van {', '.join(self.sleutel)} komt in het bestand één keer voor.",
            )
        )
        return tuple(regels)

    def uiterlijk(self, peildatum: date) -> date:
        """The last day on which a delivery of that peildatum is in time."""
        return peildatum + timedelta(weeks=self.inleveren_binnen_weken)

    def kolom_van(self, naam: str) -> Kolom:
        """The column called `naam`; KeyError when there is none."""
        return {k.naam: k for k in self.kolom}[naam]


def _column_rules(k: Kolom) -> list[Regel]:
    regels: list[Regel] = []

    def add(soort: str, ernst: Ernst, uitleg: str) -> None:
        regels.append(
            Regel.model_validate(
                {
                    "naam": f"{k.naam}_{soort}",
                    "kolom": k.naam,
                    "ernst": ernst,
                    "soort": soort,
                    "uitleg": uitleg,
                }
            )
        )

    if k.kan_onleesbaar_zijn:
        add("leesbaar", "kritiek", f"De kolom {k.naam} bevat {k.verwacht}.")
    if not k.optioneel and not k.leeg_is_onbekend:
        add("gevuld", "kritiek", f"De kolom {k.naam} is gevuld.")
    if k.patroon:
        add("patroon", "kritiek", f"De kolom {k.naam} bevat {k.verwacht}.")
    if k.minimum is not None or k.maximum is not None:
        add("bereik", k.ernst_bereik, f"De waarde van {k.naam} is {_range_in_words(k)}.")
    return regels


def _range_in_words(k: Kolom) -> str:
    parts = []
    if k.minimum is not None:
        parts.append(f"{'minstens' if k.minimum_telt_mee else 'meer dan'} {k.minimum}")
    if k.maximum is not None:
        parts.append(f"hoogstens {k.maximum}")
    return " en ".join(parts)


@cache
def contracten() -> dict[str, Aanleveringscontract]:
    """Every delivery contract by `soort`, in alphabetical order; a fault in a file is a ValidationError."""
    folder = resources.files(__package__) / "aanleveringen"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        contract = Aanleveringscontract.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        if file.name != f"{contract.soort}.toml":
            raise ValueError(f"{file.name}: het bestand hoort {contract.soort}.toml te heten")
        found[contract.soort] = contract
    return found
