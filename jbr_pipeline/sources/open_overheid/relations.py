"""Relations between documents, where the detail keeps silent about them.

Since the end of April 2026 the detail of a document can have an empty `documentrelaties` although relations exist;
they are then at an endpoint beside the API. Asking there for every document would cost as much as the details
themselves, so a probe decides whether it is needed at all.
"""

from __future__ import annotations

import logging
import math

from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert
from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.report import Voortgang

log = logging.getLogger(__name__)

_KERN = "https://identifier.overheid.nl/tooi/def/thes/kern"
_PLOOI = "https://identifier.overheid.nl/plooi/def/thes/documentrelatie"

ROLLEN = (
    f"{_KERN}/c_05f4a5f3",
    f"{_KERN}/c_4d1ea9ba",
    f"{_PLOOI}/identiteitsgroep",
    f"{_PLOOI}/bundel",
    f"{_PLOOI}/onderdeel",
)
"""Roles asked for: heeft bijlage, is bijlage bij, identiteitsgroep, bundel, onderdeel."""

STEEKPROEF = 30
"""Documents asked before deciding. Where a quarter has relations, all 30 miss them once in 5,600 times."""


def vul_relaties_aan(ophaler: Ophaler, ruimte: float = math.inf) -> None:
    """Ask for the relations of documents that named none, as far as a probe shows that to be needed.

    The probe takes at most `ruimte` requests; what it lacks then is probed in later runs. An endpoint that fails is
    remarked and tried again the next run. Raises BudgetOp.
    """
    kennis = ophaler.kennis
    ids = sorted(ophaler.zonder_relaties)
    meld = Voortgang("publicaties: relaties van %s van %s documenten nagevraagd", len(ids))

    def vraag(document_id: str) -> bool:
        antwoord = ophaler.client.relaties(document_id, ROLLEN)
        ophaler.archief.land(antwoord, document_id=document_id)
        ophaler.rapport.relaties_nagevraagd += 1
        meld(ophaler.rapport.relaties_nagevraagd)
        return bool(antwoord.inhoud)

    nodig = max(0, STEEKPROEF - kennis.relaties_beproefd)
    steekproef = _steekproef(ids, int(min(nodig, len(ids), max(ruimte, 0))))
    try:
        # A list, so that the whole probe is asked.
        gevonden = any([vraag(document_id) for document_id in steekproef]) or kennis.relaties_ontbreken  # noqa: C419
        rest = sorted(set(ids) - set(steekproef))
        if gevonden and rest:
            log.info("publicaties: relaties ontbreken in de metadata; %d documenten worden apart nagevraagd", len(rest))
            for document_id in rest:
                vraag(document_id)
    except (BronOnbereikbaar, BronWeigert) as fout:
        ophaler.rapport.opmerkingen.append(f"relaties konden niet worden nagevraagd: {fout}")
        return
    if ids and (gevonden or not rest or len(steekproef) >= nodig):
        # Up to here nothing is left to ask, whether it was asked or cleared by the probe.
        ophaler.archief.noteer("relaties", {"tot_volgnr": ophaler.archief.laatste_volgnr})


def _steekproef(ids: list[str], aantal: int) -> list[str]:
    """So many of the ids, spread evenly."""
    return ids[:: max(1, len(ids) // aantal)][:aantal] if aantal else []
