"""What comes back in place of an answer costs few requests and little time, and is told without its content."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jbr_pipeline.sample.standin.faults import Storing, Storingsplan
from jbr_pipeline.sample.standin.server import Antwoord, Standin
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, OpenOverheidFout, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.paths import zoekpad
from jbr_pipeline_tests.alerts_kit import certificaat
from jbr_pipeline_tests.integration.open_overheid.kit import klein_corpus

GEHEIM = "Brief aan J. Jansen-Verzonnen"
HTML = b"<html><h1>Onderhoud</h1>" + GEHEIM.encode() + b"</html>"


@pytest.fixture
def standin() -> Iterator[Standin]:
    with Standin(klein_corpus(0.02)) as server:
        yield server


def _client(base_url: str, **opties: Any) -> Client:
    return Client(base_url, **({"zoek_per_seconde": 1e6, "wachttijden": (0.001, 0.001, 0.001)} | opties))


def _json(inhoud: Any) -> bytes:
    return json.dumps(inhoud).encode()


GEVALLEN: dict[str, tuple[Antwoord, type[OpenOverheidFout], int, str]] = {
    "onderhoud met 200": (
        Antwoord(200, "text/html; charset=utf-8", HTML),
        BronOnbereikbaar,
        4,
        f"HTML in plaats van JSON (status 200, text/html, {len(HTML)} bytes)",
    ),
    "HTML met 502": (Antwoord(502, "text/html", HTML), BronOnbereikbaar, 4, "(status 502, text/html,"),
    "problem+json met 503": (
        Antwoord(503, "application/problem+json", _json({"titel": GEHEIM})),
        BronOnbereikbaar,
        4,
        "(status 503, application/problem+json,",
    ),
    "fout van een andere vorm": (
        Antwoord(400, "application/json", _json({"fouten": [{"omschrijving": GEHEIM}]})),
        ZoekGeweigerd,
        1,
        "geen toelichting gegeven (status 400, application/json,",
    ),
    "fout als lijst": (Antwoord(400, body=_json([GEHEIM])), ZoekGeweigerd, 1, "geen toelichting gegeven"),
    "fout als platte tekst": (
        Antwoord(400, "text/plain", GEHEIM.encode()),
        ZoekGeweigerd,
        1,
        "geen toelichting gegeven (status 400, text/plain,",
    ),
    "verboden": (Antwoord(403, "text/html", HTML), BronWeigert, 1, "(status 403, text/html,"),
    "leeg met 200": (Antwoord(200), BronOnbereikbaar, 4, "leeg antwoord (status 200, application/json, 0 bytes)"),
    "lijst": (Antwoord(200, body=_json([GEHEIM])), BronOnbereikbaar, 4, "JSON zonder object (status 200"),
    "zonder totaal": (Antwoord(200, body=_json({"resultaten": []})), BronOnbereikbaar, 4, "JSON zonder totaal ("),
    "totaal onder nul": (
        Antwoord(200, body=_json({"totaal": -1, "resultaten": []})),
        BronOnbereikbaar,
        4,
        "JSON zonder totaal (",
    ),
    "zonder resultaten": (
        Antwoord(200, body=_json({"totaal": 1, "hits": [GEHEIM]})),
        BronOnbereikbaar,
        4,
        "JSON zonder resultaten (",
    ),
    "geen enkel id": (
        Antwoord(200, body=_json({"totaal": 1, "resultaten": [{"document": {"identifier": GEHEIM}}]})),
        BronOnbereikbaar,
        4,
        "JSON zonder resultaten[].document.id (",
    ),
    "geen content-type": (Antwoord(200, GEHEIM, HTML), BronOnbereikbaar, 4, "status 200, zonder soort,"),
    "in de kring": (
        Antwoord(302, koppen=(("Location", "/overheid/openbaarmakingen/api/v0/zoek"),)),
        BronWeigert,
        1,
        "(status 302, application/json, 0 bytes)",
    ),
    "naar een ander": (
        Antwoord(301, koppen=(("Location", f"https://elders.example.org/{GEHEIM}"),)),
        BronWeigert,
        1,
        "verwijst naar elders.example.org)",
    ),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_what_is_no_answer_is_told_by_status_type_and_size_and_never_by_content(
    standin: Standin, geval: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "jbr_pipeline")
    antwoord, soort, keren, tekst = GEVALLEN[geval]
    standin.in_plaats = lambda _: antwoord
    with _client(standin.base_url) as client, pytest.raises(soort) as fout:
        client.zoek(zoekpad())
    assert tekst in str(fout.value)
    assert "/zoek?" in str(fout.value)
    assert "Jansen" not in str(fout.value) + caplog.text
    assert len(standin.verzoeken) == keren


def test_the_explanation_of_a_refusal_is_one_line_of_bounded_length(standin: Standin) -> None:
    standin.in_plaats = lambda _: Antwoord(400, body=_json({"detail": "a\n" * 5_000}))
    with _client(standin.base_url) as client, pytest.raises(ZoekGeweigerd) as fout:
        client.zoek(zoekpad())
    assert fout.value.detail.startswith("a a ")
    assert len(str(fout.value)) < 500


def test_a_total_in_digits_is_a_total(standin: Standin) -> None:
    standin.vervorm = lambda _, inhoud: inhoud | {"totaal": str(inhoud["totaal"])}
    with _client(standin.base_url) as client:
        assert client.zoek(zoekpad()).inhoud["totaal"] == len(standin.voorraad.publiek)


@pytest.mark.parametrize("storing", ["koppen", "druppel"])
def test_headers_or_a_body_that_trickle_for_ever_end_with_the_time_of_the_request(
    standin: Standin, storing: Storing
) -> None:
    standin.storingen = Storingsplan(kans=1.0, soorten=(storing,), hoogstens_achtereen=99, traag_s=30.0)
    begin = time.monotonic()
    with (
        _client(standin.base_url, timeout=0.3, wachttijden=(0.001,)) as client,
        pytest.raises(BronOnbereikbaar, match=r"geen antwoord binnen 0\.3 seconden"),
    ):
        client.zoek(zoekpad())
    assert time.monotonic() - begin < 3
    assert len(standin.verzoeken) == 2


def test_a_body_that_never_stops_is_dropped_at_the_size_limit(standin: Standin) -> None:
    standin.storingen = Storingsplan(kans=1.0, soorten=("stortvloed",), hoogstens_achtereen=99)
    with _client(standin.base_url) as client, pytest.raises(BronWeigert, match="groter dan 4194304 bytes"):
        client.zoek(zoekpad())
    assert len(standin.verzoeken) == 1


@pytest.mark.parametrize(
    ("opties", "vertrouwd", "reden"),
    [
        ({}, False, "is van een onbekende uitgever"),
        ({"nog": timedelta(days=-1)}, True, "is verlopen"),
        ({"adres": "127.0.0.9"}, True, "is van een andere naam"),
    ],
    ids=["onbekend", "verlopen", "andere naam"],
)
def test_a_certificate_that_is_not_to_be_trusted_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opties: dict[str, Any], vertrouwd: bool, reden: str
) -> None:
    cert, tls = certificaat(tmp_path, **opties)
    if vertrouwd:
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with (
        Standin(klein_corpus(0.02), tls=tls) as standin,
        _client(standin.base_url) as client,
        pytest.raises(BronWeigert, match=f"het certificaat {reden}"),
    ):
        client.zoek(zoekpad())
    assert standin.verzoeken == []


def test_a_certificate_that_the_environment_names_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cert, tls = certificaat(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with Standin(klein_corpus(0.02), tls=tls) as standin, _client(standin.base_url) as client:
        assert client.zoek(zoekpad()).status == 200


def test_a_server_without_tls_where_it_is_expected_is_told_as_such(standin: Standin) -> None:
    with (
        _client(standin.base_url.replace("http://", "https://")) as client,
        pytest.raises(BronOnbereikbaar, match="beveiligde verbinding mislukt"),
    ):
        client.zoek(zoekpad())


def test_a_name_that_does_not_exist_and_a_closed_port_are_told_apart(standin: Standin) -> None:
    with (
        _client("http://bestaat-niet.invalid/api/v0") as client,
        pytest.raises(BronOnbereikbaar, match="naam van de server is niet te vinden"),
    ):
        client.zoek(zoekpad())
    with Standin(klein_corpus(0.02)) as dicht:
        pass
    with _client(dicht.base_url) as client, pytest.raises(BronOnbereikbaar, match="verbinding geweigerd"):
        client.zoek(zoekpad())
