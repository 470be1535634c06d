"""Plain text to typed rows, by contract: a whole batch of deliveries of one subject in one pass.

Nothing is judged here beyond "can this cell be read as its type"; what is asked of a row besides comes in from the
caller, to be found in the same pass. What cannot be read as a row at all goes to `onleesbaar`; which rows are valid is
decided by `quality` and kept by `warehouse`. Pandas is imported where a frame is made, since it is slow to import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import numpy.typing as npt

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom
from jbr_pipeline.sources.deliveries import cells, closed, limits, text
from jbr_pipeline.sources.deliveries.cells import q
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.text import Tekstbestand

if TYPE_CHECKING:
    import pandas as pd

ONLEESBAAR = "regel_onleesbaar"
"""The rule name of a line that is no row: too few or too many fields, or a quote that is never closed."""

SAMEN = 100
"""Files read by one statement, which chooses among as many for the delivery of each."""

_READ = """
    read_csv(
        $paden, auto_detect = false, header = $kop, delim = ';', quote = '"', escape = '"', new_line = '\\n',
        columns = $kolommen, filename = true, store_rejects = true, rejects_limit = 0, null_padding = false,
        max_line_size = $langste, parallel = true
    )
"""
_NO_CONTENT = f' \t\xa0"{files.SCHEIDINGSTEKEN}'


@dataclass(frozen=True)
class Gelezen:
    """A delivery that is ready to be typed."""

    aanlevering_id: str
    peildatum: date
    tekst: Tekstbestand


@dataclass(frozen=True)
class Plaats:
    """Where the records of one delivery of a batch are: in `gelezen` from row `eerste` on, in the order of the file.

    `records` gives the place of each in the plain text, counted from 0; None when that is its place here.
    """

    gelezen: Gelezen
    eerste: int
    aantal: int
    records: npt.NDArray[np.int64] | None = None


def ontbrekende_kolommen(kop: Sequence[str], contract: Aanleveringscontract) -> list[str]:
    """The required columns that the header lacks, in the order of the contract."""
    return [k.naam for k in contract.kolom if not k.optioneel and k.naam not in kop]


def keur_kop(kop: Sequence[str], contract: Aanleveringscontract, kopregel: int = 1) -> None:
    """Raise Bestandsfout when the header, on line `kopregel`, misses a required column or names one twice."""
    dubbel = sorted({naam for naam in kop if naam and kop.count(naam) > 1})
    bekend = {k.naam for k in contract.kolom}
    if dubbele := [naam for naam in dubbel if naam in bekend]:
        raise Bestandsfout(f"De kolomnaam {dubbele[0]} staat twee keer op regel {kopregel}; verwacht: één keer.")
    if ontbreekt := ontbrekende_kolommen(kop, contract):
        alike = "".join(
            f" De naam van kolom {files.kolomletters(n)} lijkt op {naam}."
            for n, naam in lijkt_op(kop, contract).items()
            if naam in ontbreekt
        )
        raise Bestandsfout(
            f"Regel {kopregel} mist de verplichte {'kolom' if len(ontbreekt) == 1 else 'kolommen'} "
            f"{', '.join(ontbreekt)}; gevonden: {len(kop)} kolommen, gescheiden door ';'.{alike}"
        )


def lijkt_op(kop: Sequence[str], contract: Aanleveringscontract) -> dict[int, str]:
    """The column of the contract that an unknown header cell looks like, by the place of the cell counted from 1.

    Only the place is told: what stands in a header need not be a name.
    """
    missing = [k.naam for k in contract.kolom if k.naam not in kop]
    bekend = {k.naam for k in contract.kolom}
    close = {n: get_close_matches(naam, missing, 1, 0.75) for n, naam in enumerate(kop, 1) if naam not in bekend}
    return {n: found[0] for n, found in close.items() if found}


def typeer(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    batch: Sequence[Gelezen],
    bevindingen: Mapping[str, str] | None = None,
) -> list[Plaats]:
    """Read the batch into tables on the connection.

    - `rijen`: a row per delivered row: aanlevering_id, regelnr, peildatum, the typed columns, the derived columns,
      `<kolom>__leesbaar`, `herhaling`, `sleutel_gedeeld` (another row of the delivery has its key, or by chance the
      hash of it), and the expressions over the cells in `bevindingen`, by name;
    - `onleesbaar`: aanlevering_id, regelnr, regel: lines that are no row, as they stand in the file;
    - `subtotaal`: aanlevering_id, regelnr of the subtotal rows, which are skipped and counted;
    - `gelezen`: what `rijen` shows, with what is no row, in the order of the files.

    Returns the place of each delivery in `gelezen`.
    """
    extra = dict(bevindingen or {})
    groups: dict[tuple[str, ...], list[Gelezen]] = defaultdict(list)
    for gelezen in batch:
        groups[gelezen.tekst.kop].append(gelezen)
    groepen = [alike[n : n + SAMEN] for alike in groups.values() for n in range(0, len(alike), SAMEN)]
    _declare(con, contract, [g.aanlevering_id for groep in groepen for g in groep], list(extra))
    plaatsen = [p for groep in groepen for p in _read_group(con, contract, groep, extra)]
    _show(con, contract, plaatsen, extra)
    _mark_repeats(con, contract)
    return plaatsen


def zoals_geleverd(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    plaatsen: Sequence[Plaats],
    rijen: npt.NDArray[np.int64],
    werkmap: Path,
) -> None:
    """Make `ruw`: rij and the cells as they were delivered (`ruw_<kolom>`) of these rows of `gelezen`.

    They are read again from the files: to keep the text of every row for the few that are asked for costs more.
    """
    import pandas as pd

    columns = ", ".join(f"{_raw(k)} varchar" for k in contract.kolom)
    con.execute(f"create or replace table ruw (rij bigint, {columns})")
    per_kop: dict[tuple[str, ...], list[Plaats]] = defaultdict(list)
    for plaats in plaatsen:
        per_kop[plaats.gelezen.tekst.kop].append(plaats)
    for kop, groep in per_kop.items():
        wanted = [rijen[(rijen >= p.eerste) & (rijen < p.eerste + p.aantal)] for p in groep]
        together = pd.DataFrame({"rij": np.concatenate(wanted)})
        if together.empty:
            continue
        excerpt = werkmap / "herlezen"
        with closed.create(excerpt) as out:
            for plaats, own in zip(groep, wanted, strict=True):
                place = own - plaats.eerste
                text.schrijf_records(
                    plaats.gelezen.tekst, place if plaats.records is None else plaats.records[place], out
                )
        con.execute(
            f"create or replace table herlezen as {_raw_sql(contract, kop)}", _parameters([excerpt], kop, met_kop=False)
        )
        _rejects(con)
        con.register("gevraagd", together)
        con.execute("insert into ruw select g.rij, h.* from gevraagd as g positional join herlezen as h")
        con.unregister("gevraagd")
        con.execute("drop table herlezen")
        excerpt.unlink()


def _declare(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    aanleveringen: Sequence[str],
    bevindingen: Sequence[str],
) -> None:
    """Make the empty tables; in `gelezen` a delivery is a small number, or it would be a text in every row."""
    choices = ", ".join("'" + id_.replace("'", "''") + "'" for id_ in aanleveringen)
    columns = [f"aanlevering_id enum({choices})", "peildatum date", "is_leeg boolean", "is_subtotaal boolean"]
    columns += [f"{q(k.naam)} {k.sql_type}" for k in contract.kolom]
    columns += [f"{q(a.naam)} {a.sql_type}" for a in contract.afgeleid]
    columns += [f"{q(_flag(k))} boolean" for k in contract.kolom if _flag(k)]
    columns += [f"{q(name)} varchar" for name in bevindingen]
    columns += ["herhaling integer default 0", "sleutel_gedeeld boolean default false"]
    con.execute(f"create or replace table gelezen ({', '.join(columns)})")
    con.execute("create or replace table regelkaart (rij bigint, regelnr bigint)")
    con.execute("create or replace table onleesbaar (aanlevering_id varchar, regelnr bigint, regel varchar)")


def _read_group(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    groep: Sequence[Gelezen],
    bevindingen: Mapping[str, str],
) -> list[Plaats]:
    """Read the files with one and the same header into `gelezen`."""
    parameters = _parameters([g.tekst.pad for g in groep], groep[0].tekst.kop)
    own = {"ids": [g.aanlevering_id for g in groep], "dagen": [g.peildatum for g in groep]}
    # As a join, a long list of choices would hold back the last rows of a file and put them behind the next.
    con.execute("set disabled_optimizers = 'in_clause'")
    con.execute(_insert_sql(contract, groep, bevindingen), {**parameters, **own})
    con.execute("reset disabled_optimizers")
    rejected = dict(iter(_rejects(con).groupby("pad")))
    counted = con.execute(
        "select aanlevering_id, min(rowid), count(*), max(rowid) - min(rowid) + 1 from gelezen group by aanlevering_id"
    ).fetchall()
    if any(many != reach for _, _, many, reach in counted):
        raise RuntimeError("DuckDB heeft de regels van een bestand niet bij elkaar gehouden")
    found = {id_: (first, many) for id_, first, many, _ in counted}
    return [_place(con, g, *found.get(g.aanlevering_id, (0, 0)), rejected.get(str(g.tekst.pad))) for g in groep]


def _place(
    con: duckdb.DuckDBPyConnection,
    gelezen: Gelezen,
    eerste: int,
    aantal: int,
    rejects: pd.DataFrame | None,
) -> Plaats:
    """Account for every line of a file; one that cannot be is a fault of ours, and raises.

    Where row i does not simply stand on line i + 2, the line of each row goes to `regelkaart`.
    """
    tekst = gelezen.tekst
    refused = 0 if rejects is None else len(rejects)
    if aantal + refused != tekst.aantal:
        raise RuntimeError(
            f"{gelezen.aanlevering_id}: {tekst.aantal} regels in het bestand, {aantal} gelezen en {refused} onleesbaar"
        )
    loose = list(tekst.losse_regels)
    records = None
    if rejects is not None or tekst.regelnummers is not None:
        lines = np.arange(tekst.aantal) + 2 if tekst.regelnummers is None else tekst.regelnummers
        records = np.arange(tekst.aantal)
        if rejects is not None:
            positions = rejects["regel"].to_numpy(dtype=np.int64) - 2
            # A line of spaces or of too many or too few separators, and nothing else, is no row.
            loose += [
                (int(line), str(words))
                for line, words in zip(lines[positions], _texts(tekst, rejects, positions), strict=True)
                if words.strip(_NO_CONTENT)
            ]
            records = np.delete(records, positions)
        _keep(con, "regelkaart", {"rij": eerste + np.arange(len(records)), "regelnr": lines[records]})
    if loose:
        numbers, texts = zip(*loose, strict=True)
        _keep(con, "onleesbaar", {"aanlevering_id": gelezen.aanlevering_id, "regelnr": numbers, "regel": texts})
    return Plaats(gelezen, eerste, aantal, records)


def _texts(tekst: Tekstbestand, rejects: pd.DataFrame, positions: npt.NDArray[np.int64]) -> Sequence[str]:
    """The refused lines. DuckDB gives no more than the beginning of one that is too long."""
    long = rejects["te_lang"].to_numpy(dtype=bool)
    words = rejects["tekst"].to_numpy(dtype=object, copy=True)
    words[long] = text.records(tekst, positions[long].tolist())
    found: list[str] = words.tolist()
    return found


def _keep(con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, object]) -> None:
    import pandas as pd

    con.register("aangereikt", pd.DataFrame(columns))
    con.execute(f"insert into {table} from aangereikt")
    con.unregister("aangereikt")


def _parameters(paden: Sequence[Path], kop: Sequence[str], *, met_kop: bool = True) -> dict[str, object]:
    return {
        "paden": [str(p) for p in paden],
        "kop": met_kop,
        "kolommen": {f"c{i}": "VARCHAR" for i in range(len(kop))},
        "langste": limits.LANGSTE_RIJ_BYTES,
    }


def _rejects(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The lines that the last reading refused: pad, regel, tekst and te_lang of each."""
    found = con.execute(
        """
        select
            s.file_path as pad, e.line as regel, min(e.csv_line) as tekst,
            bool_or(e.error_type = 'LINE SIZE OVER MAXIMUM') as te_lang
        from reject_errors as e join reject_scans as s using (scan_id, file_id)
        group by all order by all
        """
    ).df()
    con.execute("drop table reject_errors; drop table reject_scans")
    return found


