"""Assets of the departmental deliveries: landed, typed and checked per subject, judged as files.

A run without partitions processes whatever is new, and records it per partition on `aanlevering`, whose dynamic
dimension is ministry and peildatum. Materialising a partition of `aanlevering` by hand does that one again.
"""

import contextlib
import hashlib
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence

import dagster as dg
import duckdb

from jbr_pipeline.contracts.delivery import Aanleveringscontract, contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.orchestration import checks
from jbr_pipeline.orchestration.columns import van_onderwerp
from jbr_pipeline.orchestration.fouten import zonder_celwaarden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.quality.rules import measure_column
from jbr_pipeline.quality.run import Toetsuitkomst, check_files
from jbr_pipeline.reporting.leveringsrapport.writing import schrijf_in_gesloten_zone, zonder_rapport
from jbr_pipeline.reporting.owed import Leveroverzicht, afkorting, gemist, leveroverzicht
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import clock
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand, Verschuldigd
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking, te_verwerken
from jbr_pipeline.warehouse.processing import Verwerkingsrapport, verwerk
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import stand
from jbr_pipeline.warehouse.turns import slot

GROEP = "aanleveringen"
EIGENAAR = ["team:bedrijfsvoering-rijk"]
PARTITIES = dg.DynamicPartitionsDefinition(name="aanlevering")
TOON_HOOGSTENS = 50
RAPPORTEN = "leveringsrapporten"

BLIJVEND = dg.DataVersion("blijvend")
"""The version, to Dagster, of what landed and of each partition.

What landed is never changed and a partition follows from it, so neither makes anything out of date. Whether there is
something to do is for the subjects to find out; their versions, and those of the figures, follow from the content.
"""


def partitie(entry: Landing) -> str:
    """The partition of a landed delivery: ministry and peildatum."""
    assert entry.peildatum is not None
    names = {m.code: m.bestandsafkorting for m in ministeries_op(entry.peildatum)}
    return f"{names[entry.organisatie_code or '']} {entry.peildatum:%Y-%m-%d}"


