"""The sensor that reaches people, over real runs, a real mail server and a real webhook."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.remote_origin import (
    RegisteredCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import (
    InstigatorState,
    InstigatorStatus,
    InstigatorType,
    ScheduleInstigatorData,
)

from jbr_pipeline.definitions import build_defs, defs
from jbr_pipeline.orchestration import meldingen
from jbr_pipeline.orchestration.meldingen import jbr_meldingen
from jbr_pipeline.warehouse import history, runs
from jbr_pipeline.warehouse.runs import Draai
from jbr_pipeline_tests.alerts_kit import Mailserver, mailserver, webhook
from jbr_pipeline_tests.definitions import kleine_map
from jbr_pipeline_tests.definitions.kleine_map import GEHEIM, instellingen
from jbr_pipeline_tests.deliveries_kit import Huis

WACHTWOORD = "wachtwoord 0815"


@dg.asset(check_specs=[dg.AssetCheckSpec("telling_klopt", asset="cijfer", blocking=True)])
def cijfer() -> dg.MaterializeResult:  # type: ignore[type-arg]
    return dg.MaterializeResult(
        check_results=[dg.AssetCheckResult(passed=False, description="Telt niet gelijk.", metadata={"n": 3})]
    )


@dg.asset(check_specs=[dg.AssetCheckSpec(n, asset="onderwerp", blocking=True) for n in ("gevuld", "leesbaar")])
def onderwerp() -> dg.MaterializeResult:  # type: ignore[type-arg]
    return dg.MaterializeResult(
        check_results=[
            dg.AssetCheckResult(
                check_name=name,
                passed=False,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"ernst": "kritiek", "overtredingen": 3},
            )
            for name in ("gevuld", "leesbaar")
        ]
    )


@dg.asset
def stuk() -> None:
    raise ValueError(f"Could not convert string '{GEHEIM}' to DOUBLE")


@dg.asset
def stuk_met_uitleg() -> None:
    raise dg.Failure("De schijf is vol.")


class Wacht:
    """The sensor with its cursor, as the daemon keeps it: nothing but text is kept from tick to tick."""

    def __init__(self, huis: Huis, instance: dg.DagsterInstance) -> None:
        self.huis, self.instance = huis, instance
        self.cursor: str | None = None
        self.gezegd: list[str] = []

    def tik(self) -> str:
        """One tick; what the UI shows of it."""
        resources = build_defs(settings=instellingen(self.huis)).resources or {}
        outcome = jbr_meldingen(
            dg.build_sensor_context(instance=self.instance, cursor=self.cursor, resources=resources)
        )
        if isinstance(outcome, dg.SensorResult):
            assert not outcome.run_requests
            self.cursor = outcome.cursor
            outcome = outcome.skip_reason
        assert isinstance(outcome, dg.SkipReason)
        self.gezegd.append(outcome.skip_message or "")
        return self.gezegd[-1]

    def draai(self, *assets: dg.AssetsDefinition) -> str:
        """A run that ends, well or not; its id."""
        return dg.materialize(assets, instance=self.instance, raise_on_error=False).run_id


@pytest.fixture
def server() -> Iterator[Mailserver]:
    with mailserver() as server:
        yield server


@pytest.fixture
def wacht(huis: Huis, instance: dg.DagsterInstance, server: Mailserver, monkeypatch: pytest.MonkeyPatch) -> Wacht:
    """Of a folder that published just now."""
    for name, value in {
        "JBR_MELD_AAN": "beheer@voorbeeld.nl",
        "JBR_MELD_VAN": "jbr@voorbeeld.nl",
        "JBR_SMTP_HOST": "127.0.0.1",
        "JBR_SMTP_POORT": str(server.poort),
        "JBR_UI_URL": "https://jbr.voorbeeld.nl",
    }.items():
        monkeypatch.setenv(name, value)
    _gepubliceerd(huis, datetime.now(UTC))
    return Wacht(huis, instance)


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How much later it is for the sensor; change the one in it."""
    later = [timedelta()]

    class Klok(datetime):
        @classmethod
        def now(cls, *_: object) -> datetime:
            return datetime.now(UTC) + later[0]

    monkeypatch.setattr(meldingen, "datetime", Klok)
    return later


def _gepubliceerd(huis: Huis, op: datetime, run_id: str = "eerder") -> None:
    runs.bewaar(huis.paden, Draai(run_id, op, "proef", klaar_op=op, waarden="x"))
    assert history.met_waarden(huis.paden)


def _onderwerpen(server: Mailserver) -> list[str]:
    return [str(m["Subject"]) for m in server.post]


def _tekst(server: Mailserver, nummer: int = -1) -> str:
    return str(server.post[nummer].get_content())