def _raw_sql(contract: Aanleveringscontract, kop: Sequence[str]) -> str:
    """The reading of files with a header: the trimmed text of each column of the contract."""
    trimmed = ", ".join(f"{cells.kaal(f'c{i}')} as c{i}" for i in range(len(kop)))
    raw = ", ".join(f"{cel} as {_raw(k)}" for k, cel in _cells(contract, kop))
    return f"select {raw} from (select {trimmed} from {_READ})"


def _cells(contract: Aanleveringscontract, kop: Sequence[str]) -> list[tuple[Kolom, str]]:
    """The trimmed cell of each column of the contract; unknown where there is none."""
    return [
        (k, f"nullif(c{kop.index(k.naam)}, '{cells.ONBEKEND_TEKEN}')" if k.naam in kop else "null::varchar")
        for k in contract.kolom
    ]


def _insert_sql(contract: Aanleveringscontract, groep: Sequence[Gelezen], bevindingen: Mapping[str, str]) -> str:
    """One pass from text to typed rows; in steps, or a cell would be read again for each use of it.

    Without a join: DuckDB cannot tell which side of one is large, and the order of the rows would be lost. So which
    delivery a file is (`$ids` and `$dagen`, in the order of `$paden`) is a choice by its name, made once for a block
    of rows.
    """
    kop = groep[0].tekst.kop
    only_spaces = all(g.tekst.alleen_spaties for g in groep)
    id_, day = (
        " ".join(f"when $paden[{n}] then ${of}[{n}]" for n in range(1, len(groep) + 1)) for of in ("ids", "dagen")
    )
    every = [f"c{i}" for i in range(len(kop))]
    flagged = {k.naam for k in contract.kolom if _flag(k)}
    words = [cells.is_subtotaalwoord(c) for c, naam in zip(every, kop, strict=True) if naam not in flagged]
    # A cell that is a number or a date is no word.
    words_read = [
        f"case when {q(_flag(k))} then false else {cells.is_subtotaalwoord(_raw(k))} end"
        for k in contract.kolom
        if _flag(k)
    ]
    trimmed = ", ".join(f"{cells.kaal(c, alleen_spaties=only_spaces)} as {c}" for c in every)
    raw = ", ".join(f"{cel} as {_raw(k)}" for k, cel in _cells(contract, kop))
    typed = ", ".join(f"{cells.getypeerd(k, _raw(k))} as {q(k.naam)}" for k in contract.kolom)
    flags = [f"{cells.leesbaar(k, _raw(k), q(k.naam))} as {q(_flag(k))}" for k in contract.kolom if _flag(k)]
    derived = [f"({a.sql})::{a.sql_type} as {q(a.naam)}" for a in contract.afgeleid]
    extra = [f"case when not is_leeg and not is_subtotaal then {sql} end as {q(n)}" for n, sql in bevindingen.items()]
    names = ["aanlevering_id", "peildatum", "is_leeg", "is_subtotaal"]
    names += [*map(q, _column_names(contract)), *map(q, bevindingen)]
    return f"""
        insert into gelezen by name
        with tekst as (
            select filename, {trimmed} from {_READ}
        ),
        cel as (
            select
                case filename {id_} end as aanlevering_id, case filename {day} end as peildatum,
                coalesce({", ".join(every)}) is null as is_leeg,
                {" or ".join(words) or "false"} as is_tekst_subtotaal,
                {raw}
            from tekst
        ),
        waarde as (select *, {typed} from cel),
        vlag as (select {", ".join(["*", *flags, *derived])} from waarde),
        soort as (select *, {" or ".join(["is_tekst_subtotaal", *words_read])} as is_subtotaal from vlag),
        bevonden as (select {", ".join(["*", *extra])} from soort)
        select {", ".join(names)} from bevonden
    """


