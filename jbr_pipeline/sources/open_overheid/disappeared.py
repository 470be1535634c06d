"""What disappeared: documents that a complete reading no longer shows are asked for, and marked when they are gone.

A withdrawal leaves no trace at the source, so it is found by absence alone, and absence is only believed where the
reading was complete, not too much is absent at once, and the document itself is not there either. What is too much
waits until somebody confirms it.
"""

from __future__ import annotations

from pathlib import Path

from jbr_pipeline.sources.open_overheid.errors import NietsTeBevestigen
from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.report import Voortgang
from jbr_pipeline.sources.open_overheid.segments import Archief, alleen, bron
from jbr_pipeline.sources.open_overheid.state import lees_ingetrokken, lees_krimp
from jbr_pipeline.sources.open_overheid.totals import Stuk
from jbr_pipeline.sources.open_overheid.windows import Periode

VERDWENEN_MAX = 0.05
"""Share of all documents held that one harvest may find gone. In what is known of the platform only its clean-up of
2017 took more, while an index that is being rebuilt, or a list that is cut off, easily does."""

VERDWENEN_VANAF = 25
"""Documents; as many may always go. Below it a share says nothing."""

KRIMP_MAX = 0.5
"""A total that falls by more than this share at once is taken for a fault of the source, not for withdrawals."""

KRIMP_VANAF = 10
KRIMP_VANAF_MAAND = 50
"""Documents held, in all and in one period; below it a share says nothing."""

BEVESTIG = "tot iemand dat bevestigt met jbr confirm-withdrawals"


def bevestig(ophaler: Ophaler, herlezen: set[Periode], stukken: list[Stuk]) -> bool:
    """Ask for every document that a complete reading of its period did not show any more.

    `herlezen` are the periods of which everything was seen, `stukken` what was held and what the source says it has.
    Where the latter collapsed and nobody confirmed that, nothing is asked; returns False where that was so of all.
    """
    if ophaler.kennis.krimp_bevestigd is not None:
        return zoek_verdwenen(ophaler, herlezen)
    if _krimpt(ophaler, sum(s.gehouden for s in stukken), sum(s.bron for s in stukken), KRIMP_VANAF, "het geheel"):
        return False
    gekrompen = [s.periode for s in stukken if _krimpt(ophaler, s.gehouden, s.bron, KRIMP_VANAF_MAAND, str(s.periode))]
    return zoek_verdwenen(ophaler, {p for p in herlezen if not any(p.van in g for g in gekrompen)})


def zoek_verdwenen(ophaler: Ophaler, herlezen: set[Periode]) -> bool:
    """The same without looking at totals; False where more is gone than one harvest may find."""
    documenten = ophaler.kennis.documenten
    ids = sorted(
        document_id
        for document_id, bekend in documenten.items()
        if document_id not in ophaler.gezien
        and not bekend.ingetrokken
        and bekend.lijstdatum is not None
        and any(bekend.lijstdatum in p for p in herlezen)
    )
    if ophaler.verdwenen + len(ids) > _hoogstens(ophaler):
        _wacht(
            ophaler,
            ophaler.verdwenen + len(ids),
            f"van {_publiek(ophaler)} documenten toont de bron er in één keer {ophaler.verdwenen + len(ids)} niet meer",
        )
        return False
    ophaler.verdwenen += len(ids)
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
    return True


def sluit_krimp_af(ophaler: Ophaler) -> None:
    """Note that a disappearance that was met or confirmed earlier is over, where this run left nothing to ask."""
    kennis, rapport = ophaler.kennis, ophaler.rapport
    if rapport.onvolledig or not (kennis.krimp_open or kennis.krimp_bevestigd):
        return
    ophaler.archief.noteer("krimp_verwerkt", {"documenten": rapport.ingetrokken})
    if kennis.krimp_reden:
        rapport.opmerkingen.append(
            f"{rapport.ingetrokken} documenten zijn ingetrokken na bevestiging: {kennis.krimp_reden}"
        )


def bevestig_krimp(raw_dir: Path, reden: str) -> int:
    """Record that what the last harvest found gone is really gone, and why; returns how many documents that is.

    The next harvest marks that many, and no more. Raises NietsTeBevestigen, and OphalenLoopt while a harvest is going
    on.
    """
    if not reden.strip():
        raise NietsTeBevestigen("Geef een reden; die wordt vastgelegd.")
    with alleen(raw_dir):
        label, (stand, documenten, _) = bron(raw_dir), lees_krimp(raw_dir)
        if label is None or stand != "krimp":
            raise NietsTeBevestigen("Er wacht geen grote verdwijning op een bevestiging; zie jbr status.")
        with Archief(raw_dir, label) as archief:
            archief.noteer("krimp_bevestigd", {"documenten": documenten, "reden": " ".join(reden.split())})
    return documenten


def _hoogstens(ophaler: Ophaler) -> float:
    """Documents that this run may find gone: what was confirmed and a few more, or a share of what is held."""
    if ophaler.kennis.krimp_bevestigd is not None:
        return ophaler.kennis.krimp_bevestigd + VERDWENEN_VANAF
    return max(VERDWENEN_VANAF, VERDWENEN_MAX * _publiek(ophaler))


def _publiek(ophaler: Ophaler) -> int:
    return sum(not bekend.ingetrokken for bekend in ophaler.kennis.documenten.values())


def _krimpt(ophaler: Ophaler, gehouden: int, aantal: int, drempel: int, wat: str) -> bool:
    if gehouden < drempel or aantal >= gehouden * (1 - KRIMP_MAX):
        return False
    _wacht(
        ophaler,
        gehouden - aantal,
        f"het aantal documenten van {wat} is in één keer gedaald van {gehouden} naar {aantal}",
    )
    return True


def _wacht(ophaler: Ophaler, documenten: int, reden: str) -> None:
    """Mark nothing, and keep how much waits for a confirmation: all of it, where several things were met."""
    ophaler.wacht_op_bevestiging += documenten
    ophaler.archief.noteer("krimp", {"documenten": ophaler.wacht_op_bevestiging})
    ophaler.rapport.onvolledig.append(f"{reden}: er wordt niets als ingetrokken gemeld {BEVESTIG}")
