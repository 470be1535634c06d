"""The made-up deliveries at the door: which there are, which quirks and faults they have, and what becomes of them."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from jbr_pipeline.contracts.delivery import MERKKOLOM
from jbr_pipeline.contracts.files import SUBTOTALEN
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import maak_aanleveringen
from jbr_pipeline_tests.integration.sample.voorbeeld import SOORTEN, Voorbeeld

JAREN = (2022, 2023, 2024)
BZK = "mnre1034"


def test_a_seed_gives_the_same_bytes_and_times_in_any_folder_and_process(voorbeeld: Voorbeeld, tmp_path: Path) -> None:
    def known(inbox: Path) -> dict[str, tuple[str, int]]:
        return {
            f.relative_to(inbox).as_posix(): (hashlib.sha256(f.read_bytes()).hexdigest(), f.stat().st_mtime_ns)
            for f in inbox.rglob("*")
            if f.is_file()
        }

    maak_aanleveringen(tmp_path)
    assert known(tmp_path) == known(voorbeeld.huis.paden.inbox)


def test_every_row_of_every_text_file_says_that_it_is_made_up(voorbeeld: Voorbeeld) -> None:
    for naam, content in voorbeeld.teksten().items():
        end = b"\r\n" if b"\r\n" in content else b"\n"
        header = content.partition(end)[0]
        assert MERKKOLOM.encode() in header.lower().replace(b" ", b"_"), naam
        labelled = sum(content.count(form) for form in (b";ja" + end, b';"ja"' + end, end + b"ja;"))
        empty = content.count(end + end) + content.count(end + b";" * header.count(b";") + end)
        # A line break inside quotes leaves one half of the record without the label.
        halves = content.count(end + b"en ")
        assert labelled + empty + halves == content.count(end) - 1, naam


def test_every_row_of_every_spreadsheet_says_that_it_is_made_up(voorbeeld: Voorbeeld) -> None:
    sheets = [f for f in voorbeeld.bestanden if f.suffix == ".xlsx"]
    assert len(sheets) >= 10
    for file in sheets:
        header, *rows = _visible_rows(file)
        label = header.index(MERKKOLOM)
        assert rows
        assert {row[label] for row in rows} == {"ja"}, file.name


def test_all_files_land_in_the_order_of_their_versions(voorbeeld: Voorbeeld) -> None:
    assert {e.besluit for e in voorbeeld.landingen} == {"geland"}
    landed = [e.bestandsnaam for e in voorbeeld.landingen]
    assert landed == [f.name for f in voorbeeld.bestanden]
    assert landed.index("JBR_SZW_bezetting_20241231_v1.csv") < landed.index("JBR_SZW_bezetting_20241231_v2.csv")


@pytest.mark.parametrize("jaar", JAREN)
@pytest.mark.parametrize("soort", SOORTEN)
def test_every_ministry_of_the_day_has_delivered_the_subject(voorbeeld: Voorbeeld, soort: str, jaar: int) -> None:
    owing = {BZK} if soort == "enquete" else {m.code for m in ministeries_op(date(jaar, 12, 31))}
    delivered = voorbeeld.vraag(f"select distinct organisatie_code from {soort} where peildatum = '{jaar}-12-31'")
    assert {code for (code,) in delivered} == owing


@pytest.mark.parametrize("jaar", [2023, 2024])
def test_every_ministry_has_delivered_its_staff_of_1_july(voorbeeld: Voorbeeld, jaar: int) -> None:
    names = {f.name.split("_")[1].upper() for f in voorbeeld.bestanden if f"_bezetting_{jaar}0701_" in f.name}
    assert names == {m.bestandsafkorting for m in ministeries_op(date(jaar, 7, 1))}


def test_nothing_that_is_owed_is_missing(voorbeeld: Voorbeeld) -> None:
    assert voorbeeld.stand.ontbreekt == ()


def test_a_file_with_a_third_of_the_rows_is_refused_and_the_earlier_version_stays(voorbeeld: Voorbeeld) -> None:
    refused = voorbeeld.aanlevering("JBR_SZW_bezetting_20241231_v2.csv")
    assert refused.status == "afgekeurd"
    assert [o.regel.naam for o in refused.oordelen if o.uitkomst == "gezakt" and o.regel.ernst == "kritiek"] == [
        "aantal_regels_60_pct"
    ]
    assert voorbeeld.aanlevering("JBR_SZW_bezetting_20241231_v1.csv").status == "geaccepteerd"


def test_a_better_version_with_other_amounts_replaces_the_first(voorbeeld: Voorbeeld) -> None:
    assert voorbeeld.aanlevering("JBR_OCW_financien_20241231_v1.csv").status == "vervangen"
    assert voorbeeld.aanlevering("JBR_OCW_financien_20241231_v2.csv").status == "geaccepteerd"
    first, second = (voorbeeld.bestand(f"JBR_OCW_financien_20241231_v{n}.csv") for n in (1, 2))
    assert first != second


def test_no_other_delivery_is_refused(voorbeeld: Voorbeeld) -> None:
    assert sum(a.status != "geaccepteerd" for a in voorbeeld.stand.aanleveringen) == 2


@pytest.mark.parametrize(
    "regel",
    [
        "functieschaal_bereik",
        "functieschaal_leesbaar",
        "datum_in_dienst_rijk_leesbaar",
        "uren_per_week_bereik",
        "uren_per_week_leesbaar",
        "medewerkersgroep_leesbaar",
        "organisatietype_leesbaar",
        "leeftijd_bestaanbaar",
        "uit_dienst_niet_voor_in_dienst",
        "regel_niet_herhaald",
        "sleutel_uniek",
        "regel_onleesbaar",
        "stelsel_past_bij_onderdeel",
        "kostensoort_leesbaar",
        "bedrag_leesbaar",
        "besluit_niet_voor_ontvangst",
        "uitkomst_bij_besluit",
        "uitkomst_leesbaar",
        "ontvangstdatum_leesbaar",
        "bezwaar_leesbaar",
        # Warnings.
        "uren_niet_boven_36",
        "deeltijdfactor_is_uren_gedeeld_door_36",
        "salarisschaal_niet_boven_functieschaal",
        "in_dienst_ministerie_niet_voor_rijk",
        "leeftijd_15_tot_75",
        "bedrag_niet_negatief",
        "betaald_niet_boven_verbeurd",
        # The subjects that hold a year.
        "pseudo_id_patroon",
        "rol_leesbaar",
        "startdatum_gevuld",
        "start_in_het_jaar",
        "einde_niet_voor_start",
        "maand_patroon",
        "maand_in_het_jaar",
        "leeftijdsklasse_leesbaar",
        "schaalgroep_leesbaar",
        "medewerkers_leesbaar",
        "ziektedagen_leesbaar",
        "ziektedagen_hoogstens_beschikbare_dagen",
        "kanaal_leesbaar",
        "open_datum_leesbaar",
        "vervuld_niet_voor_open",
        "fte_bereik",
        "fte_leesbaar",
        "categorie_leesbaar",
        "fase_leesbaar",
        "aantal_leesbaar",
        "aantal_bereik",
        "kwartaal_patroon",
        "kwartaal_in_het_jaar",
        "soort_leesbaar",
        "verloonde_uren_leesbaar",
        "doel_banen_leesbaar",
        "thema_leesbaar",
        "kenmerk_past_bij_thema",
        "eenheid_past_bij_thema",
        "hoeveelheid_leesbaar",
        "emissiefactor_bij_uitstoot",
        "geschat_pct_bereik",
        "gebeurtenis_leesbaar",
        "datum_in_het_jaar",
        "kosten_duizend_euro_leesbaar",
        "ernst_leesbaar",
        "vraag_leesbaar",
        "groep_gevuld",
        "gewogen_pct_bereik",
        "kenmerk_leesbaar",
        "waarde_leesbaar",
        "waarde_bereik",
    ],
)
def test_some_rows_break_the_rule(voorbeeld: Voorbeeld, regel: str) -> None:
    assert sum(v.tellingen[regel].overtredingen for v in voorbeeld.verwerkt if regel in v.tellingen) > 0


def test_two_files_are_warned_about_as_a_whole(voorbeeld: Voorbeeld) -> None:
    warned = [
        (a.landing.bestandsnaam, o.regel.naam)
        for a in voorbeeld.stand.aanleveringen
        for o in a.oordelen
        if a.status == "geaccepteerd" and o.uitkomst == "gezakt"
    ]
    assert warned == [
        ("JBR_IenW_integriteit_20231231_v1.csv", "fasen_lopen_af"),
        ("JBR_VWS_bezetting_20231231_v1.csv", "onderdeel_naam_bekend"),
    ]


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_subject_has_rows_in_quarantine(voorbeeld: Voorbeeld, soort: str) -> None:
    done = [a.verwerking for a in voorbeeld.stand.aanleveringen if a.landing.soort == soort and a.verwerking]
    quarantined, read = sum(v.rijen_quarantaine for v in done), sum(v.rijen_gelezen for v in done)
    assert quarantined > 0
    # The few rows of the survey weigh more.
    assert quarantined / read < (0.5 if soort == "enquete" else 0.05)


def test_an_empty_answer_and_the_word_for_it_are_one_key(voorbeeld: Voorbeeld) -> None:
    folder = voorbeeld.huis.paden.gesloten / "quarantaine" / "integriteit"
    pair = voorbeeld.vraag(
        f"select cellen['afdoening'] from read_parquet('{folder}/*/*.parquet', hive_partitioning = true) "
        "where list_contains(regels, 'sleutel_uniek') and coalesce(cellen['afdoening'], '') not like 'nog %'"
    )
    assert len(pair) == 2
    assert ("onbekend",) in pair


def test_quarantine_is_a_small_part_and_in_most_ministries(voorbeeld: Voorbeeld) -> None:
    staff = [a.verwerking for a in voorbeeld.stand.aanleveringen if a.landing.soort == "bezetting" and a.verwerking]
    share = sum(v.rijen_quarantaine for v in staff) / sum(v.rijen_gelezen for v in staff)
    assert 0.0005 < share < 0.002
    assert sum(v.rijen_quarantaine > 0 for v in staff) > 20


def test_a_quarantined_row_changes_no_figure(voorbeeld: Voorbeeld) -> None:
    """Whoever is in quarantine is nowhere else, but for exact repeats, of which the first counts."""
    folder = voorbeeld.huis.paden.gesloten / "quarantaine" / "bezetting"
    query = f"""
        select count(*) from read_parquet('{folder}/*/*.parquet', hive_partitioning = true) as q
        join bezetting as b on b.pseudo_id = q.cellen['pseudo_id']
        where not list_contains(q.regels, 'regel_niet_herhaald')
    """
    assert voorbeeld.getal(query) == 0


def test_every_encoding_line_end_and_form_occurs(voorbeeld: Voorbeeld) -> None:
    assert {v.codering for v in voorbeeld.verwerkt} == {"utf-8", "utf-8-sig", "cp1252", "xlsx"}
    texts = voorbeeld.teksten().values()
    assert any(b"\r\n" in t for t in texts)
    assert any(b"\r\n" not in t for t in texts)
    assert any("€".encode("cp1252") in t and "ë".encode("cp1252") in t for t in texts if _is_cp1252(t))
    assert any(f.name.endswith(".csv.gz") for f in voorbeeld.bestanden)


@pytest.mark.parametrize(
    ("naam", "patroon"),
    [
        ("JBR_BZ_bezetting_20231231_v1.csv", rb";#;"),
        ("JBR_BZ_bezetting_20231231_v1.csv", rb"31-12-9999"),
        ("JBR_BZ_bezetting_20231231_v1.csv", rb'"Directie Financi\xebn; Control en Inkoop"'),
        ("JBR_DEF_bezetting_20231231_v1.csv", rb";  [A-Z][^;]* ;"),
        ("JBR_SZW_bezetting_20241231_v1.csv", rb'^"PSEUDO|^pseudo_id;.*\n"[0-9a-f]{32}"'),
        ("JBR_IenW_bezetting_20231231_v1.csv", rb'"[^";]*\r\nen [^";]*"'),
        ("JBR_IenW_bezetting_20231231_v1.csv", rb"\r\n\r\n"),
        ("JBR_IenW_bezetting_20231231_v1.csv", rb"\r\n;+\r\n"),
        ("JBR_LNV_bezetting_20231231_v1.csv", rb"^Pseudo id;Dienstverband nr;"),
        ("JBR_BZK_bezetting_20231231_v1.csv", rb"PSEUDO_ID;.*KOSTENPLAATS"),
        ("JBR_EZK_bezetting_20231231_v1.csv", rb"verzonnen_voorbeeld;standplaats;"),
        ("JBR_OCW_bezetting_20231231_v1.csv", rb"^abd_groep;contractsoort;"),
        ("JBR_FIN_financien_20231231_v1.csv", rb"[;\n]\d{1,3}\.\d{3}\.\d{3},\d\d;"),
        ("JBR_IenW_financien_20241231_v1.csv", rb";[\d.]+,\d\d-;"),
        ("JBR_FIN_bezetting_20231231_v1.csv.gz", rb"\nResultaat;"),
        ("JBR_LVVN_bezetting_20241231_v1.csv", rb"\nTotaalresultaat;"),
        ("JBR_FIN_verzuim_20221231_v1.csv", rb";\d\.\d{3},\d\d;"),
        ("JBR_FIN_verzuim_20221231_v1.csv", rb"\nTotaalresultaat;"),
        ("JBR_SZW_privacy_ict_20241231_v1.csv", rb';"412,5-";'),
        ("JBR_DEF_organisatie_20231231_v1.csv", rb"inkoop_euro;ja|;\d{1,3}\.\d{3}\.\d{3}\.\d{3},\d\d"),
        ("JBR_BZ_integriteit_20231231_v1.csv", rb";vastgesteld;#;"),
        ("JBR_IenW_duurzaamheid_20221231_v1.csv", rb"aardgas;kantoor;[\d.]+,\d{3};TJ;\d\d\.?\d{3},\d{4};"),
        ("JBR_FIN_duurzaamheid_20231231_v1.csv", rb"afval;papier;[\d.]+,\d{3};ton;"),
        ("JBR_BZK_duurzaamheid_20231231_v1.csv", rb"kantoren;energielabel A;"),
        ("JBR_IenW_vacatures_20241231_v1.csv", rb'"(Financi\xebn|Personeel)[^";]*\r\nen [^";]*"'),
    ],
)
def test_the_quirk_is_in_the_file(voorbeeld: Voorbeeld, naam: str, patroon: bytes) -> None:
    assert re.search(patroon, voorbeeld.bestand(naam))


def test_subtotals_are_skipped_and_counted(voorbeeld: Voorbeeld) -> None:
    assert len(SUBTOTALEN) == 2
    for name in ("JBR_FIN_bezetting_20231231_v1.csv.gz", "JBR_LNV_woo_verzoeken_20231231_v1.csv"):
        verwerking = voorbeeld.aanlevering(name).verwerking
        assert verwerking is not None
        assert verwerking.rijen_overgeslagen == 4


def test_unknown_and_missing_columns_occur(voorbeeld: Voorbeeld) -> None:
    assert any(v.onbekende_kolommen for v in voorbeeld.verwerkt)
    header = voorbeeld.bestand("JBR_VWS_bezetting_20231231_v1.csv").partition(b"\n")[0]
    assert b"salarisschaal" not in header


def test_a_spreadsheet_has_a_hidden_sheet_native_cells_and_codes_without_leading_zeros(voorbeeld: Voorbeeld) -> None:
    (file,) = [f for f in voorbeeld.bestanden if f.name == "JBR_AZ_bezetting_20241231_v1.xlsx"]
    first = CalamineWorkbook.from_path(file).sheets_metadata[0]
    assert first.visible == SheetVisibleEnum.Hidden
    header, *rows = _visible_rows(file)
    row = dict(zip(header, rows[0], strict=True))
    assert row["onderdeel_code"] == 10
    assert isinstance(row["uren_per_week"], float)
    assert not isinstance(row["datum_in_dienst_rijk"], str)
    codes = voorbeeld.vraag("select distinct onderdeel_code from bezetting where organisatie_code = 'mnre1010'")
    assert {"0010", "0020"} <= {c[0] for c in codes}


def test_months_and_classes_stay_text_in_a_spreadsheet(voorbeeld: Voorbeeld) -> None:
    (file,) = [f for f in voorbeeld.bestanden if f.name == "JBR_SZW_verzuim_20241231_v1.xlsx"]
    header, *rows = _visible_rows(file)
    month, group, days = (header.index(n) for n in ("maand", "schaalgroep", "ziektedagen"))
    assert {row[month] for row in rows} >= {f"2024-{m:02}" for m in range(1, 13)}
    assert {row[group] for row in rows} >= {"1-4", "5-9", "10-13", "14-19"}
    assert isinstance(rows[0][days], float)


def _visible_rows(file: Path) -> list[list[object]]:
    """The rows of the visible sheet from its header on."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Gegevens").to_python(skip_empty_area=False)
    start = next(n for n, row in enumerate(rows) if MERKKOLOM in row)
    assert start > 0
    return rows[start:]  # type: ignore[return-value]


def _is_cp1252(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False
