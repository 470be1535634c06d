"""The columns of the files, said once: name, kind and meaning, for CSV, Parquet and every description of them.

A row is a row of `indicator_waarde`, with the names that readers know beside the codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.quality.rules import literal

Soort = Literal["tekst", "geheel", "getal", "datum", "janee"]

JA, NEE = "ja", "nee"
BESCHERMD = "=+-@\t\r'"
"""What no text in a CSV begins with, because a spreadsheet would take it for a formula: an apostrophe goes before it.
A text that begins with an apostrophe gets one too, so that taking away the first gives back what it was."""


@dataclass(frozen=True)
class Kolom:
    """A column, of the Parquet alone with `alleen_parquet`. Without `omschrijving` it means what it does in
    `indicator_waarde`."""

    naam: str
    titel: str
    soort: Soort
    omschrijving: str = ""
    is_sleutel: bool = False
    leeg: bool = False
    alleen_parquet: bool = False

    @property
    def betekenis(self) -> str:
        """What the column means, in Dutch."""
        found = {k.naam: k.omschrijving for k in tabellen()["indicator_waarde"].kolom}
        return self.omschrijving or found.get(self.naam) or found[self.naam.removesuffix("_code")]

    def als_csv(self) -> str:
        """The SQL expression of the column as the text that stands in a CSV."""
        if self.soort == "tekst":
            signs = ", ".join(map(literal, BESCHERMD))
            return f"if(left({self.naam}, 1) in ({signs}), '''' || {self.naam}, {self.naam})"
        if self.soort == "getal":
            text = f"replace({self.naam}::varchar, '.', ',')"
            return f"if(suffix({text}, ',0'), {text}[:-3], {text})"
        if self.soort == "janee":
            return f"if({self.naam}, '{JA}', '{NEE}')"
        return f"{self.naam}::varchar"


_KOLOMMEN = (
    Kolom("indicator_code", "Code van het cijfer", "tekst", "Code van het cijfer.", is_sleutel=True),
    Kolom("indicator", "Cijfer", "tekst", "Naam van het cijfer.", alleen_parquet=True),
    Kolom("domein", "Domein", "tekst", "Domein van de jaarrapportage.", alleen_parquet=True),
    Kolom("variant_code", "Code van de variant", "tekst", is_sleutel=True),
    Kolom("variant", "Variant", "tekst", "Variant van de definitie, in woorden."),
    Kolom("jaar", "Jaar", "geheel", is_sleutel=True),
    Kolom("peildatum", "Peildatum", "datum", is_sleutel=True),
    Kolom("organisatie_code", "TOOI-code van de organisatie", "tekst", is_sleutel=True),
    Kolom(
        "organisatie",
        "Organisatie",
        "tekst",
        "Naam van het ministerie: die van de peildatum, en in de indeling van nu de nieuwste.",
    ),
    Kolom("uitsplitsing_code", "Code van de uitsplitsing", "tekst", is_sleutel=True),
    Kolom("uitsplitsing", "Uitsplitsing", "tekst", "Uitsplitsing in woorden."),
    Kolom("categorie_code", "Code van de categorie", "tekst", is_sleutel=True),
    Kolom("categorie", "Categorie", "tekst", "Categorie in woorden."),
    Kolom("structuur", "Indeling", "tekst", is_sleutel=True),
    Kolom("editie", "Editie", "tekst", is_sleutel=True),
    Kolom("waarde", "Waarde", "getal", leeg=True),
    Kolom("eenheid", "Eenheid", "tekst", "Eenheid van de waarde."),
    Kolom("decimalen", "Decimalen", "geheel", "Aantal decimalen waarmee de waarde wordt getoond.", alleen_parquet=True),
    Kolom("teller", "Teller", "getal", leeg=True),
    Kolom("noemer", "Noemer", "getal", leeg=True),
    Kolom("onderdrukt", "Weggelaten", "janee"),
    Kolom("reden", "Reden", "tekst", "Waarom er geen waarde is.", leeg=True),
    Kolom("volledig", "Volledig", "janee"),
    Kolom("dekking_pct", "Dekking (%)", "getal"),
    Kolom("geschat_pct", "Geschat (%)", "getal", leeg=True),
    Kolom("status", "Status", "tekst"),
)

_VERZONNEN = Kolom(
    "verzonnen_voorbeeld",
    "Verzonnen voorbeeld",
    "janee",
    "Altijd ja: de gegevens zijn verzonnen. In echte gegevens bestaat deze kolom niet.",
)


def kolommen(*, verzonnen: bool, csv: bool) -> tuple[Kolom, ...]:
    """The columns in their order; of made-up data every row says that it is."""
    every = (*_KOLOMMEN, _VERZONNEN) if verzonnen else _KOLOMMEN
    return tuple(k for k in every if not (csv and k.alleen_parquet))
