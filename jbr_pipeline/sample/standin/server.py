"""The stand-in over real HTTP, on this machine only.

Here belong addresses, headers, encodings and deliberate failures, and the log of requests that tests look at. What
the search finds belongs in `state`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jbr_pipeline.sample.standin.corpus import Corpus, maak_corpus
from jbr_pipeline.sample.standin.faults import Storing, Storingsplan
from jbr_pipeline.sample.standin.state import FACETTEN, Gedrag, Geweigerd, Voorraad, Zoekvraag

log = logging.getLogger(__name__)

API = "/overheid/openbaarmakingen/api/v0"


@dataclass(frozen=True)
class Verzoek:
    """One request as it came in. `tijd` is in seconds on the monotonic clock, at arrival."""

    tijd: float
    pad: str
    status: int
    storing: Storing | None
    user_agent: str


@dataclass(frozen=True)
class Antwoord:
    """An answer of whatever kind, in place of the right one."""

    status: int
    soort: str = "application/json"
    body: bytes = b""
    koppen: tuple[tuple[str, str], ...] = ()


class Standin:
    """A running stand-in: a context manager that serves on 127.0.0.1, over TLS where `tls` is given.

    Port 0 takes a free one. Change what it holds through `voorraad`, how it behaves through `voorraad.gedrag`, what
    goes wrong through `storingen`; `verzoeken` is the log. `vervorm` is given the path and the JSON of every answer and
    returns what is sent; `in_plaats` is given the path and may return an answer to be sent in its place.
    """

    def __init__(
        self,
        corpus: Corpus | None = None,
        *,
        gedrag: Gedrag | None = None,
        storingen: Storingsplan | None = None,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.voorraad = Voorraad(corpus or maak_corpus(), gedrag or Gedrag())
        self.storingen = storingen
        self.vervorm: Callable[[str, Any], Any] | None = None
        self.in_plaats: Callable[[str], Antwoord | None] | None = None
        self.verzoeken: list[Verzoek] = []
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self._schema = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread: threading.Thread | None = None

    @property
    def site_url(self) -> str:
        """The root of the site."""
        return f"{self._schema}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        """The base of the API, as the client takes it."""
        return self.site_url + API

    def __enter__(self) -> Standin:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        if self._thread:
            self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    standin: Standin

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one packet; otherwise Nagle and delayed ACK cost 40 ms a request.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        """Answer one request, or spoil the answer."""
        tijd = time.monotonic()
        standin = self.server.standin
        storing = standin.storingen.kies(self.path) if standin.storingen else None
        antwoord = standin.in_plaats(self.path) if standin.in_plaats else None
        antwoord = antwoord or _bedorven(storing, self._antwoord)
        standin.verzoeken.append(Verzoek(tijd, self.path, antwoord.status, storing, self.headers.get("User-Agent", "")))
        if storing == "reset":
            self._breek_af()
        elif storing in ("koppen", "stortvloed"):
            self._blijf_sturen(storing)
        else:
            self._verstuur(antwoord, storing)

    def _antwoord(self) -> Antwoord:
        status, inhoud = self._inhoud()
        vervorm = self.server.standin.vervorm
        inhoud = vervorm(self.path, inhoud) if vervorm and status == 200 else inhoud
        return Antwoord(status, body=json.dumps(inhoud, ensure_ascii=False).encode())

    def _inhoud(self) -> tuple[int, Any]:
        voorraad = self.server.standin.voorraad
        delen = urlsplit(self.path)
        parameters = {naam: waarden[-1] for naam, waarden in parse_qs(delen.query, keep_blank_values=True).items()}
        if delen.path == f"{API}/zoek":
            try:
                return 200, voorraad.zoek(_zoekvraag(parameters, voorraad.gedrag.negeert))
            except Geweigerd as fout:
                return 400, _probleem(400, str(fout))
        if delen.path.startswith(f"{API}/zoek/"):
            detail = voorraad.detail(unquote(delen.path.removeprefix(f"{API}/zoek/")))
            weg = voorraad.gedrag.weg_status
            return (200, detail) if detail else (weg, _probleem(weg, "document niet gevonden"))
        if delen.path.startswith("/publicatie/") and delen.path.endswith("/_relaties"):
            document_id = unquote(delen.path.removeprefix("/publicatie/").removesuffix("/_relaties"))
            relaties = voorraad.relaties(document_id, set(parameters.get("types", "").split(",")))
            return (404, _probleem(404, "document niet gevonden")) if relaties is None else (200, relaties)
        # Unknown addresses of the site are answered with 401, not 404.
        return 401, _probleem(401, "onbekend adres")

    def _verstuur(self, antwoord: Antwoord, storing: Storing | None) -> None:
        standin = self.server.standin
        if storing == "traag" and standin.storingen:
            time.sleep(standin.storingen.traag_s)
        self.send_response_only(antwoord.status)
        self.send_header("Content-Type", antwoord.soort)
        self.send_header("Content-Length", str(len(antwoord.body)))
        for naam, waarde in antwoord.koppen:
            self.send_header(naam, waarde)
        self.send_header("X-Voorbeeldgegevens", "verzonnen")
        if storing == "503" and standin.storingen:
            self.send_header("Retry-After", standin.storingen.retry_after)
        self.end_headers()
        # A client that waited too long is gone by now.
        with contextlib.suppress(ConnectionError):
            if storing == "druppel" and standin.storingen:
                self._druppel(antwoord.body, standin.storingen.traag_s)
            else:
                self.wfile.write(antwoord.body)
                self.wfile.flush()

    def _blijf_sturen(self, storing: Storing) -> None:
        """Send headers a few bytes at a time, or a body as fast as it goes, until the client hangs up."""
        self.close_connection = True
        self.send_response_only(200)
        with contextlib.suppress(OSError):
            if storing == "stortvloed":
                self.end_headers()
            else:
                self.flush_headers()
            while True:
                self.wfile.write(b" " * 65_536 if storing == "stortvloed" else b"X-Kop: 1\r\n")
                self.wfile.flush()
                time.sleep(0 if storing == "stortvloed" else 0.05)

    def _druppel(self, body: bytes, duur: float) -> None:
        stap = len(body) // 20 + 1
        for plek in range(0, len(body), stap):
            self.wfile.write(body[plek : plek + stap])
            self.wfile.flush()
            time.sleep(duur / 20)

    def _breek_af(self) -> None:
        # Linger 0 turns the close into a reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
        self.rfile.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing; `verzoeken` is the log."""


