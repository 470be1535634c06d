"""The client is polite, bounded and distrustful, seen over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest

from jbr_pipeline.sample.standin.faults import STORINGEN, Storing, Storingsplan
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, BudgetOp, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.paths import filterwaarde, zoekpad
from jbr_pipeline_tests.integration.open_overheid.kit import klein_corpus


@pytest.fixture
def standin() -> Iterator[Standin]:
    with Standin(klein_corpus(0.02)) as server:
        yield server


def _client(standin: Standin, **opties: Any) -> Client:
    opties = {"zoek_per_seconde": 1e6, "wachttijden": (0.001, 0.001, 0.001)} | opties
    return Client(standin.base_url, **opties)


def _altijd(soort: Storing, **opties: Any) -> Storingsplan:
    return Storingsplan(kans=1.0, soorten=(soort,), **({"hoogstens_achtereen": 99} | opties))


def test_searches_keep_the_pace_and_details_take_half_of_it(standin: Standin) -> None:
    document_id = min(standin.voorraad.publiek)
    with _client(standin, zoek_per_seconde=20.0) as client:
        for _ in range(3):
            client.zoek(zoekpad())
        for _ in range(3):
            client.detail(document_id)
        client.zoek(zoekpad())
    tijden = [v.tijd for v in standin.verzoeken]
    tussenpozen = [later - eerder for eerder, later in pairwise(tijden)]
    # Measured at the server, so a request that was itself late makes the next gap shorter.
    speling = 0.02
    assert all(t >= 0.05 - speling for t in tussenpozen[:3])
    assert all(t >= 0.10 - speling for t in tussenpozen[3:])
    assert tijden[-1] - tijden[0] >= 3 * 0.05 + 3 * 0.10 - speling


def test_no_second_at_the_source_holds_more_requests_than_the_setting(standin: Standin) -> None:
    per_seconde = 40
    ids = sorted(standin.voorraad.publiek)
    standin.storingen = Storingsplan(kans=0.15, soorten=("500", "traag"), traag_s=0.1)
    with _client(standin, zoek_per_seconde=per_seconde) as client:
        for nummer in range(70):
            client.zoek(zoekpad()) if nummer % 3 else client.detail(ids[nummer])
    tijden = [v.tijd for v in standin.verzoeken]
    assert max(sum(begin <= t < begin + 1.0 for t in tijden) for begin in tijden) <= per_seconde


def test_a_request_that_was_long_on_its_way_does_not_bunch_up_with_those_after_it(standin: Standin) -> None:
    # Half a second late on arrival, as far as the source can tell: the four after it may not make up for that.
    standin.storingen = _EersteTraag(kans=1.0, traag_s=0.5)
    begin = time.monotonic()
    with _client(standin, zoek_per_seconde=4.0) as client:
        for _ in range(5):
            client.zoek(zoekpad())
    assert time.monotonic() - begin >= 1.5


def test_retries_keep_the_pace_as_well(standin: Standin) -> None:
    standin.storingen = _altijd("500")
    with _client(standin, zoek_per_seconde=20.0) as client, pytest.raises(BronOnbereikbaar):
        client.zoek(zoekpad())
    tijden = [v.tijd for v in standin.verzoeken]
    assert tijden[-1] - tijden[0] >= 3 * 0.05 - 0.02


def test_the_contact_address_goes_into_the_user_agent(standin: Standin) -> None:
    with _client(standin, contact="beheer@voorbeeld.invalid") as client:
        client.zoek(zoekpad())
    assert standin.verzoeken[0].user_agent == "jbr-pipeline/0.1 (+beheer@voorbeeld.invalid)"


@pytest.mark.parametrize("soort", STORINGEN)
def test_what_keeps_failing_is_tried_four_times_and_then_given_up_with_the_reason(
    standin: Standin, soort: Storing
) -> None:
    standin.storingen = _altijd(soort, traag_s=0.15)
    with (
        _client(standin, timeout=0.1 if soort == "traag" else 5.0) as client,
        pytest.raises(BronOnbereikbaar, match="4 keer geprobeerd"),
    ):
        client.zoek(zoekpad())
    assert len(standin.verzoeken) == 4


def test_a_body_that_trickles_in_does_not_hold_the_client_for_ever(standin: Standin) -> None:
    # Every single wait is far below the timeout; together they are far above it.
    standin.storingen = _altijd("druppel", traag_s=1.5, hoogstens_achtereen=1)
    with _client(standin, timeout=0.3) as client:
        begin = time.monotonic()
        assert client.zoek(zoekpad()).status == 200
    assert time.monotonic() - begin < 1.3
    assert len(standin.verzoeken) == 2


def test_waiting_grows_from_one_to_nine_seconds_unless_the_source_asks_for_more(standin: Standin) -> None:
    geslapen: list[float] = []
    standin.storingen = _altijd("500")
    with (
        Client(standin.base_url, zoek_per_seconde=1e6, slaap=geslapen.append) as client,
        pytest.raises(BronOnbereikbaar),
    ):
        client.zoek(zoekpad())
    assert geslapen == [1.0, 3.0, 9.0]


@pytest.mark.parametrize(
    ("retry_after", "verwacht"),
    [
        ("7", 7.0),
        ("100000", 120.0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True), 120.0),
        (format_datetime(datetime.now(UTC) - timedelta(hours=2), usegmt=True), 1.0),
        ("straks", 1.0),
        ("-5", 1.0),
        ("nan", 1.0),
    ],
    ids=["seconden", "te lang", "over twee uur", "twee uur geleden", "een woord", "negatief", "geen getal"],
)
def test_retry_after_is_honoured_in_both_forms_and_capped(standin: Standin, retry_after: str, verwacht: float) -> None:
    geslapen: list[float] = []
    standin.storingen = _altijd("503", retry_after=retry_after, hoogstens_achtereen=1)
    with Client(standin.base_url, zoek_per_seconde=1e6, slaap=geslapen.append) as client:
        client.zoek(zoekpad())
    assert geslapen == [verwacht]


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_document_that_is_not_there_is_an_answer_and_not_an_error(standin: Standin, status: int) -> None:
    standin.voorraad.gedraag(Gedrag(weg_status=status))
    with _client(standin) as client:
        antwoord = client.detail("bestaat-niet")
    assert (antwoord.status, antwoord.inhoud) == (status, None)
    assert len(standin.verzoeken) == 1


def test_a_refused_search_carries_the_explanation(standin: Standin) -> None:
    with _client(standin) as client, pytest.raises(ZoekGeweigerd) as fout:
        client.zoek(zoekpad(aantal=25))
    assert "25" in fout.value.detail
    assert len(standin.verzoeken) == 1


def test_an_unexpected_status_is_not_tried_again(standin: Standin) -> None:
    with Client(standin.site_url + "/elders", zoek_per_seconde=1e6) as client, pytest.raises(BronWeigert, match="401"):
        client.zoek(zoekpad())
    assert len(standin.verzoeken) == 1


def test_a_body_beyond_the_limit_is_not_read(standin: Standin) -> None:
    with _client(standin, body_max=500) as client, pytest.raises(BronWeigert, match="500 bytes"):
        client.zoek(zoekpad())


def test_the_budget_counts_retries(standin: Standin) -> None:
    standin.storingen = _altijd("leeg")
    with _client(standin, budget=2) as client, pytest.raises(BudgetOp):
        client.zoek(zoekpad())
    assert len(standin.verzoeken) == 2


def test_filter_values_are_encoded_twice_and_find_what_they_name(standin: Standin) -> None:
    assert filterwaarde("Woo-verzoek of -besluit") == "Woo-verzoek%2520of%2520-besluit"
    assert filterwaarde("agenda’s") == "agenda%25E2%2580%2599s"
    with _client(standin) as client:
        alles = client.zoek(zoekpad()).inhoud
        for naam, facet in alles["filters"].items():
            label, aantal = facet[0]["naam"], facet[0]["aantal"]
            gevonden = client.zoek(zoekpad(filters={naam: label})).inhoud
            assert gevonden["totaal"] == aantal


def test_dates_are_written_day_first() -> None:
    pad = zoekpad(van=date(2024, 2, 1), tot=date(2024, 2, 3), sort="publicatiedatum", oplopend=True)
    assert "publicatiedatumVan=01-02-2024&publicatiedatumTot=03-02-2024" in pad
    assert "sort=publicatiedatum&order=asc" in pad


def test_one_connection_serves_all_requests(standin: Standin) -> None:
    with _client(standin) as client:
        begin = time.monotonic()
        for _ in range(50):
            client.zoek(zoekpad(aantal=10))
    # 40 ms a request is what a new connection or a delayed acknowledgement would cost at the least.
    assert time.monotonic() - begin < 50 * 0.04


class _EersteTraag(Storingsplan):
    """Only the first answer is slow."""

    def kies(self, pad: str) -> Storing | None:
        storing: Storing | None = "traag" if self.kans and pad else None
        self.kans = 0.0
        return storing
