"""The file rules that hold for every delivery subject: names, forms, and the personal data refused at the door.

Source: the delivery contract, section 1. Reading files belongs in `sources`.
"""

from __future__ import annotations

import re

EXTENSIES = ("csv", "csv.gz", "xlsx")
"""The forms in which a delivery may come."""

SCHEIDINGSTEKEN = ";"

BESTANDSNAAM = re.compile(
    r"JBR_(?P<ministerie>[^_]+)_(?P<soort>.+)_(?P<peildatum>[^_]+)_v(?P<versie>\d+)\.(?P<extensie>csv|csv\.gz|xlsx)",
    re.IGNORECASE,
)
BESTANDSNAAM_UITLEG = "JBR_<ministerie>_<soort>_<jjjjmmdd>_v<n>.csv, .csv.gz of .xlsx"

PERSOONLIJKE_KOLOMMEN = frozenset(
    {
        "bsn",
        "burgerservicenummer",
        "naam",
        "achternaam",
        "voornaam",
        "personeelsnummer",
        "geboortedatum",
        "adres",
        "postcode",
        "email",
        "telefoon",
    }
)
"""Column names, without spaces and underscores, that make a file be refused before it is kept."""

PSEUDONIEM = "pseudo_id"

EERSTE_PEILJAAR = 2000
"""No delivery is about an earlier year."""

SUBTOTALEN = ("resultaat", "totaalresultaat")
"""Cell values, in lower case, that mark a subtotal row of an export."""


def kolomnaam(kop: str) -> str:
    """A header cell as the contract writes column names: lower case, spaces as underscores."""
    return re.sub(r"\s+", "_", kop.strip().strip("\ufeff").lower())


def is_persoonlijk(kop: str) -> bool:
    """Whether a header cell names personal data that may not be delivered."""
    return re.sub(r"[\s_\-.]+", "", kop.lower()) in PERSOONLIJKE_KOLOMMEN


def kolomletters(nummer: int) -> str:
    """How a spreadsheet calls the column with this number, counted from 1: A, B, … Z, AA."""
    letters = ""
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
