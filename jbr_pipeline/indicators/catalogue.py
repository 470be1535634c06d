"""The catalogue: every indicator with its names, definition, breakdowns, variants and how it is aggregated.

Read from `<domein>/catalogus.toml` and validated on load; the SQL of an indicator is `<domein>/<code>.sql`
unless the entry names another. Running that SQL belongs in `engine`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

DOMEINEN = ("personeel", "duurzaamheid", "informatievoorziening", "organisatie")
TOTAAL = "totaal"
GELD_EN_ENQUETE = frozenset({"financien", "enquete"})
"""Sources of the domain personeel that are about every ministry: amounts, and the survey of the whole Rijk."""

Plek = Literal["teller", "noemer", "som"]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Afbakening(BaseModel):
    """A choice of definition with its reason; its value is a SQL variable of the same name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    waarde: int | Decimal | date | list[str]
    zekerheid: Literal["Z", "A"]
    uitleg: str


class Indicator(BaseModel):
    """One entry of the catalogue.

    The SQL gives cells: `structuur, organisatie_code, peildatum`, optionally `variant`, a column per dimension of
    `uitsplitsingen` and `verdeling`, and the measures `teller` and `noemer` as far as they apply. The value of a
    group of cells is `factor * teller / noemer`, each summed over the group. `personen` and `personen_noemer` are
    the persons behind them; one who stands in several cells is not in these but named in `persoon` and
    `persoon_noemer`, so that a group counts everyone once. `geschat_van` is what was measured and `geschat` the same
    times the percentage of it that was estimated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    domein: Literal["personeel", "duurzaamheid", "informatievoorziening", "organisatie"]
    naam: str
    naam_en: str
    eenheid: str
    decimalen: int
    definitie: str
    teller: str
    noemer: str = ""
    populatie: str
    peilmoment: str
    bronnen: tuple[str, ...]
    uitsplitsingen: tuple[str, ...] = ()
    varianten: tuple[str, ...] = ("standaard",)
    zekerheid: Literal["Z", "A"]
    eerste_jaar: int
    norm: float | None = None
    norm_richting: Literal["hoogstens", "minstens"] | None = None
    definitief_verwacht: str = "bij de jaarrapportage in mei na het verslagjaar"
    bron_definitie: str = ""
    zin: str = ""
    """How a sentence about the Rijk tells the figure, after `Eind 2024` or `In 2024`; `{cijfer}` is the figure with its
    unit."""

    sql: str = ""
    """File with the SQL, relative to the domain's folder; `<code>.sql` when empty."""
    factor: int = 1
    noemer_vast: float | None = None
    """A denominator that is the same for every group, such as the hours of a working week."""
    aggregatie: Literal["som", "mediaan"] = "som"
    verdeling: str | None = None
    """The dimension over which shares are given; each share is of the group without this dimension."""
    zonder_totaal: bool = False
    """Set when the categories overlap, so that their sum means nothing."""
    eigen_totaal: bool = False
    """Set when the categories overlap and the SQL gives their total itself, as cells of the category `totaal`."""
    totaal_apart: bool = False
    """Set when the categories do add up, but the SQL gives their total itself since some may be unknown."""
    laatste_jaar: int | None = None
    """The last year of an indicator that is measured once, or no longer."""
    alleen_nu: bool = False
    """Set when the indicator is about the ministries of now, so that only the latest structure makes sense."""
    van_nulmeting: bool = False
    """Whether it reads the baseline of the taakstelling, which is that of its edition once there is one."""
    minste_personen: int = 0
    """An organisation with fewer persons than this behind its total gets no value."""
    alleen_rijk: tuple[str, ...] = ()
    """Breakdowns and variants that are given for the Rijk only; `*` for an indicator of the Rijk alone."""
    vergelijkt: Literal["jaar_eerder", "basisjaar", "nulmeting"] | None = None
    """Set when the SQL needs a day of an earlier year too, so that completeness is that of both."""
    personen_als_teller: bool = False
    """The numerator counts persons and the denominator these and others: all three are small-cell checked."""
    onthult: dict[Plek, str] = Field(default_factory=dict)
    """What a published cell tells about persons, as `disclosure.exposure` reads it: `populatie.maat` for numerator,
    denominator, or the sum of both. Set when the cells rest on persons and small ones may not leave the closed zone."""
    onthult_in_variant: dict[str, dict[Plek, str]] = Field(default_factory=dict)
    """The same for variants about other persons. Other variants weigh the persons of `onthult` otherwise."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.varianten[0] != "standaard":
            raise ValueError(f"{self.code}: de eerste variant heet standaard")
        if (self.norm is None) != (self.norm_richting is None):
            raise ValueError(f"{self.code}: een norm heeft een richting, en andersom")
        if any("*".join(sorted(u.split("*"))) != u for u in self.uitsplitsingen):
            raise ValueError(f"{self.code}: de dimensies van een uitsplitsing staan in alfabetische volgorde")
        if self.zin and self.zin.count("{cijfer}") != 1:
            raise ValueError(f"{self.code}: de zin noemt {{cijfer}} niet, of meer dan eens")
        if unknown := set(self.alleen_rijk) - {"*", *self.varianten, *self.uitsplitsingen}:
            raise ValueError(f"{self.code}: alleen_rijk noemt {', '.join(sorted(unknown))}, en dat is er niet")
        if self.geeft_totaal and (self.verdeling or self.zonder_totaal):
            raise ValueError(f"{self.code}: een eigen totaal hoort niet bij een verdeling of bij zonder_totaal")
        if self.laatste_jaar is not None and self.laatste_jaar < self.eerste_jaar:
            raise ValueError(f"{self.code}: het laatste jaar ligt voor het eerste")
        if self.zonder_totaal and self.verdeling:
            raise ValueError(f"{self.code}: een verdeling heeft nooit een totaal")
        return self

    @property
    def bron(self) -> str:
        """The sources together, under the one name by which their completeness is known."""
        return bronnaam(self.bronnen)

    @property
    def kleine_cellen(self) -> bool:
        """Whether the cells rest on persons."""
        return bool(self.onthult)

    @property
    def geeft_totaal(self) -> bool:
        """Whether the SQL gives the total, as cells of the category `totaal`."""
        return self.eigen_totaal or self.totaal_apart

    @property
    def populatie_code(self) -> Literal["cao", "alle"]:
        """Which ministries are counted: those under the cao Rijk as soon as staff is involved, else all."""
        is_over_personeel = self.domein == "personeel" and not GELD_EN_ENQUETE.issuperset(self.bronnen)
        return "cao" if "bezetting" in self.bronnen or is_over_personeel else "alle"

    @property
    def alle_uitsplitsingen(self) -> tuple[str, ...]:
        """Every breakdown that is published: `totaal` first, or the shares when the indicator is a distribution."""
        if self.zonder_totaal:
            return self.uitsplitsingen
        if self.verdeling is None:
            return (TOTAAL, *self.uitsplitsingen)
        crossed = ("*".join(sorted({*u.split("*"), self.verdeling})) for u in self.uitsplitsingen)
        return (self.verdeling, *crossed)

    @property
    def sql_bestand(self) -> str:
        """The SQL file relative to this package."""
        return f"{self.domein}/{self.sql or self.code + '.sql'}"

    def sql_tekst(self) -> str:
        """The statement: one SELECT, with its definition as header comment."""
        return lees_sql(self.sql_bestand)


def bronnaam(bronnen: Iterable[str]) -> str:
    """The name of several sources together: a ministry is in it when it is in each of them."""
    return "+".join(sorted(bronnen))


def lees_sql(naam: str) -> str:
    """The text of a SQL file of this room."""
    return resources.files(__package__).joinpath(naam).read_text(encoding="utf-8")


@cache
def afbakeningen() -> dict[str, Afbakening]:
    """Every choice of definition by name."""
    raw = tomllib.loads(lees_sql("afbakening.toml"))
    return {naam: Afbakening.model_validate(entry) for naam, entry in raw.items()}


@cache
def catalogus() -> dict[str, Indicator]:
    """Every indicator by code, in the order of domains and entries; a fault in an entry is a ValidationError."""
    found: dict[str, Indicator] = {}
    for domein in DOMEINEN:
        file = resources.files(__package__) / domein / "catalogus.toml"
        if not file.is_file():
            continue
        for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            indicator = Indicator.model_validate({"code": code, "domein": domein, **entry})
            if code in found:
                raise ValueError(f"{code} staat twee keer in de catalogus")
            if not resources.files(__package__).joinpath(indicator.sql_bestand).is_file():
                raise ValueError(f"{code}: {indicator.sql_bestand} ontbreekt")
            found[code] = indicator
    return found
