"""An edition fixes the figures of a year and the year before, and nothing changes it afterwards."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting.explanation import Vraag, verklaar
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.editions import Editiefout
from jbr_pipeline_tests.integration.editions.redactie import Redactie

NU = datetime(2025, 5, 21, tzinfo=UTC)


def test_a_frozen_edition_holds_the_year_and_the_year_before(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    assert redactie.waarden("JBR 2024") == {2023: (5_400, "vastgesteld"), 2024: (5_840, "vastgesteld")}
    assert redactie.waarden("lopend") == {
        2022: (5_000, "voorlopig"),
        2023: (5_400, "vastgesteld"),
        2024: (5_840, "vastgesteld"),
    }
    assert redactie.correcties() == []


def test_everything_published_of_those_years_is_in_it(redactie: Redactie) -> None:
    """All indicators, variants, breakdowns, peildata and both structures, suppressed or empty ones too."""
    redactie.stel_vast(2024)
    columns = "* exclude (editie, status, berekend_op, run_id)"
    same = f"select {columns} from indicator_waarde where jaar >= 2023 and editie = "
    difference = f"({same}'lopend' except {same}'JBR 2024')"
    assert redactie.lees(difference) == []
    assert redactie.lees("select count(*) > 500 from indicator_waarde where editie = 'JBR 2024'") == [(True,)]


def test_an_edition_is_frozen_once(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    before = {f: f.read_bytes() for f in (redactie.paden.edities / "jbr_2024").iterdir()}
    with pytest.raises(Editiefout, match="JBR 2024 is al vastgesteld op"):
        redactie.stel_vast(2024)
    assert {f: f.read_bytes() for f in (redactie.paden.edities / "jbr_2024").iterdir()} == before


def test_a_year_without_figures_is_not_frozen(redactie: Redactie) -> None:
    with pytest.raises(Editiefout, match="geen cijfers over 2031; wel over 2022, 2023, 2024"):
        redactie.stel_vast(2031)
    assert list(redactie.paden.edities.iterdir()) == []


def test_nothing_is_frozen_that_is_not_published_yet(redactie: Redactie, tmp_path: Path) -> None:
    redactie.lever("SZW", 2024, 9_000_000, versie=2)
    redactie.huis.alles()
    with pytest.raises(Editiefout, match="Draai eerst jbr run"):
        redactie.stel_vast(2024)
    with pytest.raises(Editiefout, match="nog geen database"):
        editions.stel_vast(Redactie.in_map(tmp_path / "leeg").paden, 2024, redactie.huis.stand(), nu=NU)


def test_the_same_state_frozen_in_two_places_gives_the_same_bytes(redactie: Redactie, tmp_path: Path) -> None:
    other = Redactie.in_map(tmp_path / "ander")
    other.publiceer()
    frozen = [r.stel_vast(2024).sha256 for r in (redactie, other)]
    assert frozen[0] == frozen[1]


def test_what_is_frozen_can_be_read_but_not_written_and_its_hash_is_kept(redactie: Redactie) -> None:
    made = redactie.stel_vast(2024)
    folder = redactie.paden.edities / "jbr_2024"
    for name, sha in made.sha256.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha
        assert (folder / name).stat().st_mode & 0o777 == 0o444
    assert editions.lees(redactie.paden, 2024) == made


@pytest.mark.parametrize("verstoring", ["gewijzigd", "weg"])
def test_an_edition_that_is_no_longer_what_it_was_stops_publication(redactie: Redactie, verstoring: str) -> None:
    redactie.stel_vast(2024)
    file = redactie.paden.edities / "jbr_2024" / "waarden.parquet"
    before = redactie.paden.database.read_bytes()
    if verstoring == "weg":
        file.unlink()
    else:
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    message = r"ontbreekt waarden\.parquet" if verstoring == "weg" else r"is waarden\.parquet veranderd"
    with pytest.raises(Editiefout, match=f"JBR 2024 {message}"):
        redactie.publiceer()
    assert redactie.paden.database.read_bytes() == before


def test_an_edition_can_be_computed_again_from_the_deliveries_it_names(redactie: Redactie, tmp_path: Path) -> None:
    """After a correction the deliveries of then still give the figures of then."""
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    folder = redactie.paden.edities / "jbr_2024"
    again = Redactie.in_map(tmp_path / "opnieuw", jaren=())
    for source in editions.lees(redactie.paden, 2024).aanleveringen:
        again.huis.lever(source.bestandsnaam, (redactie.paden.geland / source.sha256).read_bytes())
    again.publiceer()
    columns = "indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur, waarde"
    with duckdb.connect() as con:
        con.execute(f"attach '{again.paden.database}' as opnieuw (read_only)")
        different = con.execute(
            f"""
            select {columns} from '{folder}/waarden.parquet'
            except
            select {columns} from opnieuw.jbr.indicator_waarde
            """
        ).fetchall()
    assert different == []


def test_an_edition_that_is_gone_altogether_stops_publication(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    shutil.rmtree(redactie.paden.edities / "jbr_2024")
    with pytest.raises(Editiefout, match=r"JBR 2024 ontbreekt editie\.json"):
        redactie.publiceer()


def test_a_copy_beside_an_edition_is_no_edition(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    shutil.copytree(redactie.paden.edities / "jbr_2024", redactie.paden.edities / "jbr_2024 kopie")
    redactie.publiceer()
    assert [e.naam for e in editions.edities(redactie.paden)] == ["JBR 2024"]


def test_an_edition_without_its_seal_is_never_replaced(redactie: Redactie) -> None:
    """It lost it, or freezing was stopped: somebody has to look."""
    redactie.stel_vast(2024)
    (redactie.paden.edities / "jbr_2024.sha256").unlink()
    for attempt in (redactie.publiceer, redactie.stel_vast):
        with pytest.raises(Editiefout, match=r"ontbreekt jbr_2024\.sha256"):
            attempt()
    assert (redactie.paden.edities / "jbr_2024" / "waarden.parquet").exists()


def test_a_made_up_edition_is_no_edition_of_real_figures(redactie: Redactie) -> None:
    redactie.paden.merk.write_text("verzonnen", encoding="utf-8")
    editions.stel_vast(redactie.paden, 2024, redactie.huis.stand(), nu=NU)
    redactie.paden.merk.unlink()
    with pytest.raises(Editiefout, match="een van beide is verzonnen"):
        redactie.publiceer()


def test_a_frozen_baseline_rests_on_its_edition_and_says_so(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    rests_on = redactie.lees(
        "select distinct aanlevering_id from herkomst "
        "where indicator_code = 'taakstelling_nulmeting_apparaat' and organisatie_code = 'rijk'"
    )
    assert rests_on == [("JBR 2024",)]
    text = verklaar(redactie.paden, Vraag.van("taakstelling_nulmeting_apparaat", 2024, "rijk"))
    assert f"| JBR 2024 | {editions.lees(redactie.paden, 2024).sha256['waarden.parquet']} |" in text
    assert "JBR_SZW_financien_20241231_v2.csv" not in text


def test_freezing_that_fails_leaves_nothing_behind(redactie: Redactie, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> str:
        raise OSError("schijf vol")

    monkeypatch.setattr(editions, "indeling", stop)
    with pytest.raises(OSError, match="schijf vol"):
        redactie.stel_vast(2024)
    assert list(redactie.paden.edities.iterdir()) == []


def test_the_baseline_of_the_cut_is_that_of_the_edition(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    assert redactie.waarden("lopend")[2024] == (6_210, "gecorrigeerd")
    for code in ("taakstelling_nulmeting_apparaat", "taakstelling_doel_apparaat"):
        frozen, current = (redactie.waarden(e, code)[2024] for e in ("JBR 2024", "lopend"))
        assert frozen == current
    assert redactie.waarden("lopend", "taakstelling_nulmeting_apparaat")[2024] == (5_840, "vastgesteld")
    assert redactie.waarden("lopend", "taakstelling_realisatie_pct")[2024] == (0, "vastgesteld")


def test_editions_survive_when_the_warehouse_is_deleted(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    before = redactie.lees("from correctie order by all"), redactie.waarden("JBR 2024"), redactie.waarden("lopend")
    shutil.rmtree(redactie.paden.warehouse)
    redactie.publiceer()
    after = redactie.lees("from correctie order by all"), redactie.waarden("JBR 2024"), redactie.waarden("lopend")
    assert after == before
    assert before[0] != []
