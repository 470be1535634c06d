"""The published figures and their mapping: whole, unambiguous, and onto figures that exist."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from datetime import date

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import RIJK, ministeries_op
from jbr_pipeline.contracts.reconciliation import BRIEF, Gepubliceerd, Reden, gepubliceerde_waarden, lees
from jbr_pipeline.indicators.catalogue import TOTAAL, catalogus

AANTAL = 615
OVERGENOMEN = "62315d68eb9a49fb92ddb01b316492f142d806cd0b456c92260832db6e5389b6"
"""Fingerprint of keys, values and units of the table from which the figures were taken over, in its order."""

FACTOR = {"mld euro": 1e-6, "mln euro": 1e-3, "x 1.000 fte": 1e-3}
"""From the unit in which an indicator is computed to that of the source, where they differ."""

EENHEID = {
    "x 1.000 euro": "duizend euro",
    "mln euro": "duizend euro",
    "mld euro": "duizend euro",
    "x 1.000 fte": "fte",
    "ton CO2": "ton",
    "%-punt": "%",
}
"""The unit of the indicator behind a unit of a source, where they are not called the same."""

GOED = {
    "indicator_code": "omvang_fte", "jaar": "2024", "organisatie": "Rijk", "uitsplitsing": "totaal",
    "waarde": "157019", "eenheid": "fte", "bron": "een brief", "code": "omvang_fte", "variant": "standaard",
    "maat": "waarde", "berekend_jaar": "", "dimensie": "totaal", "categorie": "totaal", "organisatie_code": "rijk",
    "factor": "1", "decimalen": "0", "reden": "", "toelichting": "",
}  # fmt: skip
KOPPELING = ("code", "variant", "maat", "dimensie", "categorie", "organisatie_code", "factor", "decimalen")
ZONDER_KOPPELING = dict.fromkeys(KOPPELING, "")

gekoppeld = [g for g in gepubliceerde_waarden() if g.code]


def bestand(*rows: dict[str, str]) -> list[str]:
    """Rows as the lines of a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(GOED), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().splitlines(keepends=True)


def kenmerk(g: Gepubliceerd) -> str:
    """A row in a failure message."""
    return " / ".join(str(part) for part in g.sleutel)


def test_every_published_figure_is_there_once() -> None:
    assert len(gepubliceerde_waarden()) == AANTAL
    assert max(Counter(g.sleutel for g in gepubliceerde_waarden()).values()) == 1


def test_not_a_key_value_or_unit_has_changed_since_the_figures_were_taken_over() -> None:
    taken = [(*g.sleutel, g.waarde, g.eenheid) for g in gepubliceerde_waarden()]
    assert hashlib.sha256(repr(taken).encode()).hexdigest() == OVERGENOMEN


def test_every_row_is_mapped_or_has_a_reason_and_every_reason_is_used() -> None:
    assert [kenmerk(g) for g in gepubliceerde_waarden() if (g.code is None) == (g.reden is None)] == []
    assert {g.reden for g in gepubliceerde_waarden()} - {None} == set(Reden.__members__)


def test_a_reason_explains_itself_and_a_note_comes_after_it() -> None:
    (row,) = lees(
        bestand({**GOED, **ZONDER_KOPPELING, "reden": "doel_of_norm", "toelichting": "Voor 2030."}), "proef.csv"
    )
    assert row.uitleg == f"{Reden.doel_of_norm.value} Voor 2030."
    for text in [g.uitleg for g in gepubliceerde_waarden() if g.uitleg]:
        assert text.endswith("."), text


def test_the_figures_of_the_letter_are_all_compared() -> None:
    letter = [g for g in gepubliceerde_waarden() if g.bron == BRIEF]
    assert len(letter) == 11
    assert [kenmerk(g) for g in letter if g.reden] == []


def test_a_mapping_is_onto_a_figure_that_is_computed() -> None:
    known = catalogus()
    wrong = [
        kenmerk(g)
        for g in gekoppeld
        if g.code not in known
        or g.variant not in known[g.code].varianten
        or g.dimensie not in known[g.code].alle_uitsplitsingen
        or not known[g.code].eerste_jaar <= (g.berekend_jaar or g.jaar) <= (known[g.code].laatste_jaar or 9999)
    ]
    assert wrong == []


def test_a_figure_from_before_the_first_year_has_an_indicator_that_began_later() -> None:
    of_another_name = {"ambtelijk_personeel_uitgaven": "personeelskosten"}
    early = [g for g in gepubliceerde_waarden() if g.reden == Reden.voor_eerste_jaar.name]
    assert early
    for g in early:
        code = of_another_name.get(g.indicator_code, g.indicator_code)
        assert g.jaar < catalogus()[code].eerste_jaar, kenmerk(g)


def test_a_figure_without_an_indicator_bears_no_code_of_one() -> None:
    rows = [g for g in gepubliceerde_waarden() if g.reden == Reden.geen_indicator.name]
    assert [kenmerk(g) for g in rows if g.indicator_code in catalogus()] == []


