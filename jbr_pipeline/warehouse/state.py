"""How things stand: deliveries as judged, and what asks for attention.

Reads what the steps of a run kept; changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import purged
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand, beoordeel
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking, lees_verwerkingen
from jbr_pipeline.warehouse.publications import laatste_rapport
from jbr_pipeline.warehouse.purged import Bewaard

VERGETEN_NA = timedelta(days=30)
"""How long a removed file that names no slot is brought up."""


def stand(paden: Paden) -> Stand:
    """Every delivery as judged now."""
    landingen = manifest.lees(paden.geland)
    return _oordeel(landingen, lees_verwerkingen(paden, landingen), purged.lees(paden))


class _Oordeel:
    """Judges, and gives the same again for as long as what it rests on is the same: every step of a run asks."""

    def __init__(self) -> None:
        self._latest: tuple[tuple[object, ...], Stand] | None = None

    def __call__(self, landingen: list[Landing], verwerkt: dict[str, Verwerking], bewaard: dict[str, Bewaard]) -> Stand:
        given, latest = (landingen, verwerkt, bewaard), self._latest
        if latest is None or latest[0] != given:
            latest = self._latest = given, beoordeel(*given)
        return latest[1]


_oordeel = _Oordeel()


def afgekeurd(paden: Paden, nu: Stand) -> list[Aanlevering]:
    """The refused files that still ask for attention.

    A file refused at the door does so while it lies in the drop folder; a landed one until a higher version of it
    is accepted. One with personal data was removed: it does so until its slot is filled, or for a month when its name
    tells no slot. Over a year that was purged nothing can be mended any more, so that only what lies in the drop folder
    asks for it.
    """
    waiting = {p.name for p in landing.wachtend(paden.inbox)}
    accepted = [
        (a.landing.organisatie_code, a.landing.soort, a.landing.peildatum, a.landing.versie or 0)
        for a in nu.in_werking()
    ]

    def is_overtaken(a: Aanlevering) -> bool:
        slot = (a.landing.organisatie_code, a.landing.soort, a.landing.peildatum)
        return any(other[:3] == slot and other[3] > (a.landing.versie or 0) for other in accepted)

    def is_open(a: Aanlevering) -> bool:
        if a.landing.peildatum and a.landing.peildatum.year in nu.opgeschoond:
            return a.landing.besluit == "geweigerd" and a.landing.bestandsnaam in waiting
        if a.landing.besluit == "geland":
            return not is_overtaken(a)
        if not a.landing.verwijderd:
            return a.landing.bestandsnaam in waiting
        if a.landing.soort is None:
            return datetime.now(UTC) - a.landing.ontvangen_op < VERGETEN_NA
        slot = (a.landing.organisatie_code, a.landing.soort, a.landing.peildatum)
        return slot not in {other[:3] for other in accepted}

    return [a for a in nu.aanleveringen if a.status == "afgekeurd" and is_open(a)]


def opgeschoond_maar_ingeleverd(paden: Paden, nu: Stand) -> list[Aanlevering]:
    """The purged deliveries of which a file lies in the drop folder, again or still."""
    waiting = {p.name for p in landing.wachtend(paden.inbox)}
    return [a for a in nu.aanleveringen if a.bewaard and a.landing.bestandsnaam in waiting]


def onleesbaar(paden: Paden, nu: Stand) -> list[Path]:
    """What in the drop folder may not be read and was not taken in before."""
    known = {(a.landing.bestandsnaam, a.landing.grootte_bytes, a.landing.gewijzigd_op) for a in nu.aanleveringen}
    return [p for p in landing.ontoegankelijk(paden.inbox) if p.is_dir() or landing.kenmerk(p) not in known]


def ophalen_onvolledig(paden: Paden) -> list[str]:
    """Why the last harvest is not complete; empty when it is, or when there was none."""
    rapport = laatste_rapport(paden)
    if rapport is None:
        return []
    return [*rapport.onvolledig, *([rapport.wachtrij_klaar] if rapport.wachtrij else [])]


def in_quarantaine(nu: Stand) -> dict[str, int]:
    """Rows in quarantine per subject, over the deliveries in force; subjects without any are left out."""
    counts: dict[str, int] = {}
    for a in nu.in_werking():
        if a.verwerking and a.verwerking.rijen_quarantaine and a.landing.soort and not a.bewaard:
            counts[a.landing.soort] = counts.get(a.landing.soort, 0) + a.verwerking.rijen_quarantaine
    return counts
