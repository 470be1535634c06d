"""What there is to tell, in plain Dutch: what happened, since when, what it means for the figures, what to do.

A cause is made of names, counts and texts that were written for people; a cell of a delivery is in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jbr_pipeline.reporting.freshness import klok_in_woorden
from jbr_pipeline.reporting.numbers import moment

GENOEMD = 10


@dataclass(frozen=True)
class Oorzaak:
    """One thing to tell. `sleutel` is what makes two of them the same, whenever they happen.

    With `eenmalig` it lasts until somebody else mends it: it is told again only when it changes.
    """

    sleutel: str
    kop: str
    gebeurd: str
    sinds: datetime
    gevolg: str
    doen: str
    run_id: str | None = None
    eenmalig: bool = False

    def onderwerp(self) -> str:
        """The subject of the message, on one line."""
        return " ".join(f"JBR: {self.kop}".split())

    def tekst(self, ui_url: str = "") -> str:
        """The message, with a link to the run when it is known where the UI is."""
        parts = [
            f"{self.kop}.",
            f"Wat er gebeurde\n{self.gebeurd}",
            f"Sinds\n{moment(self.sinds)}",
            f"Wat het betekent voor de cijfers\n{self.gevolg}",
            f"Wat te doen\n{self.doen}",
        ]
        if link := self.link(ui_url):
            parts.append(f"De draai in Dagster\n{link}")
        return "\n\n".join(parts) + "\n"

    def link(self, ui_url: str) -> str:
        """Where the run is in the UI; empty when there is none, or when it is not known where."""
        return f"{ui_url.rstrip('/')}/runs/{self.run_id}" if self.run_id and ui_url else ""


@dataclass(frozen=True)
class Database:
    """What there is to look at: when it was published last, and whether the run at hand did that."""

    gepubliceerd_op: datetime | None
    door_deze_draai: bool = False

    def in_woorden(self) -> str:
        """What it means for who uses the figures."""
        if self.gepubliceerd_op is None:
            return "Er is nog geen gepubliceerde database."
        when = moment(self.gepubliceerd_op)
        if self.door_deze_draai:
            return f"De draai heeft de database wel vernieuwd, op {when}."
        return f"De vorige database staat er nog en is niet gewijzigd; de cijfers zijn die van {when}."


def draai_mislukt(
    run_id: str, job: str, sinds: datetime, stappen: Sequence[tuple[str, str]], database: Database
) -> Oorzaak:
    """A run that failed, with each step and the reason why; without steps it stopped outside of one."""
    told = "\n".join(f"- stap {step}: {reason}" for step, reason in stappen)
    # A reason may hold a count or a moment that differs every time.
    same = sorted(f"{step}: {re.sub('[0-9]+', '…', reason)}" for step, reason in stappen)
    return Oorzaak(
        sleutel="|".join(["draai mislukt", job, *same]),
        kop=f"{job} is mislukt" + (f" bij {stappen[0][0]}" if stappen else ""),
        gebeurd=told or "De draai hield op buiten een stap; waarschijnlijk is het proces gestopt.",
        sinds=sinds,
        gevolg=database.in_woorden(),
        doen="Bekijk de draai. Is de oorzaak weg, start jbr_nachtelijk dan opnieuw; hij gaat verder waar dat kan.",
        run_id=run_id,
    )


def draai_afgebroken(run_id: str, job: str, sinds: datetime, database: Database) -> Oorzaak:
    """A run that somebody stopped."""
    return Oorzaak(
        sleutel=f"draai afgebroken|{job}",
        kop=f"{job} is afgebroken",
        gebeurd="De draai is gestopt voordat hij klaar was.",
        sinds=sinds,
        gevolg=database.in_woorden(),
        doen="Start jbr_nachtelijk opnieuw, of wacht op de volgende nacht; er is niets half achtergebleven.",
        run_id=run_id,
    )


def controles_gezakt(
    run_id: str, asset: str, controles: Sequence[tuple[str, str]], sinds: datetime, database: Database
) -> Oorzaak:
    """Critical checks of one asset that failed, together, with what they say themselves."""
    names = sorted(name for name, _ in controles)
    more = f"\n- en nog {len(controles) - GENOEMD}" if len(controles) > GENOEMD else ""
    return Oorzaak(
        sleutel="|".join(["controles", asset, *names]),
        kop=f"controle {names[0]} van {asset} is gezakt"
        if len(names) == 1
        else f"{len(names)} controles van {asset} zijn gezakt",
        gebeurd="\n".join(f"- {name}: {text}" for name, text in sorted(controles)[:GENOEMD]) + more,
        sinds=sinds,
        gevolg=database.in_woorden(),
        doen="Wat een controle betekent staat in docs/operations.md, onder «What a failed check means».",
        run_id=run_id,
    )


def regels_overtreden(
    run_id: str, soort: str, regels: Sequence[tuple[str, int]], sinds: datetime, database: Database
) -> Oorzaak:
    """Critical rules of one subject that were broken, with how often: rows or files do not count."""
    return Oorzaak(
        sleutel=f"kritieke regels|{soort}",
        kop=f"van {soort} telt niet alles mee",
        gebeurd="Overtreden kritieke regels, met hoe vaak:\n"
        + "\n".join(f"- {rule}: {count} keer" for rule, count in sorted(regels)),
        sinds=sinds,
        gevolg=f"Wat een kritieke regel overtreedt telt niet mee; de rest wel. {database.in_woorden()}",
        doen="Vraag het ministerie om een hogere versie; de controles van het onderwerp noemen de bestanden.",
        run_id=run_id,
        eenmalig=True,
    )


def klok_achter(klok: datetime, laatste_draai: datetime, database: Database) -> Oorzaak:
    """The clock of the machine is before its own last run."""
    return Oorzaak(
        sleutel="klok",
        kop="de klok van de machine loopt achter",
        gebeurd=klok_in_woorden(klok, laatste_draai),
        sinds=klok,
        gevolg=f"De cijfers veranderen er niet door. {database.in_woorden()}",
        doen=(
            "Zet de klok goed. Klopt hij nu en liep hij bij die draai voor, zie dan docs/operations.md, onder «A clock "
            "that is wrong»."
        ),
    )


def stilte(begonnen: datetime, uren: int, loopt_sinds: datetime | None, database: Database) -> Oorzaak:
    """Nothing was published for longer than a night, while a run should have."""
    running = f" Er loopt een draai sinds {moment(loopt_sinds)}." if loopt_sinds else " Er loopt ook geen draai."
    return Oorzaak(
        sleutel="stilte",
        kop=f"er is meer dan {uren} uur niets gepubliceerd",
        gebeurd=f"Elke nacht hoort er een draai te zijn die publiceert, en die was er niet.{running}",
        sinds=database.gepubliceerd_op or begonnen,
        gevolg=database.in_woorden(),
        doen="Kijk in Dagster of het rooster loopt, of er draaien wachten en of er een is mislukt; anders: jbr run.",
    )