def test_a_category_is_one_that_deliveries_can_hold() -> None:
    def choices(soort: str, kolom: str) -> set[str]:
        return {c for k in contracten()[soort].kolom if k.naam == kolom for c in k.keuzes}

    cost = choices("financien", "kostensoort")
    allowed = {
        TOTAAL: {TOTAAL},
        "categorie": {c.removeprefix("inhuur_") for c in cost if c.startswith("inhuur_")},
        "kostensoort": cost,
        "onderdeel": choices("financien", "onderdeel"),
        "vervoermiddel": choices("duurzaamheid", "thema"),
        "labelgroep": {"A-C", "D-G", "onbekend"},
        "groep": {"herkomst buiten Europa", "herkomst Nederland", "schaal 1-4", "schaal 14-19"},
    }
    assert [kenmerk(g) for g in gekoppeld if g.categorie not in allowed[g.dimensie or ""]] == []


def test_the_ministry_of_a_mapping_exists_on_the_last_day_of_its_year() -> None:
    for g in gekoppeld:
        known = {m.code for m in ministeries_op(date(g.berekend_jaar or g.jaar, 12, 31))} | {RIJK}
        assert g.organisatie_code in known, kenmerk(g)


def test_one_name_of_a_ministry_is_one_code_and_the_rijk_is_the_rijk() -> None:
    pairs = {(g.organisatie, g.organisatie_code) for g in gekoppeld}
    assert len(pairs) == len({name for name, _ in pairs})
    assert ("Rijk", RIJK) in pairs
    assert [name for name, code in pairs if code == RIJK] == ["Rijk"]


def test_staff_figures_are_not_asked_of_a_ministry_outside_their_population() -> None:
    staff = [g for g in gekoppeld if catalogus()[g.code or ""].populatie_code == "cao"]
    assert staff
    assert [kenmerk(g) for g in staff if g.organisatie == "Defensie"] == []


def test_the_factor_leads_from_the_unit_of_the_indicator_to_that_of_the_source() -> None:
    for g in gekoppeld:
        assert g.factor == FACTOR.get(g.eenheid, 1), kenmerk(g)
        unit = EENHEID.get(g.eenheid, g.eenheid)
        if g.maat == "mutatie_pct":
            assert unit == "%", kenmerk(g)
        else:
            assert catalogus()[g.code or ""].eenheid == unit, kenmerk(g)


def test_the_mutation_of_a_percentage_is_in_points() -> None:
    changes = [g for g in gekoppeld if g.maat == "mutatie_pct"]
    assert changes
    assert [kenmerk(g) for g in changes if catalogus()[g.code or ""].eenheid == "%"] == []
    assert [kenmerk(g) for g in gekoppeld if g.maat == "complement" and g.eenheid != "%"] == []


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"reden": "doel_of_norm"}, "een koppeling of een reden, niet allebei"),
        ({**ZONDER_KOPPELING}, "geen koppeling en geen reden"),
        ({"variant": ""}, "een koppeling is niet heel"),
        ({**ZONDER_KOPPELING, "reden": "zomaar"}, "de reden 'zomaar' bestaat niet"),
        ({**ZONDER_KOPPELING, "reden": "doel_of_norm", "berekend_jaar": "2023"}, "niet allebei"),
        ({"decimalen": "-3"}, "nauwkeuriger dan -3 decimalen"),
        ({"waarde": "veel"}, "waarde"),
        ({"waarde": ""}, "waarde"),
        ({"bron": ""}, "bron"),
        ({"factor": "0"}, "factor"),
        ({"maat": "som"}, "maat"),
        ({"jaar": "24"}, "jaar"),
    ],
    ids=[
        "both", "neither", "half", "unknown_reason", "year_without_mapping", "too_precise", "no_number", "no_value",
        "no_source", "no_factor", "unknown_measure", "no_year",
    ],
)  # fmt: skip
def test_a_fault_names_the_file_and_the_line(anders: dict[str, str], melding: str) -> None:
    good = {**GOED, "jaar": "2020"}
    with pytest.raises(ValueError, match=rf"^proef\.csv, regel 3: .*{melding}"):
        list(lees(bestand(good, {**GOED, **anders}), "proef.csv"))


def test_the_same_row_twice_is_refused_with_both_lines() -> None:
    with pytest.raises(ValueError, match=r"^proef\.csv, regel 3: dezelfde rij als regel 2$"):
        list(lees(bestand(GOED, {**GOED, "waarde": "1"}), "proef.csv"))


@pytest.mark.parametrize("regel", ["omvang_fte,2024\n", ",".join(["x"] * 20) + "\n"], ids=["short", "long"])
def test_a_row_with_other_cells_than_columns_is_refused(regel: str) -> None:
    with pytest.raises(ValueError, match=r"^proef\.csv, regel 3: niet zoveel cellen als kolommen$"):
        list(lees([*bestand(GOED), regel], "proef.csv"))


def test_a_source_may_name_no_breakdown() -> None:
    (row,) = lees(bestand({**GOED, "uitsplitsing": ""}), "proef.csv")
    assert row.uitsplitsing == ""
    assert row.toelichting is None
