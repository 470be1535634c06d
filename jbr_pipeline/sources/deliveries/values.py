"""Values that are personal data whatever their column is called: BSNs and e-mail addresses.

Works on bytes with `;` or another separator between the cells, a block at a time and a whole column at once, so
that it also sees into a file that is no good CSV. Which file is looked at belongs in `door`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.sources.deliveries import limits

MINSTENS_VERSCHILLEND = 3
MINSTENS_VERSCHILLEND_BEDRAG = 20

# Starts with a literal, so that a block without an at-sign costs no more than looking for one.
_AT = re.compile(rb"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_LOCAL_PART = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_%+-!#$&'*/=?^`{|}~")
_NUMBER_IN_TEXT = re.compile(r"(?<![\w.,-])\d{9}(?![\w-])|(?<![\w.,-])\d{3}[. ]\d{3}[. ]\d{3}(?![\w-])|"
                             r"(?<![\w.,-])\d{4}[. ]\d{2}[. ]\d{3}(?![\w-])")  # fmt: skip
# What a spreadsheet or a typist puts around or inside a number: 123.456.782, '123456782, ="123456782".
_PADDING = b"\0 .'=\"\t\xa0\xc2"
_WEIGHTS = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
_NEWLINE, _QUOTE = b"\n"[0], b'"'[0]
_MOST_DISTINCT = 64


@dataclass
class _Column:
    nine: int = 0
    passing: int = 0
    numbers: int = 0
    """Of eight or nine digits."""
    distinct: set[int] = field(default_factory=set)
    nine_passing: int = 0


@dataclass
class Vondst:
    """What was found in a text; positions count from 0, lines from 1 and as they were read."""

    email_op_regel: int | None = None
    kolommen: dict[int, _Column] = field(default_factory=dict)


def doorzoek(blokken: Iterable[bytes], scheidingsteken: bytes) -> Vondst:
    """Look through a text that comes in blocks of any size, in an encoding that has ASCII in it."""
    found = Vondst(kolommen=defaultdict(_Column))
    column = line = 0
    for block in _whole_cells(blokken, scheidingsteken):
        if found.email_op_regel is None and (at := zoek_email(block)) is not None:
            found.email_op_regel = line + 1 + block.count(b"\n", 0, at)
        column = _count_numbers(block, scheidingsteken, column, found.kolommen)
        line += block.count(b"\n")
    return found


def _whole_cells(blokken: Iterable[bytes], scheidingsteken: bytes) -> Iterator[bytes]:
    """The same bytes without NULs, cut where a line ends, or a cell where a line has no end in sight."""
    held = b""
    for block in blokken:
        held += block.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        cut = held.rfind(b"\n") + 1
        if not cut and len(held) > limits.LANGSTE_REGEL_BYTES:
            cut = held.rfind(scheidingsteken) + 1 or len(held)
        yield held[:cut]
        held = held[cut:]
    yield held


def zoek_email(block: bytes) -> int | None:
    """Where the first e-mail address is, or None."""
    for match in _AT.finditer(block):
        if match.start() and block[match.start() - 1] in _LOCAL_PART:
            return match.start()
    return None


def _count_numbers(block: bytes, scheidingsteken: bytes, column: int, kolommen: dict[int, _Column]) -> int:
    """Count the numbers of eight and nine digits per column; returns the column in which the block ends."""
    if b'"' in block:
        block = _without_quoted_separators(block, scheidingsteken)
    block = block.translate(None, _PADDING.replace(scheidingsteken, b""))
    buf = np.frombuffer(block, dtype=np.uint8)
    newline = buf == _NEWLINE
    ends = np.flatnonzero(newline | (buf == scheidingsteken[0]))
    ends_line = newline[ends]
    starts = np.concatenate(([0], ends + 1))
    lengths = np.append(ends, len(buf)) - starts
    position = np.arange(len(starts))
    first_of_line = np.concatenate(([-column], np.flatnonzero(ends_line) + 1))
    of_cell = position - first_of_line[np.concatenate(([0], np.cumsum(ends_line)))]
    for length in (9, 8):
        cells = np.flatnonzero(lengths == length)
        digits = buf[starts[cells][:, None] + np.arange(length)].astype(np.int64) - ord("0")
        numeric = ((digits >= 0) & (digits <= 9)).all(axis=1)
        _add(digits[numeric], of_cell[cells][numeric], kolommen)
    return int(of_cell[-1])


def _without_quoted_separators(block: bytes, scheidingsteken: bytes) -> bytes:
    """Blank the separators inside quotes. A quote that is never closed reaches to the end of its line."""
    buf = np.frombuffer(block, dtype=np.uint8).copy()
    quotes = (buf == _QUOTE).astype(np.int32)
    count = np.cumsum(quotes)
    ends = np.flatnonzero(buf == _NEWLINE)
    of_line = np.concatenate(([0], count[ends])) if len(ends) else np.zeros(1, dtype=np.int32)
    separators = np.flatnonzero(buf == scheidingsteken[0])
    before = of_line[np.searchsorted(ends, separators)]
    buf[separators[(count[separators] - before) % 2 == 1]] = ord("_")
    return buf.tobytes()


def _add(digits: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], kolommen: dict[int, _Column]) -> None:
    width = digits.shape[1]
    # Eight digits are a BSN of which the leading zero got lost.
    passing = eleven_test(digits)
    values = digits @ (10 ** np.arange(width - 1, -1, -1))
    columns = np.minimum(columns, limits.MEESTE_KOLOMMEN)
    for number in np.unique(columns).tolist():
        here = columns == number
        column = kolommen[number]
        column.numbers += int(here.sum())
        column.passing += int((here & passing).sum())
        if width == len(_WEIGHTS):
            column.nine += int(here.sum())
            column.nine_passing += int((here & passing).sum())
        if len(column.distinct) < _MOST_DISTINCT:
            column.distinct.update(np.unique(values[here & passing])[:_MOST_DISTINCT].tolist())


def eleven_test(digits: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which rows of digits are BSNs: 9a + 8b + … + 2h - i is a multiple of eleven, and not nothing but zeros."""
    sums: npt.NDArray[np.int64] = digits @ _WEIGHTS[-digits.shape[1] :]
    passing: npt.NDArray[np.bool_] = (sums % 11 == 0) & digits.any(axis=1)
    return passing


