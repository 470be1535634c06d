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

_WHITESPACE = ("' '", "chr(9)", "chr(10)", "chr(13)", "chr(160)")


def q(naam: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + naam.replace('"', '""') + '"'


def kaal(kolom: str) -> str:
    """The text of a column without spaces around it; NULL when nothing is left."""
    # Trimming costs more than all the rest of reading; few cells need it.
    outside = " or ".join(
        [f"{kolom} < '!'", f"prefix({kolom}, chr(160))"] + [f"suffix({kolom}, {w})" for w in _WHITESPACE]
    )
    return f"nullif(case when {outside} then trim({kolom}, {' || '.join(_WHITESPACE)}) else {kolom} end, '')"


def is_subtotaalwoord(kolom: str) -> str:
    """Whether a trimmed cell says that its row is a subtotal; false when it is empty."""
    words = ", ".join(f"'{w}'" for w in files.SUBTOTALEN)
    first = {letter for word in files.SUBTOTALEN for letter in (word[0].upper(), word[0].lower())}
    lowest, highest = min(first), chr(ord(max(first)) + 1)
    return (
        f"(case when {kolom} >= '{lowest}' and {kolom} < '{highest}' then lower({kolom}) in ({words}) else false end)"
    )


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
            guard = f"regexp_full_match({cel}, '-?[0-9]+|[0-9]+-')"
            return f"case when {guard} then try_cast({_signed(cel)} as {k.sql_type}) end"
        case "decimaal":
            number = cel
            if k.duizendtalpunt:
                grouped = r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?-?"
                is_grouped = f"contains({cel}, '.') and regexp_full_match({cel}, '{grouped}')"
                number = f"case when {is_grouped} then replace({cel}, '.', '') else {cel} end"
            digits = f"[0-9]*(,[0-9]{{0,{k.decimalen}}})?"
            guard = f"regexp_full_match({number}, '-?{digits}|{digits}-')"
            return f"case when {guard} then try_cast(replace({_signed(number)}, ',', '.') as {k.sql_type}) end"


def leesbaar(k: Kolom, cel: str, waarde: str) -> str | None:
    """Whether a trimmed cell could be read as `waarde`; None for a type that any text is a value of."""
    if k.type in ("tekst", "keuze"):
        return None
    open_end = f" or {cel} = '{OPEN_EINDE}'" if k.type == "datum" else ""
    return f"({cel} is null or {waarde} is not null{open_end})"


def _signed(number: str) -> str:
    """The text with a minus that stands behind it in front."""
    return f"case when suffix({number}, '-') then '-' || rtrim({number}, '-') else {number} end"
