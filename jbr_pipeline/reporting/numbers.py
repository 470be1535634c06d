"""Numbers, days and moments as Dutch readers write them. Nothing here knows what a number is about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

NEDERLAND = ZoneInfo("Europe/Amsterdam")


def getal(value: float, decimalen: int = 0) -> str:
    """A number with a thousands point and a decimal comma: 157.019 and 15,4.

    A half is rounded away from zero, and what is rounded to zero has no sign.
    """
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP) + 0
    text = f"{rounded:,f}"
    return text.translate(str.maketrans(",.", ".,"))


ONDERDRUKT, ONBEKEND = "x", "."
"""What stands in place of a value that was left out to protect persons, and of one that does not exist."""

TEKENS = {
    ONDERDRUKT: "weggelaten om personen te beschermen",
    ONBEKEND: "er is geen cijfer",
}
"""What readers are told that the signs mean."""

LEGENDA = {sign: f"{sign}: {meaning}" for sign, meaning in TEKENS.items()}
"""What a legend says of each sign."""


def cijfer(waarde: float | None, decimalen: int, *, onderdrukt: bool = False) -> str:
    """A published figure as readers see it everywhere: the number, or the sign that says why there is none."""
    if waarde is None:
        return ONDERDRUKT if onderdrukt else ONBEKEND
    return getal(waarde, decimalen)


def excelformaat(decimalen: int) -> str:
    """The number format of a spreadsheet cell; with Dutch settings it is shown as `getal` writes it."""
    return "#,##0" + (f".{'0' * decimalen}" if decimalen else "")


def dag(value: date) -> str:
    """A day as dd-mm-jjjj."""
    return f"{value:%d-%m-%Y}"


def moment(value: datetime) -> str:
    """A moment in Dutch time, to the minute."""
    return f"{value.astimezone(NEDERLAND):%d-%m-%Y %H:%M}"
