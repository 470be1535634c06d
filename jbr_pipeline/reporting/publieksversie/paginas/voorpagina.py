"""The front page: the headline figures as the letter to Parliament tells them, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jbr_pipeline.reporting.numbers import cijfer
from jbr_pipeline.reporting.publieksversie.content import Inhoud
from jbr_pipeline.reporting.publieksversie.figures import Cijfer, Kop, Tabel, Zin, met_eenheid, telling
from jbr_pipeline.reporting.publieksversie.site import NAAM, VOORPAGINA, Pagina, indicatorpad
from jbr_pipeline.reporting.reading import Rij


@dataclass(frozen=True)
class Tegel:
    """The headline figures of one indicator: the one that is shown large, and the others."""

    naam: str
    pad: str
    groot: Cijfer
    tekst: str
    overige: list[Zin]


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The front page."""
    rows = inhoud.vraag("publiek_kerncijfers")
    year = max(r["jaar"] for r in rows)
    per_domain = {domein: list(_tegels([r for r in rows if r["domein"] == domein], year)) for domein in inhoud.domeinen}
    yield Pagina(
        VOORPAGINA,
        NAAM,
        "voorpagina",
        {
            "jaar": year,
            "tegels": per_domain,
            "aantallen": {d: telling(len(inhoud.van_domein(d)), "indicatoren", domein=d) for d in inhoud.domeinen},
            "aantal": telling(len(inhoud.indicatoren), "indicatoren"),
            "naast_brief": _naast_brief(rows),
        },
        menu="cijfers",
        kort="Kerncijfers",
    )


def _tegels(rijen: list[Rij], jaar: int) -> Iterator[Tegel]:
    """A tile an indicator, with the first figure of the latest year large."""
    for code, group in groupby(sorted(rijen, key=lambda r: _plaats(rijen, r)), key=lambda r: r["indicator_code"]):
        rows = list(group)
        large = next((r for r in rows if r["jaar"] == jaar), rows[-1])
        others = [Zin.van(r["tekst"], ": ", _berekend(r)) for r in rows if r is not large]
        remarks = [remark for r in rows for remark in _let_op(r)]
        yield Tegel(rows[0]["naam"], indicatorpad(code), _berekend(large), large["tekst"], [*others, *remarks])


def _plaats(rijen: list[Rij], rij: Rij) -> tuple[int, int]:
    """The letter's order, with what is about the same indicator together."""
    first = min(r["volgorde"] for r in rijen if r["indicator_code"] == rij["indicator_code"])
    return first, rij["volgorde"]


def _berekend(rij: Rij) -> Cijfer:
    return met_eenheid(_cijfer(rij, "afgerond"), rij["eenheid"])


def _let_op(rij: Rij) -> Iterator[Zin]:
    """That the letter, whose words the tile has, says something else than was computed."""
    if rij["verschil"]:
        printed = met_eenheid(_cijfer(rij, "gepubliceerd"), rij["eenheid"])
        yield Zin.van("Let op: in de brief staat ", printed, ".")
    if rij["richting_klopt"] is False:
        yield Zin.van("Let op: de brief noemt een andere verandering dan is berekend.")


def _cijfer(rij: Rij, maat: str) -> Cijfer:
    key = {"bron": "kerncijfer", "maat": maat, "volgorde": rij["volgorde"]}
    return Cijfer(cijfer(rij[maat], rij["decimalen"]), rij[maat], key)


def _naast_brief(rijen: list[Rij]) -> Tabel:
    heads = [Kop("Kerncijfer"), Kop("Eenheid"), Kop("In de brief", True), Kop("Berekend", True), Kop("Oordeel")]
    rows = [
        (
            r["tekst"],
            r["eenheid"],
            "in woorden" if r["gepubliceerd"] is None else _cijfer(r, "gepubliceerd"),
            _cijfer(r, "afgerond"),
            _oordeel(r),
        )
        for r in rijen
    ]
    return Tabel("Wat de brief aan de Tweede Kamer noemt, en wat is berekend", heads, rows)


def _oordeel(rij: Rij) -> Zin:
    if rij["afgerond"] is None:
        return Zin.van("nog niet te zeggen")
    if rij["verschil"]:
        return Zin.van("verschil: ", _cijfer(rij, "verschil"))
    return Zin.van("richting klopt niet" if rij["richting_klopt"] is False else "sluit aan")
