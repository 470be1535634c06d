"""The views that answer the usual questions: each says of the tables what it promises, and counts nothing double."""

from __future__ import annotations

from pathlib import Path

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer
from jbr_pipeline_tests.integration.editions.redactie import Redactie


def test_the_topline_has_the_latest_total_of_the_rijk_once(voorbeeldmap: Path) -> None:
    total = "editie = 'lopend' and structuur = 'nu' and organisatie_code = 'rijk' and uitsplitsing = 'totaal'"
    expected = f"""
        select indicator_code, max(jaar), arg_max(waarde, peildatum) from indicator_waarde
        where {total} and variant = 'standaard' and waarde is not null group by all
    """
    with lezer(Paden(voorbeeldmap).database) as con:
        got = con.execute("select indicator_code, jaar, waarde from topline order by all").fetchall()
        assert got == con.execute(f"from ({expected}) order by all").fetchall()
        assert len(got) > 80


def test_the_topline_says_whether_a_norm_was_met(voorbeeldmap: Path) -> None:
    with lezer(Paden(voorbeeldmap).database) as con:
        rows = con.execute("select waarde, norm, norm_richting, norm_gehaald from topline").fetchall()
    judged = [r for r in rows if r[1] is not None]
    assert {r[3] for r in judged} == {True, False}
    assert [r for r in judged if r[3] != (r[0] <= r[1] if r[2] == "hoogstens" else r[0] >= r[1])] == []
    assert {r[3] for r in rows if r[1] is None} == {None}


def test_a_series_of_an_edition_has_what_was_frozen_and_the_current_one_what_was_corrected(redactie: Redactie) -> None:
    asked = (
        "select jaar, round(waarde) from {} where indicator_code = 'apparaatsuitgaven' and organisatie_code = 'rijk' "
        "and uitsplitsing = 'totaal' order by jaar"
    )
    assert redactie.lees(asked.format("(from editie_reeks where editie = 'JBR 2024')")) == [
        (2023, 5_400),
        (2024, 5_840),
    ]
    assert redactie.lees(asked.format("reeks")) == [(2022, 5_000), (2023, 5_400), (2024, 6_210)]


def test_a_correction_is_told_in_words_with_its_file_and_once(redactie: Redactie) -> None:
    found = redactie.lees(
        "select editie, indicator, jaar, organisatie, round(oude_waarde), round(nieuwe_waarde), round(verschil), "
        "bestanden from correctie_overzicht where indicator_code = 'apparaatsuitgaven' and uitsplitsing = 'totaal' "
        "order by organisatie"
    )
    files = ["JBR_SZW_financien_20241231_v1.csv", "JBR_SZW_financien_20241231_v2.csv"]
    assert found == [
        ("JBR 2024", "Apparaatsuitgaven", 2024, "Rijk", 5_840, 6_210, 370, files),
        (
            "JBR 2024",
            "Apparaatsuitgaven",
            2024,
            "ministerie van Sociale Zaken en Werkgelegenheid",
            4_130,
            4_500,
            370,
            files,
        ),
    ]


def test_every_source_of_a_figure_has_its_fingerprint_or_is_no_file(voorbeeldmap: Path) -> None:
    with lezer(Paden(voorbeeldmap).database) as con:
        assert (
            con.execute("select count(*) from herkomst_bestand").fetchall()
            == con.execute("select count(*) from herkomst").fetchall()
        )
        bare = con.execute("select distinct bestandsnaam from herkomst_bestand where sha256 is null").fetchall()
    assert bare == [("open.overheid.nl",)]
