"""Plain text to typed rows, by contract: a whole batch of deliveries of one subject in a few statements.

Nothing is judged here beyond "can this cell be read as its type". What cannot be read as a row at all goes to
`onleesbaar`; which rows are valid is decided by `quality` and kept by `warehouse`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Kolom
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.text import Tekstbestand

ONLEESBAAR = "regel_onleesbaar"
"""The rule name of a line that is no row: too few or too many fields, or a quote that is never closed."""

_READ = """
    read_csv(
        $paden, auto_detect = false, header = true, delim = ';', quote = '"', escape = '"', new_line = '\\n',
        columns = $kolommen, filename = true, store_rejects = true, rejects_limit = 0, null_padding = false,
        parallel = true
    )
"""
_WHITESPACE = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
_NO_CONTENT = f' \t\xa0"{files.SCHEIDINGSTEKEN}'


@dataclass(frozen=True)
class Gelezen:
    """A delivery that is ready to be typed."""

    aanlevering_id: str
    peildatum: date
    tekst: Tekstbestand


def ontbrekende_kolommen(kop: Sequence[str], contract: Aanleveringscontract) -> list[str]:
    """The required columns that the header lacks, in the order of the contract."""
    return [k.naam for k in contract.kolom if not k.optioneel and k.naam not in kop]


def keur_kop(kop: Sequence[str], contract: Aanleveringscontract) -> None:
    """Raise Bestandsfout when the header misses a required column or names one twice."""
    dubbel = sorted({naam for naam in kop if naam and kop.count(naam) > 1})
    bekend = {k.naam for k in contract.kolom}
    if dubbele := [naam for naam in dubbel if naam in bekend]:
        raise Bestandsfout(f"De kolomnaam {dubbele[0]} staat twee keer op regel 1.")
    if ontbreekt := ontbrekende_kolommen(kop, contract):
        raise Bestandsfout(
            f"Regel 1 mist de verplichte {'kolom' if len(ontbreekt) == 1 else 'kolommen'} "
            f"{', '.join(ontbreekt)}; gevonden: {len(kop)} kolommen, gescheiden door ';'."
        )


def typeer(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, batch: Sequence[Gelezen]) -> None:
    """Read the batch into temporary tables on the connection.

    - `ruw`: aanlevering_id, regelnr and the cells as text, one column per contract column (`ruw_<kolom>`);
    - `onleesbaar`: aanlevering_id, regelnr, regel: lines that are no row, as they stand in the file;
    - `subtotaal`: aanlevering_id, regelnr of the subtotal rows, which are skipped and counted;
    - `rijen`: the typed rows with `peildatum`, the derived columns, `<kolom>__leesbaar` and `herhaling`.
    """
    columns = ["aanlevering_id varchar", "regelnr bigint", "peildatum date", "is_subtotaal boolean"]
    columns += [f"{_raw(k)} varchar" for k in contract.kolom]
    con.execute(f"create or replace temp table ruw ({', '.join(columns)})")
    con.execute("create or replace temp table onleesbaar (aanlevering_id varchar, regelnr bigint, regel varchar)")
    per_kop: dict[tuple[str, ...], list[Gelezen]] = defaultdict(list)
    for gelezen in batch:
        per_kop[gelezen.tekst.kop].append(gelezen)
    for kop, groep in per_kop.items():
        _read_group(con, contract, kop, groep)
    con.execute("create or replace temp table subtotaal as select aanlevering_id, regelnr from ruw where is_subtotaal")
    con.execute(_typed_rows_sql(contract))
    _mark_repeats(con, contract)


def _read_parameters(teksten: Sequence[Tekstbestand]) -> dict[str, object]:
    return {
        "paden": [str(t.pad) for t in teksten],
        "kolommen": {f"c{i}": "VARCHAR" for i in range(len(teksten[0].kop))},
    }


def _read_group(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    kop: tuple[str, ...],
    groep: Sequence[Gelezen],
) -> None:
    """Read the files with one and the same header into `ruw`, each row with its line in the file as sent."""
    con.execute(
        f"create or replace temp table lezing as select * from {_READ}",
        _read_parameters([g.tekst for g in groep]),
    )
    rejects = con.execute(
        """
        select s.file_path as pad, e.line as regel, min(e.csv_line) as tekst
        from reject_errors as e join reject_scans as s using (scan_id, file_id)
        group by all order by all
        """
    ).df()
    con.execute("drop table reject_errors; drop table reject_scans")
    bestanden = pd.DataFrame(
        {
            "filename": [str(g.tekst.pad) for g in groep],
            "aanlevering_id": [g.aanlevering_id for g in groep],
            "peildatum": [g.peildatum for g in groep],
        }
    )
    regelkaart, onleesbaar = _map_lines(con, groep, rejects)
    every = [f"c{i}" for i in range(len(kop))]
    trimmed = ", ".join(f"nullif(trim({c}, {_WHITESPACE}), '') as {c}" for c in every)
    cells = ", ".join(f"nullif(c{kop.index(k.naam)}, '#')" if k.naam in kop else "null" for k in contract.kolom)
    is_subtotaal = " or ".join(f"coalesce(lower({c}) in $subtotalen, false)" for c in every)
    con.register("bestanden", bestanden)
    con.register("regelkaart", regelkaart)
    con.register("losse_regels", onleesbaar)
    con.execute(
        f"""
        insert into ruw
        with eerste as (select filename, min(rowid) as rij from lezing group by filename),
        gesneden as (select filename, rowid as rij, {trimmed} from lezing)
        select
            b.aanlevering_id,
            coalesce(k.regelnr, g.rij - e.rij + 2),
            b.peildatum::date,
            {is_subtotaal},
            {cells}
        from gesneden as g
        join eerste as e using (filename)
        join bestanden as b using (filename)
        left join regelkaart as k on k.filename = g.filename and k.volgnr = g.rij - e.rij
        where coalesce({", ".join(every)}) is not null
        """,
        {"subtotalen": list(files.SUBTOTALEN)},
    )
    con.execute("insert into onleesbaar select aanlevering_id, regelnr, regel from losse_regels")
    for view in ("bestanden", "regelkaart", "losse_regels"):
        con.unregister(view)
    con.execute("drop table lezing")


def _map_lines(
    con: duckdb.DuckDBPyConnection, groep: Sequence[Gelezen], rejects: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The line of each row for the files in which row i does not simply stand on line i + 2, and the lines that
    are no row. A file whose lines cannot all be accounted for is a fault of ours, and raises."""
    accepted = dict(con.execute("select filename, count(*) from lezing group by filename").fetchall())
    rejected = dict(iter(rejects.groupby("pad")))
    maps = [_line_map("", np.empty(0, dtype=np.int64))]
    loose: list[tuple[str, int, str]] = []
    for g in groep:
        pad = str(g.tekst.pad)
        bad = rejected.get(pad, rejects[:0])
        if accepted.get(pad, 0) + len(bad) != g.tekst.aantal:
            raise RuntimeError(
                f"{g.aanlevering_id}: {g.tekst.aantal} regels in het bestand, "
                f"{accepted.get(pad, 0)} gelezen en {len(bad)} onleesbaar"
            )
        loose += [(g.aanlevering_id, line, text) for line, text in g.tekst.losse_regels]
        if bad.empty and g.tekst.regelnummers is None:
            continue
        lines = np.arange(g.tekst.aantal) + 2 if g.tekst.regelnummers is None else g.tekst.regelnummers
        positions = bad["regel"].to_numpy(dtype=np.int64) - 2
        maps.append(_line_map(pad, np.delete(lines, positions)))
        for line, text in zip(lines[positions], bad["tekst"], strict=True):
            # A line of spaces or of too many or too few separators, and nothing else, is no row.
            if text.strip(_NO_CONTENT):
                loose.append((g.aanlevering_id, line, text))
    onleesbaar = pd.DataFrame(loose, columns=["aanlevering_id", "regelnr", "regel"])
    return pd.concat(maps, ignore_index=True), onleesbaar


