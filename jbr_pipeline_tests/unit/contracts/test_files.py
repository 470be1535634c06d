"""Column names, and which of them are personal."""

from __future__ import annotations

import pytest

from jbr_pipeline.contracts.files import PERSOONLIJKE_KOLOMMEN, is_persoonlijk, kolomnaam


@pytest.mark.parametrize(
    "kop", ["uren_per_week", "Uren per week", " UREN_PER_WEEK ", "uren  per\u00a0week", "\ufeffuren_per_week"]
)
def test_a_header_cell_is_read_as_a_column_name(kop: str) -> None:
    assert kolomnaam(kop) == "uren_per_week"


def test_the_personal_columns_are_those_of_the_contract() -> None:
    assert sorted(PERSOONLIJKE_KOLOMMEN) == [
        "achternaam", "adres", "bsn", "burgerservicenummer", "email", "geboortedatum", "naam", "personeelsnummer",
        "postcode", "telefoon", "voornaam",
    ]  # fmt: skip


def test_no_contract_asks_for_a_personal_column() -> None:
    from jbr_pipeline.contracts.delivery import contracten

    assert not [k.naam for c in contracten().values() for k in c.kolom if is_persoonlijk(k.naam)]
