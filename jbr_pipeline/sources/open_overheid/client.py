"""The one place that speaks HTTP with open.overheid.nl: politely, boundedly, and distrustful of every body.

Here belong pace, retries and the request budget. Whether a body may be used is in `received`; what to ask, and what to
keep, belongs in `harvest` and `segments`. Bodies and titles are never logged.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx

from jbr_pipeline import __version__
from jbr_pipeline.sources.open_overheid.deadline import Uiterlijk
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, BudgetOp, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.received import (
    Mislukt,
    Ontvangen,
    Soort,
    gekeurd,
    onvertrouwd,
    toelichting,
    verbroken,
    verwijzing,
)

log = logging.getLogger(__name__)

API_PAD = "/overheid/openbaarmakingen/api/v0"
NIET_GEVONDEN = frozenset({400, 404, 410})
"""Statuses by which the API says of one document that it is not there."""

_GAAT_VOORBIJ = frozenset({408, 425, 429})

BODY_MAX = 4 * 1024 * 1024
"""Bytes; the largest bodies seen are about 60 kB."""

RETRY_AFTER_MAX = 120.0
"""Seconds; a source that asks for more is tried again after this, and then given up until the next run."""


@dataclass(frozen=True)
class Antwoord:
    """One usable answer. `inhoud` is the parsed body, or None where the status says that nothing is there."""

    soort: Soort
    pad: str
    """Path and query as sent, below the API base (or below the site for `relaties`)."""
    status: int
    opgehaald_op: datetime
    body: bytes
    inhoud: Any


class Client:
    """One connection to the API, for one run. A context manager.

    `zoek_per_seconde` is never exceeded in any second, whatever is asked: searches keep that distance on average, a
    request for one document counts double. `budget` is the number of requests, retries included, after which `BudgetOp`
    is raised. `timeout` (seconds) bounds every wait and the whole answer.
    """

    def __init__(
        self,
        base_url: str,
        *,
        zoek_per_seconde: float = 4.0,
        contact: str = "",
        timeout: float = 60.0,
        budget: int = 250_000,
        wachttijden: Iterable[float] = (1.0, 3.0, 9.0),
        body_max: int = BODY_MAX,
        retry_after_max: float = RETRY_AFTER_MAX,
        slaap: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.site_url = _site(self.base_url)
        self.budget = budget
        self.verzoeken = 0
        self.details_per_seconde = zoek_per_seconde / 2.0
        self._interval = 1.0 / zoek_per_seconde
        self._venster = max(1.0, self._interval)
        self._afgerond: deque[float] = deque(maxlen=max(1, int(zoek_per_seconde)))
        self._timeout = timeout
        self._wachttijden = tuple(wachttijden)
        self._body_max = body_max
        self._retry_after_max = retry_after_max
        self._slaap = slaap
        self._niet_voor = 0.0
        self._uiterlijk = Uiterlijk(timeout)
        self._volgen = {"trace": self._uiterlijk.volg}
        self._http = httpx.Client(
            headers={
                "Accept": "application/json",
                "User-Agent": f"jbr-pipeline/{_kort(__version__)}" + (f" (+{contact})" if contact else ""),
            },
            timeout=timeout,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            follow_redirects=False,
            # Also where the proxy is left out, the certificates that the environment names are trusted.
            verify=httpx.create_ssl_context(),
            # A proxy from the environment is meant for the outside world, never for this machine.
            trust_env=not _eigen_machine(self.base_url),
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def zoek(self, pad: str) -> Antwoord:
        """One page of search results for a path made by `zoekpad`.

        Raises ZoekGeweigerd on 400, BronOnbereikbaar, BronWeigert, BudgetOp.
        """
        return self._vraag("zoek", self.base_url, pad)

    def detail(self, document_id: str) -> Antwoord:
        """The metadata of one document, by its id without version; `inhoud` is None where it is not there.

        Raises BronOnbereikbaar, BronWeigert, BudgetOp.
        """
        return self._vraag("detail", self.base_url, f"/zoek/{quote(document_id, safe='')}")

    def relaties(self, document_id: str, rollen: Iterable[str]) -> Antwoord:
        """The relations of one document with the given role URIs, from the endpoint beside the API.

        Raises BronOnbereikbaar, BronWeigert, BudgetOp.
        """
        types = ",".join(rollen)
        return self._vraag(
            "relaties", self.site_url, f"/publicatie/{quote(document_id, safe='')}/_relaties?types={types}"
        )

    def _vraag(self, soort: Soort, basis: str, pad: str) -> Antwoord:
        redenen: list[str] = []
        for wachttijd in (*self._wachttijden, None):
            try:
                return self._poging(soort, basis, pad)
            except Mislukt as fout:
                redenen.append(str(fout))
                if wachttijd is not None:
                    wacht = max(wachttijd, min(fout.wacht, self._retry_after_max))
                    log.info("open.overheid.nl: %s; nieuwe poging over %.0f s", fout, wacht)
                    self._slaap(wacht)
        raise BronOnbereikbaar(
            f"open.overheid.nl geeft geen bruikbaar antwoord op {pad}: {len(redenen)} keer geprobeerd "
            f"({'; '.join(dict.fromkeys(redenen))})."
        )

    def _poging(self, soort: Soort, basis: str, pad: str) -> Antwoord:
        if self.verzoeken >= self.budget:
            raise BudgetOp(f"Het aantal verzoeken per keer ({self.budget}) is op; de volgende keer gaat het verder.")
        self._houd_tempo(1.0 if soort == "zoek" else 2.0)
        self.verzoeken += 1
        try:
            return self._beantwoord(soort, basis, pad)
        finally:
            self._afgerond.append(time.monotonic())

    def _beantwoord(self, soort: Soort, basis: str, pad: str) -> Antwoord:
        try:
            ontvangen = self._haal(basis + pad)
        except httpx.TimeoutException as fout:
            raise Mislukt(f"geen antwoord binnen {self._timeout:g} seconden") from fout
        except httpx.TransportError as fout:
            if reden := onvertrouwd(fout):
                raise BronWeigert(
                    f"De beveiligde verbinding met open.overheid.nl is niet te vertrouwen: het certificaat {reden}. "
                    "Niet opnieuw geprobeerd, en niets gelezen."
                ) from fout
            raise Mislukt(verbroken(fout)) from fout
        except httpx.DecodingError as fout:
            raise Mislukt("onleesbaar gecomprimeerd antwoord") from fout
        status, body = ontvangen.status, ontvangen.body
        if status in _GAAT_VOORBIJ or status >= 500:
            raise Mislukt(str(ontvangen), _retry_after(ontvangen.koppen.get("retry-after", "")))
        opgehaald_op = datetime.now(UTC)
        if status in NIET_GEVONDEN and soort != "zoek":
            return Antwoord(soort, pad, status, opgehaald_op, body, None)
        if status == 400:
            raise ZoekGeweigerd(pad, toelichting(body), str(ontvangen))
        if status != 200:
            raise BronWeigert(
                f"open.overheid.nl geeft geen antwoord op {pad} ({ontvangen}{verwijzing(ontvangen)}); "
                "niet opnieuw geprobeerd."
            )
        return Antwoord(soort, pad, status, opgehaald_op, body, gekeurd(soort, ontvangen))

    def _houd_tempo(self, gewicht: float) -> None:
        niet_voor = self._niet_voor
        if len(self._afgerond) == self._afgerond.maxlen:
            # Counted from the end of the request that many places back: it had reached the source by then, so that
            # however long requests are on their way, no second at the source holds more than the setting.
            niet_voor = max(niet_voor, self._afgerond[0] + self._venster)
        nu = time.monotonic()
        if nu < niet_voor:
            # Always on the real clock: the pace is a promise to the source, whatever a test does with `slaap`.
            time.sleep(niet_voor - nu)
        self._niet_voor = time.monotonic() + gewicht * self._interval

    def _haal(self, url: str) -> Ontvangen:
        stukken: list[bytes] = []
        grootte = 0
        with self._uiterlijk.bewaak(), self._http.stream("GET", url, extensions=self._volgen) as antwoord:
            for stuk in antwoord.iter_bytes():
                grootte += len(stuk)
                if grootte > self._body_max:
                    raise BronWeigert(
                        f"Het antwoord op {antwoord.request.url.path} is groter dan {self._body_max} bytes "
                        "en is niet gelezen."
                    )
                stukken.append(stuk)
        return Ontvangen(antwoord.status_code, antwoord.headers, b"".join(stukken))


def _retry_after(waarde: str) -> float:
    """Seconds to wait by a Retry-After header: a number of seconds or an HTTP date; 0 where it says nothing usable."""
    try:
        return max(0.0, float(waarde))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(waarde)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _site(base_url: str) -> str:
    """The root of the site that the API belongs to."""
    if base_url.endswith(API_PAD):
        return base_url.removesuffix(API_PAD)
    url = httpx.URL(base_url)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _eigen_machine(base_url: str) -> bool:
    host = httpx.URL(base_url).host
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _kort(versie: str) -> str:
    return ".".join(versie.split(".")[:2])
