"""How charts look: Vega-Lite specifications as plain data, drawn to SVG by vl-convert, with words for who cannot see them.

One way of drawing for a phone and a screen: 400 wide, so that letters stay readable when it shrinks to a small screen.
No frame, no grid, no value axis: every mark carries its number. Bars begin at zero. What has no number is a gap with the
sign that says why. Colour tells nothing that a label does not. Which rows go into a chart belongs in `figures` and pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import vl_convert
from markupsafe import Markup

Spec = dict[str, Any]

DONKER, MIDDEN, NORM, INKT, ZACHT, AS = "#154273", "#5b8db8", "#8f3b00", "#1b1f24", "#4a5560", "#6d7985"
"""Dark blue for what is spoken of, middle blue for the rest, brown for a norm; each at least 3:1 on white, and apart in
greys as well."""

BREEDTE = 400
LETTER = 14
KOLOMMEN_TOT = 6
"""More years than this are a line: columns would be too narrow for their numbers."""


@dataclass(frozen=True)
class Punt:
    """One mark: its label, its value (None is a gap), the text beside it, and whether it is the one spoken of."""

    naam: str
    waarde: float | None
    tekst: str
    nadruk: bool = False


@dataclass(frozen=True)
class Norm:
    """A value that should be reached or not passed, with what is written at its line."""

    waarde: float
    tekst: str


@dataclass(frozen=True)
class Grafiek:
    """A chart: its specification, and what is said of it. `id` is unique on the page."""

    id: str
    spec: Spec
    titel: str
    omschrijving: str

    @cached_property
    def svg(self) -> Markup:
        """The chart as an SVG element that scales with its column and has a title and a description."""
        return _toegankelijk(self, vl_convert.vegalite_to_svg(self.spec, format_locale="nl-NL"))

    def __html__(self) -> Markup:
        return self.svg


def ontwikkeling(punten: Sequence[Punt], norm: Norm | None = None) -> Spec:
    """A value over the years: columns from zero, or of many years a line from zero with numbers at both ends."""
    return _kolommen(punten, norm) if len(punten) <= KOLOMMEN_TOT else _lijn(punten, norm)


def staven(punten: Sequence[Punt], norm: Norm | None = None) -> Spec:
    """Values beside each other: horizontal bars from zero in the order given. Long labels stand above their bar."""
    longest = max(len(p.naam) for p in punten)
    above = longest > 14
    step = 42 if above else 26
    left = 0 if above else 12 + 8 * longest
    room = 8.2 * max(len(p.tekst) for p in punten) + 8
    low, high = _bereik(punten, norm)
    margins = (room if low < 0 else 0, room)
    inner = BREEDTE - left
    x = _schaal(low, high, (margins[0], inner - margins[1]))
    y: Spec = {"field": "naam", "type": "nominal", "sort": None, "axis": None, "scale": {"paddingInner": 0.3}}
    if above:
        y["scale"] = {"paddingInner": 0.62, "paddingOuter": 0.3}
    name = {"align": "left" if above else "right", "baseline": "bottom" if above else "middle"}
    label = {"value": 0 if above else -8}
    layers = [
        _mark("bar", {"x": x, "y": y, "color": _kleur()}),
        _mark("text", {"x": x, "y": y, "text": {"field": "tekst"}}, align="left", dx=6, filter_="datum.waarde >= 0"),
        _mark("text", {"x": x, "y": y, "text": {"field": "tekst"}}, align="right", dx=-6, filter_="datum.waarde < 0"),
        _mark("text", {"x": _op(x, 0), "y": y, "text": {"field": "tekst"}}, align="left", dx=6,
              color=ZACHT, filter_="!isValid(datum.waarde)"),
        _mark("text", {"x": label, "y": y, "text": {"field": "naam"}}, filter_="!datum.nadruk",
              dy=-9 if above else 0, **name),
        _mark("text", {"x": label, "y": y, "text": {"field": "naam"}}, filter_="datum.nadruk", fontWeight="bold",
              dy=-9 if above else 0, **name),
        _nullijn("x", x),
    ]  # fmt: skip
    if norm:
        layers += _normlijn("x", norm, x)
    return _spec(punten, layers, inner, step * len(punten), padding={"left": left, "top": 24 if norm else 4})


def _kolommen(punten: Sequence[Punt], norm: Norm | None) -> Spec:
    low, high = _bereik(punten, norm)
    height = 190
    y = _schaal(low, high, (height - (20 if low < 0 else 0), 22))
    x: Spec = {
        "field": "naam", "type": "nominal", "sort": None, "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
        "axis": {"labelAngle": 0, "labelPadding": 8, "ticks": False, "domain": False, "title": None},
    }  # fmt: skip
    text = {"x": x, "text": {"field": "tekst"}}
    layers = [
        _mark("bar", {"x": x, "y": y, "color": _kleur()}),
        _mark("text", {**text, "y": y}, dy=-8, baseline="bottom", filter_="datum.waarde >= 0"),
        _mark("text", {**text, "y": y}, dy=8, baseline="top", filter_="datum.waarde < 0"),
        _mark("text", {**text, "y": _op(y, 0)}, dy=-6, baseline="bottom", color=ZACHT,
              filter_="!isValid(datum.waarde)"),
        _nullijn("y", y),
    ]  # fmt: skip
    if norm:
        layers += _normlijn("y", norm, y)
    return _spec(punten, layers, BREEDTE, height)


def _lijn(punten: Sequence[Punt], norm: Norm | None) -> Spec:
    low, high = _bereik(punten, norm)
    height = 190
    y = _schaal(low, high, (height, 22))
    shown = {punten[0].naam, punten[-1].naam}
    x: Spec = {
        "field": "naam", "type": "nominal", "sort": None, "scale": {"type": "point", "padding": 0.6},
        "axis": {"labelAngle": 0, "labelPadding": 8, "ticks": False, "domain": False, "title": None,
                 "values": sorted(shown)},
    }  # fmt: skip
    ends = "datum.eind && isValid(datum.waarde)"
    layers = [
        _mark("line", {"x": x, "y": y}, color=DONKER, strokeWidth=2.5),
        _mark("point", {"x": x, "y": y}, color=DONKER, filled=True, size=50, filter_="isValid(datum.waarde)"),
        _mark("text", {"x": x, "y": y, "text": {"field": "tekst"}}, dy=-10, baseline="bottom", filter_=ends),
        _mark("text", {"x": x, "y": _op(y, 0), "text": {"field": "tekst"}}, dy=-6,
              baseline="bottom", color=ZACHT, filter_="!isValid(datum.waarde)"),
        _nullijn("y", y),
    ]  # fmt: skip
    if norm:
        layers += _normlijn("y", norm, y)
    spec = _spec(punten, layers, BREEDTE, height)
    for value, p in zip(spec["data"]["values"], punten, strict=True):
        value["eind"] = p.naam in shown
    return spec


def _spec(punten: Sequence[Punt], layers: list[Spec], width: float, height: float, **extra: Any) -> Spec:
    padding = {"left": 0, "right": 0, "top": 4, "bottom": 4, **extra.pop("padding", {})}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "padding": padding,
        "background": None,
        "data": {
            "values": [{"naam": p.naam, "waarde": p.waarde, "tekst": p.tekst, "nadruk": p.nadruk} for p in punten]
        },
        "layer": layers,
        "config": {
            "aria": False,
            "font": "Arial",
            "view": {"stroke": None},
            "text": {"fontSize": LETTER, "color": INKT},
            "axis": {"labelFontSize": LETTER, "labelColor": INKT, "grid": False},
        },
    }


def _mark(kind: str, encoding: Spec, *, filter_: str | None = None, **properties: Any) -> Spec:
    layer: Spec = {"mark": {"type": kind, **properties}, "encoding": encoding}
    if filter_:
        layer["transform"] = [{"filter": filter_}]
    return layer


def _kleur() -> Spec:
    return {"condition": {"test": "datum.nadruk", "value": DONKER}, "value": MIDDEN}


def _bereik(punten: Sequence[Punt], norm: Norm | None) -> tuple[float, float]:
    """From where to where the axis goes; zero is always in it."""
    values = [p.waarde for p in punten if p.waarde is not None] + ([norm.waarde] if norm else [])
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if low != high else (0.0, 1.0)


def _schaal(low: float, high: float, bereik: tuple[float, float]) -> Spec:
    scale = {"domain": [low, high], "range": list(bereik), "nice": False, "zero": True}
    return {"field": "waarde", "type": "quantitative", "scale": scale, "axis": None, "title": None}


def _op(as_: Spec, waarde: float) -> Spec:
    """The axis at one value, for what is drawn there whatever the rows say."""
    return {k: v for k, v in as_.items() if k != "field"} | {"datum": waarde}


def _nullijn(richting: str, as_: Spec) -> Spec:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": AS, "strokeWidth": 1},
        "encoding": {richting: _op(as_, 0)},
    }


def _normlijn(richting: str, norm: Norm, as_: Spec) -> list[Spec]:
    """A dashed line over the marks, with its words at its end."""
    at = {richting: _op(as_, norm.waarde)}
    words: Spec = {"type": "text", "color": NORM, "fontWeight": "bold"}
    if richting == "x":
        words |= {"align": "left", "baseline": "bottom", "dy": -4, "dx": -4}
        at_words = {**at, "y": {"value": 0}}
    else:
        words |= {"align": "left", "baseline": "bottom", "dy": -4}
        at_words = {**at, "x": {"value": 0}}
    rule = {"type": "rule", "color": NORM, "strokeWidth": 2, "strokeDash": [6, 4]}
    return [
        {"data": {"values": [{}]}, "mark": rule, "encoding": at},
        {"data": {"values": [{"tekst": norm.tekst}]}, "mark": words,
         "encoding": {**at_words, "text": {"field": "tekst"}}},
    ]  # fmt: skip


_OPENING = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>')
_LETTERTYPE = re.compile(r' (?:font-family|opacity|pointer-events)="[^"]*"')
_LEEG = re.compile(r"<path [^>]*d=\"(?:M0,0h0v0h0Z)?\"[^>]*/>|<rect [^>]*fill=\"none\"[^>]*/>")


def _toegankelijk(grafiek: Grafiek, svg: str) -> Markup:
    """The drawing with its words in front, letters of the page, and nothing that only a tool needs."""
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError(f"onverwachte vorm van een grafiek: {svg[:200]}")
    width, height = opening.groups()
    body = _LEEG.sub("", _LETTERTYPE.sub("", svg[opening.end() :]))
    head = Markup(
        '<svg class="grafiek" role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {w} {h}">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>'
    ).format(id=grafiek.id, w=width, h=height, title=grafiek.titel, desc=grafiek.omschrijving)
    return head + Markup(body)  # noqa: S704 what vl-convert wrote; texts in it are escaped