@dg.asset(
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"file"},
    description=(
        "Bestanden uit de inleverplaats, één keer overgenomen zoals ze zijn ontvangen, met een manifest. "
        "Persoonsgegevens komen niet binnen."
    ),
)
@zonder_celwaarden()
def aanleveringen_geland(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Land what is new and register its partitions."""
    paden = pijplijn.paden
    paden.inbox.mkdir(parents=True, exist_ok=True)
    with slot(paden):
        rapport = landing.land(paden.inbox, paden.geland, voorbeeld=paden.is_voorbeeld, nu=clock.lopend(paden))
        entries = manifest.lees(paden.geland)
        refused = zonder_rapport(paden, [e for e in entries if e.besluit == "geweigerd"])
        schrijf_in_gesloten_zone(paden, [Aanlevering(e, None, "afgekeurd", e.reden) for e in refused], {})
    landed = [e for e in entries if e.besluit == "geland"]
    context.instance.add_dynamic_partitions(PARTITIES.name or "", sorted({partitie(e) for e in landed}))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(landed),
            "nieuw": len(rapport.geland),
            "geweigerd": len(rapport.geweigerd),
            "nog_in_beweging": len(rapport.in_beweging),
            "verzonnen_voorbeeld": paden.is_voorbeeld,
            **({"geweigerde_bestanden": _reasons(rapport.geweigerd)} if rapport.geweigerd else {}),
            **({RAPPORTEN: dg.MetadataValue.path(paden.rapporten)} if rapport.geweigerd else {}),
        },
        data_version=BLIJVEND,
    )


with warnings.catch_warnings():
    # The backfill policy is beta in Dagster, and the only way to have a thousand partitions in one run.
    warnings.simplefilter("ignore", dg.BetaWarning)
    _per_partition = dg.asset(
        partitions_def=PARTITIES,
        backfill_policy=dg.BackfillPolicy.single_run(),
        deps=[aanleveringen_geland],
        group_name=GROEP,
        owners=EIGENAAR,
        kinds={"duckdb", "parquet"},
        description=(
            "Per ministerie en peildatum alle aanleveringen, getypeerd en getoetst. De nachtelijke draai vult dit "
            "zelf; materialiseer een partitie om die aanleveringen opnieuw te verwerken."
        ),
    )


@_per_partition
@zonder_celwaarden()
def aanlevering(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Process the deliveries of the chosen partitions again, whatever was kept of them."""
    paden = pijplijn.paden
    chosen = set(context.partition_keys)
    crashed: list[str] = []
    done: list[Verwerkingsrapport] = []
    with slot(paden), session(paden) as con:
        landed = [e for e in manifest.lees(paden.geland) if e.besluit == "geland" and partitie(e) in chosen]
        if unknown := chosen - {partitie(e) for e in landed}:
            raise dg.Failure(f"Er is geen aanlevering van {', '.join(sorted(unknown))}.")
        if purged := {partitie(e) for e in landed if e.opgeschoond}:
            raise dg.Failure(f"Opgeschoond, dus niet opnieuw te verwerken: {', '.join(sorted(purged))}.")
        for contract in contracten().values():
            rapport = verwerk(paden, con, contract, [e for e in landed if e.soort == contract.soort])
            crashed += [f"{contract.soort}: {t.regel}" for t in rapport.toetsen if t.storing]
            done.append(rapport)
        if crashed:
            raise dg.Failure(f"Niet te toetsen: {', '.join(crashed)}. Wat er was, blijft staan.")
        now = stand(paden)
        for rapport in done:
            _write_reports(paden, now, rapport)
    per_partition = _per_partitie(now)
    for key in context.partition_keys:
        context.add_asset_metadata(_partition_metadata(per_partition[key]), partition_key=key)
    return dg.MaterializeResult(data_version=BLIJVEND)


def _subject(contract: Aanleveringscontract) -> dg.AssetsDefinition:
    @dg.asset(
        name=contract.soort,
        # Not `aanlevering`: nothing of it is read here, and Dagster would ask at the first start whether it is missed.
        deps=[aanleveringen_geland],
        check_specs=checks.row_check_specs(contract),
        group_name=GROEP,
        owners=EIGENAAR,
        kinds={"duckdb", "parquet", "greatexpectations"},
        description=(
            f"{contract.titel}: {contract.omschrijving} Geldige regels als Parquet in de gesloten zone; "
            "wat een kritieke regel overtreedt staat in quarantaine, met regelnummer en reden."
        ),
        metadata={"dagster/column_schema": van_onderwerp(contract)},
    )
    @zonder_celwaarden()
    def subject(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paden = pijplijn.paden
        with slot(paden), session(paden) as con:
            landed = manifest.lees(paden.geland)
            rapport = verwerk(paden, con, contract, _todo(paden, contract, landed))
            now = stand(paden)
            _write_reports(paden, now, rapport)
        _log_partitions(context, now, contract.soort, rapport.verwerkt)
        in_force = [a.verwerking for a in now.in_werking(contract.soort) if a.verwerking and not a.bewaard]
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": sum(v.rijen_geldig for v in in_force),
                "aanleveringen_in_werking": len(in_force),
                "nu_verwerkt": len(rapport.verwerkt),
                **_counts(in_force),
                "codering": ", ".join(sorted({v.codering for v in in_force if v.codering})) or "-",
                **({RAPPORTEN: dg.MetadataValue.path(paden.rapporten)} if rapport.verwerkt else {}),
            },
            data_version=dg.DataVersion(_version(in_force)),
            check_results=checks.row_check_results(contract, now, rapport.toetsen),
        )

    return subject


def _todo(paden: Paden, contract: Aanleveringscontract, entries: Sequence[Landing]) -> list[Landing]:
    """The deliveries of the subject that have to be processed, or to which a run that was stopped owes a report."""
    ours = [e for e in entries if e.soort == contract.soort and e.besluit == "geland" and not e.opgeschoond]
    todo = [*te_verwerken(paden, contract, entries), *zonder_rapport(paden, ours)]
    return list({e.aanlevering_id: e for e in todo}.values())


def _write_reports(paden: Paden, now: Stand, rapport: Verwerkingsrapport) -> None:
    """The delivery reports of what was processed, with the judgement that it has now."""
    processed = {v.aanlevering_id for v in rapport.verwerkt}
    judged = [a for a in now.aanleveringen if a.landing.aanlevering_id in processed]
    schrijf_in_gesloten_zone(paden, judged, rapport.bevindingen)


def _version(in_force: Sequence[Verwerking]) -> str:
    return hashlib.sha256("".join(sorted(v.vingerafdruk for v in in_force)).encode()).hexdigest()[:16]


