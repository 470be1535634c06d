"""Contract rules as Dagster asset checks: one per rule and subject, with counts and never a value.

A critical rule that is broken does not stop the run while every row that breaks it is in quarantine: the check
fails as a warning and the figures go on without those rows. It blocks what follows, at severity ERROR, when it
could not be evaluated or when Great Expectations and the quarantine do not count the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dagster as dg

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Bestandsregel, Regel, contracten
from jbr_pipeline.quality.run import Toetsuitkomst
from jbr_pipeline.quality.suite import expectation_type
from jbr_pipeline.sources.deliveries.typed import ONLEESBAAR
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand
from jbr_pipeline.warehouse.processed import Regeltelling

MEEST_GETOONDE_AANLEVERINGEN = 20
GENOEMD = 3


def row_check_specs(contract: Aanleveringscontract) -> list[dg.AssetCheckSpec]:
    """One spec per row rule of the subject, and one for lines that are no row at all."""
    rules = [
        dg.AssetCheckSpec(
            name=rule.naam,
            asset=contract.soort,
            description=f"{rule.uitleg} ({rule.ernst})",
            blocking=rule.is_kritiek,
            metadata=_spec_metadata(rule),
        )
        for rule in contract.rijregels
    ]
    unreadable = dg.AssetCheckSpec(
        name=ONLEESBAAR,
        asset=contract.soort,
        description="Elke regel heeft zoveel velden als er kolommen zijn. (kritiek)",
        metadata={"ernst": "kritiek", "kolom": "-", "expectation": "-"},
    )
    return [*rules, unreadable]


def file_check_specs(asset: str) -> list[dg.AssetCheckSpec]:
    """One spec per file rule of every subject."""
    return [
        dg.AssetCheckSpec(
            name=f"{contract.soort}__{rule.naam}",
            asset=asset,
            description=f"{contract.titel}: {rule.uitleg} ({rule.ernst})",
            blocking=rule.ernst == "kritiek",
            metadata=_spec_metadata(rule),
        )
        for contract in contracten().values()
        for rule in contract.bestandsregel
    ]


def _spec_metadata(rule: Regel | Bestandsregel) -> dict[str, str]:
    return {"ernst": rule.ernst, "kolom": rule.kolom or "-", "expectation": expectation_type(rule)}


def row_check_results(
    contract: Aanleveringscontract, stand: Stand, toetsen: Sequence[Toetsuitkomst]
) -> list[dg.AssetCheckResult]:
    """How every row rule stands over the deliveries that are not replaced and of which the rows are there.

    `toetsen` are the outcomes of this run; a rule that had nothing new to judge keeps the counts of before.
    """
    judged = [a for a in stand.aanleveringen if is_te_controleren(a, contract)]
    fresh = {t.regel: t for t in toetsen}
    rules = [_row_check(contract, rule, judged, fresh.get(rule.naam)) for rule in contract.rijregels]
    return [*rules, _unreadable_check(contract, judged)]


def is_te_controleren(a: Aanlevering, contract: Aanleveringscontract) -> bool:
    """Whether the checks of a subject are about this delivery: over a purged year nothing can be mended any more."""
    return a.landing.soort == contract.soort and a.status != "vervangen" and a.bewaard is None


def _counts(judged: Sequence[Aanlevering], rule: str) -> dict[str, Regeltelling]:
    return {
        a.landing.bestandsnaam: a.verwerking.tellingen[rule]
        for a in judged
        if a.verwerking and rule in a.verwerking.tellingen
    }


def _unreadable_check(contract: Aanleveringscontract, judged: Sequence[Aanlevering]) -> dg.AssetCheckResult:
    counts = _counts(judged, ONLEESBAAR)
    broken = {name: c.overtredingen for name, c in counts.items() if c.overtredingen}
    return dg.AssetCheckResult(
        asset_key=contract.soort,
        check_name=ONLEESBAAR,
        passed=not broken,
        severity=dg.AssetCheckSeverity.WARN,
        description=_in_words(broken, len(counts), in_quarantine=True),
        metadata={
            "overtredingen": sum(broken.values()),
            "getoetste_regels": sum(c.geteld for c in counts.values()),
            "ernst": "kritiek",
            **({"aanleveringen": _broken_table(broken)} if broken else {}),
        },
    )


def _row_check(
    contract: Aanleveringscontract, rule: Regel, judged: Sequence[Aanlevering], outcome: Toetsuitkomst | None
) -> dg.AssetCheckResult:
    counts = _counts(judged, rule.naam)
    broken = {name: c.overtredingen for name, c in counts.items() if c.overtredingen}
    total = sum(broken.values())
    crashed = outcome is not None and outcome.storing
    if outcome and outcome.storing:
        text = f"De regel kon niet worden getoetst. {outcome.toelichting}"
    else:
        text = _in_words(broken, len(counts), in_quarantine=rule.is_kritiek)
    return dg.AssetCheckResult(
        asset_key=contract.soort,
        check_name=rule.naam,
        passed=not total and not crashed,
        severity=dg.AssetCheckSeverity.ERROR if crashed else dg.AssetCheckSeverity.WARN,
        description=text,
        metadata={
            "overtredingen": total,
            "getoetste_regels": sum(c.geteld for c in counts.values()),
            "getoetst_in_deze_draai": outcome.geteld if outcome else 0,
            "ernst": rule.ernst,
            "kolom": rule.kolom,
            "expectation": expectation_type(rule),
            **({"aanleveringen": _broken_table(broken)} if broken else {}),
        },
    )


def file_check_results(
    asset: str, stand: Stand, toetsen: Mapping[str, Sequence[Toetsuitkomst]]
) -> list[dg.AssetCheckResult]:
    """How every file rule stands; `toetsen` holds what Great Expectations says, per subject."""
    results = []
    for contract in contracten().values():
        ours = [a for a in stand.aanleveringen if is_te_controleren(a, contract)]
        outcomes = {t.regel: t for t in toetsen.get(contract.soort, ())}
        for rule in contract.bestandsregel:
            verdicts = {a.landing.bestandsnaam: o for a in ours for o in a.oordelen if o.regel.naam == rule.naam}
            broken = {n: o.toelichting.removesuffix(".") for n, o in verdicts.items() if o.uitkomst == "gezakt"}
            outcome = outcomes.get(rule.naam)
            differs = outcome is not None and (outcome.storing or outcome.overtredingen != len(broken))
            text = (
                "Great Expectations en het oordeel over de bestanden tellen niet gelijk."
                if differs
                else f"{len(broken)} van {len(verdicts)} aanleveringen voldoen niet: "
                f"{opsomming([f'{name} ({what})' for name, what in sorted(broken.items())])}."
                if broken
                else f"{len(verdicts)} aanleveringen voldoen of zijn niet te vergelijken."
            )
            results.append(
                dg.AssetCheckResult(
                    asset_key=asset,
                    check_name=f"{contract.soort}__{rule.naam}",
                    passed=not broken and not differs,
                    severity=dg.AssetCheckSeverity.ERROR if differs else dg.AssetCheckSeverity.WARN,
                    description=text,
                    metadata={
                        "overtredingen": len(broken),
                        "beoordeelde_aanleveringen": len(verdicts),
                        "ernst": rule.ernst,
                        "expectation": expectation_type(rule),
                        **({"aanleveringen": _broken_table(broken)} if broken else {}),
                    },
                )
            )
    return results


def _in_words(broken: Mapping[str, int], judged: int, *, in_quarantine: bool) -> str:
    if not broken:
        return f"Geen overtredingen in {_dutch(judged)} aanleveringen."
    most = sorted(broken.items(), key=lambda item: (-item[1], item[0]))
    where = "; de regels staan in quarantaine" if in_quarantine else ""
    return (
        f"{_dutch(sum(broken.values()))} overtredingen in {len(broken)} van {_dutch(judged)} aanleveringen{where}. "
        f"De meeste: {opsomming([f'{name} ({count})' for name, count in most])}."
    )


def opsomming(items: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = f" en nog {len(items) - GENOEMD}" if len(items) > GENOEMD else ""
    return ", ".join(items[:GENOEMD]) + more


def _broken_table(broken: Mapping[str, object]) -> dg.MetadataValue:
    shown = sorted(broken.items(), key=lambda item: (-item[1] if isinstance(item[1], int) else 0, item[0]))
    lines = ["| aanlevering | overtreding |", "|---|---|"]
    lines += [f"| {name} | {what} |" for name, what in shown[:MEEST_GETOONDE_AANLEVERINGEN]]
    if len(shown) > MEEST_GETOONDE_AANLEVERINGEN:
        lines.append(f"| en nog {len(shown) - MEEST_GETOONDE_AANLEVERINGEN} | |")
    return dg.MetadataValue.md("\n".join(lines))


def _dutch(number: int) -> str:
    return f"{number:,}".replace(",", ".")
