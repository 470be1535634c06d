"""No cell of a delivery leaves the closed zone: a search of every byte that a run wrote, whatever became of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.definitions import build_defs
from jbr_pipeline.indicators.catalogue import Indicator
from jbr_pipeline.orchestration import fouten
from jbr_pipeline.orchestration.fouten import StapMislukt
from jbr_pipeline.orchestration.jobs import jbr_aanleveringen
from jbr_pipeline.orchestration.launch import bereid_voor
from jbr_pipeline.quality import run as quality
from jbr_pipeline.quality import suite
from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.settings import Settings
from jbr_pipeline.sources.deliveries import door, manifest, typed
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst
from jbr_pipeline_tests.integration.run import merkwereld
from jbr_pipeline_tests.integration.run.merken import EMAIL, lekken, merk, merken_in

JBR = Path(sys.executable).with_name("jbr")


@dataclass
class Omgeving:
    """A folder that is the whole world of the command: data, home, temporary files, and what it says."""

    basis: Path
    huis: Huis
    geweigerd: int = 0

    @classmethod
    def maak(cls, basis: Path) -> Omgeving:
        for name in ("thuis", "tijdelijk", "werkmap", "gezegd"):
            (basis / name).mkdir(parents=True)
        return cls(basis, Huis(Paden(basis / "data")))

    @property
    def dicht(self) -> set[Path]:
        """Where the cells may be: the closed zone, and the files of the senders themselves."""
        paden = self.huis.paden
        return {paden.gesloten, paden.geland, paden.inbox}

    @property
    def settings(self) -> Settings:
        """Those of a run in this process; open.overheid.nl is not asked."""
        return Settings(data_dir=self.huis.paden.data, harvest_from=date(2024, 1, 1))

    def voer_uit(self, *assets: str) -> dg.ExecuteInProcessResult:
        """Run some assets of the nightly job; a step that fails raises nothing."""
        job = build_defs(settings=self.settings).resolve_job_def("jbr_nachtelijk")
        with dg.DagsterInstance.get() as instance:
            return job.execute_in_process(
                instance=instance, asset_selection=[dg.AssetKey(a) for a in assets], raise_on_error=False
            )

    def bewaar_gezegd(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Keep what came on the console among the files that are searched."""
        said = capfd.readouterr()
        (self.basis / "gezegd" / "console.txt").write_text(said.out + said.err, encoding="utf-8")

    def jbr(self, *arguments: str, **extra: str) -> int:
        """Run the command; what it says is kept among the files that are searched."""
        said = self.basis / "gezegd" / f"{len(list((self.basis / 'gezegd').iterdir()))}.txt"
        environment = {
            **os.environ,
            "HOME": str(self.basis / "thuis"),
            "TMPDIR": str(self.basis / "tijdelijk"),
            "JBR_DATA_DIR": str(self.huis.paden.data),
            "JBR_OPEN_OVERHEID_RPS": "5000",
            "JBR_HARVEST_FROM": "2024-01-01",
            "COLUMNS": "400",
            **extra,
        }
        with said.open("wb") as out:
            done = subprocess.run(
                [str(JBR), *arguments], env=environment, cwd=self.basis / "werkmap", stdout=out, stderr=out, check=False
            )
        return done.returncode


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.01)) as server:
        yield server


@pytest.fixture(scope="module")
def gedraaid(tmp_path_factory: pytest.TempPathFactory, server: Standin) -> Omgeving:
    omgeving = Omgeving.maak(tmp_path_factory.mktemp("merken"))
    merkwereld.lever_goede(omgeving.huis)
    omgeving.geweigerd = merkwereld.lever_geweigerde(omgeving.huis)
    assert omgeving.jbr("run", JBR_OPEN_OVERHEID_URL=server.base_url, JBR_CONTACT=EMAIL, ANDER_WACHTWOORD=merk()) == 3
    assert omgeving.jbr("status") == 3
    assert omgeving.jbr("explain", "omvang_fte", "2024") == 0
    assert omgeving.jbr("explain", "vacatures_opengesteld", "2024", "BZK") == 0
    return omgeving


def test_every_delivery_took_the_way_that_was_meant_for_it(gedraaid: Omgeving) -> None:
    """Or the search below would find nothing for want of anything to find."""
    verdicts = gedraaid.huis.stand().aanleveringen
    assert sum(a.status == "afgekeurd" for a in verdicts) == gedraaid.geweigerd
    for contract in contracten().values():
        accepted = [a.verwerking for a in verdicts if a.landing.soort == contract.soort and a.status == "geaccepteerd"]
        assert len(accepted) == (1 if contract.alleen_van else 2)
        for v in accepted:
            assert v
            assert v.rijen_geldig == merkwereld.GOEDE_RIJEN
            assert v.rijen_quarantaine >= len(merkwereld.getypeerde_kolommen(contract))


