"""After a purge nothing of the rows is left, and every figure is what it was: from its edition, or still computed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jbr_pipeline.reporting.explanation import Vraag, verklaar
from jbr_pipeline.reporting.signals import signalen
from jbr_pipeline.reporting.status import aandachtspunten
from jbr_pipeline.warehouse.acceptance import NietTeAccepteren, accepteer
from jbr_pipeline.warehouse.editions import Editiefout
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.renewal import verouderd
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen
from jbr_pipeline_tests.integration.retention.archief import DAGEN, JAREN, OUD, Archief, rijen_vanaf


def test_nothing_of_the_rows_is_found_in_any_file(bewaard: Archief, opgeschoond: Archief) -> None:
    assert len({secret for found in bewaard.sporen().values() for secret in found}) == 4
    assert opgeschoond.sporen() == {}


def test_only_entries_of_the_manifest_are_left_of_those_years(opgeschoond: Archief) -> None:
    left = [p for p in opgeschoond.paden.data.rglob("*20221231*") if p.is_file()]
    assert {p.parent for p in left} == {opgeschoond.paden.geland / "manifest"}
    landed = {p.name for p in opgeschoond.paden.geland.iterdir() if p.is_file()}
    assert landed == {sha for (sha,) in opgeschoond.lees("select sha256 from aanlevering where opgeschoond_op is null")}


@pytest.mark.parametrize("jaar", OUD)
def test_a_purged_year_is_what_its_newest_edition_says(opgeschoond: Archief, jaar: int) -> None:
    assert opgeschoond.waarden(f"jaar = {jaar}") == opgeschoond.waarden(f"jaar = {jaar}", editie=f"JBR {jaar + 1}")
    made = "select distinct status, run_id, berekend_op from indicator_waarde where jaar = {} and editie = '{}'"
    (served,) = opgeschoond.lees(made.format(jaar, "lopend"))
    assert served[0] == "vastgesteld"
    assert [served] == opgeschoond.lees(made.format(jaar, f"JBR {jaar + 1}"))


@pytest.mark.parametrize("jaar", JAREN)
def test_every_year_has_the_values_it_had(bewaard: Archief, opgeschoond: Archief, jaar: int) -> None:
    assert opgeschoond.waarden(f"jaar = {jaar}") == bewaard.waarden(f"jaar = {jaar}")


def test_flows_that_compare_with_a_purged_year_come_from_their_edition(opgeschoond: Archief) -> None:
    inflow = "indicator_code = 'instroom' and organisatie_code = 'mnre1034' and uitsplitsing = 'totaal'"
    rows = opgeschoond.lees(
        "select distinct jaar, run_id = (select max(run_id) from indicator_waarde where editie = 'JBR 2025') "
        f"from indicator_waarde where editie = 'lopend' and jaar >= 2024 and {inflow} order by all"
    )
    assert rows == [(2024, True), (2025, False)]


def test_growth_is_still_measured_from_the_first_year(opgeschoond: Archief) -> None:
    rows = opgeschoond.lees(
        "select jaar, noemer / 36 from indicator_waarde where editie = 'lopend' and structuur = 'nu' "
        "and indicator_code = 'omvang_fte_groei' and organisatie_code = 'mnre1034' and uitsplitsing = 'totaal' "
        "order by all"
    )
    assert rows == [(jaar, 39.0) for jaar in JAREN]
    named = opgeschoond.lees(
        "select aanlevering_id from herkomst where indicator_code = 'omvang_fte_groei' and jaar = 2025 "
        "and organisatie_code = 'mnre1034' order by all"
    )
    assert [id_[:23] for (id_,) in named] == ["BZK_bezetting_20251231_", "JBR 2023"]


def test_deliveries_are_still_told_of_with_their_counts_and_checks(bewaard: Archief, opgeschoond: Archief) -> None:
    not_about_staff = "(select aanlevering_id from aanlevering where soort <> 'bezetting' or year(peildatum) > 2023)"
    for query in (
        f"select * exclude opgeschoond_op from aanlevering where aanlevering_id in {not_about_staff} order by all",
        "select aanlevering_id, status, reden, versie, sha256 from aanlevering order by all",
        f"from kwaliteit where aanlevering_id in {not_about_staff} order by all",
        "select aanlevering_id, regel, uitkomst, overtredingen from kwaliteit order by all",
    ):
        assert opgeschoond.lees(query) == bewaard.lees(query)
    purged = opgeschoond.lees("select distinct year(peildatum) from aanlevering where opgeschoond_op is not null")
    assert {year for (year,) in purged} == set(OUD)


def test_the_number_of_rows_of_purged_staff_is_left_out(opgeschoond: Archief) -> None:
    """Whether it tells of a few cannot be tried any more."""
    counts = opgeschoond.lees(
        "select rijen_gelezen, rijen_geldig from aanlevering where soort = 'bezetting' and opgeschoond_op is not null"
    )
    assert set(counts) == {(None, None)}


def test_a_purged_year_rests_on_the_deliveries_that_its_edition_names(bewaard: Archief, opgeschoond: Archief) -> None:
    query = "from herkomst where jaar in (2022, 2023) order by all"
    assert opgeschoond.lees(query) == bewaard.lees(query)


def test_a_purge_is_no_correction_and_no_signal(opgeschoond: Archief) -> None:
    assert opgeschoond.lees("from correctie") == []
    assert [s.aantal for s in signalen(opgeschoond.paden) if s.naam.startswith("punten")] == [0, 0]


def test_nothing_is_owed_over_a_purged_year(bewaard: Archief, opgeschoond: Archief) -> None:
    before, after = bewaard.huis.stand(), opgeschoond.huis.stand()
    assert after.verschuldigd == tuple(v for v in before.verschuldigd if v.peildatum.year not in OUD)
    assert after.ontbreekt == tuple(v for v in before.ontbreekt if v.peildatum.year not in OUD)
    points = aandachtspunten(opgeschoond.paden, after)
    assert [p for p in points if not p.startswith("Ontbreekt")] == [], "what was refused or quarantined is gone"


def test_a_second_purge_does_nothing(opgeschoond: Archief) -> None:
    plan = opgeschoond.overzicht()
    assert (plan.jaren, plan.posten, plan.kopieen) == ((), (), 0)


def test_a_deleted_warehouse_gives_the_same_again(opgeschoond: Archief, tmp_path: Path) -> None:
    shutil.copytree(opgeschoond.paden.raw, tmp_path / "raw")
    again = Archief(Huis(Paden(tmp_path)))
    again.publiceer()
    for query in ("from aanlevering", "from kwaliteit", "from herkomst", "from correctie"):
        assert again.lees(f"{query} order by all") == opgeschoond.lees(f"{query} order by all")
    for editie in ("lopend", "JBR 2023", "JBR 2024", "JBR 2025"):
        assert again.waarden("true", editie) == opgeschoond.waarden("true", editie)


def test_the_published_figures_are_not_behind_after_a_purge(opgeschoond: Archief) -> None:
    assert verouderd(opgeschoond.paden, opgeschoond.huis.stand(), **DAGEN) == []


def test_a_figure_of_a_purged_year_is_explained_from_its_edition(opgeschoond: Archief) -> None:
    text = verklaar(opgeschoond.paden, Vraag.van("omvang_fte", 2022, "BZK"))
    today = f"{datetime.now(UTC):%d-%m-%Y}"
    assert "Dit cijfer komt uit de editie JBR 2023: de gegevens op rijniveau zijn verwijderd, over 2022 op " in text
    assert "| JBR_BZK_bezetting_20221231_v1.csv |" in text
    flows = verklaar(opgeschoond.paden, Vraag.van("instroom", 2024, "BZK"))
    assert f"uit de editie JBR 2025: de gegevens op rijniveau zijn verwijderd, over 2023 op {today[:2]}" in flows
    assert "opgeschoond" not in verklaar(opgeschoond.paden, Vraag.van("omvang_fte", 2025, "BZK"))
    assert "komt uit de editie" not in verklaar(opgeschoond.paden, Vraag.van("omvang_fte", 2025, "BZK"))


def test_the_baseline_of_the_cut_survives_a_purge_of_its_year(archief: Archief) -> None:
    cut = "indicator_code like 'taakstelling%'"
    before = archief.waarden(cut)
    archief.schoon_op(bewaarjaren=1)
    archief.publiceer()
    assert archief.waarden(cut) == before
    assert verouderd(archief.paden, archief.huis.stand(), **DAGEN) == [], "although some are of 2024 only"


def test_a_later_edition_can_be_frozen_after_a_purge(tmp_path: Path) -> None:
    archief = Archief.in_map(tmp_path, edities=(2023, 2024))
    before = archief.waarden("jaar in (2024, 2025)")
    archief.schoon_op(bewaarjaren=1)
    archief.publiceer()
    archief.stel_vast(2025)
    archief.publiceer()
    told = {row[:8]: row[8:11] for row in archief.waarden("not onderdrukt", "JBR 2025")}
    also_told_before = {row[:8]: row[8:11] for row in before if row[:8] in told and not row[11]}
    assert len(also_told_before) > len(before) / 2
    assert {key: told[key] for key in also_told_before} == also_told_before
    assert archief.lees("from correctie") == []


def test_a_purged_delivery_can_no_longer_be_accepted(archief: Archief) -> None:
    archief.schoon_op()
    with pytest.raises(NietTeAccepteren, match="zijn opgeschoond"):
        accepteer(archief.paden, "JBR_SZW_bezetting_20221231_v2.csv.gz", "Toch goed.")


def test_a_corrected_year_goes_back_to_its_edition_and_keeps_its_corrections(archief: Archief) -> None:
    archief.huis.lever("JBR_BZK_bezetting_20231231_v2.csv", rijen("bezetting", 35))
    archief.publiceer()
    corrections = archief.lees("from correctie order by all")
    assert corrections
    archief.schoon_op()
    archief.publiceer()
    assert archief.waarden("jaar = 2023") == archief.waarden("jaar = 2023", editie="JBR 2024")
    assert archief.lees("from correctie order by all") == corrections


def test_a_later_correction_does_not_blame_the_purge(archief: Archief) -> None:
    archief.schoon_op()
    archief.huis.lever("JBR_BZK_bezetting_20251231_v2.csv", rijen("bezetting", 50))
    archief.publiceer()
    reasons = archief.lees("select distinct reden from correctie where indicator_code = 'omvang_fte_groei'")
    came = "JBR_BZK_bezetting_20251231_v2.csv kwam in plaats van JBR_BZK_bezetting_20251231_v1.csv."
    hidden = f"{came} De waarde is weggelaten om personen te beschermen."
    assert {(came,)} <= set(reasons) <= {(came,), (hidden,)}
    assert archief.lees("select distinct jaar from correctie") == [(2025,)]


def test_a_file_is_still_compared_with_the_purged_one_of_a_year_earlier(archief: Archief) -> None:
    archief.schoon_op()
    archief.huis.lever("JBR_SZW_bezetting_20241231_v2.csv", rijen("bezetting", 3))
    archief.huis.alles()
    refused = archief.huis.aanlevering("JBR_SZW_bezetting_20241231_v2.csv")
    assert refused.status == "afgekeurd"
    assert "een jaar eerder 23" in (refused.reden or "")


@pytest.mark.parametrize(
    "naam",
    ["JBR_BZK_bezetting_20221231_v2.csv", "JBR_OCW_bezetting_20221231_v1.csv", "JBR_BZK_bezetting_20220701_v1.csv"],
)
def test_nothing_is_taken_in_of_a_purged_year(archief: Archief, naam: str) -> None:
    archief.schoon_op()
    archief.huis.lever(naam, rijen_vanaf(900, 12))
    (refused,) = archief.huis.land().geweigerd
    assert refused.reden == (
        "De gegevens over 2022 zijn opgeschoond: dat jaar komt uit zijn vastgestelde editie, en een aanlevering telt "
        "niet meer mee. Haal het bestand weg uit de inleverplaats."
    )
    assert any(naam in p for p in aandachtspunten(archief.paden, archief.huis.stand()))


def test_the_same_file_is_not_taken_in_again(archief: Archief) -> None:
    kept = (archief.paden.inbox / "JBR_BZK_bezetting_20221231_v1.csv").read_bytes()
    archief.schoon_op()
    archief.huis.lever("JBR_BZK_bezetting_20221231_v1.csv", kept)
    rapport = archief.huis.land()
    assert (rapport.geland, rapport.geweigerd) == ([], [])
    points = aandachtspunten(archief.paden, archief.huis.stand())
    assert any(p.startswith("Niet ingenomen: JBR_BZK_bezetting_20221231_v1.csv. De gegevens over 2022") for p in points)
    archief.schoon_op()
    assert archief.sporen() == {}, "the next purge takes it away"


def test_personal_data_in_a_file_of_a_purged_year_is_still_removed(archief: Archief) -> None:
    archief.schoon_op()
    file = archief.huis.lever("JBR_OCW_bezetting_20221231_v1.csv", [{**rij("bezetting"), "bsn": "123456782"}])
    archief.huis.land()
    assert not file.exists()


def test_copies_under_another_name_go_too(archief: Archief) -> None:
    original = archief.paden.inbox / "JBR_BZK_bezetting_20221231_v1.csv"
    archief.huis.lever("oud/Kopie van BZK.csv", original.read_bytes())
    archief.schoon_op()
    assert archief.sporen() == {}


def test_bytes_that_a_younger_delivery_has_too_are_left_to_it(archief: Archief) -> None:
    same = (archief.paden.inbox / "JBR_BZK_financien_20221231_v1.csv").read_bytes()
    archief.huis.lever("JBR_OCW_financien_20251231_v1.csv", same)
    archief.huis.alles()
    archief.schoon_op()
    assert (archief.paden.geland / archief.landing("JBR_OCW_financien_20251231_v1.csv").sha256).exists()
    assert (archief.paden.inbox / "JBR_OCW_financien_20251231_v1.csv").exists()
    assert not (archief.paden.inbox / "JBR_BZK_financien_20221231_v1.csv").exists()


def test_what_stopped_runs_left_goes_too(archief: Archief) -> None:
    left = [
        archief.paden.tijdelijk / "duckdb_temp_storage-0.tmp",
        archief.paden.gesloten / "indicatoren" / ".instroom.parquet.123",
        archief.paden.geland / ".werk-gestopt" / "inhoud",
        archief.paden.gesloten / ".werk-gestopt" / "inhoud",
    ]
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_text("rest")
    archief.schoon_op()
    assert [f for f in left if f.exists()] == []


def test_a_purged_year_of_which_the_edition_is_gone_stops_publication(archief: Archief) -> None:
    archief.schoon_op()
    shutil.rmtree(archief.paden.edities / "jbr_2023")
    (archief.paden.edities / "jbr_2023.sha256").unlink()
    with pytest.raises(Editiefout, match="de editie waar dat jaar uit komt, JBR 2023, is er niet meer"):
        archief.publiceer()


def test_names_of_unknown_columns_are_not_kept(archief: Archief) -> None:
    archief.huis.lever("JBR_OCW_financien_20221231_v1.csv", [{**rij("financien"), "Jan Jansen": "x"}])
    archief.huis.alles()
    archief.schoon_op()
    archief.publiceer()
    kept = (archief.paden.geland / "manifest" / "2022.opschoning.json").read_text()
    assert "jan" not in kept.lower()
    counted = archief.lees(
        "select overtredingen from kwaliteit where regel = 'onbekende_kolommen' and aanlevering_id like 'OCW_%'"
    )
    assert counted == [(1,)]
