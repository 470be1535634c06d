"""The made-up deliveries through landing, processing and judgement: what they yield and which quirks they have."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from jbr_pipeline.contracts.delivery import MERKKOLOM, contracten
from jbr_pipeline.contracts.files import SUBTOTALEN
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import maak_aanleveringen
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.landing import Landingsrapport
from jbr_pipeline.warehouse import processing
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.deliveries_kit import Huis

SOORTEN = ("bezetting", "financien", "woo_verzoeken")
HALVERWEGE = ("mnre1010", "mnre1013", "mnre1153")
POPULATIE = """
    organisatie_code <> 'mnre1018'
    and medewerkersgroep in ('ambtelijk', 'trainee', 'gedetacheerd uit')
    and datum_in_dienst_ministerie <= peildatum
    and (datum_uit_dienst is null or datum_uit_dienst >= peildatum)
"""


NOG_EENS = """
import sys
from pathlib import Path
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import maak_aanleveringen
maak_aanleveringen(Path(sys.argv[1]))
"""


class Voorbeeld:
    """The sample, taken through the house once, with the valid rows of the deliveries in force as tables."""

    def __init__(self, root: Path) -> None:
        self.huis = Huis(Paden(root / "data"))
        self.bestanden = maak_aanleveringen(self.huis.paden.inbox)
        # The second time, in a process of its own, while this one lands and processes the first.
        self.elders = root / "elders"
        self.nog_eens = subprocess.Popen([sys.executable, "-c", NOG_EENS, str(self.elders)])
        self.landing: Landingsrapport = self.huis.land(voorbeeld=True)
        self.verwerkt = self._process()
        self.stand = self.huis.stand()
        self.con = duckdb.connect()
        for soort in SOORTEN:
            self._table(soort)
        self.con.execute((Path(__file__).parent / "woo_termijn.sql").read_text(encoding="utf-8"))

    def _process(self) -> list[Verwerking]:
        """Everything of the year ends; of 1 July a few files only, since the three dates are made alike."""
        paden = self.huis.paden
        landed = [
            e
            for e in manifest.lees(paden.geland)
            if e.peildatum and (e.peildatum.month == 12 or e.organisatie_code in HALVERWEGE)
        ]
        done: list[Verwerking] = []
        with session(paden) as con:
            for soort in SOORTEN:
                todo = [e for e in landed if e.soort == soort]
                done += processing.verwerk(paden, con, contracten()[soort], todo).verwerkt
        return done

    def _table(self, soort: str) -> None:
        selects = [
            f"select *, '{a.landing.organisatie_code}' as organisatie_code from read_parquet("
            f"'{self.huis.paden.getypeerd(soort, a.landing.aanlevering_id)}/*.parquet', hive_partitioning = false)"
            for a in self.stand.in_werking(soort)
        ]
        self.con.execute(f"create table {soort} as {' union all by name '.join(selects)}")

    def vraag(self, query: str) -> list[tuple[object, ...]]:
        return self.con.execute(query).fetchall()

    def getal(self, query: str) -> Decimal:
        return Decimal(str(self.vraag(query)[0][0]))

    def aanlevering(self, naam: str) -> Aanlevering:
        (found,) = [a for a in self.stand.aanleveringen if a.landing.bestandsnaam == naam]
        return found

    def bestand(self, naam: str) -> bytes:
        (file,) = [f for f in self.bestanden if f.name == naam]
        content = file.read_bytes()
        return gzip.decompress(content) if naam.endswith(".gz") else content

    def teksten(self) -> dict[str, bytes]:
        return {f.name: self.bestand(f.name) for f in self.bestanden if f.suffix != ".xlsx"}


@pytest.fixture(scope="module")
def voorbeeld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voorbeeld]:
    made = Voorbeeld(tmp_path_factory.mktemp("voorbeeld"))
    yield made
    made.nog_eens.wait()
    made.con.close()


def test_a_seed_gives_the_same_bytes_and_times_in_any_folder_and_process(voorbeeld: Voorbeeld) -> None:
    def known(inbox: Path) -> dict[str, tuple[str, int]]:
        return {
            f.relative_to(inbox).as_posix(): (hashlib.sha256(f.read_bytes()).hexdigest(), f.stat().st_mtime_ns)
            for f in inbox.rglob("*")
            if f.is_file()
        }

    assert voorbeeld.nog_eens.wait() == 0
    assert known(voorbeeld.elders) == known(voorbeeld.huis.paden.inbox)


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
    assert voorbeeld.landing.geweigerd == []
    assert len(voorbeeld.landing.geland) == len(voorbeeld.bestanden)
    landed = [e.bestandsnaam for e in voorbeeld.landing.geland]
    assert landed == [f.name for f in voorbeeld.bestanden]
    assert landed.index("JBR_SZW_bezetting_20241231_v1.csv") < landed.index("JBR_SZW_bezetting_20241231_v2.csv")


def test_no_delivery_of_the_three_subjects_is_missing(voorbeeld: Voorbeeld) -> None:
    missing = [v for v in voorbeeld.stand.ontbreekt if v.soort in SOORTEN]
    assert [v for v in missing if v.peildatum.month == 12 or v.organisatie_code in HALVERWEGE] == []
    halfway = {f.name.split("_")[1] for f in voorbeeld.bestanden if "_20240701_" in f.name}
    assert len(halfway) == len(ministeries_op(date(2024, 7, 1)))


def test_the_staff_in_fte_is_that_of_the_letter(voorbeeld: Voorbeeld) -> None:
    fte = voorbeeld.vraag(
        f"select sum(uren_per_week)::double / 36 from bezetting where {POPULATIE} and month(peildatum) = 12 "
        "group by peildatum order by peildatum"
    )
    assert [f[0] for f in fte] == [pytest.approx(147841, abs=0.3), pytest.approx(157019, abs=0.3)]


def test_the_share_of_women_in_the_upper_ranks_is_that_of_the_letter(voorbeeld: Voorbeeld) -> None:
    shares = voorbeeld.vraag(
        f"""
        with hoofd as (
            select * from bezetting where {POPULATIE} and month(peildatum) = 12
            qualify row_number() over (
                partition by peildatum, pseudo_id order by uren_per_week desc, dienstverband_nr, organisatie_code
            ) = 1
        )
        select 100.0 * count(*) filter (geslacht = 'V') / count(*)
        from hoofd where functieschaal >= 15 or abd_groep is not null group by peildatum order by peildatum
        """
    )
    assert shares[0][0] == pytest.approx(40.3, abs=0.05)
    assert shares[1][0] == pytest.approx(40.9, abs=0.02)


def test_hired_staff_is_the_same_share_in_both_years(voorbeeld: Voorbeeld) -> None:
    shares = voorbeeld.vraag(
        """
        select 100 * sum(bedrag_eur) filter (kostensoort like 'inhuur%')::double
            / sum(bedrag_eur) filter (kostensoort like 'inhuur%' or kostensoort = 'ambtelijk_personeel')::double
        from financien where not consolidatie group by peildatum order by peildatum
        """
    )
    assert [s[0] for s in shares] == [pytest.approx(15.4, abs=0.02)] * 2


def test_four_ministries_keep_to_the_norm_for_hired_staff(voorbeeld: Voorbeeld) -> None:
    within = voorbeeld.vraag(
        """
        select count(*) filter (inhuur * 10 <= personeel)
        from (
            select
                peildatum,
                sum(bedrag_eur) filter (kostensoort like 'inhuur%') as inhuur,
                sum(bedrag_eur) filter (kostensoort like 'inhuur%' or kostensoort = 'ambtelijk_personeel') as personeel
            from financien group by peildatum, organisatie_code
        )
        group by peildatum
        """
    )
    assert within == [(4,), (4,)]


def test_spending_grows_by_twelve_percent(voorbeeld: Voorbeeld) -> None:
    growth = voorbeeld.getal(
        """
        select 100 * (
            sum(bedrag_eur) filter (year(peildatum) = 2024)::double
            / sum(bedrag_eur) filter (year(peildatum) = 2023)::double - 1
        )
        from financien where not consolidatie
        """
    )
    assert Decimal("11.9") < growth < Decimal("12.1")


def test_thirty_percent_of_the_woo_decisions_of_2024_is_in_time(voorbeeld: Voorbeeld) -> None:
    shares = voorbeeld.vraag(
        "select 100.0 * count(*) filter (is_op_tijd) / count(*) from woo_beoordeeld "
        "group by peildatum order by peildatum"
    )
    assert 36 < shares[0][0] < 38  # type: ignore[operator]
    assert 29.6 < shares[1][0] < 30.4  # type: ignore[operator]


@pytest.mark.parametrize(
    ("geval", "op_tijd"),
    [
        ("2024-E01", True),
        ("2024-E02", False),
        ("2024-E03", True),
        ("2024-E04", True),
        ("2024-E05", False),
        ("2024-E06", True),
        ("2024-E07", True),
        ("2024-E08", True),
        ("2024-E09", False),
        ("2024-E10", True),
        ("2024-E11", False),
        ("2024-E12", True),
        ("2024-E13", True),
        ("2022-E14", True),
        ("2022-E15", False),
        ("2022-E16", True),
        ("2022-E17", False),
        ("2023-E18", True),
    ],
)
def test_the_edge_cases_of_the_woo_come_out_as_meant(voorbeeld: Voorbeeld, geval: str, op_tijd: bool) -> None:
    found = voorbeeld.vraag(f"select is_op_tijd from woo_beoordeeld where zaaknummer = 'WOO-{geval}'")
    assert found == [(op_tijd,)]


def test_more_woo_requests_come_in_and_some_stand_in_the_files_of_both_years(voorbeeld: Voorbeeld) -> None:
    received = voorbeeld.vraag(
        "select count(*) from woo_verzoeken where year(ontvangstdatum) = year(peildatum) group by peildatum order by 1"
    )
    assert 3300 < received[0][0] < 3500  # type: ignore[operator]
    assert 3800 < received[1][0] < 4000  # type: ignore[operator]
    decided_later = voorbeeld.getal(
        """
        select count(*)
        from woo_verzoeken as oud join woo_verzoeken as nieuw using (zaaknummer)
        where oud.peildatum < nieuw.peildatum and oud.besluitdatum is null and nieuw.besluitdatum is not null
        """
    )
    assert decided_later > 500


def test_people_stay_move_leave_join_and_return(voorbeeld: Voorbeeld) -> None:
    ((moved, left, joined, away_in_july, twice, two_ministries),) = voorbeeld.vraag(
        """
        with persoon as (
            select
                pseudo_id,
                max(organisatie_code) filter (peildatum = date '2023-12-31') as eind_2023,
                max(organisatie_code) filter (peildatum = date '2024-07-01') as midden_2024,
                max(organisatie_code) filter (peildatum = date '2024-12-31') as eind_2024,
                count(*) filter (peildatum = date '2024-12-31') as dienstverbanden,
                count(distinct organisatie_code) filter (peildatum = date '2024-12-31') as ministeries
            from bezetting group by pseudo_id
        )
        select
            count(*) filter (
                eind_2023 <> eind_2024 and eind_2024 not in ('mnre1162', 'mnre1171', 'mnre1182')
            ),
            count(*) filter (eind_2023 is not null and eind_2024 is null),
            count(*) filter (eind_2023 is null and eind_2024 is not null),
            count(*) filter (
                eind_2023 = eind_2024 and midden_2024 is null
                and eind_2024 in ('mnre1010', 'mnre1013', 'mnre1153')
            ),
            count(*) filter (dienstverbanden > 1),
            count(*) filter (ministeries > 1)
        from persoon
        """
    )
    assert (moved > 300, left > 8000, joined > 15000, twice > 1000, two_ministries > 300) == (True,) * 5  # type: ignore[operator]
    # Who was away on 1 July is back at the end of the year; looked for where all three dates are at hand.
    assert away_in_july > 0  # type: ignore[operator]


def test_people_of_the_parts_that_split_off_are_at_the_new_ministry(voorbeeld: Voorbeeld) -> None:
    moved = voorbeeld.vraag(
        """
        select nieuw.organisatie_code, oud.organisatie_code, count(*) > 500
        from bezetting as nieuw join bezetting as oud using (pseudo_id, onderdeel_code)
        where nieuw.peildatum = date '2024-12-31' and oud.peildatum = date '2023-12-31'
            and nieuw.organisatie_code <> oud.organisatie_code and onderdeel_code <> 'onbekend'
        group by all having count(*) > 100 order by all
        """
    )
    assert moved == [
        ("mnre1162", "mnre1058", True),
        ("mnre1171", "mnre1034", True),
        ("mnre1182", "mnre1045", True),
    ]


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
    ],
)
def test_some_rows_break_the_rule(voorbeeld: Voorbeeld, regel: str) -> None:
    assert sum(v.tellingen[regel].overtredingen for v in voorbeeld.verwerkt if regel in v.tellingen) > 0


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
