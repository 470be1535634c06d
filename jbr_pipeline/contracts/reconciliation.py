"""The figures that others published, and with which computed figure each of them is compared, or why it is not.

Kept in `reference/gepubliceerde_waarden.csv`, a row a figure. The first seven columns say what was published, in the
words of the source: indicator_code, jaar, organisatie, uitsplitsing, waarde, eenheid, bron. Then come either the
mapping (code, variant, maat, berekend_jaar, dimensie, categorie, organisatie_code, factor, decimalen) or a `reden`;
`toelichting` is for what a reader has to know besides. Comparing belongs in `warehouse`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from importlib import resources
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

BESTAND = "gepubliceerde_waarden.csv"

BRIEF = "kamerbrief aanbieding JBR 2024 (mei 2025)"
"""The source on which made-up deliveries are calibrated: the letter to Parliament of May 2025."""


class Reden(Enum):
    """Why a published figure is compared with no computed one: the code, and what it means to a reader."""

    geen_indicator = "Geen indicator van de JBR."
    geen_uitsplitsing = "De indicator wordt niet zo uitgesplitst."
    deel_van_organisatie = "Het cijfer gaat over een deel van de organisatie dat hier geen eigen cijfer heeft."
    andere_populatie = "Het cijfer gaat over een andere groep dan de indicator."
    andere_definitie = "Het cijfer is anders gedefinieerd dan de indicator."
    doel_of_norm = "Een doel of norm, geen uitkomst."
    geen_jaarcijfer = "Het cijfer hoort niet bij een kalenderjaar of bij 31 december."
    later_herzien = "De bron heeft het cijfer later herzien; met dat latere cijfer wordt vergeleken."
    voor_eerste_jaar = "Het jaar ligt voor het eerste jaar van de indicator."


class Gepubliceerd(BaseModel):
    """One published figure with its mapping or its reason; exactly one of both.

    The figure to compare with is `factor` times the computed one, in the unit of the source. `decimalen` is the
    precision of the source and may be negative: -2 is rounded to hundreds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator_code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    jaar: int = Field(ge=2000, le=2100)
    organisatie: str = Field(min_length=1)
    uitsplitsing: str
    """Empty where the source names none."""
    waarde: float
    eenheid: str = Field(min_length=1)
    bron: str = Field(min_length=1)

    code: str | None = None
    variant: str | None = None
    maat: Literal["waarde", "mutatie_abs", "mutatie_pct", "complement"] | None = None
    """complement: 100 minus a percentage, where the source counts the others."""
    berekend_jaar: int | None = None
    """The year of the computed figure where that is not the year of the source."""
    dimensie: str | None = None
    categorie: str | None = None
    organisatie_code: str | None = None
    factor: float | None = Field(default=None, gt=0)
    decimalen: int | None = Field(default=None, ge=-6, le=6)

    reden: str | None = None
    toelichting: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        mapping = [getattr(self, naam) for naam in _KOPPELING]
        if self.reden is None:
            if None in mapping:
                raise ValueError("een koppeling is niet heel, of er is geen koppeling en geen reden")
        elif self.reden not in Reden.__members__:
            raise ValueError(f"de reden '{self.reden}' bestaat niet")
        elif self.berekend_jaar is not None or mapping.count(None) != len(mapping):
            raise ValueError("een rij heeft een koppeling of een reden, niet allebei")
        if self.decimalen is not None and round(self.waarde, self.decimalen) != self.waarde:
            raise ValueError(f"de waarde {self.waarde} is nauwkeuriger dan {self.decimalen} decimalen")
        return self

    @property
    def sleutel(self) -> tuple[str, int, str, str, str]:
        """What makes the row the only one of its kind."""
        return self.indicator_code, self.jaar, self.organisatie, self.uitsplitsing, self.bron

    @property
    def uitleg(self) -> str | None:
        """What a reader has to know: what the reason means, and what was noted with this row."""
        reason = Reden[self.reden].value if self.reden else None
        return " ".join(t for t in (reason, self.toelichting) if t) or None


_KOPPELING = ("code", "variant", "maat", "dimensie", "categorie", "organisatie_code", "factor", "decimalen")


@cache
def gepubliceerde_waarden() -> tuple[Gepubliceerd, ...]:
    """Every published figure in the order of the file; a fault in a row is a ValueError with its line."""
    text = (resources.files(__package__) / "reference" / BESTAND).read_text(encoding="utf-8")
    return tuple(lees(text.splitlines(keepends=True), BESTAND))


def lees(regels: Iterable[str], bestand: str) -> Iterator[Gepubliceerd]:
    """The rows of a CSV file with a header; ValueError names the file and the line of the first fault."""
    reader = csv.DictReader(regels, strict=True)
    seen: dict[tuple[str, int, str, str, str], int] = {}
    for cells in reader:
        place = f"{bestand}, regel {reader.line_num}"
        if None in cells or None in cells.values():
            raise ValueError(f"{place}: niet zoveel cellen als kolommen")
        try:
            # Only the breakdown of the source may be an empty text; elsewhere empty means that there is nothing.
            row = Gepubliceerd.model_validate({k: v for k, v in cells.items() if v or k == "uitsplitsing"})
        except ValidationError as fault:
            raise ValueError(f"{place}: {_in_words(fault)}") from fault
        if row.sleutel in seen:
            raise ValueError(f"{place}: dezelfde rij als regel {seen[row.sleutel]}")
        seen[row.sleutel] = reader.line_num
        yield row


def _in_words(fault: ValidationError) -> str:
    return "; ".join(
        ": ".join([*(str(part) for part in e["loc"]), e["msg"].removeprefix("Value error, ")]) for e in fault.errors()
    )
