"""The change feed: everything touched since an earlier run, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.fetching import Gestopt, Ophaler
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad


def volg_wijzigingen(ophaler: Ophaler) -> Callable[[], None] | None:
    """Read the change feed down to what an earlier run knew.

    Returns None where that worked, and otherwise what to call once everything was read in another way. A known page
    ends the feed only when nothing on it is newer than the point to which an earlier run read: a run that was killed
    leaves the top of the feed known, and what lies below it not. Raises Gestopt where the feed cannot be had at all.
    """
    tot = ophaler.kennis.wijzigingen_tot
    begin: datetime | None = None
    start = 0

    def noteer() -> None:
        if begin is not None:
            ophaler.archief.noteer("wijzigingen", {"tot_mutatie": begin.isoformat()})

    while True:
        try:
            pagina = ophaler.pagina(zoekpad(start=start, sort="laatst-gewijzigd"))
        except (ZoekGeweigerd, BronOnbereikbaar, BronWeigert) as fout:
            if start == 0:
                raise Gestopt(f"het overzicht van wijzigingen is niet te lezen: {fout}") from fout
            ophaler.rapport.opmerkingen.append(f"wijzigingen gelezen tot plaats {start}: {fout}")
            return noteer
        mutaties = [t.mutatie for t in pagina.treffers if t.mutatie is not None]
        nieuwste = max(mutaties, default=None)
        begin = nieuwste if start == 0 else begin
        if _ongeordend(mutaties):
            ophaler.rapport.opmerkingen.append("het overzicht van wijzigingen is niet geordend op wijziging")
            return noteer
        start += PAGINAGROOTTE
        bijgelezen = pagina.bekend and (tot is None or nieuwste is None or nieuwste <= tot)
        # Before the first run there is nothing that could have changed: the months bring everything.
        if tot is None or bijgelezen or start >= pagina.totaal or pagina.aantal == 0:
            noteer()
            return None


def _ongeordend(mutaties: list[datetime]) -> bool:
    """Whether a page of the change feed does not run from new to old; a few strays are nothing unusual."""
    stijgingen = sum(later > eerder for eerder, later in pairwise(mutaties))
    return stijgingen > len(mutaties) // 5
