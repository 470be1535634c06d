"""JSON posted to an address: `text` for chat services, and its parts for whoever wants to sort them."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from jbr_pipeline.alerts.causes import Oorzaak
from jbr_pipeline.alerts.faults import NietVerzonden


@dataclass(frozen=True)
class Webhook:
    """An address, which is often a secret by itself."""

    url: str = field(repr=False)
    ui_url: str = ""
    wacht_s: float = 10.0
    """Seconds to wait for the connection, and for the answer."""
    naam: str = "webhook"

    def verzend(self, oorzaak: Oorzaak) -> None:
        """Post it; any answer but a 2xx is a failure, a redirect too."""
        body = {
            "text": oorzaak.tekst(self.ui_url),
            "onderwerp": oorzaak.onderwerp(),
            "oorzaak": oorzaak.sleutel,
            "sinds": oorzaak.sinds.isoformat(),
            "draai": oorzaak.link(self.ui_url),
        }
        trust = ssl.create_default_context()
        try:
            # Its body is not read: one that trickles in would never end.
            with (
                _quiet("httpx", "httpcore"),
                httpx.stream("POST", self.url, json=body, timeout=self.wacht_s, verify=trust) as answer,
            ):
                status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as fout:
            raise NietVerzonden(type(fout).__name__) from None
        if not 200 <= status < 300:
            raise NietVerzonden(f"status {status}")


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep these loggers silent: they tell the whole address of every request."""
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