def _log_partitions(context: dg.AssetExecutionContext, now: Stand, soort: str, processed: Sequence[Verwerking]) -> None:
    """Record what this run processed on the partitions of `aanlevering`, after it was kept; and what was kept by a run
    that was stopped before it could record it."""
    partitions = {
        a.landing.aanlevering_id: partitie(a.landing)
        for a in now.aanleveringen
        if a.landing.besluit == "geland" and a.landing.soort == soort and a.verwerking
    }
    unrecorded = set(partitions.values()) - context.instance.get_materialized_partitions(aanlevering.key)
    source = aanleveringen_geland.key.to_user_string()
    per_partition = _per_partitie(now)
    for key in sorted(unrecorded.union(partitions[v.aanlevering_id] for v in processed)):
        context.log_event(
            dg.AssetMaterialization(
                aanlevering.key,
                partition=key,
                metadata=_partition_metadata(per_partition[key]),
                # As a step of `aanlevering` itself would tag it; without these Dagster takes it for out of date.
                tags={
                    "dagster/code_version": context.run.run_id,
                    "dagster/data_version": BLIJVEND.value,
                    "dagster/data_version_is_user_provided": "true",
                    f"dagster/input_data_version/{source}": BLIJVEND.value,
                    f"dagster/input_event_pointer/{source}": "NULL",
                },
            )
        )


def _per_partitie(now: Stand) -> Mapping[str, Sequence[Aanlevering]]:
    """The deliveries of every partition; none where those of a partition have no result."""
    found: dict[str, list[Aanlevering]] = defaultdict(list)
    for a in now.aanleveringen:
        if a.landing.besluit == "geland":
            found[partitie(a.landing)].append(a)
    return found


def _partition_metadata(deliveries: Sequence[Aanlevering]) -> Mapping[str, dg.MetadataValue | int]:
    """The counts of everything in a partition, also of what was processed before."""
    done = [(a.landing.bestandsnaam, a.verwerking) for a in deliveries if a.verwerking]
    lines = ["| bestand | gelezen | geldig | quarantaine | overgeslagen |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {name} | {v.rijen_gelezen} | {v.rijen_geldig} | {v.rijen_quarantaine} | {v.rijen_overgeslagen} |"
        for name, v in done
    ]
    counts = _counts([v for _, v in done])
    return {
        "dagster/row_count": counts["regels_geldig"],
        **counts,
        "aanleveringen": dg.MetadataValue.md("\n".join(lines)),
    }


def _counts(processed: Sequence[Verwerking]) -> dict[str, int]:
    return {
        "regels_gelezen": sum(v.rijen_gelezen for v in processed),
        "regels_geldig": sum(v.rijen_geldig for v in processed),
        "regels_in_quarantaine": sum(v.rijen_quarantaine for v in processed),
        "regels_overgeslagen": sum(v.rijen_overgeslagen for v in processed),
    }


onderwerpen = [_subject(contract) for contract in contracten().values()]

BEOORDEELD = "aanleveringen_beoordeeld"
NIETS_ONTBREEKT = "niets_ontbreekt"
TERMIJNEN_GEHAALD = "termijnen_gehaald"