def _show(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    plaatsen: Sequence[Plaats],
    bevindingen: Iterable[str],
) -> None:
    """Make the views `rijen` and `subtotaal` over what was read.

    They are asked many times for a column or two, so what a row needs of its delivery comes without a join.
    """
    has_map = con.execute("select count(*) > 0 from regelkaart").fetchone() == (True,)
    line = f"g.rowid - ({[p.eerste for p in plaatsen]})[enum_code(g.aanlevering_id) + 1] + 2"
    line = f"coalesce(k.regelnr, {line})" if has_map else line
    place = "from gelezen as g" + (" left join regelkaart as k on k.rij = g.rowid" if has_map else "")
    columns = ", ".join(f"g.{q(n)}" for n in [*_column_names(contract), *bevindingen])
    con.execute(
        f"""
        create or replace view rijen as
        select
            g.rowid as rij, g.aanlevering_id::varchar as aanlevering_id, {line} as regelnr, g.peildatum, {columns},
            g.herhaling, g.sleutel_gedeeld
        {place}
        where not g.is_leeg and not g.is_subtotaal
        """
    )
    con.execute(
        f"""
        create or replace view subtotaal as
        select g.aanlevering_id::varchar as aanlevering_id, {line} as regelnr
        {place}
        where g.is_subtotaal
        """
    )