def _line_map(pad: str, lines: npt.NDArray[np.int64]) -> pd.DataFrame:
    return pd.DataFrame({"filename": pad, "volgnr": np.arange(len(lines)), "regelnr": lines})


def _typed_rows_sql(contract: Aanleveringscontract) -> str:
    # In two steps, or every cell would be read a second time to tell whether it could be.
    read = [_raw(k) for k in contract.kolom] + [f"{_typed_cell(k)} as {_q(k.naam)}" for k in contract.kolom]
    derived = [f"({a.sql})::{a.sql_type} as {_q(a.naam)}" for a in contract.afgeleid]
    flags = [
        f"({_raw(k)} is null or {_q(k.naam)} is not null{_open_end(k)}) as {_q(k.naam + '__leesbaar')}"
        for k in contract.kolom
        if k.type not in ("tekst", "keuze")
    ]
    return f"""
        create or replace temp table rijen as
        with gelezen as (
            select aanlevering_id, regelnr, peildatum, {", ".join(read)}
            from ruw
            where not is_subtotaal
        )
        select
            aanlevering_id,
            regelnr,
            peildatum,
            {", ".join([*(_q(k.naam) for k in contract.kolom), *derived, *flags])},
            0 as herhaling
        from gelezen
    """


def _open_end(k: Kolom) -> str:
    return f" or {_raw(k)} = '31-12-9999'" if k.type == "datum" else ""