def is_bsn_kolom(column: _Column, naam: str | None, contract: Aanleveringscontract | None) -> bool:
    """Whether a column is taken for one of BSNs.

    One in eleven numbers passes by chance, and some good columns hold codes of nine digits, so a share decides:

    - at least half of the numbers of eight and nine digits pass, with three different ones and one of nine digits:
      a column of random codes does so in at most one delivery in a hundred, and only when it has six rows or so;
    - in an amount (a `decimaal`), where nine digits are common: nine in ten pass, with twenty different ones;
    - in a column that the contract does not know, and that is never stored anyway, one number of nine digits is
      enough when every number of nine digits in it passes. `naam` is None when the column has no known name, and
      then the first rule holds.
    """
    kolom = next((k for k in contract.kolom if k.naam == naam), None) if contract else None
    half = 2 * column.passing >= column.numbers
    if kolom and kolom.type == "decimaal":
        nine_in_ten = 10 * column.passing >= 9 * column.numbers
        return nine_in_ten and len(column.distinct) >= MINSTENS_VERSCHILLEND_BEDRAG
    if naam and contract and not kolom and column.nine and column.nine_passing == column.nine:
        return True
    return bool(column.nine) and half and len(column.distinct) >= MINSTENS_VERSCHILLEND


def is_pseudoniem_met_getallen(column: _Column, naam: str | None) -> bool:
    """Whether this is the column of pseudonyms and any of them is a number of eight or nine digits."""
    return naam == files.PSEUDONIEM and column.numbers > 0


def bsns_in_tekst(tekst: str) -> Sequence[bool]:
    """For every number in a running text that is written as a BSN, whether it passes the eleven test."""
    found = (re.sub(r"\D", "", m.group()) for m in _NUMBER_IN_TEXT.finditer(tekst))
    return [bool(eleven_test(np.array([[int(d) for d in number]]))[0]) for number in found]
