"""From file to valid rows and quarantine: every fault with its rule, its column and its line."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import limits
from jbr_pipeline.warehouse.findings import TE_LANG
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline_tests.deliveries_kit import GOED, Huis, csv_tekst, pseudoniem, rij, rijen, werkblad, xlsx_bytes
from jbr_pipeline_tests.integration.deliveries.gevallen import BREUKEN, GOEDE_GRENZEN, WAARSCHUWINGEN

BEZETTING = "JBR_BZK_bezetting_20241231_v1.csv"
FINANCIEN = "JBR_BZK_financien_20241231_v1.csv"
WOO = "JBR_BZK_woo_verzoeken_20241231_v1.csv"


ANDERE_MAAT: dict[str, dict[str, str]] = {
    "bezetting": {"geslacht": "M"},
    "financien": {"bedrag": "3"},
    "woo_verzoeken": {"documenten": "3"},
    "stages_trainees": {"rol": "stagiair"},
    "verzuim": {"meldingen": "3"},
    "vacatures": {"fte": "0,5"},
    "integriteit": {"aantal": "3"},
    "banenafspraak": {"doel_banen": "3"},
    "duurzaamheid": {"hoeveelheid": "3"},
    "privacy_ict": {"ernst": "hoog"},
    "enquete": {"respondenten": "3"},
    "organisatie": {"waarde": "3"},
}
"""A cell outside the key with which a row contradicts the one before it."""


def lever_per_geval(huis: Huis, soort: str, gevallen: Sequence[dict[str, str]]) -> list[Verwerking]:
    """Each case as the second row of a version of its own; the results in the order of the cases."""
    for versie, cells in enumerate(gevallen, start=1):
        huis.lever(f"JBR_BZK_{soort}_20241231_v{versie}.csv", [rij(soort, 1), rij(soort, 2, **cells)])
    versies = {e.aanlevering_id: e.versie or 0 for e in huis.land().geland}
    return sorted(huis.verwerk(), key=lambda v: versies[v.aanlevering_id])


def test_the_cases_below_are_about_every_subject() -> None:
    assert set(BREUKEN) == set(GOEDE_GRENZEN) == set(ANDERE_MAAT) == set(GOED) == set(contracten())


@pytest.mark.parametrize("soort", BREUKEN)
def test_every_critical_rule_over_a_row_is_among_the_cases(soort: str) -> None:
    kritiek = {r.naam for r in contracten()[soort].rijregels if r.is_kritiek}
    assert kritiek - {r for _, r, _ in BREUKEN[soort]} == {"regel_niet_herhaald", "sleutel_uniek"}


@pytest.mark.parametrize("soort", BREUKEN)
def test_a_critical_rule_sends_its_row_and_no_other_to_quarantine(huis: Huis, soort: str) -> None:
    results = lever_per_geval(huis, soort, [cells for cells, _, _ in BREUKEN[soort]])
    kolommen = "aanlevering_id, regelnr, list_zip(regels, kolommen)"
    held = {id_: (line, reasons) for id_, line, reasons in huis.quarantaine(soort, kolommen)}
    assert len(held) == len(results)
    for result, (cells, regel, kolom) in zip(results, BREUKEN[soort], strict=True):
        line, reasons = held[result.aanlevering_id]
        assert line == 3
        assert (regel, kolom) in reasons, cells
        assert (result.rijen_gelezen, result.rijen_geldig, result.rijen_quarantaine) == (2, 1, 1)
    assert {line for (line,) in huis.geldig(soort, "regelnr")} == {2}


@pytest.mark.parametrize("soort", GOEDE_GRENZEN)
def test_what_lies_on_the_bound_or_may_be_empty_breaks_nothing(huis: Huis, soort: str) -> None:
    rows = [rij(soort, n, **cells) for n, cells in enumerate(GOEDE_GRENZEN[soort], start=1)]
    result = huis.een(f"JBR_BZK_{soort}_20241231_v1.csv", rows)
    assert huis.quarantaine(soort) == []
    assert {n for n, t in result.tellingen.items() if t.overtredingen} == set()
    assert {t.geteld for t in result.tellingen.values()} == {len(rows)}


@pytest.mark.parametrize("soort", WAARSCHUWINGEN)
def test_a_warning_is_counted_and_nothing_more(huis: Huis, soort: str) -> None:
    cases = WAARSCHUWINGEN[soort]
    rows = [rij(soort, n, **cells) for n, (cells, _) in enumerate(cases, start=1)]
    result = huis.een(f"JBR_BZK_{soort}_20241231_v1.csv", rows)
    assert result.rijen_geldig == len(rows)
    expected: dict[str, int] = {}
    for _, regel in cases:
        expected[regel] = expected.get(regel, 0) + 1
    assert {n: t.overtredingen for n, t in result.tellingen.items() if t.overtredingen} == expected


@pytest.mark.parametrize("soort", BREUKEN)
def test_great_expectations_counts_what_the_quarantine_counts(huis: Huis, soort: str) -> None:
    dubbel = csv_tekst([rij(soort, n) for n in (1, 1, 2)] + [rij(soort, 2, **ANDERE_MAAT[soort])])
    huis.lever(f"JBR_BZK_{soort}_20231231_v1.csv", dubbel.replace("2024", "2023") + "te weinig\n")
    gevallen = [cells for cells, *_ in [*BREUKEN[soort], *WAARSCHUWINGEN.get(soort, [])]]
    results = lever_per_geval(huis, soort, gevallen)
    (rapport,) = [r for r in huis.rapporten if r.verwerkt]
    toetsen = {t.regel: t for t in rapport.toetsen}
    assert [t.toelichting for t in toetsen.values() if t.storing] == []
    assert list(toetsen) == [r.naam for r in contracten()[soort].rijregels]
    for regel, toets in toetsen.items():
        assert toets.overtredingen == sum(v.tellingen[regel].overtredingen for v in results), regel
        assert toets.geteld == 4 + 2 * len(gevallen)
    assert toetsen["regel_niet_herhaald"].overtredingen == 1
    assert toetsen["sleutel_uniek"].overtredingen == 2
    for v in results:
        assert v.rijen_gelezen == v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen


def test_a_row_holds_every_fault_and_its_cells_as_delivered(huis: Huis) -> None:
    row = rij("bezetting", 2, uren_per_week="zestien", functieschaal=" 20 ", geslacht="?")
    huis.een(BEZETTING, [rij("bezetting"), row])
    ((line, regels, kolommen, cellen, regel),) = huis.quarantaine(
        "bezetting", "regelnr, regels, kolommen, cellen, regel"
    )
    assert (line, regel) == (3, None)
    assert list(zip(kolommen, regels, strict=True)) == [
        ("uren_per_week", "uren_per_week_leesbaar"),
        ("functieschaal", "functieschaal_bereik"),
        ("geslacht", "geslacht_leesbaar"),
    ]
    assert (cellen["uren_per_week"], cellen["functieschaal"], cellen["abd_groep"]) == ("zestien", "20", None)


def test_a_line_that_is_no_row_is_in_quarantine_as_it_stands(huis: Huis) -> None:
    kop, *lines = csv_tekst(rijen("bezetting", 3)).splitlines()
    result = huis.een(BEZETTING, "\n".join([kop, lines[0], lines[1] + ";x", "", '"' + lines[2], lines[2]]))
    assert huis.quarantaine("bezetting", "regelnr, regels, kolommen, cellen, regel") == [
        (3, ["regel_onleesbaar"], [], None, lines[1] + ";x"),
        (5, ["regel_onleesbaar"], [], None, '"' + lines[2]),
    ]
    assert result.tellingen["regel_onleesbaar"].overtredingen == 2
    assert (result.rijen_gelezen, result.rijen_geldig) == (4, 2)


def test_a_line_longer_than_is_read_is_in_quarantine_whole_and_said_to_be_long(huis: Huis) -> None:
    long = "x" * limits.LANGSTE_RIJ_BYTES
    kop, *lines = csv_tekst(
        [rij("bezetting", 1), rij("bezetting", 2, standplaats=long), rij("bezetting", 3)]
    ).splitlines()
    huis.een(BEZETTING, "\n".join([kop, "", *lines]))
    ((line, regel),) = huis.quarantaine("bezetting", "regelnr, regel")
    assert (line, regel) == (4, lines[1])
    (found,) = huis.rapporten[0].bevindingen.values()
    assert list(found.onleesbaar) == [(4, TE_LANG)]
    assert huis.geldig("bezetting", "regelnr") == [(3,), (5,)]


def test_of_exact_repeats_the_first_is_kept(huis: Huis) -> None:
    huis.een(BEZETTING, [rij("bezetting", n) for n in (1, 2, 1, 1)])
    assert huis.geldig("bezetting", "regelnr") == [(2,), (3,)]
    assert huis.quarantaine("bezetting") == [(n, ["regel_niet_herhaald"], ["pseudo_id"]) for n in (4, 5)]


def test_rows_with_one_key_that_contradict_each_other_are_all_held(huis: Huis) -> None:
    rows = [rij("bezetting", 1), rij("bezetting", 1, geslacht="M"), rij("bezetting", 2), rij("bezetting", 1)]
    huis.een(BEZETTING, rows)
    assert huis.geldig("bezetting", "regelnr") == [(4,)]
    assert huis.quarantaine("bezetting") == [
        (2, ["sleutel_uniek"], ["pseudo_id"]),
        (3, ["sleutel_uniek"], ["pseudo_id"]),
        (5, ["regel_niet_herhaald"], ["pseudo_id"]),
    ]


def test_a_second_employment_of_a_person_is_no_repeat(huis: Huis) -> None:
    result = huis.een(BEZETTING, [rij("bezetting", 1), rij("bezetting", 1, dienstverband_nr="2")])
    assert result.rijen_geldig == 2


def test_without_a_named_key_all_columns_but_the_measure_are_the_key(huis: Huis) -> None:
    huis.een(FINANCIEN, [rij("financien", 1), rij("financien", 1, bedrag="7"), rij("financien", 1, consolidatie="ja")])
    assert huis.geldig("financien", "regelnr") == [(4,)]


def test_the_same_person_in_two_ministries_breaks_nothing(huis: Huis) -> None:
    huis.lever(BEZETTING, rijen("bezetting", 2))
    huis.lever(BEZETTING.replace("BZK", "FIN"), rijen("bezetting", 2))
    assert {a.status for a in huis.alles().aanleveringen} == {"geaccepteerd"}
    assert len(huis.geldig("bezetting")) == 4


def test_subtotal_rows_are_skipped_and_counted_and_empty_rows_are_nothing(huis: Huis) -> None:
    leeg = dict.fromkeys(GOED["bezetting"], "")
    rows = [
        *rijen("bezetting", 2),
        {**leeg, "onderdeel_naam": "Resultaat"},
        leeg,
        {**leeg, "geslacht": "Totaalresultaat"},
    ]
    result = huis.een(BEZETTING, rows)
    assert (result.rijen_gelezen, result.rijen_geldig, result.rijen_quarantaine) == (4, 2, 0)
    assert result.rijen_overgeslagen == 2
    assert huis.quarantaine("bezetting") == []


def test_an_unknown_column_is_told_and_stored_nowhere(huis: Huis) -> None:
    rows = [
        {**rij("bezetting", 1), "Schoen maat": "MARKER"},
        {**rij("bezetting", 2, geslacht="?"), "Schoen maat": "MARKER"},
    ]
    result = huis.een(BEZETTING, rows)
    assert result.onbekende_kolommen == ("schoen_maat",)
    assert "MARKER" not in str(huis.geldig("bezetting")) + str(huis.quarantaine("bezetting", "*"))
    assert result.reden is None


def test_the_mark_of_a_made_up_delivery_is_stored_nowhere_and_no_unknown_column(huis: Huis) -> None:
    huis.lever(BEZETTING, [{**rij("bezetting"), "Verzonnen_Voorbeeld": "ja"}])
    huis.land(voorbeeld=True)
    (result,) = huis.verwerk()
    assert result.onbekende_kolommen == ()
    assert "verzonnen_voorbeeld" not in str(huis.geldig("bezetting", "columns(*)"))


ONBRUIKBAAR: list[tuple[str | bytes, str]] = [
    (b"", "Regel 1 is leeg"),
    (b"a;b\n1;2\n", "mist de verplichte kolommen pseudo_id, "),
    (csv_tekst(rijen("bezetting", 2)).replace(";", ","), "gevonden: 1 kolommen, gescheiden door ';'"),
    (csv_tekst(rijen("bezetting", 2)).splitlines()[0], "geen enkele regel met gegevens"),
    (csv_tekst([dict.fromkeys(GOED["bezetting"], "")]), "geen enkele regel met gegevens"),
    (csv_tekst([dict.fromkeys(GOED["bezetting"], "Resultaat")]), "geen enkele regel met gegevens"),
    (csv_tekst(rijen("bezetting", 2, geslacht="?")), "Geen van de 2 regels is bruikbaar"),
    (csv_tekst(rijen("bezetting", 2)).replace("Den Haag", "Den Haag;x"), "Geen van de 2 regels is bruikbaar"),
    (csv_tekst(rijen("bezetting", 2)).encode("utf-16"), "Regel 1 bevat nul-tekens"),
    (csv_tekst(rijen("bezetting", 2)).encode("cp1252") + b"\x81", "Regel 4 bevat een teken"),
    (csv_tekst(rijen("bezetting", 2)).replace("geslacht", "onderdeel_code"), "onderdeel_code staat twee keer"),
]  # fmt: skip


def test_a_file_that_cannot_be_used_is_rejected_in_dutch_and_holds_up_no_other(huis: Huis) -> None:
    ministeries = ["AENM", "AZ", "BZ", "DEF", "EZ", "FIN", "IENW", "JENV", "KGG", "LVVN", "OCW"]
    names = [BEZETTING.replace("BZK", m) for m in ministeries]
    for name, (inhoud, _) in zip(names, ONBRUIKBAAR, strict=True):
        huis.lever(name, inhoud)
    huis.lever(BEZETTING, rijen("bezetting", 2))
    huis.alles()
    for name, (_, reden) in zip(names, ONBRUIKBAAR, strict=True):
        bad = huis.aanlevering(name)
        assert bad.status == "afgekeurd"
        assert reden in (bad.reden or ""), name
    good = huis.aanlevering(BEZETTING)
    assert good.status == "geaccepteerd"
    assert {id_ for (id_,) in huis.geldig("bezetting", "aanlevering_id")} == {good.landing.aanlevering_id}


@pytest.mark.parametrize("vorm", ["utf-8", "utf-8-sig", "cp1252", "crlf", "csv.gz", "xlsx"])
def test_every_form_of_a_delivery_gives_the_same_rows(huis: Huis, vorm: str) -> None:
    rows = [*rijen("woo_verzoeken", 3), rij("woo_verzoeken", 4, onderdeel_code="€ë", dwangsom_verbeurd_euro="1442,5")]
    naam = WOO.replace("csv", vorm if vorm in ("csv.gz", "xlsx") else "csv")
    match vorm:
        case "xlsx":
            inhoud: str | bytes = xlsx_bytes(
                {"blad": werkblad([*rows[:3], {**rows[3], "dwangsom_verbeurd_euro": 1442.5}])}
            )
        case "crlf":
            inhoud = csv_tekst(rows, einde="\r\n")
        case "csv.gz":
            inhoud = csv_tekst(rows)
        case _:
            inhoud = csv_tekst(rows).encode(vorm)
    result = huis.een(naam, inhoud)
    assert result.codering == {"crlf": "utf-8", "csv.gz": "utf-8"}.get(vorm, vorm)
    assert huis.geldig("woo_verzoeken", "regelnr, peildatum, zaaknummer, besluitdatum, bezwaar, documenten") == [
        (n + 1, date(2024, 12, 31), f"2024-{n:04d}", date(2024, 4, 1), False, 12) for n in (1, 2, 3, 4)
    ]
    assert huis.geldig("woo_verzoeken", "onderdeel_code, dwangsom_verbeurd_euro")[2:] == [
        ("0012", None),
        ("€ë", Decimal("1442.50")),
    ]


def test_a_spreadsheet_gives_back_zeros_and_reads_dates_numbers_and_truth(huis: Huis) -> None:
    row = rij("bezetting", onderdeel_code=12, datum_in_dienst_rijk=date(2003, 2, 1), uren_per_week=32.4,
              deeltijdfactor=0.9, functieschaal=11, datum_uit_dienst=date(9999, 12, 31))  # fmt: skip
    result = huis.een(BEZETTING.replace("csv", "xlsx"), xlsx_bytes({"blad": werkblad([row], above=3)}))
    assert {n for n, t in result.tellingen.items() if t.overtredingen} == set()
    kolommen = "regelnr, onderdeel_code, datum_in_dienst_rijk, uren_per_week, datum_uit_dienst, functieschaal"
    assert huis.geldig("bezetting", kolommen) == [(5, "0012", date(2003, 2, 1), Decimal("32.40"), None, 11)]


def test_two_deliveries_with_the_same_bytes_each_have_their_own_rows(huis: Huis) -> None:
    for n in (1, 2):
        huis.lever(BEZETTING.replace("v1", f"v{n}"), rijen("bezetting", 3))
    huis.lever(BEZETTING.replace("BZK", "FIN"), rijen("bezetting", 3))
    huis.land()
    assert [(v.rijen_gelezen, v.rijen_geldig) for v in huis.verwerk()] == [(3, 3)] * 3
    assert [n for (n,) in huis.geldig("bezetting", "regelnr")] == [2, 3, 4] * 3


def test_measures_are_taken_over_the_valid_rows(huis: Huis) -> None:
    rows = [
        *rijen("bezetting", 3),
        rij("bezetting", 4, onderdeel_naam=""),
        rij("bezetting", 5, geslacht="", onderdeel_naam=""),
    ]
    result = huis.een(BEZETTING, rows)
    assert result.maten == {"aantal_regels_25_pct": 4, "aantal_regels_60_pct": 4, "onderdeel_naam_bekend": 25}


def test_a_data_folder_with_a_quote_in_its_name_is_a_folder_like_any_other(tmp_path) -> None:
    from jbr_pipeline.warehouse.layout import Paden

    huis = Huis(Paden(tmp_path / 'jaar \'24; "x"'))
    assert huis.een(BEZETTING, [*rijen("bezetting", 2), rij("bezetting", 3, geslacht="?")]).rijen_geldig == 2


def test_neither_log_nor_result_holds_a_value(huis: Huis, caplog: pytest.LogCaptureFixture) -> None:
    marker = "GEHEIM-4711"
    rows = [rij("bezetting", 1), rij("bezetting", 2, standplaats=marker), rij("bezetting", 3, geslacht=marker),
            rij("bezetting", 3, uren_per_week=marker), {**rij("bezetting", 4), "vrij veld": marker}]  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        huis.lever(BEZETTING, csv_tekst(rows) + f'{marker};"{marker}\n')
        huis.lever(BEZETTING.replace("BZK", "FIN"), csv_tekst([dict.fromkeys(GOED["bezetting"], marker)]))
        stand = huis.alles()
    assert marker not in caplog.text
    assert marker not in repr(stand)
    assert marker not in repr(huis.rapporten)
    for file in huis.paden.data.rglob("*.json"):
        assert marker not in file.read_text(encoding="utf-8")
    assert pseudoniem(2) not in caplog.text + repr(stand)