def test_nothing_configured_skips_with_the_reason_and_half_of_it_says_what_is_missing(
    huis: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    wacht = Wacht(huis, instance)
    assert wacht.tik() == "Er is niemand om iets aan te melden: JBR_MELD_AAN en JBR_MELD_WEBHOOK zijn leeg."
    monkeypatch.setenv("JBR_MELD_AAN", "beheer@voorbeeld.nl")
    assert wacht.tik() == "JBR_MELD_AAN is gezet, maar JBR_MELD_VAN en JBR_SMTP_HOST niet."
    assert wacht.cursor is None


def test_a_run_that_failed_is_told_with_its_step_and_reason_and_where_it_is(wacht: Wacht, server: Mailserver) -> None:
    run_id = wacht.draai(stuk_met_uitleg)
    wacht.tik()
    assert _onderwerpen(server) == ["JBR: __ephemeral_asset_job__ is mislukt bij stuk_met_uitleg"]
    assert "- stap stuk_met_uitleg: De schijf is vol." in _tekst(server)
    assert "De vorige database staat er nog" in _tekst(server)
    assert f"https://jbr.voorbeeld.nl/runs/{run_id}" in _tekst(server)


def test_a_run_that_was_stopped_is_told(wacht: Wacht, server: Mailserver) -> None:
    run = wacht.instance.create_run_for_job(defs.resolve_job_def("jbr_nachtelijk"))
    wacht.instance.report_run_canceled(run)
    wacht.tik()
    assert _onderwerpen(server) == ["JBR: jbr_nachtelijk is afgebroken"]


def test_a_run_that_failed_outside_of_a_step_is_told(wacht: Wacht, server: Mailserver) -> None:
    run = wacht.instance.create_run_for_job(defs.resolve_job_def("jbr_nachtelijk"))
    wacht.instance.report_run_failed(run, GEHEIM)
    wacht.tik()
    assert "De draai hield op buiten een stap" in _tekst(server)
    assert GEHEIM not in _tekst(server)


def test_a_critical_check_that_stopped_a_run_is_told_once_with_what_it_says(wacht: Wacht, server: Mailserver) -> None:
    wacht.draai(cijfer)
    wacht.tik()
    assert _onderwerpen(server) == ["JBR: controle telling_klopt van cijfer is gezakt"]
    assert "- telling_klopt: Telt niet gelijk." in _tekst(server)


def test_rules_whose_rows_are_in_quarantine_are_one_message_per_subject_and_not_again_until_they_change(
    wacht: Wacht, server: Mailserver, klok: list[timedelta]
) -> None:
    for night in range(3):
        klok[0] = timedelta(days=night)
        _gepubliceerd(wacht.huis, datetime.now(UTC) + klok[0], f"nacht {night}")
        wacht.draai(onderwerp)
        wacht.tik()
    assert _onderwerpen(server) == ["JBR: van onderwerp telt niet alles mee"]
    assert "- gevuld: 3 keer" in _tekst(server)
    assert "- leesbaar: 3 keer" in _tekst(server)


def test_a_run_in_which_all_was_well_is_not_told(wacht: Wacht, server: Mailserver) -> None:
    @dg.asset
    def goed() -> None: ...

    wacht.draai(goed)
    assert wacht.tik() == "mail: niets te melden."
    assert server.post == []


def test_one_message_per_cause_per_day_however_many_runs_and_ticks(
    wacht: Wacht, server: Mailserver, klok: list[timedelta]
) -> None:
    for _ in range(2):
        wacht.draai(stuk)
    wacht.draai(stuk_met_uitleg)
    for _ in range(3):
        wacht.tik()
    wacht.draai(stuk)
    wacht.tik()
    assert [o.rpartition(" ")[2] for o in _onderwerpen(server)] == ["stuk", "stuk_met_uitleg"]
    wacht.draai(stuk)
    klok[0] = timedelta(days=1)
    wacht.tik()
    assert [o.rpartition(" ")[2] for o in _onderwerpen(server)].count("stuk") == 2


def test_more_runs_than_one_tick_looks_at_are_all_told_in_the_order_in_which_they_ended(
    wacht: Wacht, server: Mailserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meldingen, "TEGELIJK", 1)
    for asset in (stuk_met_uitleg, cijfer, stuk):
        wacht.draai(asset)
    for _ in range(4):
        wacht.tik()
    assert [o.rpartition(": ")[2].split()[-1] for o in _onderwerpen(server)] == ["stuk_met_uitleg", "gezakt", "stuk"]


def test_a_failed_send_is_tried_again_and_then_sent_once(wacht: Wacht, server: Mailserver) -> None:
    server.weigert = True
    wacht.draai(stuk)
    assert wacht.tik().endswith("0 gemeld, 1 wachten, want versturen lukt niet: SMTPRecipientsRefused.")
    server.weigert = False
    assert wacht.tik() == "mail: 1 gemeld."
    assert wacht.tik() == "mail: niets te melden."
    assert len(server.post) == 1


def test_a_channel_that_fails_holds_up_no_other_and_nobody_is_told_twice(
    wacht: Wacht, server: Mailserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with webhook() as receiver:
        monkeypatch.setenv("JBR_MELD_WEBHOOK", receiver.url)
        server.weigert = True
        wacht.draai(stuk)
        wacht.tik()
        server.weigert = False
        wacht.tik()
        assert (len(receiver.berichten), len(server.post)) == (1, 1)
        assert json.loads(receiver.berichten[0])["onderwerp"] == _onderwerpen(server)[0]


def test_silence_is_told_once_a_day(wacht: Wacht, server: Mailserver, klok: list[timedelta]) -> None:
    klok[0] = timedelta(hours=25)
    assert wacht.tik() == "mail: niets te melden."
    for hours in (27, 28, 30, 54):
        klok[0] = timedelta(hours=hours)
        wacht.tik()
    assert set(_onderwerpen(server)) == {"JBR: er is meer dan 26 uur niets gepubliceerd"}
    assert 2 <= len(server.post) <= 3
    assert "Er loopt ook geen draai." in _tekst(server)


def test_silence_where_nothing_was_ever_published_counts_from_the_first_look(
    wacht: Wacht, server: Mailserver, klok: list[timedelta]
) -> None:
    for file in wacht.huis.paden.draaien.glob("*.json"):
        file.unlink()
    wacht.tik()
    assert server.post == []
    klok[0] = timedelta(hours=27)
    wacht.tik()
    assert "Er is nog geen gepubliceerde database." in _tekst(server)


def test_silence_is_not_told_while_the_schedule_is_off(wacht: Wacht, server: Mailserver, klok: list[timedelta]) -> None:
    repository = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("jbr"), "__repository__")
    origin = RemoteInstigatorOrigin(repository, "jbr_nachtelijk_schedule")
    data = ScheduleInstigatorData("0 2 * * *")
    stopped = InstigatorState(origin, InstigatorType.SCHEDULE, InstigatorStatus.STOPPED, data)
    wacht.instance.add_instigator_state(stopped)
    klok[0] = timedelta(hours=27)
    assert wacht.tik() == "mail: niets te melden."
    wacht.instance.update_instigator_state(stopped.with_status(InstigatorStatus.RUNNING))
    assert wacht.tik() == "mail: 1 gemeld."


def test_no_cell_value_leaves(wacht: Wacht, server: Mailserver, monkeypatch: pytest.MonkeyPatch) -> None:
    kleine_map.maak(wacht.huis.paden.data)
    kleine_map.voer_uit(wacht.huis, wacht.instance)
    wacht.draai(stuk)
    with webhook() as receiver:
        monkeypatch.setenv("JBR_MELD_WEBHOOK", receiver.url)
        wacht.tik()
        assert any("van bezetting telt niet alles mee" in o for o in _onderwerpen(server))
        assert any(o.endswith("stuk") for o in _onderwerpen(server))
        left = [*(_tekst(server, n) for n in range(len(server.post))), *(b.decode() for b in receiver.berichten)]
    assert not any(GEHEIM in text for text in (*left, *_onderwerpen(server), wacht.cursor or ""))


def test_no_secret_in_cursor_logs_or_ui(
    wacht: Wacht, server: Mailserver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("JBR_SMTP_GEBRUIKER", WACHTWOORD)
    monkeypatch.setenv("JBR_SMTP_WACHTWOORD", WACHTWOORD)
    with webhook() as receiver:
        receiver.status = 500
        monkeypatch.setenv("JBR_MELD_WEBHOOK", receiver.url)
        wacht.draai(stuk)
        wacht.tik()
        receiver.status = 200
        wacht.tik()
    assert "de mailserver biedt geen STARTTLS" in wacht.gezegd[0]
    assert "status 500" in wacht.gezegd[0]
    resource = (build_defs(settings=instellingen(wacht.huis)).resources or {})["pijplijn"]
    said = [*wacht.gezegd, wacht.cursor or "", caplog.text, repr(resource)]
    kept = kleine_map.inhoud(Path(wacht.instance.root_directory)).decode(errors="replace")
    for secret in (WACHTWOORD, "geheime-sleutel", "beheer@voorbeeld.nl"):
        assert not any(secret in text for text in (*said, kept))
