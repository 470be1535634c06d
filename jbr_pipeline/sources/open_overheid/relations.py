"""Relations between documents, where the detail keeps silent about them.

Since the end of April 2026 the detail of a document can have an empty `documentrelaties` although relations exist;
they are then at an endpoint beside the API. Asking there for every document would cost as much as the details
themselves, so a probe decides whether it is needed at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

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


def vul_relaties_aan(ophaler: Ophaler) -> None:
    """Ask for the relations of documents that named none, as far as a probe shows that to be needed.

    An endpoint that fails is remarked and tried again the next run. Raises BudgetOp.
    """
    ids = sorted(ophaler.zonder_relaties)
    meld = Voortgang("publicaties: relaties van %s van %s documenten nagevraagd", len(ids))

    def vraag(document_id: str) -> bool:
        antwoord = ophaler.client.relaties(document_id, ROLLEN)
        ophaler.archief.land(antwoord, document_id=document_id)
        ophaler.rapport.relaties_nagevraagd += 1
        meld(ophaler.rapport.relaties_nagevraagd)
        return bool(antwoord.inhoud)

    try:
        _vraag_zover_nodig(ids, vraag)
    except (BronOnbereikbaar, BronWeigert) as fout:
        ophaler.rapport.opmerkingen.append(f"relaties konden niet worden nagevraagd: {fout}")
        return
    if ids:
        # Up to here nothing is left to ask, whether it was asked or cleared by the probe.
        ophaler.archief.noteer("relaties", {"tot_volgnr": ophaler.archief.laatste_volgnr})


def _vraag_zover_nodig(ids: list[str], vraag: Callable[[str], bool]) -> None:
    stap = max(1, len(ids) // STEEKPROEF)
    steekproef = ids[::stap][:STEEKPROEF]
    # A list, so that the whole probe is asked.
    if not any([vraag(document_id) for document_id in steekproef]):  # noqa: C419
        return
    rest = sorted(set(ids) - set(steekproef))
    if rest:
        log.info("publicaties: relaties ontbreken in de metadata; %d documenten worden apart nagevraagd", len(rest))
    for document_id in rest:
        vraag(document_id)