def test_no_cell_of_a_delivery_is_anywhere_outside_the_closed_zone(gedraaid: Omgeving) -> None:
    assert lekken(gedraaid.basis, gedraaid.dicht) == []


def test_the_closed_zone_does_hold_the_cells(gedraaid: Omgeving) -> None:
    """So that the search above does look where it says it does."""
    paden = gedraaid.huis.paden
    for place in (paden.gesloten / "getypeerd", paden.gesloten / "quarantaine", paden.geland):
        assert lekken(place)


def test_the_reports_to_the_ministries_hold_no_cell_although_they_are_in_the_closed_zone(gedraaid: Omgeving) -> None:
    paden = gedraaid.huis.paden
    assert len(list(paden.rapporten.glob("*/*.html"))) == len(gedraaid.huis.stand().aanleveringen)
    assert list(paden.rapporten.glob("*/*.xlsx"))
    assert lekken(paden.rapporten) == []


def test_the_name_of_a_file_that_is_not_understood_stays_in_the_manifest(gedraaid: Omgeving) -> None:
    named = [e for e in manifest.lees(gedraaid.huis.paden.geland) if merken_in(e.bestandsnaam.encode())]
    assert len(named) == len(merkwereld.VREEMDE_NAMEN)
    assert [e.openbare_naam for e in named if not e.openbare_naam.startswith("onbekend-")] == []


def test_nothing_is_left_among_the_temporary_files(gedraaid: Omgeving) -> None:
    assert sorted((gedraaid.basis / "tijdelijk").iterdir()) == []
    assert sorted((gedraaid.basis / "werkmap").iterdir()) == []


def test_of_what_was_refused_only_name_size_hash_and_reason_are_kept(gedraaid: Omgeving) -> None:
    geland = gedraaid.huis.paden.geland
    refused = [e for e in manifest.lees(geland) if e.besluit == "geweigerd"]
    assert [e for e in refused if (geland / e.sha256).exists()] == []
    for entry in refused:
        told = json.loads((geland / "manifest" / f"{entry.aanlevering_id}.landing.json").read_text(encoding="utf-8"))
        assert set(told) == {f.name for f in fields(Landing)}
        del told["bestandsnaam"]
        assert not merken_in(json.dumps(told).encode())


@dataclass(frozen=True)
class Storing:
    """Something that goes wrong in the middle on a cell value, and the assets that meet it."""

    assets: tuple[str, ...]
    veroorzaak: Callable[[Huis, pytest.MonkeyPatch], None]


def _getal_is_tekst(huis: Huis, _: pytest.MonkeyPatch) -> None:
    """DuckDB says which text it could not convert."""
    shutil.rmtree(huis.paden.gesloten / "indicatoren")
    (file,) = (huis.paden.gesloten / "getypeerd" / "bezetting").glob("aanlevering_id=SZW*/*.parquet")
    with duckdb.connect() as con:
        con.execute(f"create table t as select * replace ('{merk()}' as uren_per_week) from '{file}'")
        con.execute(f"copy t to '{file}' (format parquet)")


