"""Stories about documents on open.overheid.nl."""

from __future__ import annotations

from datetime import UTC, date, datetime

from jbr_pipeline.contracts.published import informatiecategorieen
from jbr_pipeline_tests.integration.indicators.rekenwereld import D22, D23, D24, D25, Rekenwereld, document

OCW, KAMER = "mnre1109", "oorg10002"
WETTEN, ADVIEZEN = "c_139c6280", "c_99a836c7"
NOV, DEC = date(2024, 11, 1), date(2024, 12, 24)


def test_documents_attachments_and_everyone_else(wereld: Rekenwereld) -> None:
    wereld.publicaties(
        [2023, 2024],
        document(1, NOV), document(2, DEC, documentsoort="nota"), document(3, DEC, OCW), document(4, DEC, KAMER),
        document(5, DEC, is_bijlage=True), document(6, DEC, KAMER, is_bijlage=True), document(7, DEC, None),
        document(8, D23, documentsoort=None, aanbieder=None), document(9, D25),
        {**document(10, DEC), "openbaarmakingsdatum": None},
    )  # fmt: skip
    figures = wereld.reken("publicaties")
    assert figures("publicaties") == 3
    assert figures("publicaties", variant="bijlagen") == 1
    assert figures("publicaties", variant="hele_platform") == 5
    assert [figures("publicaties", o) for o in ("BZK", "OCW", "SZW")] == [2, 1, 0]
    assert figures.per("publicaties", "documentsoort", "BZK") == {"brief": 1, "nota": 1, "onbekend": 0}
    assert figures.per("publicaties", "aanbieder", dag=D23) == {"onbekend": 1, "Aanleverloket": 0}
    assert not [r for r in figures.rijen if r["variant"] == "hele_platform" and r["organisatie_code"] != "rijk"]
    assert figures.dagen("publicaties") == {D23, D24}
    assert figures.volledig("publicaties") == (True, 100)


def test_a_harvest_that_is_not_finished_makes_its_figures_incomplete(wereld: Rekenwereld) -> None:
    wereld.publicaties([2024], document(1, DEC), volledig=False)
    figures = wereld.reken("publicaties")
    assert figures("publicaties") == 1
    assert figures.volledig("publicaties")[0] is False


def test_what_stands_on_the_last_day_and_what_was_withdrawn(wereld: Rekenwereld) -> None:
    """Withdrawn on new year's eve by our clock, when it was still the day before by universal time."""
    wereld.publicaties(
        [2023, 2024],
        document(1, date(2023, 3, 1)),
        document(2, date(2023, 3, 1), ingetrokken_op=datetime(2024, 5, 1, tzinfo=UTC)),
        document(3, date(2024, 3, 1), ingetrokken_op=datetime(2024, 12, 31, 23, 30, tzinfo=UTC)),
        document(4, D24, is_bijlage=True, ingetrokken_op=datetime(2024, 5, 1, tzinfo=UTC)),
        document(5, D24, KAMER),
    )  # fmt: skip
    figures = wereld.reken("publicaties_stand", "publicaties_ingetrokken", "publicaties")
    assert [figures("publicaties_stand", dag=d) for d in (D23, D24)] == [2, 2]
    assert [figures("publicaties_ingetrokken", dag=d) for d in (D23, D24)] == [0, 1]
    assert [figures("publicaties", dag=d) for d in (D23, D24)] == [2, 1]
    assert figures("publicaties_stand", variant="hele_platform") == 3


def test_the_first_tranche_per_category_and_month(wereld: Rekenwereld) -> None:
    wereld.publicaties(
        [2022, 2023, 2024, 2025],
        document(1, date(2024, 10, 31), informatiecategorie_code=WETTEN),
        document(2, NOV, informatiecategorie_code=WETTEN),
        document(3, DEC, OCW, informatiecategorie_code=WETTEN),
        document(4, DEC, informatiecategorie_code=ADVIEZEN),
        document(5, DEC, informatiecategorie_code=WETTEN, is_bijlage=True),
        document(6, DEC, KAMER, informatiecategorie_code=WETTEN),
    )  # fmt: skip
    code = "publicaties_per_eerste_tranche_categorie"
    figures = wereld.reken(code)
    assert figures.dagen(code) == {D24, D25}
    assert figures(code) == 2
    assert figures(code, variant="hele_platform") == 3
    assert figures.per(code, "maand") == {"2024-11": 1, "2024-12": 1}
    assert sorted(figures.per(code, "maand", dag=D25)) == [f"2025-{m:02d}" for m in range(1, 13)]
    five = {c.code for c in informatiecategorieen() if c.eerste_tranche}
    assert figures.per(code, "informatiecategorie") == dict.fromkeys(five, 0) | {WETTEN: 2}
    assert figures.per(code, "informatiecategorie*maand", "OCW")[f"{WETTEN}*2024-12"] == 1
    assert len(figures.per(code, "informatiecategorie*maand")) == 10


def test_ministries_with_a_publication_per_category(wereld: Rekenwereld) -> None:
    wereld.publicaties(
        [2024],
        document(1, DEC, informatiecategorie_code=WETTEN), document(2, DEC, informatiecategorie_code=WETTEN),
        document(3, DEC, OCW, informatiecategorie_code=WETTEN),
        document(4, DEC, KAMER, informatiecategorie_code=WETTEN),
        document(5, DEC),
    )  # fmt: skip
    code = "organisaties_met_publicatie_per_categorie"
    figures = wereld.reken(code)
    counts = figures.per(code, "informatiecategorie")
    assert (counts[WETTEN], counts[ADVIEZEN], len(counts)) == (2, 0, 17)
    assert figures.per(code, "informatiecategorie", variant="hele_platform")[WETTEN] == 3
    assert {r["uitsplitsing"] for r in figures.rijen} == {"informatiecategorie"}
    assert {r["organisatie_code"] for r in figures.rijen} == {"rijk"}


def test_doubles(wereld: Rekenwereld) -> None:
    wereld.publicaties(
        [2022, 2024], document(1, DEC), document(2, DEC, OCW, dubbel_van="doc-1"), document(3, D22, dubbel_van="doc-1")
    )
    figures = wereld.reken("publicatie_dubbelen", "publicaties")
    assert (figures("publicatie_dubbelen"), figures("publicatie_dubbelen", "OCW")) == (1, 1)
    assert figures("publicaties") == 2
