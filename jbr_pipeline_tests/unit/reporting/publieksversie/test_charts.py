"""What a chart shows: bars from zero, gaps with a sign, a norm as a line, and colours that can be told apart."""

from __future__ import annotations

import re

import pytest

from jbr_pipeline.reporting.publieksversie.charts import (
    BREEDTE,
    DONKER,
    HOOGTE,
    INKT,
    MIDDEN,
    NORM,
    ZACHT,
    Grafiek,
    Norm,
    Punt,
    Spec,
    ontwikkeling,
    staven,
)

STAAF = re.compile(r'<path d="M([\d.-]+),([\d.-]+)h([\d.-]+)v([\d.-]+)h[\d.-]+Z" fill="(#\w+)"')
TEKST = re.compile(r'<text text-anchor="(\w+)" transform="translate\(([\d.-]+),([\d.-]+)\)"[^>]*>([^<]+)<')


def svg(spec: Spec) -> str:
    return str(Grafiek("proef", spec, "Titel & zo", "Wat er <te zien> is").svg)


def test_columns_begin_at_zero_and_are_as_high_as_their_values() -> None:
    drawn = STAAF.findall(svg(ontwikkeling([Punt("2023", 50, "50"), Punt("2024", 100, "100", nadruk=True)])))
    heights = [float(height) for _, _, _, height, _ in drawn]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.05)
    assert {round(float(top) + float(height)) for _, top, _, height, _ in drawn} == {HOOGTE}
    assert [fill for *_, fill in drawn] == [MIDDEN, DONKER]


def test_bars_begin_at_zero_and_are_as_long_as_their_values() -> None:
    drawn = STAAF.findall(svg(staven([Punt("AZ", 300, "300"), Punt("BZ", 100, "100")])))
    lengths = [float(length) for _, _, length, _, _ in drawn]
    assert lengths[0] == pytest.approx(3 * lengths[1], abs=0.05)
    assert {begin for begin, *_ in drawn} == {drawn[0][0]}


@pytest.mark.parametrize("vorm", [ontwikkeling, staven])
def test_what_has_no_value_is_a_gap_with_its_sign(vorm: type[staven]) -> None:
    drawn = svg(vorm([Punt("2023", None, "x"), Punt("2024", 7, "7")]))
    assert len(STAAF.findall(drawn)) == 1
    assert "x" in [text for *_, text in TEKST.findall(drawn)]


def test_a_negative_value_goes_the_other_way_with_its_number_at_its_end() -> None:
    drawn = svg(staven([Punt("AZ", -20, "-20,0"), Punt("BZ", 10, "10,0")]))
    texts = {text: (anchor, float(x)) for anchor, x, _, text in TEKST.findall(drawn)}
    bars = [(float(x), float(width)) for x, _, width, _, _ in STAAF.findall(drawn)]
    assert texts["-20,0"][0] == "end"
    assert texts["-20,0"][1] < bars[0][0]
    assert texts["10,0"][1] > bars[1][0] + bars[1][1]


def test_many_years_are_a_line_with_numbers_at_its_ends() -> None:
    drawn = svg(ontwikkeling([Punt(str(2000 + n), 10 + n, f"{10 + n},5") for n in range(12)]))
    assert STAAF.findall(drawn) == []
    assert {text for *_, text in TEKST.findall(drawn)} == {"10,5", "21,5", "2000", "2011"}


@pytest.mark.parametrize(("vorm", "strepen"), [(ontwikkeling, 2), (staven, 1)])
@pytest.mark.parametrize("waarde", [10.0, 30.0])
def test_a_norm_is_a_dashed_line_with_its_words_above_all_marks_and_inside_the_picture(
    vorm: type[staven], strepen: int, waarde: float
) -> None:
    drawn = svg(vorm([Punt("2023", 15, "15"), Punt("2024", 20, "20")], Norm(waarde, "norm: hoogstens 10%")))
    assert drawn.count('stroke-dasharray="6,4"') == strepen
    ((anchor, x, y, _),) = [t for t in TEKST.findall(drawn) if t[3].startswith("norm")]
    assert float(y) < 0 <= min(float(top) for _, top, *_ in STAAF.findall(drawn))
    width = 19 * 8
    left = float(x) - (width if anchor == "end" else 0)
    assert left + 60 >= 0
    assert left + width <= BREEDTE


def test_long_labels_stand_above_their_bars() -> None:
    drawn = svg(staven([Punt("Wetten en algemeen verbindende voorschriften", 5, "5"), Punt("Overig", 3, "3")]))
    labels = {text: (anchor, float(y)) for anchor, _, y, text in TEKST.findall(drawn)}
    tops = [float(y) for _, y, *_ in STAAF.findall(drawn)]
    assert labels["Overig"][0] == "start"
    assert [labels["Wetten en algemeen verbindende voorschriften"][1], labels["Overig"][1]] < tops


def test_a_chart_has_a_title_and_a_description_and_is_one_picture() -> None:
    drawn = svg(staven([Punt("AZ", 1, "1")]))
    assert drawn.startswith('<svg class="grafiek" role="img" aria-labelledby="proef-t proef-d" viewBox="0 0 400 ')
    assert '<title id="proef-t">Titel &amp; zo</title><desc id="proef-d">Wat er &lt;te zien&gt; is</desc>' in drawn


def test_a_label_is_text_whatever_it_says() -> None:
    assert "<b>" not in svg(staven([Punt("<b>", 1, "1")]))


def test_drawing_twice_gives_the_same_bytes() -> None:
    points = [Punt("2023", 1 / 3, "0,3"), Punt("2024", 2 / 3, "0,7")]
    assert svg(ontwikkeling(points)) == svg(ontwikkeling(points))


def helderheid(kleur: str) -> float:
    parts = (int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(een: str, ander: str) -> float:
    light, dark = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_marks_and_letters_stand_out_on_white_and_marks_from_each_other_in_greys() -> None:
    assert all(contrast(colour, "#ffffff") >= 3 for colour in (DONKER, MIDDEN, NORM))
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in (INKT, ZACHT, NORM))
    assert contrast(DONKER, MIDDEN) >= 2.5
