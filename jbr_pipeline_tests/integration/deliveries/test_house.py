"""Land, process and judge as one: what is done again, what is not, and that the order of arrival is nothing."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.manifest import Acceptatie
from jbr_pipeline.warehouse import batch, processed, processing
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen

BEZETTING = contracten()["bezetting"]


def naam(jaar: int, versie: int = 1, ministerie: str = "FIN") -> str:
    return f"JBR_{ministerie}_bezetting_{jaar}1231_v{versie}.csv"


def bezetting(aantal: int) -> list[dict[str, str]]:
    """Rows that are good in every year from 2020."""
    return rijen("bezetting", aantal)


def test_a_file_rule_is_judged_against_the_year_before_whatever_came_first(huis: Huis) -> None:
    huis.lever(naam(2023), bezetting(20))
    assert {a.status for a in huis.alles().aanleveringen} == {"geaccepteerd"}
    huis.lever(naam(2022), bezetting(5))
    huis.alles()
    assert huis.status() == {naam(2022): "geaccepteerd", naam(2023): "afgekeurd"}
    huis.lever(naam(2022, 2), bezetting(19))
    huis.alles()
    assert huis.status() == {naam(2022): "vervangen", naam(2022, 2): "geaccepteerd", naam(2023): "geaccepteerd"}


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    deliveries = {
        naam(2022): csv_tekst(bezetting(10)),
        naam(2022, 2): "onleesbaar",
        naam(2023): csv_tekst([*bezetting(10), rij("bezetting", 11, geslacht="?")]),
        naam(2023, 2): csv_tekst(bezetting(40)),
        naam(2024, 1, "OCW"): csv_tekst(bezetting(2)) + '"\n',
    }
    outcomes = set()
    for n, order in enumerate(itertools.islice(itertools.permutations(deliveries), 3, 120, 39)):
        huis = Huis(Paden(tmp_path / str(n)))
        for name in order:
            huis.lever(name, deliveries[name])
            huis.land(nu=lambda: datetime(2025, 1, 1, tzinfo=UTC))
            if n % 2:
                huis.verwerk()
        huis.verwerk()
        stand = huis.stand()
        judged = [
            replace(a, landing=replace(a.landing, gewijzigd_op=a.landing.ontvangen_op)) for a in stand.aanleveringen
        ]
        rows = huis.geldig("bezetting"), huis.quarantaine("bezetting", "*")
        outcomes.add(repr((judged, stand.ontbreekt, rows)))
    assert len(outcomes) == 1
    assert "'afgekeurd'" in outcomes.pop()


def test_an_acceptance_by_hand_puts_a_refused_delivery_in_force(huis: Huis) -> None:
    huis.lever(naam(2022), bezetting(5))
    huis.lever(naam(2023), bezetting(20))
    huis.alles()
    refused = huis.aanlevering(naam(2023))
    assert refused.status == "afgekeurd"
    acceptatie = Acceptatie("Samenvoeging met een dienst.", datetime(2025, 1, 1, tzinfo=UTC))
    manifest.accepteer(huis.paden.geland, refused.landing.aanlevering_id, acceptatie)
    assert huis.aanlevering(naam(2023)).status == "geaccepteerd"
    assert huis.aanlevering(naam(2023)).reden == "Met de hand geaccepteerd: Samenvoeging met een dienst."
    assert huis.verwerk() == []


def test_only_what_is_new_is_processed(huis: Huis) -> None:
    huis.lever(naam(2022), bezetting(3))
    huis.lever(naam(2023), "onleesbaar")
    huis.land()
    assert len(huis.verwerk()) == 2
    assert huis.verwerk() == []
    huis.lever(naam(2024), bezetting(3))
    huis.land()
    assert [v.aanlevering_id[:18] for v in huis.verwerk()] == ["FIN_bezetting_2024"]


def test_everything_is_processed_again_when_the_contract_or_the_typing_changes(
    huis: Huis, monkeypatch: pytest.MonkeyPatch
) -> None:
    huis.lever(naam(2022), bezetting(3))
    huis.alles()
    landed = manifest.lees(huis.paden.geland)
    assert processed.te_verwerken(huis.paden, BEZETTING, landed) == []
    changed = BEZETTING.model_copy(update={"titel": "Anders"})
    assert processed.te_verwerken(huis.paden, changed, landed) == landed
    monkeypatch.setattr(processed, "TYPERING", processed.TYPERING + 1)
    assert processed.te_verwerken(huis.paden, BEZETTING, landed) == landed


def test_all_that_is_derived_can_be_made_again(huis: Huis) -> None:
    import shutil

    huis.lever(naam(2022), [*bezetting(3), rij("bezetting", 4, geslacht="?")])
    before = repr(huis.alles()), huis.geldig("bezetting"), huis.quarantaine("bezetting", "*")
    shutil.rmtree(huis.paden.warehouse)
    shutil.rmtree(huis.paden.inbox)
    assert (repr(huis.alles()), huis.geldig("bezetting"), huis.quarantaine("bezetting", "*")) == before


def test_a_result_that_an_earlier_version_wrote_otherwise_is_made_again(huis: Huis) -> None:
    huis.lever(naam(2022), bezetting(3))
    huis.alles()
    (entry,) = manifest.lees(huis.paden.geland)
    huis.paden.verwerking(entry.aanlevering_id).write_text('{"oud": 1}')
    assert len(huis.verwerk()) == 1


def test_rows_of_an_earlier_result_do_not_stay_when_the_file_is_now_rejected(huis: Huis) -> None:
    huis.lever(naam(2022), [*bezetting(3), rij("bezetting", 4, geslacht="?")])
    huis.alles()
    stricter = BEZETTING.model_copy(
        update={"kolom": (*BEZETTING.kolom, BEZETTING.kolom_van("geslacht").model_copy(update={"naam": "nieuw"}))}
    )
    with session(huis.paden) as con:
        rapport = processing.verwerk(huis.paden, con, stricter, manifest.lees(huis.paden.geland))
    assert rapport.verwerkt[0].reden is not None
    assert huis.geldig("bezetting") == []
    assert huis.quarantaine("bezetting") == []


@pytest.mark.parametrize("stap", [1, 2, 3, 4])
def test_a_crash_at_any_moment_of_the_move_is_made_good_by_the_next_run(
    huis: Huis, monkeypatch: pytest.MonkeyPatch, stap: int
) -> None:
    rows = [*bezetting(3), rij("bezetting", 4, geslacht="?")]
    huis.lever(naam(2022), rows)
    huis.lever(naam(2023), rows)
    huis.alles()
    expected = huis.geldig("bezetting"), huis.quarantaine("bezetting", "*")
    moves = 0
    original = Path.rename

    def crash(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == stap:
            raise KeyboardInterrupt
        return original(self, target)

    monkeypatch.setattr(processed, "TYPERING", processed.TYPERING + 1)
    monkeypatch.setattr(Path, "rename", crash)
    with pytest.raises(KeyboardInterrupt):
        huis.verwerk()
    assert moves == stap
    monkeypatch.setattr(Path, "rename", original)
    stored = [id_ for (id_,) in huis.geldig("bezetting", "aanlevering_id")]
    held = [id_ for (id_,) in huis.quarantaine("bezetting", "aanlevering_id")]
    for id_, kept in processed.lees_verwerkingen(huis.paden, manifest.lees(huis.paden.geland)).items():
        assert stored.count(id_) == kept.rijen_geldig, "a result without its rows"
        assert held.count(id_) == kept.rijen_quarantaine
    assert huis.verwerk()
    assert (huis.geldig("bezetting"), huis.quarantaine("bezetting", "*")) == expected
    assert not list(huis.paden.gesloten.glob(".werk-*"))


def test_deliveries_in_batches_give_what_they_give_together(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "BATCH_BYTES", 1)
    for n, jaar in enumerate((2021, 2022, 2023), start=1):
        huis.lever(naam(jaar), [*bezetting(4), *(rij("bezetting", 10 + m, geslacht="?") for m in range(n))])
    huis.land()
    results = huis.verwerk()
    assert [v.rijen_quarantaine for v in results] == [1, 2, 3]
    (rapport,) = huis.rapporten
    (toets,) = [t for t in rapport.toetsen if t.regel == "geslacht_leesbaar"]
    assert (toets.geteld, toets.overtredingen, toets.uitkomst) == (18, 6, "gezakt")
    assert toets.toelichting == "6 van 18 regels voldoen niet."
    (toets,) = [t for t in rapport.toetsen if t.regel == "pseudo_id_gevuld"]
    assert (toets.geteld, toets.uitkomst, toets.toelichting) == (18, "geslaagd", "Alle 18 regels voldoen.")


def test_a_loss_of_rows_stops_the_run(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    original = batch.schrijf_geldig

    def lose_one(con, *rest) -> dict[str, int]:
        con.execute("update gelezen set is_leeg = true where rowid = 0")
        written = original(con, *rest)
        con.execute("update gelezen set is_leeg = false where rowid = 0")
        return written

    monkeypatch.setattr(batch, "schrijf_geldig", lose_one)
    huis.lever(naam(2022), bezetting(3))
    huis.land()
    with pytest.raises(RuntimeError, match="3 regels gelezen, maar 2 geldig, 0 in quarantaine en 0 overgeslagen"):
        huis.verwerk()
    assert huis.geldig("bezetting") == []


def test_the_session_neither_fetches_extensions_nor_spills_outside_the_closed_zone(huis: Huis) -> None:
    with session(huis.paden) as con:
        settings = dict(con.execute("select name, value from duckdb_settings()").fetchall())
    assert settings["autoinstall_known_extensions"] == "false"
    assert Path(settings["temp_directory"]).is_relative_to(huis.paden.gesloten)
    assert settings["TimeZone"] == "UTC"


def test_a_delivery_taken_out_of_the_landed_store_never_came(huis: Huis) -> None:
    """What docs/privacy.md says to do when personal data came in after all."""
    huis.lever(naam(2022), bezetting(10))
    wrong = huis.lever(naam(2022, 2), bezetting(11))
    huis.alles()
    landed = huis.aanlevering(naam(2022, 2)).landing
    wrong.unlink()
    (huis.paden.geland / landed.sha256).unlink()
    (huis.paden.geland / "manifest" / f"{landed.aanlevering_id}.landing.json").unlink()
    huis.paden.verwerking(landed.aanlevering_id).unlink()
    shutil.rmtree(huis.paden.getypeerd("bezetting", landed.aanlevering_id))
    huis.alles()
    assert huis.status() == {naam(2022): "geaccepteerd"}
    assert [f for f in huis.paden.data.rglob("*") if landed.aanlevering_id in f.name or landed.sha256 in f.name] == []
