"""The SQL that reads one cell of text as its type, by contract; NULL where the text is no value of it.

DuckDB's own casts are too lenient for a check (1.000 as an integer is 1, 31-1-25 is the year 25), so each is guarded by
a pattern. Which cells there are belongs in `typed`.
"""

from __future__ import annotations

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import ONBEKEND, Kolom

OPEN_EINDE = "31-12-9999"
"""A date that means that there is none."""

ONBEKEND_TEKEN = "#"
"""How an export of SAP BW writes an unknown cell."""

_SPACE, _TAB, _NO_BREAK_SPACE = "' '", "chr(9)", "chr(160)"


def q(naam: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + naam.replace('"', '""') + '"'


def kaal(kolom: str, *, alleen_spaties: bool = False) -> str:
    """The text of a column without whitespace around it; NULL when nothing is left. A cell has no line ends.

    `alleen_spaties`: no other whitespace than spaces needs to be looked for.
    """
    whitespace = (_SPACE,) if alleen_spaties else (_SPACE, _TAB, _NO_BREAK_SPACE)
    # Trimming costs more than all the rest of reading; few cells need it.
    outside = [f"{kolom} < '!'", *(f"suffix({kolom}, {w})" for w in whitespace)]
    outside += [f"prefix({kolom}, {w})" for w in whitespace if w == _NO_BREAK_SPACE]
    trimmed = f"trim({kolom}, {' || '.join(whitespace)})"
    return f"nullif(case when {' or '.join(outside)} then {trimmed} else {kolom} end, '')"


def is_subtotaalwoord(kolom: str) -> str:
    """Whether a trimmed cell says that its row is a subtotal; false when it is empty."""
    words = ", ".join(f"'{w}'" for w in files.SUBTOTALEN)
    low, high = min(w[0] for w in files.SUBTOTALEN), chr(ord(max(w[0] for w in files.SUBTOTALEN)) + 1)
    # Few cells begin with a letter that a word does, and those alone are put in lower case.
    may_be = " and ".join(
        [f"{kolom} >= '{low.upper()}'", f"{kolom} < '{high}'", f"({kolom} < '{high.upper()}' or {kolom} >= '{low}')"]
    )
    return f"(case when {may_be} then lower({kolom}) in ({words}) else false end)"


def getypeerd(k: Kolom, cel: str) -> str:
    """The value of a trimmed cell in the type of its column; NULL when it is empty or no value of the type."""
    match k.type:
        case "tekst":
            text = cel
            if k.cijferbreedte:
                # A spreadsheet takes the zeros in front of a code away.
                short = f"strlen({cel}) < {k.cijferbreedte} and regexp_full_match({cel}, '[0-9]+')"
                text = f"case when {short} then lpad({cel}, {k.cijferbreedte}, '0') else {cel} end"
            return f"coalesce({text}, '{ONBEKEND}')" if k.leeg_is_onbekend else text
        case "keuze":
            return cel
        case "janee":
            return f"case lower({cel}) when 'ja' then true when 'nee' then false end"
        case "datum":
            guard = f"regexp_full_match({cel}, '[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}}') and not suffix({cel}, '0000')"
            return f"case when {guard} and {cel} <> '{OPEN_EINDE}' then try_strptime({cel}, '%d-%m-%Y')::date end"
        case "geheel":
            return _number(k, cel, "[0-9]+")
        case "decimaal":
            number = cel
            if k.duizendtalpunt:
                grouped = r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?-?"
                is_grouped = f"contains({cel}, '.') and regexp_full_match({cel}, '{grouped}')"
                number = f"case when {is_grouped} then replace({cel}, '.', '') else {cel} end"
            return _number(k, number, f"[0-9]*(,[0-9]{{0,{k.decimalen}}})?")


def leesbaar(k: Kolom, cel: str, waarde: str) -> str | None:
    """Whether a trimmed cell could be read as `waarde`; None for a type that any text is a value of."""
    if k.type in ("tekst", "keuze"):
        return None
    open_end = f" or {cel} = '{OPEN_EINDE}'" if k.type == "datum" else ""
    return f"({cel} is null or {waarde} is not null{open_end})"


def _number(k: Kolom, text: str, digits: str) -> str:
    """The value of a text that is `digits`, with a minus before or behind them; NULL of any other."""

    def value(of: str) -> str:
        point = f"replace({of}, ',', '.')" if k.type == "decimaal" else of
        return f"try_cast({point} as {k.sql_type})"

    # One pattern for both places of the minus takes half as long again; few numbers have it behind.
    in_front, behind = f"regexp_full_match({text}, '-?{digits}')", f"regexp_full_match({text}, '{digits}-')"
    behind_value = value(f"'-' || rtrim({text}, '-')")
    return f"case when {in_front} then {value(text)} when {behind} then {behind_value} end"
