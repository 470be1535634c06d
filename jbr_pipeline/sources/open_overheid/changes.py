"""The change feed: everything touched since an earlier run, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.paging import Bladwacht
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad


@dataclass(frozen=True)
class Gevolgd:
    """How far the change feed could be followed."""

    alles: int
    """Documents that the source has in all, whatever their date."""
    noteer: Callable[[], None] | None
    """None where an earlier run was reached; otherwise what to call once everything was read in another way."""


def volg_wijzigingen(ophaler: Ophaler) -> Gevolgd:
    """Read the change feed down to what an earlier run knew.

    A known page ends the feed only when nothing on it is newer than the point to which an earlier run read: a run that
    was killed leaves the top of the feed known, and what lies below it not. Raises what keeps the first page from being
    had: there is nothing to go on then.
    """
    tot = ophaler.kennis.wijzigingen_tot
    begin: datetime | None = None
    alles = start = 0
    wacht = Bladwacht("het overzicht van wijzigingen")

    def noteer() -> None:
        if begin is not None:
            ophaler.archief.noteer("wijzigingen", {"tot_mutatie": begin.isoformat()})

    while True:
        try:
            pagina = ophaler.pagina(zoekpad(start=start, sort="laatst-gewijzigd"))
        except (ZoekGeweigerd, BronOnbereikbaar, BronWeigert) as fout:
            if start == 0:
                raise
            ophaler.rapport.opmerkingen.append(f"wijzigingen gelezen tot plaats {start}: {fout}")
            return Gevolgd(alles, noteer)
        wacht.zie(pagina)
        alles = pagina.totaal
        mutaties = [t.mutatie for t in pagina.treffers if t.mutatie is not None]
        nieuwste = max(mutaties, default=None)
        begin = nieuwste if start == 0 else begin
        if _ongeordend(mutaties):
            ophaler.rapport.opmerkingen.append("het overzicht van wijzigingen is niet geordend op wijziging")
            return Gevolgd(alles, noteer)
        start += PAGINAGROOTTE
        bijgelezen = pagina.bekend and (tot is None or nieuwste is None or nieuwste <= tot)
        # Before the first run there is nothing that could have changed: the periods bring everything.
        if tot is None or bijgelezen or start >= pagina.totaal or pagina.aantal == 0:
            noteer()
            return Gevolgd(alles, None)


def _ongeordend(mutaties: list[datetime]) -> bool:
    """Whether a page of the change feed does not run from new to old; a few strays are nothing unusual."""
    stijgingen = sum(later > eerder for eerder, later in pairwise(mutaties))
    return stijgingen > len(mutaties) // 5