def _sql_leest_een_cel_verkeerd(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(huis.paden.gesloten / "indicatoren")
    query = "select standplaats::integer as teller from bezetting_geldig"
    monkeypatch.setattr(Indicator, "sql_tekst", lambda _: query)


def _manifest_is_stuk(huis: Huis, _: pytest.MonkeyPatch) -> None:
    """The parser of JSON quotes what it stumbled on."""
    entry = next((huis.paden.geland / "manifest").glob("BZK_bezetting*.landing.json"))
    entry.write_text(f'{{"bestandsnaam": {{"{merk()}": 1}}, "grootte_bytes": "{merk()}"}}', encoding="utf-8")


def _verwerk_opnieuw(huis: Huis) -> None:
    """Let one delivery be new."""
    (kept,) = (huis.paden.gesloten / "verwerkt").glob("BZK_bezetting*.json")
    kept.unlink()


def _typeren_mislukt(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    _verwerk_opnieuw(huis)

    def stuk(con: duckdb.DuckDBPyConnection, *_: object) -> None:
        con.execute(f"select '{merk()}'::date")

    monkeypatch.setattr(typed, "typeer", stuk)


def _deur_mislukt(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuk(*_: object, **__: object) -> None:
        raise ValueError(merk())

    huis.lever("JBR_AZ_bezetting_20241231_v1.csv", csv_tekst([{"pseudo_id": merk()}]))
    monkeypatch.setattr(door, "keur", stuk)


def _cijfer_is_tekst(huis: Huis, _: pytest.MonkeyPatch) -> None:
    """An unsuppressed figure that is no number, on its way to the published file."""
    file = huis.paden.gesloten / "indicatoren" / "omvang_fte.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table t as select * replace ('{merk()}' as waarde) from '{file}'")
        con.execute(f"copy t to '{file}' (format parquet)")


STORINGEN = {
    "a number in the working store that is text": Storing(("indicatoren_personeel",), _getal_is_tekst),
    "SQL that misreads a cell": Storing(("indicatoren_personeel",), _sql_leest_een_cel_verkeerd),
    "a manifest that cannot be read": Storing(("aanleveringen_geland",), _manifest_is_stuk),
    "typing that fails": Storing(("bezetting",), _typeren_mislukt),
    "a door that fails": Storing(("aanleveringen_geland",), _deur_mislukt),
    "a figure that is text": Storing(("jbr_duckdb",), _cijfer_is_tekst),
}


@pytest.fixture
def kopie(gedraaid: Omgeving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Omgeving:
    """The same folder, with a Dagster of its own, in this process."""
    omgeving = Omgeving.maak(tmp_path / "kopie")
    shutil.copytree(gedraaid.huis.paden.geland, omgeving.huis.paden.geland)
    shutil.copytree(gedraaid.huis.paden.gesloten, omgeving.huis.paden.gesloten)
    monkeypatch.setattr(tempfile, "tempdir", str(omgeving.basis / "tijdelijk"))
    monkeypatch.setenv("DAGSTER_HOME", "wordt gezet door bereid_voor")
    bereid_voor(omgeving.settings)
    return omgeving


@pytest.mark.parametrize("storing", STORINGEN.values(), ids=STORINGEN)
def test_a_step_that_fails_on_a_cell_does_not_repeat_it(
    storing: Storing, kopie: Omgeving, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    withheld: list[str] = []

    class Afgeluisterd(StapMislukt):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            withheld.append(str(sys.exc_info()[1]))

    monkeypatch.setattr(fouten, "StapMislukt", Afgeluisterd)
    storing.veroorzaak(kopie.huis, monkeypatch)
    assert not kopie.voer_uit(*storing.assets).success
    assert [merken_in(message.encode()) for message in withheld] == [True], "the error itself does quote a cell"
    kopie.bewaar_gezegd(capfd)
    assert lekken(kopie.basis, kopie.dicht) == []


def test_a_check_that_crashes_on_a_cell_does_not_repeat_it(
    kopie: Omgeving, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Great Expectations as a whole, and one of its expectations on a value."""

    def stuk(con: duckdb.DuckDBPyConnection, *_: object) -> None:
        con.execute(f"select '{merk()}'::date")

    _verwerk_opnieuw(kopie.huis)
    with monkeypatch.context() as patch:
        patch.setattr(quality, "_validate", stuk)
        assert not kopie.voer_uit("bezetting").success
    with monkeypatch.context() as patch:
        patch.setattr(suite, "breuk", lambda *_: "standplaats::integer > 0")
        assert not kopie.voer_uit("bezetting").success
    kopie.bewaar_gezegd(capfd)
    assert lekken(kopie.basis, kopie.dicht) == []


def test_a_landed_file_that_was_damaged_is_told_of_without_its_content(
    kopie: Omgeving, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(kopie.huis.paden.gesloten / "verwerkt")
    for entry in manifest.lees(kopie.huis.paden.geland):
        if entry.besluit == "geland":
            (kopie.huis.paden.geland / entry.sha256).write_text(
                f'{merk()};"{merk()}\n{merk()};;;\n' * 3, encoding="utf-8"
            )
    assert kopie.voer_uit("bezetting", "financien", "woo_verzoeken").success
    kopie.bewaar_gezegd(capfd)
    assert lekken(kopie.basis, kopie.dicht) == []


def test_the_sensor_and_the_command_do_not_repeat_what_they_stumble_on(
    kopie: Omgeving, monkeypatch: pytest.MonkeyPatch
) -> None:
    _manifest_is_stuk(kopie.huis, monkeypatch)
    kopie.huis.lever(f"{merk()}.csv", "a;b\n")
    resources = build_defs(settings=kopie.settings).resources or {}
    with pytest.raises(StapMislukt) as found, dg.DagsterInstance.get() as instance:
        jbr_aanleveringen(dg.build_sensor_context(instance=instance, resources=resources))
    assert not merken_in(str(found.value).encode())
    assert kopie.jbr("status") == 1
    assert lekken(kopie.basis, kopie.dicht) == []