@dg.asset(
    name=BEOORDEELD,
    deps=onderwerpen,
    check_specs=[
        *checks.file_check_specs(BEOORDEELD),
        dg.AssetCheckSpec(
            NIETS_ONTBREEKT,
            asset=BEOORDEELD,
            description="Van elk ministerie is er van elke soort en peildatum een aanlevering in werking.",
        ),
        dg.AssetCheckSpec(
            TERMIJNEN_GEHAALD,
            asset=BEOORDEELD,
            description=(
                "Alles waarvan de termijn voorbij is, tot en met vandaag, is op tijd ingeleverd en niet afgekeurd. "
                "Zonder één aanlevering slaagt dit niet."
            ),
        ),
    ],
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"greatexpectations"},
    description=(
        "Welke aanleveringen tellen: bestandsregels tegenover een jaar eerder, versies, en wat nog verschuldigd is. "
        "Een afgekeurd bestand houdt alleen zichzelf tegen."
    ),
)
@zonder_celwaarden()
def aanleveringen_beoordeeld(pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Judge the files; the judgement is a pure function of what landed, so nothing is stored."""
    now = stand(pijplijn.paden)
    owed = leveroverzicht(pijplijn.paden, now, pijplijn.vandaag)
    with slot(pijplijn.paden), session(pijplijn.paden) as con:
        toetsen = {c.soort: _file_checks(con, c, now) for c in contracten().values()}
    refused = [a for a in now.aanleveringen if a.status == "afgekeurd"]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(now.aanleveringen),
            "geaccepteerd": len(now.in_werking()),
            "afgekeurd": len(refused),
            "vervangen": sum(a.status == "vervangen" for a in now.aanleveringen),
            "ontbreekt": len(now.ontbreekt),
            "verschuldigd_en_ontvangen": dg.MetadataValue.md(owed.als_markdown()),
            **({"afgekeurde_bestanden": _refusals(now)} if refused else {}),
        },
        check_results=[
            *checks.file_check_results(BEOORDEELD, now, toetsen),
            _missing_check(now),
            _terms_check(owed),
        ],
    )


def _file_checks(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, now: Stand) -> list[Toetsuitkomst]:
    """Let Great Expectations judge the same measures that the judgement used."""
    judged = [a for a in now.aanleveringen if checks.is_te_controleren(a, contract) and a.oordelen]
    if not judged or not contract.bestandsregel:
        return []
    columns = ", ".join(f'"{measure_column(r)}" double' for r in contract.bestandsregel)
    con.execute(f"create or replace temp table bestandsmaten (aanlevering_id varchar, {columns})")
    marks = ", ".join("?" * (1 + len(contract.bestandsregel)))
    rows = []
    for a in judged:
        values = {o.regel.naam: o.waarde for o in a.oordelen}
        rows.append([a.landing.aanlevering_id, *(values.get(r.naam) for r in contract.bestandsregel)])
    con.executemany(f"insert into bestandsmaten values ({marks})", rows)
    return check_files(con, contract, "bestandsmaten")


def _missing_check(now: Stand) -> dg.AssetCheckResult:
    missing = [_in_words(v) for v in now.ontbreekt]
    owed = len(now.verschuldigd)
    return dg.AssetCheckResult(
        asset_key=BEOORDEELD,
        check_name=NIETS_ONTBREEKT,
        passed=not missing,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"Er ontbreken {len(missing)} van {owed} aanleveringen: {checks.opsomming(missing)}."
        if missing
        else f"Alle {owed} verschuldigde aanleveringen zijn in werking.",
        metadata={
            "verschuldigd": owed,
            "ontbreekt": len(missing),
            **(
                {"lijst": dg.MetadataValue.md("\n".join(f"- {m}" for m in missing[:TOON_HOOGSTENS]))} if missing else {}
            ),
        },
    )


def _terms_check(owed: Leveroverzicht) -> dg.AssetCheckResult:
    lines = gemist(owed.verplichtingen)
    return dg.AssetCheckResult(
        asset_key=BEOORDEELD,
        check_name=TERMIJNEN_GEHAALD,
        passed=owed.is_in_orde,
        severity=dg.AssetCheckSeverity.WARN,
        description=owed.in_woorden(),
        metadata={
            "verschuldigd": len(owed.verplichtingen),
            **{t.replace(" ", "_"): n for t, n in owed.tellingen.items()},
            "overzicht": dg.MetadataValue.md(owed.als_markdown()),
            **({"lijst": dg.MetadataValue.md("\n".join(f"- {m}" for m in lines[:TOON_HOOGSTENS]))} if lines else {}),
        },
    )


def _in_words(owed: Verschuldigd) -> str:
    return f"{afkorting(owed.organisatie_code, owed.peildatum)} {owed.soort} {owed.peildatum:%d-%m-%Y}"


def _reasons(entries: Sequence[Landing]) -> dg.MetadataValue:
    return dg.MetadataValue.md("\n".join(f"- {e.openbare_naam}: {e.reden}" for e in entries[:TOON_HOOGSTENS]))


def _refusals(now: Stand) -> dg.MetadataValue:
    refused = [a for a in now.aanleveringen if a.status == "afgekeurd"]
    return dg.MetadataValue.md("\n".join(f"- {a.landing.openbare_naam}: {a.reden}" for a in refused[:TOON_HOOGSTENS]))


def wachtende_bestanden(paden: Paden) -> list[str]:
    """The files in the drop folder that the manifest does not know yet: their name, size and time of change."""
    known = {(e.bestandsnaam, e.grootte_bytes, e.gewijzigd_op) for e in manifest.lees(paden.geland)}
    waiting = []
    for file in landing.wachtend(paden.inbox):
        with contextlib.suppress(FileNotFoundError):
            _, size, changed = seen = landing.kenmerk(file)
            if seen not in known:
                waiting.append(f"{file.relative_to(paden.inbox)} {size} {changed.isoformat()}")
    return waiting
