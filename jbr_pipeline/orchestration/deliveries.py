"""Assets of the departmental deliveries: landed, typed and checked per subject, judged as files.

A run without partitions processes whatever is new, and records it per partition on `aanlevering`, whose dynamic
dimension is ministry and peildatum. Materialising a partition of `aanlevering` by hand does that one again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import dagster as dg
import pandas as pd

from jbr_pipeline.contracts.delivery import Aanleveringscontract, contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.orchestration import checks
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.quality.run import Toetsuitkomst, check_files
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processing import Verwerking, te_verwerken, verwerk
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import slot, stand

GROEP = "aanleveringen"
EIGENAAR = ["team:bedrijfsvoering-rijk"]
PARTITIES = dg.DynamicPartitionsDefinition(name="aanlevering")
TOON_HOOGSTENS = 50


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
def aanleveringen_geland(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Land what is new and register its partitions."""
    paden = pijplijn.paden
    paden.inbox.mkdir(parents=True, exist_ok=True)
    with slot(paden):
        rapport = landing.land(paden.inbox, paden.geland, voorbeeld=paden.is_voorbeeld)
    landed = [e for e in manifest.lees(paden.geland) if e.besluit == "geland"]
    context.instance.add_dynamic_partitions(PARTITIES.name or "", sorted({partitie(e) for e in landed}))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(landed),
            "nieuw": len(rapport.geland),
            "geweigerd": len(rapport.geweigerd),
            "nog_in_beweging": len(rapport.in_beweging),
            "verzonnen_voorbeeld": paden.is_voorbeeld,
            **({"geweigerde_bestanden": _reasons(rapport.geweigerd)} if rapport.geweigerd else {}),
        }
    )


@dg.asset(
    partitions_def=PARTITIES,
    backfill_policy=dg.BackfillPolicy.single_run(),
    deps=[aanleveringen_geland],
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"duckdb", "parquet"},
    description=(
        "Per ministerie en peildatum alle aanleveringen, getypeerd en getoetst. De nachtelijke draai vult dit zelf; "
        "materialiseer een partitie om die aanleveringen opnieuw te verwerken."
    ),
)
def aanlevering(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Process the deliveries of the chosen partitions again, whatever was kept of them."""
    paden = pijplijn.paden
    chosen = set(context.partition_keys)
    done: list[Verwerking] = []
    with slot(paden), session(paden) as con:
        landed = [e for e in manifest.lees(paden.geland) if e.besluit == "geland" and partitie(e) in chosen]
        for contract in contracten().values():
            again = [e for e in landed if e.soort == contract.soort]
            rapport = verwerk(paden, con, contract, again)
            if crashed := [t.regel for t in rapport.toetsen if t.storing]:
                raise dg.Failure(f"Niet te toetsen: {', '.join(crashed)}")
            done += rapport.verwerkt
    return dg.MaterializeResult(metadata=_counts(done))


def _subject(contract: Aanleveringscontract) -> dg.AssetsDefinition:
    @dg.asset(
        name=contract.soort,
        deps=[aanleveringen_geland, aanlevering],
        check_specs=checks.row_check_specs(contract),
        group_name=GROEP,
        owners=EIGENAAR,
        kinds={"duckdb", "parquet", "greatexpectations"},
        description=(
            f"{contract.titel}: {contract.omschrijving} Geldige regels als Parquet in de gesloten zone; "
            "wat een kritieke regel overtreedt staat in quarantaine, met regelnummer en reden."
        ),
        metadata={"dagster/column_schema": _column_schema(contract)},
    )
    def subject(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paden = pijplijn.paden
        with slot(paden), session(paden) as con:
            landed = manifest.lees(paden.geland)
            rapport = verwerk(paden, con, contract, te_verwerken(paden, contract, landed))
        now = stand(paden)
        _log_partitions(context, contract, landed, rapport.verwerkt)
        in_force = [a.verwerking for a in now.in_werking(contract.soort) if a.verwerking]
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": sum(v.rijen_geldig for v in in_force),
                "aanleveringen_in_werking": len(in_force),
                "nu_verwerkt": len(rapport.verwerkt),
                **_counts(in_force),
            },
            data_version=dg.DataVersion("-".join(sorted(v.vingerafdruk[:8] for v in in_force))[:200] or "leeg"),
            check_results=checks.row_check_results(contract, now, rapport.toetsen),
        )

    return subject


def _column_schema(contract: Aanleveringscontract) -> dg.TableSchema:
    columns = [
        dg.TableColumn(
            k.naam, k.sql_type, k.omschrijving, dg.TableColumnConstraints(nullable=k.optioneel, unique=False)
        )
        for k in contract.kolom
    ]
    columns += [dg.TableColumn(a.naam, a.sql_type, a.omschrijving) for a in contract.afgeleid]
    return dg.TableSchema(columns)


def _log_partitions(
    context: dg.AssetExecutionContext,
    contract: Aanleveringscontract,
    landed: Iterable[Landing],
    processed: Sequence[Verwerking],
) -> None:
    """Record what this run processed on the partitions of `aanlevering`; only after it was kept."""
    partitions = {e.aanlevering_id: partitie(e) for e in landed if e.besluit == "geland"}
    per_partition: dict[str, list[Verwerking]] = defaultdict(list)
    for verwerking in processed:
        per_partition[partitions[verwerking.aanlevering_id]].append(verwerking)
    for key, group in per_partition.items():
        context.log_event(
            dg.AssetMaterialization(
                aanlevering.key, partition=key, metadata={"soort": contract.soort, **_counts(group)}
            )
        )


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
    ],
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"greatexpectations"},
    description=(
        "Welke aanleveringen tellen: bestandsregels tegenover een jaar eerder, versies, en wat nog verschuldigd is. "
        "Een afgekeurd bestand houdt alleen zichzelf tegen."
    ),
)
def aanleveringen_beoordeeld(pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Judge the files; the judgement is a pure function of what landed, so nothing is stored."""
    now = stand(pijplijn.paden)
    with session(pijplijn.paden) as con:
        toetsen = {c.soort: _file_checks(con, c, now) for c in contracten().values()}
    refused = [a for a in now.aanleveringen if a.status == "afgekeurd"]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(now.aanleveringen),
            "geaccepteerd": len(now.in_werking()),
            "afgekeurd": len(refused),
            "vervangen": sum(a.status == "vervangen" for a in now.aanleveringen),
            "ontbreekt": len(now.ontbreekt),
            **({"afgekeurde_bestanden": _refusals(now)} if refused else {}),
        },
        check_results=[
            *checks.file_check_results(BEOORDEELD, now, toetsen),
            dg.AssetCheckResult(
                asset_key=BEOORDEELD,
                check_name=NIETS_ONTBREEKT,
                passed=not now.ontbreekt,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={
                    "verschuldigd": len(now.verschuldigd),
                    "ontbreekt": len(now.ontbreekt),
                    **(
                        {
                            "lijst": dg.MetadataValue.md(
                                "\n".join(
                                    f"- {v.organisatie_code} {v.soort} {v.peildatum:%d-%m-%Y}"
                                    for v in now.ontbreekt[:TOON_HOOGSTENS]
                                )
                            )
                        }
                        if now.ontbreekt
                        else {}
                    ),
                },
            ),
        ],
    )