def _mark_repeats(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract) -> None:
    """Number the exact repeats of a row; only keys that occur more than once are looked at."""
    key = ", ".join(["aanlevering_id", *(q(n) for n in contract.sleutel)])
    row = ", ".join(["aanlevering_id", *(q(k.naam) for k in contract.kolom)])
    con.execute(
        f"""
        update gelezen set herhaling = h.herhaling, sleutel_gedeeld = true
        from (
            select rowid as rij, row_number() over (partition by {row} order by rowid) - 1 as herhaling
            from gelezen
            where
                not is_leeg and not is_subtotaal
                and hash({key}) in (
                    select hash({key}) as sleutelhash
                    from gelezen
                    where not is_leeg and not is_subtotaal
                    group by sleutelhash
                    having count(*) > 1
                )
        ) as h
        where gelezen.rowid = h.rij
        """
    )


def _column_names(contract: Aanleveringscontract) -> list[str]:
    """What a typed row has besides its place: the columns of the contract, derived ones, and what could be read."""
    flags = [f for k in contract.kolom if (f := _flag(k))]
    return [*(k.naam for k in contract.kolom), *(a.naam for a in contract.afgeleid), *flags]


def _flag(k: Kolom) -> str:
    """The column that says whether a cell could be read; empty for a type that any text is a value of."""
    return "" if k.type in ("tekst", "keuze") else f"{k.naam}__leesbaar"


def _raw(k: Kolom) -> str:
    """The column that holds the text of a cell."""
    return q(f"ruw_{k.naam}")
