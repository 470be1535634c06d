"""The view reeks and the names in it: each current figure once a year, called what readers call it."""

from __future__ import annotations

from pathlib import Path

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer

KOLOMMEN = "indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, waarde, status"


def rows(voorbeeldmap: Path, statement: str) -> list[tuple[object, ...]]:
    with lezer(Paden(voorbeeldmap).database) as con:
        return con.execute(statement).fetchall()


def test_every_current_figure_stands_in_it_once_a_year_on_its_last_day(voorbeeldmap: Path) -> None:
    expected = f"""
        select {KOLOMMEN} from indicator_waarde where editie = 'lopend' and structuur = 'nu'
        qualify peildatum = max(peildatum) over (partition by indicator_code, jaar)
    """
    got = f"select {KOLOMMEN} from reeks"
    assert rows(voorbeeldmap, f"({expected}) except all ({got})") == []
    assert rows(voorbeeldmap, f"({got}) except all ({expected})") == []


def test_nothing_in_it_is_without_a_name(voorbeeldmap: Path) -> None:
    unnamed = "indicator is null or organisatie is null or afkorting is null or categorie_naam is null"
    assert rows(voorbeeldmap, f"select distinct uitsplitsing, categorie from reeks where {unnamed}") == []


def test_no_two_categories_of_a_breakdown_are_called_the_same(voorbeeldmap: Path) -> None:
    double = "from benaming select kolom, uitsplitsing, naam group by all having count(*) > 1"
    assert rows(voorbeeldmap, double) == []


def test_a_crossed_category_is_named_after_its_parts(voorbeeldmap: Path) -> None:
    named = rows(voorbeeldmap, "select naam from benaming where code = 'V*10-13' and kolom = 'categorie'")
    assert named == [("Vrouwen, Schaal 10 tot en met 13",)]


def test_a_ministry_is_called_as_it_is_now(voorbeeldmap: Path) -> None:
    current = "select distinct organisatie, afkorting from reeks where organisatie_code = 'mnre1153'"
    assert rows(voorbeeldmap, current) == [
        ("ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur", "LVVN"),
    ]
