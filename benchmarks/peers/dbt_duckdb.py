"""The peer in dbt with DuckDB: `python -m benchmarks.peers.dbt_duckdb <data folder> <output folder>`.

A dbt project is written into the output folder, from `dbt/` and from the contracts, and `dbt build` runs in this
process. For each subject it has

- `stg_<soort>`: DuckDB reads all files of the subject in one pass, with the columns declared so that none is sniffed;
- `dubbel_<soort>`: the rows that share their key and repeat another or collide with it;
- `breuk_<soort>`: the rows that break a rule, and which;
- `geldig_<soort>` and `quarantaine_<soort>`: the rows as Parquet. An external model is how dbt-duckdb writes that, and
  it makes a table first: for the valid rows a view with a COPY behind it takes a third of the time and less memory;
- a test for each rule on the staged rows, as dbt has it: `not_null`, `accepted_values`, or an expression that holds.

How a cell is cast and a rule is broken is the pipeline's own SQL, tuned as that is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any

from benchmarks.peers import DATABASE, GELDIG, QUARANTAINE, TELLINGEN, aanleveringen
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Regel, contracten
from jbr_pipeline.indicators.catalogue import afbakeningen
from jbr_pipeline.quality.rules import breuk, identifier, literal, readable_flag
from jbr_pipeline.sources.deliveries import cells
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden

PROJECT = Path(__file__).parent / "dbt"


def main(data: Path, uitvoer: Path) -> None:
    """Process a data folder; `uitvoer` is empty or does not exist."""
    # dbt works from the folder of the project.
    data, uitvoer = data.resolve(), uitvoer.resolve()
    project = uitvoer / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("sjablonen"))
    for place in (GELDIG, QUARANTAINE):
        (uitvoer / place).mkdir()
    _write_project(project, data, uitvoer)
    os.environ["JBR_DATABASE"] = str(uitvoer / DATABASE)
    (uitvoer / TELLINGEN).write_text(json.dumps(_build(project), indent=1), encoding="utf-8")


def _build(project: Path) -> dict[str, dict[str, int]]:
    """Run everything; how many rows break each rule. RuntimeError when a model failed or a test could not be run."""
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(["--quiet", "build", "--project-dir", str(project), "--profiles-dir", str(project)])
    if not outcome.success:
        raise RuntimeError(f"dbt build is niet geslaagd: {outcome.exception}")
    tellingen: dict[str, dict[str, int]] = defaultdict(dict)
    for result in outcome.result.results:
        if result.node.resource_type == "test":
            meta = result.node.config.meta
            tellingen[meta["soort"]][meta["regel"]] = int(result.failures)
    return tellingen


def _write_project(project: Path, data: Path, uitvoer: Path) -> None:
    """Write what follows from the contracts and from what was delivered."""
    delivered = aanleveringen(data)
    sources = []
    for soort, landingen in delivered.items():
        contract = contracten()[soort]
        sources.append(_source(contract, Paden(data).geland, landingen))
        folder = project / "models" / soort
        folder.mkdir()
        terms = {"soort": soort, **_terms(contract), "geldig": uitvoer / GELDIG, "quarantaine": uitvoer / QUARANTAINE}
        for template in sorted((PROJECT / "sjablonen").iterdir()):
            text = Template(template.read_text(encoding="utf-8")).substitute(terms)
            (folder / f"{template.stem}_{soort}.sql").write_text(text, encoding="utf-8")
        _write_yaml(folder / "regels.yml", {"models": list(_tested(contract))})
    _write_yaml(project / "models" / "bronnen.yml", {"sources": [{"name": "geleverd", "tables": sources}]})
    scope = {naam: a.waarde for naam, a in afbakeningen().items()}
    wanted = ("populatie_medewerkersgroepen", "buiten_populatie", "volledige_werkweek_uren")
    variables: dict[str, Any] = {naam: scope[naam] for naam in wanted}
    variables["manifest"] = str(Paden(data).geland / "manifest" / "*.landing.json")
    with (project / "dbt_project.yml").open("a", encoding="utf-8") as out:
        out.write("\nvars: " + json.dumps(variables) + "\n")


def _write_yaml(file: Path, content: Any) -> None:
    """JSON is YAML, and has one way to write a text."""
    file.write_text(json.dumps({"version": 2, **content}, indent=1, ensure_ascii=False), encoding="utf-8")


def _source(contract: Aanleveringscontract, geland: Path, landingen: Sequence[Landing]) -> dict[str, Any]:
    files = ", ".join(literal(path) for path in sorted({str(geland / e.sha256) for e in landingen}))
    columns = ", ".join(f"{literal(k.naam)}: 'VARCHAR'" for k in contract.kolom)
    read = f"read_csv([{files}], auto_detect = false, header = true, delim = ';', quote = '\"', escape = '\"', "
    read += f"columns = {{{columns}}}, filename = true)"
    return {"name": contract.soort, "config": {"meta": {"external_location": read, "formatter": "oldstyle"}}}


def _terms(contract: Aanleveringscontract) -> dict[str, str]:
    """What a template says of a contract."""
    columns = [identifier(k.naam) for k in contract.kolom]
    values, flags = [], []
    for k, column in zip(contract.kolom, columns, strict=True):
        cell = f"b.{column}"
        values.append(f"{cells.getypeerd(k, cell)} as {column}")
        if flag := readable_flag(k):
            flags.append(f"{cells.leesbaar(k, f'ruw_{k.naam}', column)} as {identifier(flag)}")
            values.append(f"{cell} as {identifier(f'ruw_{k.naam}')}")
    derived = [f"({a.sql})::{a.sql_type} as {identifier(a.naam)}" for a in contract.afgeleid]
    alone = [r for r in contract.rijregels if r.soort not in ("herhaling", "sleutel")]
    return {
        "waarden": ", ".join(values),
        "vlaggen": ", ".join([*flags, *derived]) or "true as is_gelezen",
        "ruw": ", ".join(identifier(f"ruw_{k.naam}") for k in contract.kolom if readable_flag(k)),
        "kolommen": ", ".join([*columns, *(identifier(a.naam) for a in contract.afgeleid)]),
        "gevuld": ", ".join(f"b.{c}" for c in columns),
        "sleutel": ", ".join(identifier(k) for k in contract.sleutel),
        "sleutel_volledig": " and ".join(f"{identifier(k)} is not null" for k in contract.sleutel),
        "rij": ", ".join(columns),
        "breuken": " or ".join(breuk(contract, r) for r in alone),
        "regels": ", ".join(f"case when {breuk(contract, r)} then {literal(r.naam)} end" for r in alone),
        "kritiek": ", ".join(literal(r.naam) for r in contract.rijregels if r.is_kritiek),
    }


def _tested(contract: Aanleveringscontract) -> Iterator[dict[str, Any]]:
    """The models that are tested, with a test for each rule."""
    of_columns: dict[str, list[Any]] = defaultdict(list)
    of_rows: list[Any] = []
    of_doubles: list[Any] = []
    for regel in contract.rijregels:
        config: dict[str, Any] = {"meta": {"soort": contract.soort, "regel": regel.naam}}
        name = f"{contract.soort}__{regel.naam}"
        flag = readable_flag(contract.kolom_van(regel.kolom))
        if regel.soort == "gevuld":
            where = {"where": identifier(flag)} if flag else {}
            of_columns[regel.kolom].append({"not_null": {"name": name, "config": {**config, **where}}})
        elif regel.soort == "leesbaar" and not flag:
            # It gives a row for each value that is not accepted, with how many have it.
            config["fail_calc"] = "coalesce(sum(n_records), 0)"
            values = list(contract.kolom_van(regel.kolom).keuzes)
            of_columns[regel.kolom].append(
                {"accepted_values": {"name": name, "arguments": {"values": values}, "config": config}}
            )
        else:
            of = of_doubles if regel.soort in ("herhaling", "sleutel") else of_rows
            of.append({"houdt": {"name": name, "arguments": {"breuk": _condition(contract, regel)}, "config": config}})
    columns = [{"name": naam, "data_tests": tests} for naam, tests in of_columns.items()]
    yield {"name": f"stg_{contract.soort}", "columns": columns, "data_tests": of_rows}
    yield {"name": f"dubbel_{contract.soort}", "data_tests": of_doubles}


def _condition(contract: Aanleveringscontract, regel: Regel) -> str:
    match regel.soort:
        case "herhaling":
            return "herhaling > 0"
        case "sleutel":
            return "is_botsing"
        case _:
            return breuk(contract, regel)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
