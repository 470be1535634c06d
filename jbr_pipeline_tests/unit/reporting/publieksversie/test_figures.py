"""How a figure prints itself: with its value and key, with its unit in a sentence, and never as markup."""

from __future__ import annotations

import pytest
from markupsafe import escape

from jbr_pipeline.reporting.publieksversie.figures import Zin, cijfer_van, in_zin, mutatie, telling

RIJ = {
    "indicator_code": "omvang_fte",
    "variant": "standaard",
    "jaar": 2024,
    "organisatie_code": "rijk",
    "uitsplitsing": "totaal",
    "categorie": "totaal",
    "eenheid": "fte",
    "decimalen": 0,
    "waarde": 157019.4,
    "mutatie_abs": 9178.4,
    "mutatie_pct": 6.208,
    "onderdrukt": False,
}


def test_a_figure_carries_its_value_and_the_key_by_which_it_is_found() -> None:
    assert escape(cijfer_van(RIJ)) == (
        '<data value="157019.4" data-bron="reeks" data-maat="waarde" data-indicator="omvang_fte" '
        'data-variant="standaard" data-jaar="2024" data-organisatie="rijk" data-uitsplitsing="totaal" '
        'data-categorie="totaal" data-editie="lopend">157.019</data>'
    )


@pytest.mark.parametrize(("onderdrukt", "teken", "woorden"), [(True, "x", "weggelaten"), (False, ".", "geen cijfer")])
def test_what_is_not_there_is_its_sign_and_in_a_sentence_words_and_has_no_value(
    onderdrukt: bool, teken: str, woorden: str
) -> None:
    row = {**RIJ, "waarde": None, "onderdrukt": onderdrukt}
    for shown, said in ((escape(cijfer_van(row)), teken), (escape(in_zin(row)), woorden)):
        assert shown.startswith('<span class="geen" data-bron="reeks"')
        assert shown.endswith(f">{said}</span>")
        assert "value" not in shown


@pytest.mark.parametrize(
    ("waarde", "eenheid", "decimalen", "zin"),
    [
        (157019.4, "fte", 0, "157.019 fte"),
        (15.4, "%", 1, "15,4%"),
        (12.0, "m2", 1, "12,0 m²"),
        (4.0, "aantal", 0, "4"),
        (1.0, "documenten", 0, "1 document"),
        (1.0, "banen", 1, "1,0 banen"),
        (21.0, "documenten", 0, "21 documenten"),
        (999.0, "duizend euro", 0, "999 duizend euro"),
        (205_900.0, "duizend euro", 0, "205,9 miljoen euro"),
        (24_660_942.16, "duizend euro", 0, "24,7 miljard euro"),
    ],
)
def test_in_a_sentence_a_figure_has_its_unit_and_large_amounts_are_in_words(
    waarde: float, eenheid: str, decimalen: int, zin: str
) -> None:
    shown = in_zin({**RIJ, "waarde": waarde, "eenheid": eenheid, "decimalen": decimalen})
    assert str(shown).replace("\N{NO-BREAK SPACE}", " ") == zin
    assert shown.waarde == waarde


def test_a_change_of_a_percentage_is_in_points_and_of_anything_else_in_percent() -> None:
    assert str(mutatie(RIJ)) == "6,2"
    assert str(mutatie({**RIJ, "eenheid": "%", "mutatie_abs": -0.59})) == "-0,6"


def test_a_sentence_says_the_same_as_text_as_on_the_page() -> None:
    sentence = Zin.van("Eind 2024: ", in_zin(RIJ), " & <meer>")
    assert str(sentence) == "Eind 2024: 157.019\N{NO-BREAK SPACE}fte & <meer>"
    assert escape(sentence).endswith("</data>\N{NO-BREAK SPACE}fte &amp; &lt;meer&gt;")


def test_a_unit_is_text_whatever_it_says() -> None:
    assert escape(in_zin({**RIJ, "eenheid": "<b>"})).endswith("</data>\N{NO-BREAK SPACE}&lt;b&gt;")


def test_a_count_says_what_was_counted() -> None:
    assert escape(telling(1200, "aanleveringen", soort="bezetting")) == (
        '<data value="1200" data-telling="aanleveringen" data-soort="bezetting">1.200</data>'
    )
