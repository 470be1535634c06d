"""The sensor that reaches people: what went wrong in the runs that ended, and that nothing was published.

Finding it belongs here; what is said, what was told already and sending it belong in `alerts`.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import dagster as dg
from dagster._core.scheduler.instigation import InstigatorStatus
from pydantic import TypeAdapter, ValidationError

from jbr_pipeline.alerts import causes
from jbr_pipeline.alerts.causes import Database, Oorzaak
from jbr_pipeline.alerts.ledger import Boek
from jbr_pipeline.orchestration.deliveries import BEOORDEELD
from jbr_pipeline.orchestration.fouten import in_woorden, zonder_celwaarden
from jbr_pipeline.orchestration.jobs import jbr_nachtelijk_schedule
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.reporting.freshness import VERS, is_vers
from jbr_pipeline.reporting.numbers import NEDERLAND
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse import clock, history
from jbr_pipeline.warehouse.layout import Paden

if TYPE_CHECKING:
    from jbr_pipeline.alerts.channels import Kanaal

log = logging.getLogger(__name__)

AFGELOPEN = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
TERUG = timedelta(days=1)
"""How far back the first look goes."""
OVERLAP = timedelta(minutes=5)
"""A run that ended may be written down after one that ended later."""
TEGELIJK = 20
"""Runs looked at in one tick; the others follow in the next."""


@dataclass
class Geheugen:
    """What the sensor remembers from tick to tick: which runs it looked at, and what it told."""

    begonnen: datetime
    tot: datetime
    """Until when runs that ended were looked at."""
    gezien: dict[str, datetime] = field(default_factory=dict)
    """The runs of the overlap that were looked at, with when they ended."""
    boeken: dict[str, Boek] = field(default_factory=dict)


_GEHEUGEN: TypeAdapter[Geheugen] = TypeAdapter(Geheugen)


@dg.sensor(
    name="jbr_meldingen",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "Meld per e-mail of webhook wat is misgegaan: een mislukte of afgebroken draai, een gezakte kritieke controle, "
        "of dat er niets is gepubliceerd. Hoogstens één bericht per oorzaak per dag."
    ),
)
@zonder_celwaarden()
def jbr_meldingen(context: dg.SensorEvaluationContext, pijplijn: Pijplijn) -> dg.SensorResult | dg.SkipReason:
    """Find what there is to tell and tell it; what could not be told is told at a later tick."""
    # Here, so that loading the code location does not import what sends.
    from jbr_pipeline.alerts.channels import kanalen
    from jbr_pipeline.alerts.faults import Onvolledig

    try:
        # Not from the resource: Dagster keeps and shows its fields.
        channels = kanalen(Settings())
    except Onvolledig as fout:
        return dg.SkipReason(str(fout))
    if not channels:
        return dg.SkipReason("Er is niemand om iets aan te melden: JBR_MELD_AAN en JBR_MELD_WEBHOOK zijn leeg.")
    now = datetime.now(UTC)
    memory = _remembered(context.cursor, now)
    found = [*_of_runs(context.instance, pijplijn.paden, memory, now), *_of_the_clock(pijplijn.paden, now)]
    found += _of_silence(context.instance, pijplijn.paden, memory, now)
    told = [_tell(channel, memory, found, now) for channel in channels]
    return dg.SensorResult(skip_reason=" ".join(told), cursor=_GEHEUGEN.dump_json(memory).decode())


def _remembered(cursor: str | None, now: datetime) -> Geheugen:
    try:
        return _GEHEUGEN.validate_json(cursor or "")
    except ValidationError:
        return Geheugen(begonnen=now, tot=now - TERUG)


def _tell(channel: Kanaal, memory: Geheugen, found: list[Oorzaak], now: datetime) -> str:
    """Tell what is due over one channel; what became of it, in words."""
    from jbr_pipeline.alerts.channels import verzend

    today = now.astimezone(NEDERLAND).date()
    book = memory.boeken.setdefault(channel.naam, Boek())
    book.neem_op(found, today)
    if not book.wacht:
        return f"{channel.naam}: niets te melden."
    sent, fault = verzend(channel, book, today)
    if not fault:
        return f"{channel.naam}: {sent} gemeld."
    log.warning("%s: %d berichten wachten, want versturen lukt niet: %s", channel.naam, len(book.wacht), fault)
    return f"{channel.naam}: {sent} gemeld, {len(book.wacht)} wachten, want versturen lukt niet: {fault}."


def _of_runs(instance: dg.DagsterInstance, paden: Paden, memory: Geheugen, now: datetime) -> Iterator[Oorzaak]:
    """What went wrong in the runs that ended since the last look, in the order in which they ended."""
    # Of a clock that was moved back, what ends now would else lie before the last look.
    memory.tot = min(memory.tot, now)
    since = memory.tot - OVERLAP
    records = instance.get_run_records(dg.RunsFilter(statuses=list(AFGELOPEN), updated_after=since))
    ended = sorted((_ended(r), r.dagster_run.run_id, r.dagster_run) for r in records)
    fresh = [e for e in ended if e[0] >= since and e[1] not in memory.gezien]
    for when, run_id, run in fresh[:TEGELIJK]:
        yield from _of_run(instance, paden, run, when)
        memory.gezien[run_id] = when
        memory.tot = max(memory.tot, when)
    memory.gezien = {run_id: when for run_id, when in memory.gezien.items() if when >= memory.tot - OVERLAP}


def _ended(record: dg.RunRecord) -> datetime:
    if record.end_time:
        return datetime.fromtimestamp(record.end_time, UTC)
    return record.update_timestamp.astimezone(UTC)


def _of_run(instance: dg.DagsterInstance, paden: Paden, run: dg.DagsterRun, when: datetime) -> Iterator[Oorzaak]:
    kinds = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_CHECK_EVALUATION}
    events = [e.dagster_event for e in instance.all_logs(run.run_id, of_type=kinds) if e.dagster_event]
    checks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rules: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for event in events:
        if event.is_step_failure or (check := event.asset_check_evaluation_data).passed:
            continue
        asset = check.asset_key.to_user_string()
        if check.severity is dg.AssetCheckSeverity.ERROR:
            checks[asset].append((check.check_name, check.description or "geen toelichting"))
        elif _says(check, "ernst") == "kritiek":
            subject = check.check_name.partition("__")[0] if asset == BEOORDEELD else asset
            rules[subject].append((check.check_name, int(str(_says(check, "overtredingen") or 0))))
    database = _database(paden, run.run_id)
    failed = [
        (e.step_key or "", in_woorden(e.step_failure_data.error))
        for e in events
        # A check that stops a step is told as such.
        if e.is_step_failure and e.step_key not in checks
    ]
    stopped_by_checks = any(e.is_step_failure for e in events) and not failed
    if run.status is dg.DagsterRunStatus.CANCELED:
        yield causes.draai_afgebroken(run.run_id, run.job_name, when, database)
    elif run.status is dg.DagsterRunStatus.FAILURE and not stopped_by_checks:
        yield causes.draai_mislukt(run.run_id, run.job_name, when, failed, database)
    for asset, said in checks.items():
        yield causes.controles_gezakt(run.run_id, asset, said, when, database)
    for subject, broken in rules.items():
        yield causes.regels_overtreden(run.run_id, subject, broken, when, database)


def _says(check: dg.AssetCheckEvaluation, name: str) -> object:
    return check.metadata[name].value if name in check.metadata else None


def _of_silence(instance: dg.DagsterInstance, paden: Paden, memory: Geheugen, now: datetime) -> list[Oorzaak]:
    """That nothing was published for longer than a night, while the schedule is on."""
    database = _database(paden)
    if is_vers(database.gepubliceerd_op or memory.begonnen, now) or not _schedule_is_on(instance):
        return []
    running = instance.get_run_records(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]), limit=1)
    started = running[0].start_time if running else None
    since = datetime.fromtimestamp(started, UTC) if started else None
    return [causes.stilte(memory.begonnen, VERS // timedelta(hours=1), since, database)]


def _of_the_clock(paden: Paden, now: datetime) -> list[Oorzaak]:
    """That the clock is behind the last run: then no silence would ever be noticed."""
    latest = clock.loopt_achter(paden, now)
    return [causes.klok_achter(now, latest, _database(paden))] if latest else []


def _schedule_is_on(instance: dg.DagsterInstance) -> bool:
    """Unless somebody stopped it; Dagster only keeps that somebody did."""
    return not any(
        state.name == jbr_nachtelijk_schedule.name and state.status is InstigatorStatus.STOPPED
        for state in instance.all_instigator_state()
    )


def _database(paden: Paden, run_id: str | None = None) -> Database:
    published = history.met_waarden(paden)
    return Database(
        max((d.klaar_op for d in published if d.klaar_op), default=None), run_id in {d.run_id for d in published}
    )
