"""A bound on one request as a whole, beside the bound on each wait that the HTTP library has.

A source that sends a byte now and then, in headers or body, stays within every single wait and would never end.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx


class Uiterlijk:
    """Cuts the one connection of a client when a request takes longer than `seconden` in all."""

    def __init__(self, seconden: float) -> None:
        self._seconden = seconden
        self._verbinding: Any = None

    def volg(self, gebeurtenis: str, gegevens: dict[str, Any]) -> None:
        """Take note of the connection in use; httpx calls this for each step of a request."""
        if gebeurtenis.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._verbinding = gegevens["return_value"]

    @contextlib.contextmanager
    def bewaak(self) -> Iterator[None]:
        """Raises httpx.ReadTimeout where what happens inside took too long, whatever else it raised."""
        te_laat = threading.Event()

        def verbreek() -> None:
            te_laat.set()
            if self._verbinding is not None:
                # Below TLS: another thread is reading there.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._verbinding.get_extra_info("socket"), socket.SHUT_RDWR)

        wekker = threading.Timer(self._seconden, verbreek)
        wekker.daemon = True
        wekker.start()
        try:
            yield
        except httpx.TransportError as fout:
            if te_laat.is_set():
                raise httpx.ReadTimeout("het antwoord duurt te lang") from fout
            raise
        finally:
            wekker.cancel()
        # A body without a length ends well where the connection is cut.
        if te_laat.is_set():
            raise httpx.ReadTimeout("het antwoord duurt te lang")
