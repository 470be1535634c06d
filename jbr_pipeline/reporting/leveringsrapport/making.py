"""From a file of a department, or a delivery that came in, to its report in place: what `jbr check` does."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from jbr_pipeline.reporting.leveringsrapport.content import Rapport, stel_op
from jbr_pipeline.reporting.leveringsrapport.writing import rapportmap, schrijf
from jbr_pipeline.warehouse.checking import NietNaTeKijken, kijk_na
from jbr_pipeline.warehouse.layout import Paden, closed_zone
from jbr_pipeline.warehouse.state import stand
from jbr_pipeline.warehouse.turns import slot


class NietTeMaken(Exception):
    """There can be no report; the message says why, in Dutch."""


def van_bestanden(
    paden: Paden, bestanden: Sequence[Path], naar: Path | None, *, voorbeeld: bool
) -> Iterator[tuple[Rapport, Path]]:
    """Check each file on its own; yields its report and where the page is. Raises NietTeMaken.

    Of the data folder only the place of the drop folder is looked at: a report there would be taken for a delivery.
    """
    places = [(b, (naar or b.parent).resolve()) for b in bestanden]
    for bestand, folder in places:
        if not bestand.is_file():
            raise NietTeMaken(f"{bestand} is geen bestand.")
        if folder == paden.inbox or paden.inbox in folder.parents:
            raise NietTeMaken("Een rapport hoort niet in de inleverplaats; kies een andere map met --naar.")
    if len({(folder, bestand.name) for bestand, folder in places}) < len(places):
        raise NietTeMaken("Twee bestanden hebben dezelfde naam; hun rapporten zouden elkaar overschrijven.")
    for bestand, folder in places:
        try:
            checked = kijk_na(bestand, bestand.name, voorbeeld=voorbeeld)
            rapport = stel_op(checked.aanlevering, checked.bevindingen, proef=True)
            yield rapport, schrijf(rapport, folder, bestand.name)
        except NietNaTeKijken as fout:
            raise NietTeMaken(f"{bestand}: {fout}") from fout
        except OSError as fout:
            raise NietTeMaken(f"{bestand}: lezen of schrijven lukt niet ({os.strerror(fout.errno or 0)}).") from fout


def van_aanlevering(paden: Paden, aanlevering_id: str, naar: Path | None) -> tuple[Rapport, Path]:
    """The report of a delivery that came in, with the judgement that it has now, made again from its bytes.

    Without `naar` it goes to the closed zone. Raises NietTeMaken.
    """
    found = [a for a in stand(paden).aanleveringen if a.landing.aanlevering_id == aanlevering_id]
    if not found:
        raise NietTeMaken(f"Er is geen verwerkte aanlevering met het kenmerk {aanlevering_id}.")
    (a,) = found
    if a.bewaard:
        raise NietTeMaken("De gegevens van deze aanlevering zijn opgeschoond.")
    findings = None
    if a.landing.besluit == "geland":
        bytes_as_sent = paden.geland / a.landing.sha256
        findings = kijk_na(bytes_as_sent, a.landing.bestandsnaam, voorbeeld=paden.is_voorbeeld).bevindingen
    rapport = stel_op(a, findings)
    with ExitStack() as stack:
        if naar is None:
            stack.enter_context(slot(paden))
            paden.made_gesloten()
            stack.enter_context(closed_zone())
        return rapport, schrijf(rapport, naar or rapportmap(paden, a.landing), aanlevering_id)
