"""`jbr diff` and the signals after a run: lost points, changed points and unusual jumps are told apart, in words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting import differences
from jbr_pipeline.reporting.signals import Signaal, signalen
from jbr_pipeline.warehouse import history, runs
from jbr_pipeline.warehouse.comparison import NietTeVergelijken, Verschillen, vergelijk, vind
from jbr_pipeline_tests.integration.editions.redactie import Redactie


def jbr(redactie: Redactie, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would, in a pipe."""
    return subprocess.run(
        [sys.executable, "-c", "from jbr_pipeline.cli import main; main()", *args],
        env={**os.environ, "JBR_DATA_DIR": str(redactie.paden.data), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def verschil(redactie: Redactie, a: str, b: str = "lopend") -> Verschillen:
    return vergelijk(vind(redactie.paden, a), vind(redactie.paden, b))


def signaal(redactie: Redactie, naam: str) -> Signaal:
    return {s.naam: s for s in signalen(redactie.paden)}[naam]


def test_an_edition_equals_the_figures_it_was_frozen_from(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    found = verschil(redactie, "JBR 2024")
    assert found.is_gelijk
    assert differences.in_woorden(found).startswith("Van JBR 2024 naar lopend: geen verschil.")


def test_a_changed_figure_is_said_in_words(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    found = verschil(redactie, "2024")
    assert (found.verloren, found.nieuw) == ([], [])
    text = differences.in_woorden(found, hoeveel=1000)
    assert "- apparaatsuitgaven 2024 Rijk: was 5.840,0, nu 6.210,0\n" in text
    assert (
        "- apparaatsuitgaven 2024 SZW, kostensoort ambtelijk_personeel, structuur nu: was 3.630,0, nu 4.000,0" in text
    )


def test_the_order_of_rows_makes_no_difference(redactie: Redactie, tmp_path: Path) -> None:
    turned = tmp_path / "omgekeerd.duckdb"
    with duckdb.connect(str(turned)) as con:
        con.execute(f"attach '{redactie.paden.database}' as bron (read_only); create schema jbr")
        con.execute(
            "create table omgekeerd.jbr.indicator_waarde as "
            "select * from bron.jbr.indicator_waarde order by jaar desc, categorie desc, indicator_code desc"
        )
    assert vergelijk(vind(redactie.paden, str(turned)), vind(redactie.paden, "lopend")).is_gelijk


def test_lost_changed_and_new_points_are_apart(redactie: Redactie, tmp_path: Path) -> None:
    changed = tmp_path / "anders.duckdb"
    shutil.copyfile(redactie.paden.database, changed)
    total = "where uitsplitsing = 'totaal' and jaar = 2024 and organisatie_code = 'rijk' and structuur = 'toen'"
    with duckdb.connect(str(changed)) as con:
        con.execute("use anders.jbr")
        con.execute(f"delete from indicator_waarde {total} and indicator_code = 'personeelskosten'")
        con.execute(f"update indicator_waarde set waarde = null {total} and indicator_code = 'inhuur_pct'")
        con.execute(f"update indicator_waarde set waarde = 1 {total} and indicator_code = 'apparaatsuitgaven'")
    there = verschil(redactie, "lopend", str(changed))
    assert {r["indicator_code"] for r in there.verloren} == {"personeelskosten", "inhuur_pct"}
    assert {r["indicator_code"] for r in there.gewijzigd} == {"apparaatsuitgaven"}
    assert there.nieuw == []
    back = verschil(redactie, str(changed), "lopend")
    assert {r["indicator_code"] for r in back.nieuw} == {"personeelskosten", "inhuur_pct"}
    assert back.verloren == []


def test_years_that_an_edition_does_not_hold_are_no_difference(redactie: Redactie) -> None:
    redactie.stel_vast(2023)
    redactie.stel_vast(2024)
    assert verschil(redactie, "JBR 2023", "JBR 2024").is_gelijk


def test_a_whole_year_that_is_gone_is_lost(redactie: Redactie, tmp_path: Path) -> None:
    shorter = tmp_path / "korter.duckdb"
    shutil.copyfile(redactie.paden.database, shorter)
    with duckdb.connect(str(shorter)) as con:
        con.execute("delete from korter.jbr.indicator_waarde where jaar = 2022")
    assert {r["jaar"] for r in verschil(redactie, "lopend", str(shorter)).verloren} == {2022}


def test_a_file_that_is_no_database_of_ours_is_wrong_usage(redactie: Redactie, tmp_path: Path) -> None:
    other = tmp_path / "iets.duckdb"
    other.write_text("geen database", encoding="utf-8")
    result = jbr(redactie, "diff", "lopend", str(other))
    assert result.returncode == 2
    assert "geen database van deze pijplijn" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_the_run_before_is_the_one_that_published_before(redactie: Redactie) -> None:
    """A night that began earlier and published later is the last."""
    first = runs.lees(redactie.paden)[-1]
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    last = runs.lees(redactie.paden)[-1]
    runs.bewaar(redactie.paden, replace(last, gestart_op=first.gestart_op - timedelta(hours=1)))
    assert signaal(redactie, "punten_gewijzigd").aantal > 0


def test_json_and_exit_codes(redactie: Redactie) -> None:
    assert jbr(redactie, "edition", "freeze", "2024").returncode == 0
    assert jbr(redactie, "diff", "JBR 2024", "lopend").returncode == 0
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    result = jbr(redactie, "diff", "JBR 2024", "--json")
    assert result.returncode == 1, result.stderr
    content = json.loads(result.stdout)
    assert (content["van"], content["naar"], content["gelijk"]) == ("JBR 2024", "lopend", False)
    assert {
        "indicator_code": "personeelskosten", "variant": "standaard", "jaar": 2024, "peildatum": "2024-12-31",
        "organisatie_code": "rijk", "uitsplitsing": "totaal", "categorie": "totaal", "structuur": "toen",
        "oude_waarde": 4840.0, "nieuwe_waarde": 5210.0, "reden_leeg": None, "soort": "gewijzigd",
    } in content["gewijzigd"]  # fmt: skip
    wrong = jbr(redactie, "diff", "JBR 1999")
    assert (wrong.returncode, "JBR 1999 is niet vastgesteld" in wrong.stderr) == (2, True)


def test_figures_that_nobody_has_seen_are_not_frozen(redactie: Redactie) -> None:
    """The database is of before a change of the code, the deliveries or the publications."""
    for file in (redactie.paden.gesloten / "indicatoren").glob("inhuur_pct.json"):
        kept = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps({**kept, "vingerafdruk": "van een andere definitie"}), encoding="utf-8")
    result = jbr(redactie, "edition", "freeze", "2024")
    assert (result.returncode, "Draai eerst jbr run" in " ".join(result.stderr.split())) == (2, True)
    assert not list(redactie.paden.edities.glob("*"))


def test_editions_without_a_year_in_common_are_not_compared(redactie: Redactie, tmp_path: Path) -> None:
    redactie.stel_vast(2022)
    redactie.stel_vast(2024)
    result = jbr(redactie, "diff", "2022", "2024")
    assert (result.returncode, "geen jaar gemeen" in result.stderr) == (2, True)


def test_freezing_by_command_says_what_it_froze_and_refuses_a_second_time(redactie: Redactie) -> None:
    first = jbr(redactie, "edition", "freeze", "2024")
    assert first.returncode == 0, first.stderr
    assert "JBR 2024 is vastgesteld: " in first.stdout
    assert "Ontbreekt: financien van OCW op 31-12-2024." in first.stdout
    assert "onvolledig vastgesteld" in first.stdout
    assert redactie.waarden("JBR 2024") != {}
    again = jbr(redactie, "edition", "freeze", "2024")
    assert (again.returncode, "al vastgesteld" in again.stderr) == (2, True)
    listed = jbr(redactie, "edition", "list")
    assert (listed.returncode, "JBR 2024" in listed.stdout) == (0, True)


def test_a_changed_edition_shows_in_the_list(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    file = redactie.paden.edities / "jbr_2024" / "herkomst.parquet"
    file.chmod(0o644)
    file.write_bytes(b"anders")
    result = jbr(redactie, "edition", "list")
    assert result.returncode == 1
    assert "herkomst.parquet veranderd" in " ".join(result.stderr.split())


def test_runs_are_compared_by_the_values_they_published(redactie: Redactie) -> None:
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    first, second = (d.run_id for d in runs.lees(redactie.paden))
    assert verschil(redactie, first, second).gewijzigd != []
    assert verschil(redactie, second[:13]).is_gelijk
    assert verschil(redactie, "vorige").van == f"draai {first}"
    with pytest.raises(NietTeVergelijken, match="er is geen draai die zo begint"):
        vind(redactie.paden, "nergens")


def test_nights_in_which_nothing_changes_keep_one_state(redactie: Redactie, monkeypatch: pytest.MonkeyPatch) -> None:
    redactie.publiceer()
    assert len(list(redactie.paden.draaiwaarden.iterdir())) == 1
    monkeypatch.setattr(history, "BEWAARDE_STANDEN", 2)
    for versie in (2, 3):
        redactie.lever("SZW", 2024, 3_600_000 + versie, versie=versie)
        redactie.publiceer()
    assert len(list(redactie.paden.draaiwaarden.iterdir())) == 2
    oldest = runs.lees(redactie.paden)[0].run_id
    with pytest.raises(NietTeVergelijken, match="niet meer bewaard"):
        vind(redactie.paden, oldest)


def test_the_first_run_has_nothing_to_be_held_against(redactie: Redactie) -> None:
    assert signaal(redactie, "punten_gewijzigd").aantal == 0
    assert "geen eerdere draai" in signaal(redactie, "punten_gewijzigd").samenvatting


def test_a_category_that_nobody_delivers_any_more_gives_lost_points(redactie: Redactie) -> None:
    redactie.lever("SZW", 2024, 3_630_000, versie=2, inhuur_juridisch=100_000)
    redactie.publiceer()
    redactie.lever("SZW", 2024, 3_630_000, versie=3)
    redactie.publiceer()
    lost = signaal(redactie, "punten_verloren")
    assert "- inhuur_uitgaven 2024 Rijk, categorie juridisch: was 100,0, nu geen waarde (het punt is er niet meer)" in (
        lost.opsomming(1000)
    )
    changed = signaal(redactie, "punten_gewijzigd")
    assert "- apparaatsuitgaven 2024 Rijk: was 5.940,0, nu 5.840,0" in changed.opsomming()
    assert "juridisch" not in changed.opsomming(1000)


def test_a_jump_is_measured_against_the_history_of_its_own_series(redactie: Redactie) -> None:
    """SZW grew eight percent a year and now doubles; BZK has always been steady."""
    assert signaal(redactie, "ongewone_sprongen").rijen == []
    redactie.lever("SZW", 2024, 8_000_000, versie=2)
    redactie.publiceer()
    jumps = signaal(redactie, "ongewone_sprongen")
    assert (
        "apparaatsuitgaven 2024 SZW: van 3.800,0 naar 8.500,0, een verandering van 123,7 procent; eerder hoogstens 8,6"
    ) in jumps.opsomming()
    assert not [r for r in jumps.rijen if r["organisatie_code"] == "mnre1034"]


def test_two_years_are_too_short_to_call_anything_a_jump(tmp_path: Path) -> None:
    young = Redactie.in_map(tmp_path / "jong", jaren=(2023, 2024))
    young.publiceer()
    found = signaal(young, "ongewone_sprongen")
    assert found.rijen == []
    assert "te kort om dat te beoordelen" in found.samenvatting
