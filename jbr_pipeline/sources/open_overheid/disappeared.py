"""What disappeared: documents that a complete reading no longer shows are asked for, and marked when they are gone.

A withdrawal leaves no trace at the source, so it is found by absence alone, and absence is only believed where the
reading was complete, the totals did not collapse, and the document itself is not there either.
"""

from __future__ import annotations

from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.report import Voortgang
from jbr_pipeline.sources.open_overheid.state import lees_ingetrokken
from jbr_pipeline.sources.open_overheid.totals import Stuk
from jbr_pipeline.sources.open_overheid.windows import Periode

KRIMP_MAX = 0.5
"""A total that falls by more than this share at once is taken for a fault of the source, not for withdrawals."""

KRIMP_VANAF = 10
KRIMP_VANAF_MAAND = 50
"""Documents held, in all and in one period; below it a share says nothing."""


def bevestig(ophaler: Ophaler, herlezen: set[Periode], stukken: list[Stuk]) -> bool:
    """Ask for every document that a complete reading of its period did not show any more.

    `herlezen` are the periods of which everything was seen, `stukken` what was held and what the source says it has.
    Where the latter collapsed, nothing is asked; returns False where that was so of the whole.
    """
    if _krimpt(ophaler, sum(s.gehouden for s in stukken), sum(s.bron for s in stukken), KRIMP_VANAF, "het geheel"):
        return False
    gekrompen = [s.periode for s in stukken if _krimpt(ophaler, s.gehouden, s.bron, KRIMP_VANAF_MAAND, str(s.periode))]
    zoek_verdwenen(ophaler, {p for p in herlezen if not any(p.van in g for g in gekrompen)})
    return True


def zoek_verdwenen(ophaler: Ophaler, herlezen: set[Periode]) -> None:
    """The same without looking at totals."""
    documenten = ophaler.kennis.documenten
    ids = sorted(
        document_id
        for document_id, bekend in documenten.items()
        if document_id not in ophaler.gezien
        and not bekend.ingetrokken
        and bekend.lijstdatum is not None
        and any(bekend.lijstdatum in p for p in herlezen)
    )
    weg: set[str] = set()
    meld = Voortgang("publicaties: %s van %s verdwenen documenten nagevraagd", len(ids))
    for nummer, document_id in enumerate(ids, 1):
        if ophaler.is_weg(document_id):
            weg.add(document_id)
        meld(nummer)
    if weg:
        # The rule for what counts as withdrawn is in one place, and reads closed segments.
        ophaler.archief.sluit()
        ingetrokken = weg & lees_ingetrokken(ophaler.archief.raw_dir)
        for document_id in ingetrokken:
            documenten[document_id].ingetrokken = True
        ophaler.rapport.ingetrokken += len(ingetrokken)
        ophaler.rapport.onbekend += len(weg - ingetrokken)


def _krimpt(ophaler: Ophaler, gehouden: int, aantal: int, drempel: int, wat: str) -> bool:
    if gehouden < drempel or aantal >= gehouden * (1 - KRIMP_MAX):
        return False
    ophaler.rapport.onvolledig.append(
        f"het aantal documenten van {wat} is in één keer gedaald van {gehouden} naar {aantal}: er wordt niets als "
        "ingetrokken gemeld tot iemand bevestigt dat dit klopt"
    )
    return True
