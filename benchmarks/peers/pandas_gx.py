"""The peer in pandas with Great Expectations: `python -m benchmarks.peers.pandas_gx <data folder> <output folder>`.

Arrow reads the text and writes the Parquet, choices are categories from the first byte, and every cast and rule works
on a whole column; what repeats is cast once for each different text. One frame holds as many deliveries of a subject
as fit in `BATCH_BYTES`: the checks cost a fixed time for each frame, and a frame costs memory. Great Expectations
judges the suite of the contract on the frame; for a free demand it has no expectation in pandas, so that is a column of
its own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet

from benchmarks.peers import DATABASE, GELDIG, QUARANTAINE, TELLINGEN, UITSPLITSINGEN, aanleveringen, onderdelen
from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Kolom, Regel, contracten
from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import Indicator, afbakeningen, catalogus
from jbr_pipeline.quality.rules import DELIVERY, REPEAT, pair, readable_flag
from jbr_pipeline.quality.suite import RULE, row_expectation
from jbr_pipeline.sources.deliveries.cells import OPEN_EINDE
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.quality.eisen import BREUK

BATCH_BYTES = 192 << 20
"""As much as the pipeline reads together."""

MEGAJOULE = {"TJ": 1_000_000, "GJ": 1000, "kWh": 3.6, "m3": 35.17}

AFGELEID: dict[str, Callable[[pd.DataFrame], Any]] = {
    "bedrag_eur": lambda f: f.bedrag * np.where(f.eenheid == "duizend euro", 1000, 1),
    "hoeveelheid_mj": lambda f: f.hoeveelheid * f.eenheid.astype("str").map(MEGAJOULE).astype("float64"),
}
"""The derived columns of the contracts, by name."""

Mask = npt.NDArray[np.bool_]


def main(data: Path, uitvoer: Path) -> None:
    """Process a data folder; `uitvoer` is empty or does not exist."""
    for place in (GELDIG, QUARANTAINE):
        (uitvoer / place).mkdir(parents=True)
    context = _context()
    tellingen = {}
    for soort, landingen in aanleveringen(data).items():
        contract = contracten()[soort]
        counted = Counter({r.naam: 0 for r in contract.rijregels})
        for number, together in enumerate(_batches(landingen)):
            frame = _read(contract, Paden(data).geland, together)
            broken = _broken(contract, frame)
            counted.update(_judge(context, contract, frame))
            _write(contract, frame, broken, uitvoer, number)
        tellingen[soort] = dict(counted)
    (uitvoer / TELLINGEN).write_text(json.dumps(tellingen, indent=1), encoding="utf-8")
    _publish(_figures(uitvoer), uitvoer / DATABASE)


def _context() -> Any:
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _batches(landingen: Sequence[Landing]) -> Iterator[list[Landing]]:
    together: list[Landing] = []
    for landing in landingen:
        if together and sum(e.grootte_bytes for e in [*together, landing]) > BATCH_BYTES:
            yield together
            together = []
        together.append(landing)
    if together:
        yield together


def _read(contract: Aanleveringscontract, geland: Path, landingen: Sequence[Landing]) -> pd.DataFrame:
    """The typed rows of these deliveries, with what `quality` expects besides."""
    choice = pa.dictionary(pa.int32(), pa.string())
    types = {k.naam: choice if k.type == "keuze" else pa.string() for k in contract.kolom}
    tables = [
        pa_csv.read_csv(
            geland / e.sha256,
            parse_options=pa_csv.ParseOptions(delimiter=";"),
            convert_options=pa_csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
        )
        for e in landingen
    ]
    lengths = [len(t) for t in tables]
    text = pa.concat_tables(tables).unify_dictionaries().to_pandas(self_destruct=True, split_blocks=True)
    # A line of separators and nothing else is no row.
    filled = text.notna().any(axis=1).to_numpy()
    text = text if filled.all() else text[filled].reset_index(drop=True)
    columns: dict[str, Any] = {
        DELIVERY: pd.Categorical.from_codes(
            np.repeat(np.arange(len(landingen)), lengths)[filled], pd.Index([e.aanlevering_id for e in landingen])
        ),
        "organisatie_code": pd.Categorical(np.repeat([e.organisatie_code for e in landingen], lengths)[filled]),
        "peildatum": np.repeat(np.array([e.peildatum for e in landingen], dtype="datetime64[s]"), lengths)[filled],
        "regelnr": np.concatenate([np.arange(n) + 2 for n in lengths])[filled],
    }
    for k in contract.kolom:
        cells = text.pop(k.naam)
        columns[k.naam] = values = _cast(k, cells)
        if flag := readable_flag(k):
            columns[flag] = cells.isna() | values.notna() | (cells == OPEN_EINDE if k.type == "datum" else False)
    frame = pd.DataFrame(columns, copy=False)
    for derived in contract.afgeleid:
        frame[derived.naam] = AFGELEID[derived.naam](frame)
    for regel in contract.rijregels:
        if regel.soort == "eis":
            frame[_kept(regel)] = ~BREUK[contract.soort, regel.naam](frame)
    frame[REPEAT] = _repeats(contract, frame)
    return frame


def _cast(k: Kolom, cells: pd.Series[Any]) -> pd.Series[Any]:
    """The values of a column; missing where the text is empty or no value of its type."""
    match k.type:
        case "keuze":
            return cells
        case "tekst":
            if k.cijferbreedte:
                short = cells.str.fullmatch(f"[0-9]{{1,{k.cijferbreedte - 1}}}", na=False)
                cells = cells.mask(short, cells.str.zfill(k.cijferbreedte)) if short.any() else cells
            return cells.fillna(ONBEKEND) if k.leeg_is_onbekend else cells
        case _:
            codes, texts = pd.factorize(cells)
            values = _values(k, pd.Series(texts))
            return values.reindex(codes).set_axis(cells.index)


def _values(k: Kolom, texts: pd.Series[Any]) -> pd.Series[Any]:
    """The value of each different text of a column, by its code. No code, for an empty cell, is no value."""
    match k.type:
        case "datum":
            is_date = texts.str.fullmatch("[0-9]{2}-[0-9]{2}-[0-9]{4}") & (texts != OPEN_EINDE)
            return pd.to_datetime(texts.where(is_date), format="%d-%m-%Y", errors="coerce").astype("datetime64[s]")
        case "janee":
            return texts.str.lower().map({"ja": True, "nee": False}).astype("boolean")
        case "geheel":
            numbers = texts.where(texts.str.fullmatch("-?[0-9]+|[0-9]+-"))
        case _:
            if k.duizendtalpunt:
                grouped = texts.str.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?-?")
                texts = texts.mask(grouped, texts.str.replace(".", "", regex=False))
            digits = f"[0-9]*(,[0-9]{{0,{k.decimalen}}})?"
            is_number = texts.str.fullmatch(f"-?{digits}|{digits}-")
            numbers = texts.where(is_number).str.replace(",", ".", regex=False)
    behind = numbers.str.endswith("-", na=False)
    signed = numbers.mask(behind, "-" + numbers.str.rstrip("-")) if behind.any() else numbers
    values: pd.Series[Any] = pd.to_numeric(signed, errors="coerce").astype("float64")
    return values


def _repeats(contract: Aanleveringscontract, frame: pd.DataFrame) -> npt.NDArray[np.int8]:
    """1 for an exact repeat of an earlier row, else 0; only rows that share their key are compared as a whole."""
    repeats = np.zeros(len(frame), dtype=np.int8)
    shared = frame[frame.duplicated([DELIVERY, *contract.sleutel], keep=False)]
    repeats[shared.index[shared.duplicated([DELIVERY, *(k.naam for k in contract.kolom)])]] = 1
    return repeats


def _kept(regel: Regel) -> str:
    """The column that tells whether a row keeps a free demand."""
    return f"{regel.naam}__gehouden"


def _broken(contract: Aanleveringscontract, frame: pd.DataFrame) -> dict[str, Mask]:
    """For every rule, which rows break it."""
    return {r.naam: np.asarray(_breaks(contract, r, frame), dtype=np.bool_) for r in contract.rijregels}


def _breaks(contract: Aanleveringscontract, regel: Regel, frame: pd.DataFrame) -> Any:
    kolom = contract.kolom_van(regel.kolom)
    cells = frame[kolom.naam]
    flag = readable_flag(kolom)
    match regel.soort:
        case "leesbaar":
            return ~frame[flag] if flag else cells.notna() & ~cells.isin(kolom.keuzes)
        case "gevuld":
            return cells.isna() & frame[flag] if flag else cells.isna()
        case "patroon":
            off = ~cells.str.contains(kolom.patroon or "", na=True)
            return off & (cells != ONBEKEND) if kolom.leeg_is_onbekend else off
        case "bereik":
            low = -np.inf if kolom.minimum is None else kolom.minimum
            high = np.inf if kolom.maximum is None else kolom.maximum
            return (cells < low if kolom.minimum_telt_mee else cells <= low) | (cells > high)
        case "paar":
            left, comparison, right = pair(regel)
            return frame[left] < frame[right] if comparison == ">=" else frame[left] <= frame[right]
        case "eis":
            return ~frame[_kept(regel)]
        case "herhaling":
            return frame[REPEAT] > 0
        case "sleutel":
            complete = frame.loc[frame[REPEAT] == 0, [DELIVERY, *contract.sleutel]].dropna()
            mask = np.zeros(len(frame), dtype=np.bool_)
            mask[complete.index[complete.duplicated(keep=False)]] = True
            return mask


def _judge(context: Any, contract: Aanleveringscontract, frame: pd.DataFrame) -> dict[str, int]:
    """What Great Expectations counts for every rule."""
    name = f"{contract.soort} {len(context.data_sources.all())}"
    asset = context.data_sources.add_pandas(name).add_dataframe_asset("rijen")
    batch = asset.add_batch_definition_whole_dataframe("alles").get_batch({"dataframe": frame})
    expectations = [_expectation(contract, r) for r in contract.rijregels]
    suite = gx.ExpectationSuite(name=name, expectations=expectations)
    judged = batch.validate(suite, result_format={"result_format": "BASIC", "partial_unexpected_count": 0})
    return {r.expectation_config.meta[RULE]: r.result["unexpected_count"] for r in judged.results}


def _expectation(contract: Aanleveringscontract, regel: Regel) -> Any:
    if regel.soort != "eis":
        return row_expectation(contract, regel)
    return ExpectColumnValuesToBeInSet(column=_kept(regel), value_set=[True], meta={RULE: regel.naam})


def _write(
    contract: Aanleveringscontract, frame: pd.DataFrame, broken: dict[str, Mask], uitvoer: Path, number: int
) -> None:
    """Write the valid rows, and the others with the rules that they break."""
    critical = np.logical_or.reduce([broken[r.naam] for r in contract.rijregels if r.is_kritiek])
    columns = [DELIVERY, "organisatie_code", "peildatum", "regelnr"]
    columns += [k.naam for k in contract.kolom] + [a.naam for a in contract.afgeleid]
    whole = {k.naam: pa.int32() for k in contract.kolom if k.type == "geheel"}
    file = f"{contract.soort}.{number}.parquet"
    _write_table(frame.loc[~critical, columns], whole, uitvoer / GELDIG / file)
    rejected = frame.loc[critical, columns]
    names = np.array(list(broken), dtype=object)
    rules = np.column_stack([mask[critical] for mask in broken.values()])
    rejected["regels"] = [list(names[row]) for row in rules]
    _write_table(rejected, whole, uitvoer / QUARANTAINE / file)


def _write_table(frame: pd.DataFrame, types: dict[str, Any], file: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for name, type_ in types.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table.column(place).cast(type_))
    pa_parquet.write_table(table, file, compression="lz4")


def _figures(uitvoer: Path) -> pd.DataFrame:
    """The indicators, from the valid rows of `bezetting`."""
    staff = _staff(uitvoer)
    found = []
    for place in (staff, staff.assign(organisatie_code=RIJK)):
        persons = _persons(place)
        full_time = afbakeningen()["volledige_werkweek_uren"].waarde
        tellers = {
            "omvang_fte": place.uren_per_week,
            "omvang_medewerkers": pd.Series(1, persons.index),
            "vrouwen_pct": persons.geslacht == "V",
            "deeltijd_pct": persons.uren_persoon < full_time,
            "leeftijd_gem": persons.leeftijd,
        }
        for code, uitsplitsingen in UITSPLITSINGEN.items():
            counted = place if code == "omvang_fte" else persons
            groups = counted.assign(teller=tellers[code].astype("float64"))
            found += [_aggregate(catalogus()[code], groups, u) for u in uitsplitsingen]
    return pd.concat(found, ignore_index=True)


def _staff(uitvoer: Path) -> pd.DataFrame:
    """Every dienstverband that counts, with the classes of its person."""
    scope: dict[str, Any] = {naam: a.waarde for naam, a in afbakeningen().items()}
    staff: pd.DataFrame = pa_parquet.read_table(
        [str(file) for file in onderdelen(uitvoer, "bezetting", GELDIG)],
        columns=[
            "organisatie_code", "peildatum", "pseudo_id", "dienstverband_nr", "organisatietype", "medewerkersgroep",
            "datum_in_dienst_ministerie", "datum_uit_dienst", "uren_per_week", "functieschaal", "geslacht",
            "geboortejaar",
        ],
    ).to_pandas()  # fmt: skip
    employed = (staff.datum_in_dienst_ministerie <= staff.peildatum) & ~(staff.datum_uit_dienst < staff.peildatum)
    counts = staff.medewerkersgroep.isin(scope["populatie_medewerkersgroepen"])
    counts &= ~staff.organisatie_code.isin(scope["buiten_populatie"]) & employed
    staff = staff[counts].reset_index(drop=True)
    staff["ministerie_code"] = staff["organisatie_code"] = staff["organisatie_code"].astype("str")
    staff["persoon"] = pd.factorize(staff.pop("pseudo_id"))[0]
    staff["leeftijd"] = staff.peildatum.dt.year - staff.geboortejaar
    staff["leeftijdsklasse"] = pd.cut(
        staff.leeftijd,
        [-np.inf, 25, 35, 45, 55, 60, np.inf],
        right=False,
        labels=["<25", "25-34", "35-44", "45-54", "55-59", "60+"],
    )
    staff["schaalgroep"] = pd.cut(
        staff.functieschaal, [-np.inf, 4, 9, 13, np.inf], labels=["1-4", "5-9", "10-13", "14-19"]
    )
    return staff


def _persons(staff: pd.DataFrame) -> pd.DataFrame:
    """Every person once for each place and day, as in the main dienstverband; only who has more is looked into."""
    key = ["organisatie_code", "peildatum", "persoon"]
    several = staff.duplicated(key, keep=False)
    once = staff[~several].assign(uren_persoon=lambda f: f.uren_per_week)
    order = ["uren_per_week", "dienstverband_nr", "ministerie_code"]
    more = staff[several].sort_values(order, ascending=[False, True, True])
    more = more.assign(uren_persoon=more.groupby(key).uren_per_week.transform("sum"))
    return pd.concat([once, more.drop_duplicates(key)])


def _aggregate(indicator: Indicator, groups: pd.DataFrame, uitsplitsing: str) -> pd.DataFrame:
    """One indicator by one breakdown, from rows with a `teller`; a share or a mean is of as many as there are rows."""
    by = ["peildatum", "organisatie_code", *([] if uitsplitsing == "totaal" else [uitsplitsing])]
    table = groups.groupby(by, observed=True).teller.agg(["sum", "size"]).reset_index()
    category = "totaal" if uitsplitsing == "totaal" else table[uitsplitsing].astype("str")
    fixed = np.nan if indicator.noemer_vast is None else indicator.noemer_vast
    is_share = indicator.noemer and indicator.noemer_vast is None
    noemer = table["size"].astype("float64") if is_share else pd.Series(fixed, table.index, dtype="float64")
    return pd.DataFrame(
        {
            "indicator_code": indicator.code,
            "peildatum": table.peildatum,
            "organisatie_code": table.organisatie_code,
            "uitsplitsing": uitsplitsing,
            "categorie": category,
            "teller": table["sum"],
            "noemer": noemer,
            "waarde": indicator.factor * table["sum"] / noemer.fillna(1),
        }
    )


def _publish(figures: pd.DataFrame, database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.register("cijfers", figures)
        con.execute(
            "create table indicatoren as "
            "select * replace (peildatum::date as peildatum, nullif(noemer, 'nan') as noemer) from cijfers"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
