"""Which deliveries count: file rules, versions, and what is owed.

A pure function of the landed set: deliveries are judged in the order of their peildatum, each against the one in
force a year earlier, so the order in which files arrived never changes a figure. Rows are not looked at here.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Bestandsregel, contracten
from jbr_pipeline.contracts.organisations import heringedeeld_tussen, ministeries_op
from jbr_pipeline.quality.run import Uitkomst
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.processed import Status, Verwerking
from jbr_pipeline.warehouse.purged import Bewaard


@dataclass(frozen=True)
class Bestandsoordeel:
    """The verdict of one file rule on one delivery. `waarde`: the measure, or its difference in percent."""

    regel: Bestandsregel
    waarde: float | None
    uitkomst: Uitkomst
    toelichting: str


@dataclass(frozen=True)
class Aanlevering:
    """A delivery as it stands after judgement; `verwerking` is None for a file that was refused at the door."""

    landing: Landing
    verwerking: Verwerking | None
    status: Status
    reden: str | None
    oordelen: tuple[Bestandsoordeel, ...] = ()
    bewaard: Bewaard | None = None
    """What is kept of it once its rows were purged; None as long as they are there."""

    @property
    def telt_mee(self) -> bool:
        """Whether its rows are in the figures, or were when they were purged."""
        return self.status == "geaccepteerd"


@dataclass(frozen=True)
class Verschuldigd:
    """A delivery that a ministry owes, received or not."""

    organisatie_code: str
    soort: str
    peildatum: date


@dataclass(frozen=True)
class Stand:
    """All deliveries as judged, and those owed of which none is in force."""

    aanleveringen: tuple[Aanlevering, ...]
    verschuldigd: tuple[Verschuldigd, ...]
    ontbreekt: tuple[Verschuldigd, ...] = field(default=())
    opgeschoond: frozenset[int] = frozenset()
    """The years of which the rows were purged; nothing is owed over them any more."""

    def in_werking(self, soort: str | None = None) -> list[Aanlevering]:
        """The accepted deliveries, of one subject or of all."""
        if soort is None:
            return [a for a in self.aanleveringen if a.telt_mee]
        return list(self._per_soort.get(soort, ()))

    @cached_property
    def _per_soort(self) -> dict[str | None, list[Aanlevering]]:
        """Asked for some hundred times in a run, and there are thousands of deliveries after ten years."""
        found: dict[str | None, list[Aanlevering]] = defaultdict(list)
        for a in self.in_werking():
            found[a.landing.soort].append(a)
        return found


def beoordeel(
    landingen: Iterable[Landing], verwerkt: Mapping[str, Verwerking], bewaard: Mapping[str, Bewaard] | None = None
) -> Stand:
    """Judge every delivery. `verwerkt` holds the results by aanlevering_id; one without a result is left out.

    `bewaard` holds what is kept of those that were purged: they keep the status that they had, and later ones are
    still compared with them.
    """
    kept = bewaard or {}
    verwerkt = {**verwerkt, **{id_: b.verwerking for id_, b in kept.items()}}
    judged: list[Aanlevering] = []
    candidates: dict[tuple[str, date, str], list[Landing]] = defaultdict(list)
    for landing in landingen:
        if landing.besluit == "geweigerd":
            judged.append(Aanlevering(landing, None, "afgekeurd", landing.reden))
        elif landing.aanlevering_id in verwerkt:
            assert landing.soort
            assert landing.peildatum
            assert landing.organisatie_code
            candidates[landing.soort, landing.peildatum, landing.organisatie_code].append(landing)
    in_force: dict[tuple[str, str, date], Verwerking] = {}
    for (soort, peildatum, code), versions in sorted(candidates.items(), key=lambda item: item[0]):
        earlier = in_force.get((soort, code, jaar_eerder(peildatum)))
        if heringedeeld_tussen(code, jaar_eerder(peildatum), peildatum):
            earlier = None
        verdicts = [
            _judge(landing, verwerkt[landing.aanlevering_id], contracten()[soort], earlier)
            for landing in sorted(versions, key=lambda v: v.versie or 0)
        ]
        verdicts = [_as_purged(v, kept) for v in _replace_lower_versions(verdicts)]
        judged.extend(verdicts)
        for verdict in verdicts:
            if verdict.telt_mee and verdict.verwerking:
                in_force[soort, code, peildatum] = verdict.verwerking
    purged = frozenset(v.landing.peildatum.year for v in judged if v.bewaard and v.landing.peildatum)
    owed = tuple(v for v in verschuldigd({p for _, p, _ in candidates}) if v.peildatum.year not in purged)
    present = {(code, soort, peildatum) for soort, code, peildatum in in_force}
    return Stand(
        aanleveringen=tuple(sorted(judged, key=lambda a: a.landing.aanlevering_id)),
        verschuldigd=owed,
        ontbreekt=tuple(v for v in owed if (v.organisatie_code, v.soort, v.peildatum) not in present),
        opgeschoond=purged,
    )


def jaar_eerder(dag: date) -> date:
    """The same day a year earlier; the last day of a month stays the last day."""
    year = dag.year - 1
    last_then = calendar.monthrange(year, dag.month)[1]
    is_last = dag.day == calendar.monthrange(dag.year, dag.month)[1]
    return date(year, dag.month, last_then if is_last else dag.day)


def verschuldigd(peildata: Iterable[date]) -> tuple[Verschuldigd, ...]:
    """What every ministry owes between the first and the last peildatum at hand.

    Each subject on 31 December, bezetting also on 1 July, by the ministries that exist on that day.
    """
    days = sorted(peildata)
    if not days:
        return ()
    owed: list[Verschuldigd] = []
    for year in range(days[0].year, days[-1].year + 1):
        for contract in contracten().values():
            for day in (date(year, 7, 1), date(year, 12, 31)):
                if f"{day:%d-%m}" not in contract.peildata or not days[0] <= day <= days[-1]:
                    continue
                owed.extend(
                    Verschuldigd(m.code, contract.soort, day)
                    for m in ministeries_op(day)
                    if not contract.alleen_van or m.code in contract.alleen_van
                )
    return tuple(owed)


def _judge(
    landing: Landing, verwerking: Verwerking, contract: Aanleveringscontract, earlier: Verwerking | None
) -> Aanlevering:
    if verwerking.reden:
        return Aanlevering(landing, verwerking, "afgekeurd", verwerking.reden)
    verdicts = tuple(_file_rule(rule, verwerking, earlier) for rule in contract.bestandsregel)
    broken = [v for v in verdicts if v.uitkomst == "gezakt" and v.regel.ernst == "kritiek"]
    if broken and not landing.acceptatie_reden:
        reden = " ".join(f"{v.regel.uitleg} {v.toelichting}" for v in broken)
        return Aanlevering(landing, verwerking, "afgekeurd", reden, verdicts)
    by_hand = f"Met de hand geaccepteerd: {landing.acceptatie_reden}" if broken else None
    return Aanlevering(landing, verwerking, "geaccepteerd", by_hand, verdicts)


def _as_purged(a: Aanlevering, kept: Mapping[str, Bewaard]) -> Aanlevering:
    """The delivery with the status that it had when its rows were purged, whatever a contract of later would say."""
    b = kept.get(a.landing.aanlevering_id)
    return replace(a, status=b.status, reden=b.reden, bewaard=b) if b else a


def _file_rule(rule: Bestandsregel, v: Verwerking, earlier: Verwerking | None) -> Bestandsoordeel:
    measure = v.maten.get(rule.naam)
    if rule.lager_dan is not None:
        if measure is None:
            return Bestandsoordeel(rule, None, "niet uit te voeren", "De maat is niet te berekenen.")
        passed = measure < rule.lager_dan
        return Bestandsoordeel(rule, measure, "geslaagd" if passed else "gezakt", f"Gevonden: {_dutch(measure)}.")
    before = earlier.maten.get(rule.naam) if earlier else None
    if measure is None or not before:
        return Bestandsoordeel(
            rule, None, "niet uit te voeren", "Er is geen vergelijkbare aanlevering van een jaar eerder."
        )
    difference = 100 * (measure - before) / before
    assert rule.hoogste_verschil_pct is not None
    passed = abs(difference) <= rule.hoogste_verschil_pct
    return Bestandsoordeel(
        rule,
        difference,
        "geslaagd" if passed else "gezakt",
        f"Gevonden: {_dutch(measure)}, een jaar eerder {_dutch(before)} ({_dutch(difference, sign=True)} procent).",
    )


def _dutch(value: float, *, sign: bool = False) -> str:
    text = f"{value:{'+' if sign else ''},.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def _replace_lower_versions(verdicts: Sequence[Aanlevering]) -> list[Aanlevering]:
    """The highest accepted version counts; lower accepted ones are replaced by it."""
    accepted = [v for v in verdicts if v.status == "geaccepteerd"]
    if not accepted:
        return list(verdicts)
    highest = accepted[-1]
    replaced = f"Vervangen door versie {highest.landing.versie}."
    return [
        Aanlevering(v.landing, v.verwerking, "vervangen", replaced, v.oordelen)
        if v.status == "geaccepteerd" and v is not highest
        else v
        for v in verdicts
    ]
