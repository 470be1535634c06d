"""The ways to reach people, as the settings name them, and telling over one of them what waits.

A failure is told by its kind only: what a server answers, and what a library says of an address, may hold a secret.
"""

from __future__ import annotations

import time
from datetime import date
from typing import Protocol

from jbr_pipeline.alerts.causes import Oorzaak
from jbr_pipeline.alerts.faults import NietVerzonden, Onvolledig
from jbr_pipeline.alerts.ledger import Boek
from jbr_pipeline.alerts.mail import Mail
from jbr_pipeline.alerts.webhook import Webhook
from jbr_pipeline.settings import Settings

HOOGSTENS_S = 15.0
"""After so long no other message is begun, since whoever asks has to answer in time himself."""


class Kanaal(Protocol):
    """A way to reach people."""

    @property
    def naam(self) -> str:
        """What it is called in the ledger."""
        ...

    def verzend(self, oorzaak: Oorzaak) -> None:
        """Tell it now, or raise NietVerzonden."""
        ...


def kanalen(settings: Settings) -> list[Kanaal]:
    """The channels that the settings name; none when nothing is set. Raises Onvolledig when half of one is."""
    found: list[Kanaal] = []
    if settings.meld_aan:
        missing = [f"JBR_{name.upper()}" for name in ("meld_van", "smtp_host") if not getattr(settings, name)]
        if missing:
            raise Onvolledig(f"JBR_MELD_AAN is gezet, maar {' en '.join(missing)} niet.")
        found.append(
            Mail(
                host=settings.smtp_host,
                poort=settings.smtp_poort,
                van=settings.meld_van.strip(),
                aan=tuple(address.strip() for address in settings.meld_aan.split(",")),
                gebruiker=settings.smtp_gebruiker,
                wachtwoord=settings.smtp_wachtwoord.get_secret_value(),
                tls_verplicht=settings.smtp_tls == "verplicht",
                ui_url=settings.ui_url,
            )
        )
    if url := settings.meld_webhook.get_secret_value():
        found.append(Webhook(url, settings.ui_url))
    return found


def verzend(kanaal: Kanaal, boek: Boek, vandaag: date) -> tuple[int, str]:
    """Tell what waits in the book, in the order it came; how many were told, and why not the next, if it was not.

    What could not be told keeps waiting.
    """
    begun, sent = time.monotonic(), 0
    for oorzaak in list(boek.wacht.values()):
        if time.monotonic() - begun > HOOGSTENS_S:
            return sent, "het duurt te lang"
        try:
            kanaal.verzend(oorzaak)
        except NietVerzonden as fout:
            return sent, str(fout)
        boek.is_gemeld(oorzaak, vandaag)
        sent += 1
    return sent, ""
