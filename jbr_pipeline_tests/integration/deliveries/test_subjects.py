"""What is easily missed of each subject: the year, the key, what belongs together, and what a spreadsheet does."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline_tests.deliveries_kit import Huis, pseudoniem, rij, rijen, werkblad, xlsx_bytes


def naam(soort: str, extensie: str = "csv") -> str:
    return f"JBR_BZK_{soort}_20241231_v1.{extensie}"


BUITEN_HET_JAAR = [
    ("stages_trainees", "startdatum", "31-12-2023", "start_in_het_jaar"),
    ("stages_trainees", "startdatum", "01-01-2025", "start_in_het_jaar"),
    ("verzuim", "maand", "2023-12", "maand_in_het_jaar"),
    ("verzuim", "maand", "2025-01", "maand_in_het_jaar"),
    ("banenafspraak", "kwartaal", "2023-K4", "kwartaal_in_het_jaar"),
    ("banenafspraak", "kwartaal", "2025-K1", "kwartaal_in_het_jaar"),
    ("privacy_ict", "datum", "31-12-2023", "datum_in_het_jaar"),
    ("privacy_ict", "datum", "01-01-2025", "datum_in_het_jaar"),
]


@pytest.mark.parametrize(("soort", "kolom", "waarde", "regel"), BUITEN_HET_JAAR)
def test_what_lies_outside_the_year_is_held_with_rule_column_and_line(
    huis: Huis, soort: str, kolom: str, waarde: str, regel: str
) -> None:
    outside = rij(soort, 2, **{kolom: waarde})
    if soort == "stages_trainees":
        outside["einddatum"] = ""
    huis.een(naam(soort), [rij(soort, 1), outside, rij(soort, 3)])
    assert huis.quarantaine(soort) == [(3, [regel], [kolom])]
    assert huis.geldig(soort, "regelnr") == [(2,), (4,)]


def test_a_vacancy_of_an_earlier_year_stands_in_the_file_of_this_one(huis: Huis) -> None:
    result = huis.een(naam("vacatures"), [rij("vacatures", open_datum="01-11-2023"), rij("vacatures", 2)])
    assert result.rijen_geldig == 2


@pytest.mark.parametrize("soort", contracten())
def test_of_exact_repeats_the_first_is_kept_whatever_the_subject(huis: Huis, soort: str) -> None:
    huis.een(naam(soort), [rij(soort, n) for n in (1, 2, 1)])
    sleutel = contracten()[soort].sleutel[0]
    assert huis.geldig(soort, "regelnr") == [(2,), (3,)]
    assert huis.quarantaine(soort) == [(4, ["regel_niet_herhaald"], [sleutel])]


ZELFDE_SLEUTEL: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("stages_trainees", {}, {"rol": "stagiair"}),
    ("verzuim", {}, {"ziektedagen": "1"}),
    ("verzuim", {"onderdeel_code": ""}, {"onderdeel_code": "#", "meldingen": "1"}),
    ("verzuim", {"onderdeel_code": "0012"}, {"onderdeel_code": "12", "meldingen": "1"}),
    ("vacatures", {}, {"fte": "2"}),
    ("integriteit", {}, {"aantal": "1"}),
    ("integriteit", {"afdoening": ""}, {"afdoening": "#", "aantal": "1"}),
    ("integriteit", {"afdoening": ""}, {"afdoening": "onbekend", "aantal": "1"}),
    ("banenafspraak", {}, {"doel_banen": "1"}),
    ("duurzaamheid", {}, {"hoeveelheid": "1"}),
    ("duurzaamheid", {}, {"emissiefactor_kg": "0,3"}),
    ("privacy_ict", {}, {"gebeurtenis": "ict-verstoring"}),
    ("enquete", {}, {"gewogen_pct": "1"}),
    ("organisatie", {}, {"waarde": "1"}),
]


@pytest.mark.parametrize(("soort", "een", "ander"), ZELFDE_SLEUTEL)
def test_rows_with_one_key_that_contradict_each_other_are_both_held(
    huis: Huis, soort: str, een: dict[str, str], ander: dict[str, str]
) -> None:
    huis.een(naam(soort), [rij(soort, 1, **een), rij(soort, 1, **ander), rij(soort, 2)])
    sleutel = contracten()[soort].sleutel[0]
    assert huis.quarantaine(soort) == [(n, ["sleutel_uniek"], [sleutel]) for n in (2, 3)]


ANDERE_SLEUTEL: list[tuple[str, dict[str, str]]] = [
    ("stages_trainees", {"startdatum": "01-02-2024"}),
    *(
        ("verzuim", cells)
        for cells in ({"maand": "2024-02"}, {"geslacht": "X"}, {"leeftijdsklasse": "60+"}, {"schaalgroep": "14-19"})
    ),
    ("integriteit", {"afdoening": "ontslag"}),
    ("integriteit", {"afdoening": ""}),
    ("integriteit", {"fase": "onderzocht"}),
    ("banenafspraak", {"soort": "inkoop en detachering"}),
    ("duurzaamheid", {"eenheid": "TJ"}),
    ("enquete", {"vraag": "racisme_gesignaleerd_burgers"}),
]


@pytest.mark.parametrize(("soort", "ander"), ANDERE_SLEUTEL)
def test_rows_that_differ_in_a_cell_of_the_key_are_both_valid(huis: Huis, soort: str, ander: dict[str, str]) -> None:
    result = huis.een(naam(soort), [rij(soort, 1), rij(soort, 1, **ander)])
    assert (result.rijen_geldig, result.rijen_quarantaine) == (2, 0)


def test_without_the_column_afdoening_the_key_is_compared_all_the_same(huis: Huis) -> None:
    rows = [
        rij("integriteit", aantal="4"),
        rij("integriteit", aantal="5"),
        rij("integriteit", fase="onderzocht"),
        rij("integriteit", fase="vastgesteld"),
        rij("integriteit", fase="vastgesteld"),
    ]
    huis.een(naam("integriteit"), [{k: v for k, v in row.items() if k != "afdoening"} for row in rows])
    assert huis.geldig("integriteit", "regelnr, afdoening") == [(4, "onbekend"), (5, "onbekend")]
    assert huis.quarantaine("integriteit") == [
        (2, ["sleutel_uniek"], ["categorie"]),
        (3, ["sleutel_uniek"], ["categorie"]),
        (6, ["regel_niet_herhaald"], ["categorie"]),
    ]


def test_an_empty_number_of_a_vacancy_is_unknown_and_two_of_them_contradict_each_other(huis: Huis) -> None:
    rows = [
        rij("vacatures", 1, vacature_id=""),
        rij("vacatures", 2, vacature_id="#", fte="0,5"),
        rij("vacatures", 3),
    ]
    huis.een(naam("vacatures"), rows)
    assert huis.quarantaine("vacatures") == [(n, ["sleutel_uniek"], ["vacature_id"]) for n in (2, 3)]
    assert huis.geldig("vacatures", "vacature_id") == [("V2024-0003",)]


def test_one_vacancy_without_a_number_counts_as_unknown(huis: Huis) -> None:
    huis.een(naam("vacatures"), [rij("vacatures", vacature_id="")])
    assert huis.geldig("vacatures", "vacature_id") == [("onbekend",)]


def test_a_vacancy_filled_before_it_was_open_is_held(huis: Huis) -> None:
    huis.een(naam("vacatures"), [rij("vacatures", 1), rij("vacatures", 2, vervuld_datum="31-01-2024")])
    assert huis.quarantaine("vacatures") == [(3, ["vervuld_niet_voor_open"], ["vervuld_datum"])]


def test_more_days_of_illness_than_days_at_hand_are_held(huis: Huis) -> None:
    rows = [
        rij("verzuim", 1, beschikbare_dagen="10", ziektedagen="10"),
        rij("verzuim", 2, beschikbare_dagen="10", ziektedagen="10,01"),
    ]
    huis.een(naam("verzuim"), rows)
    assert huis.quarantaine("verzuim") == [(3, ["ziektedagen_hoogstens_beschikbare_dagen"], ["ziektedagen"])]


def test_offices_in_m2_and_in_pieces_are_both_valid(huis: Huis) -> None:
    kantoren = {"thema": "kantoren", "kenmerk": "A", "emissiefactor_kg": "", "groen_nl_pct": ""}
    rows = [rij("duurzaamheid", 1, **kantoren, eenheid=e, hoeveelheid=h) for e, h in (("m2", "12.500"), ("stuks", "3"))]
    huis.een(naam("duurzaamheid"), rows)
    assert huis.geldig("duurzaamheid", "eenheid, hoeveelheid") == [("m2", Decimal(12500)), ("stuks", Decimal(3))]


def duurzaam(thema: str, kenmerk: str, eenheid: str, **cells: str) -> dict[str, Any]:
    return rij("duurzaamheid", 1, thema=thema, kenmerk=kenmerk, eenheid=eenheid, **cells)


def test_a_unit_or_a_feature_of_another_theme_is_held(huis: Huis) -> None:
    rows = [
        duurzaam("elektriciteit", "kantoor", "m3"),
        duurzaam("wagenpark", "zero-emissie", "km"),
        duurzaam("aardgas", "stadswarmte", "m3"),
        duurzaam("vliegreizen", "benzine", "km"),
        duurzaam("warmte", "stadswarmte", "GJ"),
    ]
    huis.een(naam("duurzaamheid"), rows)
    assert huis.quarantaine("duurzaamheid") == [
        (2, ["eenheid_past_bij_thema"], ["eenheid"]),
        (3, ["eenheid_past_bij_thema"], ["eenheid"]),
        (4, ["kenmerk_past_bij_thema"], ["kenmerk"]),
        (5, ["kenmerk_past_bij_thema"], ["kenmerk"]),
    ]


MET_UITSTOOT = [
    ("elektriciteit", "overig", "kWh"),
    ("aardgas", "kantoor", "m3"),
    ("warmte", "stadswarmte", "GJ"),
    ("vliegreizen", "europees", "km"),
    ("woonwerk_auto", "benzine", "km"),
    ("dienstreis_auto", "diesel", "km"),
    ("dienstauto", "elektrisch", "km"),
    ("openbaar_vervoer", "trein", "km"),
]
ZONDER_UITSTOOT = [
    ("afval", "restafval", "kg"),
    ("wagenpark", "overig", "stuks"),
    ("kantoren", "G", "m2"),
    ("datacenter", "it_verbruik", "kWh"),
]


@pytest.mark.parametrize("kolom", ["leeg", "ontbreekt"])
def test_an_emission_factor_is_owed_where_something_is_emitted_and_nowhere_else(huis: Huis, kolom: str) -> None:
    rows = [duurzaam(*what, emissiefactor_kg="") for what in [*MET_UITSTOOT, *ZONDER_UITSTOOT]]
    if kolom == "ontbreekt":
        rows = [{k: v for k, v in row.items() if k != "emissiefactor_kg"} for row in rows]
    huis.een(naam("duurzaamheid"), rows)
    assert [thema for (thema,) in huis.geldig("duurzaamheid", "thema")] == [t for t, _, _ in ZONDER_UITSTOOT]
    assert {tuple(regels) for _, regels, _ in huis.quarantaine("duurzaamheid")} == {("emissiefactor_bij_uitstoot",)}


def test_energy_is_settled_in_megajoules_and_other_quantities_are_none(huis: Huis) -> None:
    rows = [
        duurzaam("elektriciteit", "kantoor", "kWh", hoeveelheid="1000,001"),
        duurzaam("aardgas", "kantoor", "m3", hoeveelheid="100"),
        duurzaam("warmte", "overig", "GJ", hoeveelheid="2,5"),
        duurzaam("warmte", "stadswarmte", "TJ", hoeveelheid="0,001"),
        duurzaam("afval", "papier", "kg"),
    ]
    huis.een(naam("duurzaamheid"), rows)
    found = [mj for (mj,) in huis.geldig("duurzaamheid", "hoeveelheid_mj")]
    assert found == [Decimal("3600.0036"), Decimal("3517"), Decimal("2500"), Decimal("1000"), None]


def test_the_largest_quantity_that_can_be_read_holds_up_no_other_delivery(huis: Huis) -> None:
    for versie, eenheid in enumerate(("TJ", "GJ", "kWh"), start=1):
        rows = [duurzaam("elektriciteit", "kantoor", eenheid, hoeveelheid="999999999999999,999")]
        huis.lever(naam("duurzaamheid").replace("v1", f"v{versie}"), rows)
    huis.lever(naam("duurzaamheid").replace("BZK", "FIN"), rijen("duurzaamheid", 3))
    huis.land()
    assert [v.rijen_geldig for v in huis.verwerk()] == [1, 1, 1, 3]


@pytest.mark.parametrize(
    ("kolom", "waarde", "regel", "tekst"),
    # Excel knows no time zones.
    [
        ("maand", datetime(2024, 1, 1), "maand_patroon", "01-01-2024"),  # noqa: DTZ001
        ("maand", date(2024, 2, 1), "maand_patroon", "01-02-2024"),
        ("maand", 45292, "maand_patroon", "45292"),
        ("schaalgroep", date(2024, 4, 1), "schaalgroep_leesbaar", "01-04-2024"),
        ("schaalgroep", date(2024, 1, 4), "schaalgroep_leesbaar", "04-01-2024"),
        ("schaalgroep", date(2024, 9, 5), "schaalgroep_leesbaar", "05-09-2024"),
    ],
)
def test_a_text_of_which_excel_made_a_date_is_held_and_never_guessed(
    huis: Huis, kolom: str, waarde: Any, regel: str, tekst: str
) -> None:
    rows = [rij("verzuim", 1), rij("verzuim", 2, **{kolom: waarde})]
    huis.een(naam("verzuim", "xlsx"), xlsx_bytes({"blad": werkblad(rows)}))
    ((line, regels, kolommen, cellen),) = huis.quarantaine("verzuim", "regelnr, regels, kolommen, cellen")
    assert (line, regels[0], kolommen[0], cellen[kolom]) == (3, regel, kolom, tekst)
    (uitleg,) = [r.uitleg for r in contracten()["verzuim"].rijregels if r.naam == regel]
    assert uitleg.endswith("maak er in Excel een tekstkolom van, anders wordt het een datum.")


def test_a_workbook_with_text_columns_is_read_as_it_stands(huis: Huis) -> None:
    row = rij("verzuim", 1, onderdeel_code=12, medewerkers=40, beschikbare_dagen=1116.25, ziektedagen=55.8, meldingen=4)
    huis.een(naam("verzuim", "xlsx"), xlsx_bytes({"blad": werkblad([row], above=2)}))
    assert huis.geldig("verzuim", "maand, onderdeel_code, schaalgroep, beschikbare_dagen, ziektedagen") == [
        ("2024-01", "0012", "10-13", Decimal("1116.25"), Decimal("55.80"))
    ]


def test_the_survey_of_another_ministry_is_refused_and_the_right_one_named(huis: Huis) -> None:
    refused = huis.lever("JBR_FIN_enquete_20241231_v1.csv", rijen("enquete", 2))
    huis.lever(naam("enquete"), rijen("enquete", 2))
    stand = huis.alles()
    assert {a.landing.bestandsnaam: a.reden for a in stand.aanleveringen} == {
        refused.name: "De soort enquete komt alleen van BZK, niet van FIN.",
        naam("enquete"): None,
    }
    assert refused.exists()
    assert len(huis.geldig("enquete")) == 2
    assert [v for v in stand.verschuldigd if v.soort == "enquete" and v.organisatie_code != "mnre1034"] == []


def test_a_number_for_a_pseudonym_of_a_trainee_stops_the_file_at_the_door(huis: Huis) -> None:
    rows = [*rijen("stages_trainees", 2), rij("stages_trainees", pseudo_id="123456782")]
    huis.lever(naam("stages_trainees"), rows)
    huis.lever(naam("stages_trainees").replace("BZK", "FIN"), rijen("stages_trainees", 2))
    (refused,) = huis.land().geweigerd
    assert refused.verwijderd
    assert "123456782" not in (refused.reden or "")
    assert [f.name for f in huis.paden.inbox.iterdir()] == ["JBR_FIN_stages_trainees_20241231_v1.csv"]
    assert len(list(huis.paden.geland.glob(refused.sha256))) == 0


def test_one_person_may_begin_twice_in_a_year_and_in_two_ministries(huis: Huis) -> None:
    rows = [rij("stages_trainees", 1, rol="stagiair", startdatum="01-02-2024"), rij("stages_trainees", 1)]
    huis.lever(naam("stages_trainees"), rows)
    huis.lever(naam("stages_trainees").replace("BZK", "FIN"), rows)
    huis.alles()
    assert huis.geldig("stages_trainees", "pseudo_id") == [(pseudoniem(1),)] * 4
