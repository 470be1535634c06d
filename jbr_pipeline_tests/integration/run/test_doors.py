"""Who can reach the Dagster UI, what an onlooker can do there, and what neither sees: a real `jbr ui`."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest

from jbr_pipeline_tests.integration.run.merken import EMAIL, lekken, merk, merken_in
from jbr_pipeline_tests.ui_kit import Bediend, bedien

LISTEN = "0A"
START = """
mutation ($opdracht: ExecutionParams!) {
  launchRun(executionParams: $opdracht) { __typename }
}
"""
OPDRACHT = {
    "selector": {
        "repositoryLocationName": "jbr",
        "repositoryName": "__repository__",
        "jobName": "jbr_bij_aanlevering",
    },
    "mode": "default",
    "runConfigData": {},
}
HULPMIDDELEN = """
{
  allTopLevelResourceDetailsOrError(
    repositorySelector: {repositoryLocationName: "jbr", repositoryName: "__repository__"}
  ) {
    ... on ResourceDetailsList { results { name configuredValues { key value } } }
  }
}
"""


@dataclass(frozen=True)
class Deur:
    """A UI that is served, and the folder with its data and its log."""

    ui: Bediend
    basis: Path

    def vraag(self, query: str, **variables: Any) -> Any:
        """What it answers in GraphQL."""
        body = {"query": query, "variables": variables}
        answer = httpx.post(f"{self.ui.url}/graphql", json=body, timeout=60, trust_env=False).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


def _deur(basis: Path, *opties: str) -> Iterator[Deur]:
    secrets = {"JBR_CONTACT": EMAIL, "WACHTWOORD_VAN_IETS": merk()}
    with bedien(basis / "data", basis / "ui.log", *opties, **secrets) as ui:
        yield Deur(ui, basis)


@pytest.fixture(scope="module")
def meekijken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deur]:
    yield from _deur(tmp_path_factory.mktemp("meekijken"), "--alleen-lezen")


@pytest.fixture(scope="module")
def bedienen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deur]:
    yield from _deur(tmp_path_factory.mktemp("bedienen"))


def _family(pid: int) -> set[int]:
    """A process and all that came of it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except FileNotFoundError:
            continue
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _listening(pids: set[int]) -> set[tuple[str, int]]:
    """The addresses and ports on which the processes listen."""
    sockets = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                sockets.add(str(descriptor.readlink()))
            except FileNotFoundError:
                continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == LISTEN and f"socket:[{rest[5]}]" in sockets:
                address, _, port = local.partition(":")
                words = bytes.fromhex(address)
                in_order = b"".join(words[n : n + 4][::-1] for n in range(0, len(words), 4))
                found.add((str(ip_address(in_order)), int(port, 16)))
    return found


@pytest.mark.parametrize("deur", ["meekijken", "bedienen"])
def test_it_listens_on_this_machine_alone(deur: str, request: pytest.FixtureRequest) -> None:
    served: Deur = request.getfixturevalue(deur)
    listening = _listening(_family(served.ui.pid))
    assert ("127.0.0.1", served.ui.poort) in listening
    assert {address for address, _ in listening if not ip_address(address).is_loopback} == set()


def test_the_look_at_who_listens_would_see_an_open_door() -> None:
    with socket.create_server(("0.0.0.0", 0)) as open_door:
        assert ("0.0.0.0", open_door.getsockname()[1]) in _listening({os.getpid()})


def test_an_onlooker_sees_the_graph_and_can_start_nothing(meekijken: Deur) -> None:
    assert meekijken.vraag(START, opdracht=OPDRACHT)["launchRun"]["__typename"] == "UnauthorizedError"
    assert meekijken.vraag("{ runsOrError { ... on Runs { count } } }")["runsOrError"]["count"] == 0
    allowed = meekijken.vraag("{ permissions { permission value } }")["permissions"]
    assert [p["permission"] for p in allowed if p["value"]] == []
    nodes = meekijken.vraag("{ assetNodes { id } }")["assetNodes"]
    assert len(nodes) > 10


def test_an_operator_can(bedienen: Deur) -> None:
    """Or the refusal above would say nothing."""
    allowed = bedienen.vraag("{ permissions { permission value } }")["permissions"]
    assert {"launch_pipeline_execution"} <= {p["permission"] for p in allowed if p["value"]}


@pytest.mark.parametrize("deur", ["meekijken", "bedienen"])
def test_what_stands_in_the_environment_is_not_shown_and_not_kept(deur: str, request: pytest.FixtureRequest) -> None:
    served: Deur = request.getfixturevalue(deur)
    shown = str(served.vraag(HULPMIDDELEN))
    assert "open_overheid_url" in shown, "the fields of the resource are what Dagster shows"
    assert not merken_in(shown.encode())
    assert lekken(served.basis) == []
