"""What the `jbr` command shows: progress, the headline figures, what asks for attention."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.logging import RichHandler
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Table

from jbr_pipeline import disk
from jbr_pipeline.reporting.exports.layout import BESTANDEN
from jbr_pipeline.reporting.kerncijfers import KOPPEN, lees_kerncijfers
from jbr_pipeline.reporting.leveringsrapport.content import ERNST, Rapport
from jbr_pipeline.reporting.numbers import getal, moment
from jbr_pipeline.reporting.owed import Leveroverzicht, Verplichting, ergste
from jbr_pipeline.reporting.signals import signalen as signalen_van
from jbr_pipeline.reporting.status import Zaken, ontbrekende
from jbr_pipeline.reporting.uitgave import VOORPAGINA, Uitgave
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.corrections import aantal as aantal_correcties
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.retention import Overzicht
from jbr_pipeline.warehouse.verification import Bevinding

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

MEEST_GETOOND = 5
CEL = 16
"""Characters that a column of the table of what is owed takes: its longest header, and a space."""

VERZONNEN = "Dit zijn VERZONNEN VOORBEELDGEGEVENS; alleen de totalen zijn op de kerncijfers afgestemd."


@contextmanager
def voortgang() -> Iterator[None]:
    """Show what our own loggers tell, while the block runs."""
    logger = logging.getLogger("jbr_pipeline")
    handler = RichHandler(console=_err, show_path=False, show_level=False, log_time_format="%H:%M:%S")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


@contextmanager
def stil() -> Iterator[None]:
    """Show nothing of what our own loggers tell, while the block runs: what matters of it is in a report."""
    logger = logging.getLogger("jbr_pipeline")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def zeg(text: str) -> None:
    """Say something to the operator."""
    _out.print(text)


def fout(text: str) -> None:
    """Say what went wrong."""
    # Not cut up, so that a path in it can be copied.
    _err.print(f"[bold red]Fout:[/] {escape(text)}", soft_wrap=True)


def storing(error: Exception, plaats: Path) -> None:
    """Say what the disk refused (below `plaats`, where the error does not tell), or else where something unforeseen
    went wrong, without the message of the error: that may quote a cell."""
    if text := disk.in_woorden(error, plaats):
        fout(text)
        return
    _err.file.write("".join(traceback.format_tb(error.__traceback__)))
    fout(f"Onvoorzien: {type(error).__name__}. De melding zelf blijft weg, want die kan een celwaarde bevatten.")


def ruw(text: str) -> None:
    """Show text as it is, whatever the width of the terminal."""
    _out.file.write(text + "\n")


def markdown(text: str) -> None:
    """Show Markdown: set out in a terminal, as it is in a file or a pipe."""
    if _out.is_terminal:
        _out.print(Markdown(text))
    else:
        _out.file.write(text)


def kerncijfers(paden: Paden) -> None:
    """The headline figures as a table: what the letter printed, what was computed, the difference."""
    table = Table(title="Kerncijfers van de brief aan de Kamer (mei 2025)", title_justify="left")
    table.add_column(KOPPEN[0])
    for header in KOPPEN[1:]:
        table.add_column(header, justify="right")
    for row in lees_kerncijfers(paden.database):
        table.add_row(*row.cellen())
    _out.print(table)
    if paden.is_voorbeeld:
        _out.print(VERZONNEN)
    _out.print(f"Database: {paden.database}")


def uitgave(paden: Paden, *, gelukt: bool) -> None:
    """Where to open the edition for readers, or that it did not follow the database."""
    front = paden.publicatie / VOORPAGINA
    if gelukt:
        _out.print(f"Publieksversie: {front}", markup=False, soft_wrap=True)
    else:
        former = f"De vorige staat er nog: {front}" if front.exists() else "Er is er nog geen"
        fout(f"De publieksversie is niet vernieuwd; de database wel. {former}. Maak haar opnieuw met jbr export.")


def uitgegeven(made: Uitgave) -> None:
    """What was made for readers, and where to open it."""
    for part, name in ((made.paginas, "pagina's"), (made.bestanden, "bestanden")):
        _out.print(f"{getal(part.aantal)} {name}, {getal(part.grootte_bytes / 1e6, 1)} MB")
    _out.print(f"Publieksversie: {made.voorpagina}", markup=False, soft_wrap=True)
    _out.print(f"Bestanden: {made.map / BESTANDEN}", markup=False, soft_wrap=True)


def signalen(paden: Paden) -> None:
    """What differs from the run before, and unusual jumps: warnings in words, each kind apart."""
    for signal in signalen_van(paden):
        if signal.aantal:
            _out.print(f"[yellow]Let op:[/] {signal.samenvatting}")
            _out.print(signal.opsomming(MEEST_GETOOND), soft_wrap=True, markup=False)


def edities(paden: Paden) -> None:
    """The frozen editions, with how many corrections there are to each."""
    table = Table("Editie", "Vastgesteld op", "Waarden", "Correcties")
    table.add_column("sha256 van de waarden", overflow="fold")
    for e in editions.edities(paden):
        table.add_row(
            e.naam, moment(e.vastgesteld_op), getal(e.waarden), getal(aantal_correcties(paden, e.naam)),
            e.sha256[editions.WAARDEN],
        )  # fmt: skip
    _out.print(table if table.row_count else "Er is nog geen editie vastgesteld.")


def nagekeken(bevinding: Bevinding) -> None:
    """What is not as it came in, file by file, or that everything is."""
    b = bevinding
    _out.print(
        f"Nagekeken: {getal(b.aanleveringen)} aanleveringen, {getal(b.segmenten)} segmenten van open.overheid.nl en "
        f"{getal(b.edities)} edities.",
        soft_wrap=True,
    )
    for gebrek in b.gebreken:
        _err.print(f"  - {gebrek}", soft_wrap=True, markup=False)
    for naam in b.los:
        _out.print(f"  - raw/geland/{naam} staat niet in het manifest.", soft_wrap=True, markup=False)
    if b.los:
        _out.print("Zoek in de back-up of er een vermelding weg is; van een afgebroken draai is het onschuldig.")
    if not b.gebreken:
        _out.print("Alles is zoals het binnenkwam.")


def op_te_schonen(plan: Overzicht, bewaarjaren: int) -> None:
    """What a purge removes, which years stay although they are old enough, and what is lost with them."""
    _out.print(f"Gegevens op rijniveau blijven tot {bewaarjaren} jaar na hun verslagjaar een editie is vastgesteld.")
    if plan.posten:
        table = Table("Jaar", "Soort")
        for header in ("Aanleveringen", "Rijen", "MB"):
            table.add_column(header, justify="right")
        for p in plan.posten:
            table.add_row(str(p.jaar), p.soort, getal(p.aanleveringen), getal(p.rijen), getal(p.bytes / 1e6, 1))
        _out.print(table)
    if plan.kopieen:
        _out.print(f"Ook {getal(plan.kopieen)} bestanden in de inleverplaats gaan weg.")
    for jaar, bezwaar in plan.blijft.items():
        _out.print(f"{jaar} blijft: {bezwaar}.")
    for jaar, count in plan.afwijkend.items():
        _out.print(
            f"[yellow]Let op:[/] {getal(count)} cijfers over {jaar} staan niet zo in de nieuwste editie; daarna geldt "
            "die van de editie.",
            soft_wrap=True,
        )
    if not plan.jaren:
        _out.print("Er is niets op te schonen.")


def leveringsrapport(rapport: Rapport, pagina: Path) -> None:
    """A delivery report in short: the verdict, the faults with their first lines, and where the whole is."""
    _out.print(rapport.bestand, style="bold", markup=False, soft_wrap=True)
    for text in filter(None, (rapport.zin, rapport.reden)):
        _out.print(text, markup=False, soft_wrap=True)
    if rapport.fouten:
        table = Table("Soort", "Wat is er mis?")
        table.add_column("Waar?", overflow="fold")
        table.add_column("Hoe vaak?", justify="right")
        table.add_column("Eerste regels")
        for f in rapport.fouten:
            lines = ", ".join(str(p.regelnr) for p in f.plaatsen[:MEEST_GETOOND])
            cells = ERNST[f.ernst], f.uitleg.titel, f.waar, getal(f.aantal), lines
            table.add_row(*map(escape, cells))
        _out.print(table)
    _out.print(f"Rapport: {pagina}", markup=False, soft_wrap=True)


def ontbrekend(nu: Stand, jaren: Collection[int]) -> None:
    """Which deliveries of these years are owed and not there."""
    missing = [v for v in nu.ontbreekt if v.peildatum.year in jaren]
    for line in ontbrekende(missing):
        _out.print(f"  - {line}", soft_wrap=True)
    if missing:
        _out.print("De cijfers die hierop rusten zijn onvolledig vastgesteld.")


def status(zaken: Zaken) -> None:
    """How things stand: how fresh, what is owed, and what asks for attention, or that nothing does."""
    for text in zaken.feiten:
        _out.print(f"{'[yellow]Let op:[/] ' if text in zaken.zorgelijk else ''}{text}", soft_wrap=True)
    _owed(zaken.overzicht)
    for point in zaken.punten:
        _out.print(f"  - {point}", soft_wrap=True, markup=False)
    if not zaken.vraagt_aandacht:
        _out.print("Niets vraagt aandacht.")


def _owed(overzicht: Leveroverzicht) -> None:
    """Ministries by subjects, without the rows and columns in which everything is in order."""
    ministries = overzicht.per_ministerie()
    off = {name: owed for name, owed in ministries.items() if any(ergste(c) != "in orde" for c in owed.values())}
    cells = {s: {ergste(owed.get(s, ())) for owed in off.values()} for s in overzicht.soorten()}
    soorten = [s for s, found in cells.items() if found - {None, "in orde"}]
    at_once = max(1, (_out.width - CEL) // CEL)
    for begin in range(0, len(soorten), at_once):
        shown = soorten[begin : begin + at_once]
        table = Table("", *shown, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        for name, owed in off.items():
            table.add_row(name, *(_cell(owed.get(s, ())) for s in shown))
        _out.print(table)
    if fine := [name for name in ministries if name not in off]:
        _out.print(f"Alles in orde van {', '.join(fine)}.", soft_wrap=True)


def _cell(owed: Sequence[Verplichting]) -> str:
    """The state that asks most for attention, and of how many deliveries."""
    worst = ergste(owed)
    if worst is None:
        return "-"
    count = sum(v.toestand == worst for v in owed)
    return f"{worst} {count}/{len(owed)}"
