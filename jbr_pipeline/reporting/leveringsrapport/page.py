"""The report as one HTML page that needs nothing else: no script, no request, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from jbr_pipeline.reporting.leveringsrapport.content import ERNST, VRAGEN, Fout, Rapport
from jbr_pipeline.reporting.numbers import getal

IN_OVERZICHT, GETOOND = 3, 10
"""Lines that are named of one fault, in the overview and with its explanation; the workbook has the others."""


def als_html(rapport: Rapport, werkmap: str | None) -> str:
    """The whole page; `werkmap` is the name of the workbook beside it, None when there is none."""
    title = "Leveringsrapport"
    body = "\n".join(_body(rapport, werkmap))
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title} {escape(rapport.bestand)}</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{title}</h1>\n<p class="bestand">{escape(rapport.bestand)}<br>'
        f"{escape(rapport.onderwerp)}</p>\n</header>\n"
        f"<main>\n{body}\n</main>\n{_footer(rapport)}\n</body>\n</html>\n"
    )


def _body(r: Rapport, werkmap: str | None) -> Iterator[str]:
    reason = f"<p>{escape(r.reden)}</p>" if r.reden else ""
    yield f'<div class="oordeel {r.oordeel}"><p class="zin">{escape(r.zin)}</p>{reason}</div>'
    yield "<h2>Wat kunt u nu doen?</h2>"
    yield f"<ol>{_items(r.stappen)}</ol>" if len(r.stappen) > 1 else f"<p>{escape(r.stappen[0])}</p>"
    if r.tellingen:
        yield "<h2>Regels</h2>"
        rows = [_row(naam, getal(aantal)) for naam, aantal in r.tellingen]
        yield _table("Aantal regels met gegevens in het bestand", (), rows, smal=True)
    if r.fouten:
        yield "<h2>Overzicht</h2>"
        rows = [_overview(n, f) for n, f in enumerate(r.fouten, start=1)]
        yield _table(_hoeveel(r.fouten), ("Nr.", "Wat is er mis?", "Hoe vaak?"), rows)
        yield "<h2>Een voor een</h2>"
        yield from (_fout(n, f, werkmap) for n, f in enumerate(r.fouten, start=1))
    if r.bestandsregels:
        yield "<h2>Regels over het hele bestand</h2>"
        items = (f"<strong>{escape(how)}.</strong> {escape(what)} {escape(why)}" for what, how, why in r.bestandsregels)
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    yield "<h2>Het bestand</h2>"
    yield _table("Wat herkend is", (), [_row(*pair, getal=False) for pair in r.herkend])


def _hoeveel(fouten: Sequence[Fout]) -> str:
    critical = sum(f.ernst == "kritiek" for f in fouten)
    return (
        f"{_aantal(critical, 'fout', 'fouten')} en {_aantal(len(fouten) - critical, 'waarschuwing', 'waarschuwingen')}"
    )


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{getal(aantal)} {een if aantal == 1 else meer}"


def _overview(n: int, f: Fout) -> str:
    return (
        f'<tr><td>{n}</td><th scope="row">{_soort(f)}<a href="#fout-{n}">{escape(f.uitleg.titel)}</a>'
        f'<span class="waar">{escape(_waar(f, IN_OVERZICHT))}</span></th><td class="getal">{getal(f.aantal)}</td></tr>'
    )


def _fout(n: int, f: Fout, werkmap: str | None) -> str:
    rest = f"de andere staan in {werkmap}" if werkmap else "jbr check zet ze alle in een werkmap"
    items = (
        ("Waar", _waar(f, GETOOND) + (f"; {rest}" if f.aantal > GETOOND else "")),
        ("Verwacht", f.uitleg.verwacht),
        ("Zo herstelt u het", f.uitleg.herstel),
        ("Gevolg", f.meetelt),
    )
    listed = "".join(f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in items)
    return (
        f'<section class="fout" id="fout-{n}">\n<h3>{n}. {_soort(f)}{escape(f.uitleg.titel)}</h3>\n'
        f"<dl>{listed}</dl>\n</section>"
    )


def _soort(f: Fout) -> str:
    return f'<span class="soort {f.ernst}">{ERNST[f.ernst]}</span> '


def _waar(f: Fout, getoond: int) -> str:
    """The column with the first lines, and how many there are besides."""
    shown = f.plaatsen[:getoond]
    lines = ", ".join(f"{p.regelnr}" + (f" ({p.bijzonderheid})" if p.bijzonderheid else "") for p in shown)
    more = f.aantal - len(shown)
    rest = f" en nog {getal(more)}" if more else ""
    return f"{f.waar}, {'regel' if f.aantal == 1 else 'regels'}\N{NO-BREAK SPACE}{lines}{rest}"


def _table(caption: str, koppen: Sequence[str], rijen: Sequence[str], *, smal: bool = False) -> str:
    last = ' class="getal"' if koppen and koppen[-1] == "Hoe vaak?" else ""
    cells = [f'<th scope="col"{last if kop == koppen[-1] else ""}>{kop}</th>' for kop in koppen]
    head = f"<thead><tr>{''.join(cells)}</tr></thead>" if koppen else ""
    narrow = ' class="smal"' if smal else ""
    body = "\n".join(rijen)
    return f"<table{narrow}>\n<caption>{escape(caption)}</caption>\n{head}<tbody>\n{body}\n</tbody>\n</table>"


def _row(kop: str, *cellen: str, getal: bool = True) -> str:
    right = ' class="getal"' if getal and len(cellen) == 1 else ""
    cells = "".join(f"<td{right}>{escape(c)}</td>" for c in cellen)
    return f'<tr><th scope="row">{escape(kop)}</th>{cells}</tr>'


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{escape(t)}</li>" for t in texts)


def _footer(r: Rapport) -> str:
    return (
        f"<footer>\n<h2>Hoe leest u dit rapport?</h2>\n<ul>{_items(r.toelichting)}</ul>\n"
        f"<h2>Komt u er niet uit?</h2>\n<p>{escape(VRAGEN)}</p>\n</footer>"
    )


@cache
def _css() -> str:
    return (resources.files(__package__) / "page.css").read_text(encoding="utf-8")
