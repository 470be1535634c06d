"""What came back from open.overheid.nl: whether it can be what was asked for, and how to tell of what cannot.

A body goes no further than this: messages name its status, type, size and what it lacks, never what is in it.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import httpx

from jbr_pipeline.sources.open_overheid.hits import heeft_id, totaal

Soort = Literal["zoek", "detail", "relaties"]

TOELICHTING_MAX = 200
"""Characters of the explanation that a refusal carries."""

F = TypeVar("F", bound=BaseException)

_TLS_REDENEN = {10: "is verlopen", 62: "is van een andere naam", 64: "is van een andere naam"}
"""What OpenSSL found wrong with a certificate, by its number; for whatever else the issuer is not trusted."""


class Mislukt(Exception):
    """One attempt failed in a way worth another; `wacht` is what the source asked for, in seconds."""

    def __init__(self, reden: str, wacht: float = 0.0) -> None:
        self.wacht = wacht
        super().__init__(reden)


@dataclass(frozen=True)
class Ontvangen:
    """What came back, whatever it is."""

    status: int
    koppen: httpx.Headers
    body: bytes

    def __str__(self) -> str:
        """Status, content type and size; never any of the content."""
        soort = self.koppen.get("content-type", "").partition(";")[0].strip()
        soort = soort if re.fullmatch(r"[\w.+-]{1,40}/[\w.+-]{1,60}", soort) else "zonder soort"
        return f"status {self.status}, {soort}, {len(self.body)} bytes"


def gekeurd(soort: Soort, ontvangen: Ontvangen) -> Any:
    """The parsed body, or Mislukt where it cannot be what was asked for."""
    body = ontvangen.body
    if not body.strip():
        raise Mislukt(f"leeg antwoord ({ontvangen})")
    if body.lstrip().startswith(b"<"):
        raise Mislukt(f"HTML in plaats van JSON ({ontvangen})")
    try:
        inhoud = json.loads(body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as fout:
        raise Mislukt(f"afgebroken of ongeldige JSON ({ontvangen})") from fout
    if mist := _mist(soort, inhoud):
        raise Mislukt(f"JSON zonder {mist} ({ontvangen})")
    if soort == "zoek":
        inhoud["totaal"] = totaal(inhoud["totaal"])
    return inhoud


def _mist(soort: Soort, inhoud: Any) -> str:
    """What a body lacks that it cannot do without, in Dutch; empty where it is all there."""
    if soort == "relaties":
        return "" if isinstance(inhoud, list) else "lijst"
    if not isinstance(inhoud, dict):
        return "object"
    if soort == "detail":
        return "" if isinstance(inhoud.get("document"), dict) else "document"
    resultaten = inhoud.get("resultaten")
    if totaal(inhoud.get("totaal")) is None or not isinstance(resultaten, list):
        return "totaal" if isinstance(resultaten, list) else "resultaten"
    # One result without an id is counted; where none has one, the field is called something else.
    return "resultaten[].document.id" if resultaten and not any(map(heeft_id, resultaten)) else ""


def toelichting(body: bytes) -> str:
    """What a refusal says of itself in `detail`, on one line and not without end."""
    try:
        inhoud = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    detail = inhoud.get("detail") if isinstance(inhoud, dict) else None
    return " ".join(detail.split())[:TOELICHTING_MAX] if isinstance(detail, str) else ""


def verwijzing(ontvangen: Ontvangen) -> str:
    """Where a redirect leads, without path: that may carry anything."""
    try:
        url = httpx.URL(ontvangen.koppen.get("location", ""))
    except httpx.InvalidURL:
        return ""
    return f", verwijst naar {url.host}" if url.host else ""


def onvertrouwd(fout: httpx.TransportError) -> str:
    """What is wrong with the certificate of the server, in Dutch; empty where it is something else."""
    certificaat = _oorzaak(fout, ssl.SSLCertVerificationError)
    return _TLS_REDENEN.get(certificaat.verify_code, "is van een onbekende uitgever") if certificaat else ""


def verbroken(fout: httpx.TransportError) -> str:
    """Why there was no answer, in Dutch."""
    if _oorzaak(fout, socket.gaierror):
        return "de naam van de server is niet te vinden"
    if _oorzaak(fout, ConnectionRefusedError):
        return "verbinding geweigerd"
    if _oorzaak(fout, ssl.SSLError):
        return "beveiligde verbinding mislukt"
    return f"verbinding verbroken ({type(fout).__name__})"


def _oorzaak(fout: BaseException, soort: type[F]) -> F | None:
    """The first of this kind among what led to an error."""
    oorzaak: BaseException | None = fout
    while oorzaak is not None and not isinstance(oorzaak, soort):
        oorzaak = oorzaak.__cause__ or oorzaak.__context__
    return oorzaak