def _typed_cell(k: Kolom) -> str:
    """The SQL that reads one cell; NULL when the text is not a value of the type.

    DuckDB's own casts are too lenient for a check (1.000 as an integer is 1, 31-1-25 is the year 25), so each is
    guarded by the characters that may occur.
    """
    cell = _raw(k)
    digits = f"translate({cell}, '0123456789', '')"
    signed = f"case when ends_with({cell}, '-') then '-' || rtrim({cell}, '-') else {cell} end"
    match k.type:
        case "tekst":
            text = cell
            if k.cijferbreedte:
                width = k.cijferbreedte
                padded = f"lpad({cell}, {width}, '0')"
                text = f"case when {digits} = '' and length({cell}) < {width} then {padded} else {cell} end"
            return f"coalesce({text}, '{ONBEKEND}')" if k.leeg_is_onbekend else text
        case "keuze":
            return cell
        case "janee":
            return f"case lower({cell}) when 'ja' then true when 'nee' then false end"
        case "datum":
            return (
                f"case when {cell} like '__-__-____' and {digits} = '--' and {cell} <> '31-12-9999' "
                f"and {cell} not like '%0000' then try_strptime({cell}, '%d-%m-%Y')::date end"
            )
        case "geheel":
            return f"case when {digits} in ('', '-') then try_cast({signed} as {k.sql_type}) end"
        case "decimaal":
            number = cell
            if k.duizendtalpunt:
                grouped = r"-?\d{1,3}(\.\d{3})+(,\d+)?-?"
                number = (
                    f"case when regexp_full_match({cell}, '{grouped}') then replace({cell}, '.', '') else {cell} end"
                )
            digits = f"translate({number}, '0123456789', '')"
            signed = f"case when ends_with({number}, '-') then '-' || rtrim({number}, '-') else {number} end"
            decimals = f"length(split_part(rtrim({number}, '-'), ',', 2)) <= {k.decimalen}"
            return (
                f"case when {digits} in ('', ',', '-', '-,', ',-') and {decimals} "
                f"then try_cast(replace({signed}, ',', '.') as {k.sql_type}) end"
            )


def _mark_repeats(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract) -> None:
    """Number the exact repeats of a row; only keys that occur more than once are looked at."""
    key = ", ".join(_q(n) for n in contract.sleutel)
    row = ", ".join(_q(k.naam) for k in contract.kolom)
    con.execute(
        f"""
        update rijen set herhaling = h.herhaling
        from (
            select
                aanlevering_id,
                regelnr,
                row_number() over (partition by aanlevering_id, {row} order by regelnr) - 1 as herhaling
            from rijen
            semi join (
                select aanlevering_id, {key} from rijen group by all having count(*) > 1
            ) using (aanlevering_id, {key})
        ) as h
        where h.herhaling > 0 and rijen.aanlevering_id = h.aanlevering_id and rijen.regelnr = h.regelnr
        """
    )


def _raw(k: Kolom) -> str:
    """The column of `ruw` that holds the text of a cell."""
    return _q(f"ruw_{k.naam}")


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
