"""Stories about energy, travel, waste and offices."""

from __future__ import annotations

import pytest

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline_tests.integration.indicators.rekenwereld import D24, Rekenwereld, activiteit


def test_emissions_are_quantities_times_their_factors(wereld: Rekenwereld) -> None:
    """Waste and offices give no emissions here, even when a factor is stated."""
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("elektriciteit", "kantoor", 10_000, "kWh", emissiefactor_kg="0.3300", groen_nl_pct=60),
            activiteit("aardgas", "kantoor", 1_000, "m3", emissiefactor_kg="2.0790"),
            activiteit("vliegreizen", "europees", 5_000, "km", emissiefactor_kg="0.2340"),
            activiteit("afval", "restafval", 900, "kg", emissiefactor_kg="1.0000"),
        ],
    )  # fmt: skip
    figures = wereld.reken("co2_uitstoot_totaal", "co2_zakelijke_mobiliteit")
    assert figures("co2_uitstoot_totaal") == pytest.approx(3.3 + 2.079 + 1.17)
    assert figures("co2_uitstoot_totaal", variant="netto") == pytest.approx(3.3 * 0.4 + 2.079 + 1.17)
    assert figures.per("co2_uitstoot_totaal", "thema") == pytest.approx(
        {"elektriciteit": 3.3, "aardgas": 2.079, "vliegreizen": 1.17}
    )
    assert figures.per("co2_zakelijke_mobiliteit", "vervoermiddel") == {"vliegreizen": 1.17}


def test_energy_is_one_unit_whatever_was_delivered(wereld: Rekenwereld) -> None:
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("aardgas", "kantoor", 1_000_000, "m3", emissiefactor_kg=2),
            activiteit("aardgas", "overig", 2_000, "GJ", emissiefactor_kg=2),
            activiteit("aardgas", "overig", 3, "TJ", emissiefactor_kg=2),
            activiteit("elektriciteit", "kantoor", 2_000_000, "kWh", emissiefactor_kg=0, groen_nl_pct=50),
            activiteit("elektriciteit", "datacenter", 7.2, "TJ", emissiefactor_kg=0),
        ],
    )  # fmt: skip
    figures = wereld.reken("aardgasverbruik", "elektriciteitsverbruik", "groene_stroom_nl_pct")
    assert figures.per("aardgasverbruik", "gebruik") == pytest.approx({"kantoor": 35.17, "overig": 5})
    assert figures("elektriciteitsverbruik") == 4
    assert figures("groene_stroom_nl_pct") == 25, "what is not reported as green is not green"
    assert figures.per("groene_stroom_nl_pct", "gebruik") == {"kantoor": 50, "datacenter": 0}


def test_shares_of_vehicles_waste_and_data_centres(wereld: Rekenwereld) -> None:
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("wagenpark", "zero-emissie", 25, "stuks"),
            activiteit("wagenpark", "overig", 75, "stuks"),
            activiteit("afval", "restafval", 0.3, "ton"),
            activiteit("afval", "overig", 700, "kg"),
            activiteit("afval", "papier", 5_000, "kg"),
            activiteit("datacenter", "it_verbruik", 600, "kWh"),
            activiteit("datacenter", "totaal", 1_000, "kWh"),
        ],
    )  # fmt: skip
    figures = wereld.reken("zero_emissie_wagenpark_pct", "restafval_pct", "datacenter_dcie")
    assert figures("zero_emissie_wagenpark_pct") == 25
    assert figures("restafval_pct") == 30, "a tonne is a thousand kilos, and paper is left out"
    assert figures("datacenter_dcie") == 60


def test_energy_labels_by_floor_area_and_by_number(wereld: Rekenwereld) -> None:
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("kantoren", "energielabel A", 700, "m2"), activiteit("kantoren", "energielabel A", 1, "stuks"),
            activiteit("kantoren", "energielabel G", 200, "m2"), activiteit("kantoren", "energielabel G", 2, "stuks"),
            activiteit("kantoren", "onbekend", 100, "m2"), activiteit("kantoren", "onbekend", 1, "stuks"),
        ],
    )  # fmt: skip
    figures = wereld.reken("energielabel_kantoren_pct")
    assert figures.per("energielabel_kantoren_pct", "labelgroep") == {"A-C": 70, "D-G": 20, "onbekend": 10}
    assert figures.per("energielabel_kantoren_pct", "labelgroep", variant="aantal") == {
        "A-C": 25, "D-G": 50, "onbekend": 25,
    }  # fmt: skip


def test_how_much_was_estimated_is_weighed_by_what_it_is_an_estimate_of(wereld: Rekenwereld) -> None:
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("elektriciteit", "kantoor", 3_000, "kWh", emissiefactor_kg=1, geschat_pct=100),
            activiteit("elektriciteit", "overig", 1_000, "kWh", emissiefactor_kg=1),
        ],
    )  # fmt: skip
    figures = wereld.reken("elektriciteitsverbruik", "co2_uitstoot_totaal")
    assert figures.rij("elektriciteitsverbruik")["geschat_pct"] == 75
    assert figures.rij("elektriciteitsverbruik", uitsplitsing="gebruik", categorie="kantoor")["geschat_pct"] == 100
    assert figures.rij("co2_uitstoot_totaal", "BZK", variant="netto")["geschat_pct"] == 75


def test_an_absurd_quantity_of_one_ministry_stops_nobody(wereld: Rekenwereld) -> None:
    """A valid row may hold the largest number that its column can read."""
    most, factor = "999999999999999.999", "99999.9999"
    wereld.lever(
        "duurzaamheid", "BZK", D24,
        [
            activiteit("elektriciteit", "kantoor", most, "TJ", emissiefactor_kg=factor, groen_nl_pct=50, geschat_pct=9),
            activiteit("aardgas", "kantoor", most, "TJ", emissiefactor_kg=factor, geschat_pct=9),
            activiteit("afval", "restafval", most, "ton"),
        ],
    )  # fmt: skip
    wereld.lever("duurzaamheid", "OCW", D24, [activiteit("aardgas", "kantoor", 5, "TJ", emissiefactor_kg=2)])
    codes = [c for c, i in catalogus().items() if i.domein == "duurzaamheid"]
    figures = wereld.reken(*codes)
    assert figures("aardgasverbruik", "OCW") == 5
    assert (figures("co2_uitstoot_totaal", variant="netto") or 0) > 1e15
