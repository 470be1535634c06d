"""How charts look: Vega-Lite specifications as plain data, drawn to SVG by vl-convert, with words for who cannot see.

One drawing serves a phone and a screen: it is 400 wide, so that letters stay readable when it shrinks to a phone. No
frame, no grid, no value axis: every mark carries its number. Bars begin at zero. What has no number is a gap with the
sign that says why. Colour tells nothing that a label does not. Which rows go into a chart belongs in `series`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

Spec = dict[str, Any]

DONKER, MIDDEN, NORM, INKT, ZACHT, AS = "#154273", "#5b8db8", "#8f3b00", "#1b1f24", "#4a5560", "#6d7985"
"""Dark blue for what is spoken of, middle blue for the rest, brown for a norm; each at least 3:1 on white, and apart in
greys as well."""

BREEDTE, HOOGTE, LETTER = 400, 190, 14
KOLOMMEN_TOT = 6
"""More years than this are a line: columns would be too narrow for their numbers."""
BREEDST = 134
"""A column with the space beside it, so that one or two do not become walls."""
NORMRUIMTE = 26
"""Above a chart, for the words of a norm."""
NAAST_DE_STAAF = 14
"""Labels of at most so many letters stand beside their bar, longer ones above it."""


@dataclass(frozen=True)
class Punt:
    """One mark: its label, its value (None is a gap), the text at it, and whether it is the one spoken of."""

    naam: str
    waarde: float | None
    tekst: str
    nadruk: bool = False


@dataclass(frozen=True)
class Norm:
    """A value that should be reached or not be passed, with what is written at its line."""

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
        # Here, so that loading the code location does not import what draws.
        import vl_convert

        return _toegankelijk(self, vl_convert.vegalite_to_svg(self.spec, format_locale="nl-NL"))

    def __html__(self) -> Markup:
        return self.svg


def ontwikkeling(punten: Sequence[Punt], norm: Norm | None = None) -> Spec:
    """A value over the years: columns from zero, or of many years a line from zero with numbers at both ends."""
    return _kolommen(punten, norm) if len(punten) <= KOLOMMEN_TOT else _lijn(punten, norm)


def staven(punten: Sequence[Punt], norm: Norm | None = None) -> Spec:
    """Values beside each other: horizontal bars from zero, in the order given. Long labels stand above their bar."""
    above = max(len(p.naam) for p in punten) > NAAST_DE_STAAF
    left = 0.0 if above else _breedte(max((p.naam for p in punten), key=_breedte)) + 10
    room = max(_breedte(p.tekst) for p in punten) + 10
    low, high = _bereik(punten, norm)
    inner = BREEDTE - left
    x = _schaal(low, high, (room if low < 0 else 1, inner - room))
    y = _plaats(
        punten, {"type": "band", "paddingInner": 0.64 if above else 0.3, "paddingOuter": 0.5 if above else 0.15}
    )
    name = {"align": "left", "baseline": "bottom", "dy": -11} if above else {"align": "right", "baseline": "middle"}
    names = {"x": {"value": 0 if above else -10}, "y": y, "text": {"field": "naam"}}
    texts = {"x": x, "y": y, "text": {"field": "tekst"}}
    layers = [
        _laag("bar", punten, _gevuld, {"x": x, "y": y, "color": _KLEUR}),
        # Labels above begin at zero as well, and bars that all begin there need no line.
        _nullijn("x", x) if low < 0 or not above else {},
        *(_normlijn("x", x, norm) if norm else ()),
        _laag("text", punten, lambda p: _gevuld(p) and not _negatief(p), texts, align="left", dx=6, **_HALO),
        _laag("text", punten, _negatief, texts, align="right", dx=-6, **_HALO),
        _laag("text", punten, _leeg, {**texts, "x": _op(x, 0)}, align="left", dx=6, **_TEKEN),
        _laag("text", punten, lambda p: not p.nadruk, names, **name),
        _laag("text", punten, lambda p: p.nadruk, names, fontWeight="bold", **name),
    ]
    return _spec(layers, inner, (46 if above else 26) * len(punten), left=left, top=NORMRUIMTE if norm else 2, bottom=4)


def _kolommen(punten: Sequence[Punt], norm: Norm | None) -> Spec:
    low, high = _bereik(punten, norm)
    y = _schaal(low, high, (HOOGTE - (22 if low < 0 else 0), 22))
    across = [0, min(BREEDTE, BREEDST * len(punten))]
    x = _plaats(punten, {"type": "band", "paddingInner": 0.35, "paddingOuter": 0.2, "range": across})
    texts = {"x": x, "y": y, "text": {"field": "tekst"}}
    layers = [
        _laag("bar", punten, _gevuld, {"x": x, "y": y, "color": _KLEUR}),
        _nullijn("y", y),
        *(_normlijn("y", y, norm) if norm else ()),
        _laag("text", punten, lambda p: _gevuld(p) and not _negatief(p), texts, dy=-6, baseline="bottom", **_HALO),
        _laag("text", punten, _negatief, texts, dy=6, baseline="top", **_HALO),
        _laag("text", punten, _leeg, {**texts, "y": _op(y, 0)}, dy=-6, baseline="bottom", **_TEKEN),
        *_jaren(punten, x),
    ]
    return _spec(layers, BREEDTE, HOOGTE, top=NORMRUIMTE if norm else 2, bottom=28)


def _lijn(punten: Sequence[Punt], norm: Norm | None) -> Spec:
    low, high = _bereik(punten, norm)
    y = _schaal(low, high, (HOOGTE, 22))
    x = _plaats(punten, {"type": "point", "padding": 0.8})
    ends = [punten[0], punten[-1]]
    texts = {"x": x, "y": y, "text": {"field": "tekst"}}
    layers = [
        _laag("line", punten, lambda _: True, {"x": x, "y": y}, color=DONKER, strokeWidth=2.5),
        _laag("point", punten, _gevuld, {"x": x, "y": y}, color=DONKER, opacity=1, filled=True, size=45),
        _nullijn("y", y),
        *(_normlijn("y", y, norm) if norm else ()),
        _laag("text", ends, _gevuld, texts, dy=-9, baseline="bottom", **_HALO),
        _laag("text", punten, _leeg, {**texts, "y": _op(y, 0)}, dy=-6, baseline="bottom", **_TEKEN),
        *_uiteinden(ends, x),
    ]
    return _spec(layers, BREEDTE, HOOGTE, top=NORMRUIMTE if norm else 2, bottom=28)


def _uiteinden(einden: Sequence[Punt], x: Spec) -> list[Spec]:
    """The labels below both ends of a line, which stay within it however long they are."""
    below = {"x": x, "y": {"value": HOOGTE + 8}, "text": {"field": "naam"}}
    first, last = einden
    return [
        _laag(
            "text", [p], lambda _: True, below, baseline="top", align=side, fontWeight="bold" if p.nadruk else "normal"
        )
        for p, side in ((first, "left"), (last, "right"))
    ]


def _jaren(getoond: Sequence[Punt], x: Spec) -> list[Spec]:
    """The labels below columns."""
    below = {"x": x, "y": {"value": HOOGTE + 8}, "text": {"field": "naam"}}
    return [
        _laag("text", getoond, lambda p: not p.nadruk, below, baseline="top"),
        _laag("text", getoond, lambda p: p.nadruk, below, baseline="top", fontWeight="bold"),
    ]


def _spec(
    layers: Sequence[Spec], width: float, height: float, *, left: float = 0, top: float = 2, bottom: float
) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        # The sizes are ours: nothing depends on which letters are at hand where it is drawn.
        "autosize": "none",
        "padding": {"left": left, "right": 0, "top": top, "bottom": bottom},
        "background": None,
        "layer": [layer for layer in layers if layer],
        "config": {
            "aria": False,
            "view": {"stroke": None},
            "text": {"fontSize": LETTER, "color": INKT},
        },
    }


def _laag(
    soort: str, punten: Sequence[Punt], keuze: Callable[[Punt], bool], encoding: Spec, **eigenschappen: Any
) -> Spec:
    """One kind of mark for those points that it is for; nothing when there are none."""
    chosen = [p for p in punten if keuze(p)]
    if not chosen:
        return {}
    values = [{"naam": p.naam, "waarde": p.waarde, "tekst": p.tekst, "nadruk": p.nadruk} for p in chosen]
    return {"data": {"values": values}, "mark": {"type": soort, **eigenschappen}, "encoding": encoding}


def _gevuld(punt: Punt) -> bool:
    return punt.waarde is not None


def _leeg(punt: Punt) -> bool:
    return punt.waarde is None


def _negatief(punt: Punt) -> bool:
    return punt.waarde is not None and punt.waarde < 0


_KLEUR: Spec = {"condition": {"test": "datum.nadruk", "value": DONKER}, "value": MIDDEN}
_TEKEN: Spec = {"color": ZACHT, "fontSize": 20, "fontWeight": "bold"}
"""The sign of a gap, which is small, and alone where a bar would be."""
_HALO: Spec = {"stroke": "#fff", "strokeWidth": 6, "strokeJoin": "round"}
"""White around letters that may lie over a line; the style sheet draws it below them."""


def _breedte(tekst: str) -> float:
    """About how wide a text is; capitals and digits are wider than letters."""
    return sum(4.5 if c in ".,iIljt: " else 10 if c.isupper() else 8 for c in tekst)


def _bereik(punten: Sequence[Punt], norm: Norm | None) -> tuple[float, float]:
    """From where to where the axis goes; zero is always in it."""
    values = [p.waarde for p in punten if p.waarde is not None] + ([norm.waarde] if norm else [])
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if low != high else (0.0, 1.0)


def _schaal(low: float, high: float, bereik: tuple[float, float]) -> Spec:
    scale = {"domain": [low, high], "range": list(bereik), "nice": False, "zero": True}
    return {"field": "waarde", "type": "quantitative", "scale": scale, "axis": None}


def _plaats(punten: Sequence[Punt], schaal: Spec) -> Spec:
    names = [p.naam for p in punten]
    return {"field": "naam", "type": "nominal", "sort": names, "axis": None, "scale": {**schaal, "domain": names}}


def _op(as_: Spec, waarde: float) -> Spec:
    """The axis at one value, for what is drawn there whatever the rows say."""
    return {k: v for k, v in as_.items() if k != "field"} | {"datum": waarde}


def _nullijn(richting: str, as_: Spec) -> Spec:
    rule = {"type": "rule", "color": AS, "strokeWidth": 1}
    return {"data": {"values": [{}]}, "mark": rule, "encoding": {richting: _op(as_, 0)}}


def _normlijn(richting: str, as_: Spec, norm: Norm) -> list[Spec]:
    """A dashed line over the marks. Its words are above all of them: at a line that stands, beside a piece of one that
    lies."""
    at = _op(as_, norm.waarde)
    words = {"type": "text", "color": NORM, "fontWeight": "bold"}
    told = {"data": {"values": [{"tekst": norm.tekst}]}}
    text = {"text": {"field": "tekst"}}
    if richting == "x":
        low, high = as_["scale"]["domain"]
        align = "right" if norm.waarde - low > (high - low) / 2 else "left"
        above = {**text, "x": at, "y": {"value": -4}}
        return [
            _streep({"x": at}),
            {**told, "mark": {**words, "align": align, "baseline": "bottom"}, "encoding": above},
        ]
    above = {"x": {"value": 34}, "y": {"value": -14}}
    return [
        _streep({"y": at}),
        _streep({"x": {"value": 0}, "x2": {"value": 26}, "y": above["y"]}),
        {**told, "mark": {**words, "align": "left", "baseline": "middle"}, "encoding": {**text, **above}},
    ]


def _streep(encoding: Spec) -> Spec:
    rule = {"type": "rule", "color": NORM, "strokeWidth": 2, "strokeDash": [6, 4]}
    return {"data": {"values": [{}]}, "mark": rule, "encoding": encoding}


_OPENING = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')
_OVERBODIG = re.compile(
    r' (?:font-family|opacity|pointer-events|class|role|aria-roledescription)="[^"]*"'
    r"|<path [^>]*\bd=\"(?:M0,0h0v0h0Z|M0,0h[\d.]+v[\d.]+h-[\d.]+Z|)\"[^>]*/>"
)
"""What only a tool needs, and the letters that a page chooses itself."""
_ELEMENT = re.compile(r"<[^>]*>")
_FIJN = re.compile(r"(?<=\.\d\d)\d+")
"""Places finer than a hundredth."""


def _toegankelijk(grafiek: Grafiek, svg: str) -> Markup:
    """The drawing with its words in front."""
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError(f"onverwachte vorm van een grafiek: {svg[:200]}")
    width, height = opening.groups()
    head = Markup(
        '<svg class="grafiek" role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {w} {h}">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>'
    ).format(id=grafiek.id, w=width, h=height, title=grafiek.titel, desc=grafiek.omschrijving)
    body = _ELEMENT.sub(lambda e: _FIJN.sub("", e[0]), _OVERBODIG.sub("", svg[opening.end() :]))
    return head + Markup(body)  # noqa: S704 what vl-convert wrote; texts in it are escaped