def _file_checks(con, contract: Aanleveringscontract, now: Stand) -> list[Toetsuitkomst]:  # type: ignore[no-untyped-def]
    """Let Great Expectations judge the same measures that the judgement used."""
    judged = [
        a
        for a in now.aanleveringen
        if a.landing.soort == contract.soort and a.status != "vervangen" and a.oordelen
    ]
    if not judged or not contract.bestandsregel:
        return []
    rows = [
        {
            "aanlevering_id": a.landing.aanlevering_id,
            **{
                f"{o.regel.naam}__{'maat' if o.regel.lager_dan is not None else 'verschil_pct'}": o.waarde
                for o in a.oordelen
            },
        }
        for a in judged
    ]
    con.register("aangereikt", pd.DataFrame(rows).astype({c: "float64" for c in rows[0] if c != "aanlevering_id"}))
    con.execute("create or replace temp table bestandsmaten as select * from aangereikt")
    con.unregister("aangereikt")
    return check_files(con, contract, "bestandsmaten")


def _reasons(entries: Sequence[Landing]) -> dg.MetadataValue:
    return dg.MetadataValue.md("\n".join(f"- {e.bestandsnaam}: {e.reden}" for e in entries[:TOON_HOOGSTENS]))


def _refusals(now: Stand) -> dg.MetadataValue:
    refused = [a for a in now.aanleveringen if a.status == "afgekeurd"]
    return dg.MetadataValue.md(
        "\n".join(f"- {a.landing.bestandsnaam}: {a.reden}" for a in refused[:TOON_HOOGSTENS])
    )


def pending(paden: Paden) -> list[str]:
    """Names of the files in the drop folder that the manifest does not know yet, by name and size."""
    known = {(e.bestandsnaam, e.grootte_bytes) for e in manifest.lees(paden.geland)}
    return [p.name for p in landing.wachtend(paden.inbox) if (p.name, p.stat().st_size) not in known]