def _bedorven(storing: Storing | None, goed: Callable[[], Antwoord]) -> Antwoord:
    """The answer after the fault."""
    onderhoud = b"<!DOCTYPE html><title>Onderhoud (verzonnen)</title>"
    if storing in ("500", "503"):
        return Antwoord(int(storing), "text/html", onderhoud)
    if storing == "reset":
        return Antwoord(0)
    antwoord = goed()
    if storing == "html":
        return replace(antwoord, soort="text/html", body=onderhoud)
    if storing == "leeg":
        return replace(antwoord, body=b"")
    if storing == "afgebroken":
        return replace(antwoord, body=antwoord.body[: len(antwoord.body) // 2])
    return antwoord


def _probleem(status: int, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def _zoekvraag(parameters: dict[str, str], negeert: frozenset[str]) -> Zoekvraag:
    """The search that the parameters ask for; what is not known is ignored without a word."""
    p = {naam: waarde for naam, waarde in parameters.items() if naam not in negeert}
    try:
        return Zoekvraag(
            start=int(p.get("start", "0")),
            aantal=int(p.get("aantalResultaten", "10")),
            van=_dag(p.get("publicatiedatumVan")),
            tot=_dag(p.get("publicatiedatumTot")),
            sort=p.get("sort", ""),
            oplopend=p.get("order") == "asc",
            tekst=p.get("zoektekst", ""),
            # The query was decoded once; the site encodes filter values a second time.
            filters=tuple((naam, unquote(p[naam])) for naam in FACETTEN if p.get(naam)),
        )
    except ValueError as fout:
        raise Geweigerd(f"ongeldige waarde: {fout}") from fout


def _dag(tekst: str | None) -> date | None:
    # A date is a date: the API gives no time of day.
    return datetime.strptime(tekst, "%d-%m-%Y").date() if tekst else None  # noqa: DTZ007
