"""Thousands of broken deliveries: never a traceback, never a row lost, always a message with file, line and column.

Every file goes the way that users meet: landed and processed among hundreds of others, with its report; a part of them
also by `jbr check` alone, which must say the same. `make test` does each kind once, `make soak` 5.000 files.
"""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.reporting.leveringsrapport.content import Rapport, stel_op
from jbr_pipeline.reporting.leveringsrapport.making import van_bestanden
from jbr_pipeline.reporting.leveringsrapport.writing import schrijf_in_gesloten_zone
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.sources.deliveries.typed import ONLEESBAAR
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline_tests.deliveries_kit import Huis
from jbr_pipeline_tests.soak import mutations
from jbr_pipeline_tests.soak.bad_file import MERK, Bestand
from jbr_pipeline_tests.soak.kit import LANG, Leven
from jbr_pipeline_tests.soak.mutations import Samenstelling
from jbr_pipeline_tests.soak.text_mutations import REGELFOUTEN, TEKSTFOUTEN

SOORTEN = tuple(contracten())
STAPEL, STAPELS = (100, 20) if LANG else (30, 2)
"""Composed files in one data folder, and how many such folders. Hypothesis begins with the least it can think of."""

BESTANDEN_PER_MAP = 1000

NAGEKEKEN = 15 if LANG else 4
"""Files of a folder that `jbr check` looks at as well; each takes half a second."""

GEEN_VERKLEINING = (Phase.explicit, Phase.generate)
_VERWACHTING = re.compile(
    r"verwacht:|lever |sla (het|haar)|verplichte kolom|hoogstens|langer dan|groter dan|opgave|verwijder wat|"
    r"geen enkele regel met gegevens|Geen van de \d+ regels is bruikbaar"
)
"""How a reason tells what was expected or what to do."""


@dataclass
class Telling:
    """What came of all files so far."""

    bestanden: int = 0
    nagekeken: int = 0
    gelezen: int = 0
    oordelen: Counter[str] = field(default_factory=Counter)
    soorten: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def telling(request: pytest.FixtureRequest) -> Iterator[Telling]:
    counted = Telling()
    yield counted
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(
            f"\n{counted.bestanden} slechte bestanden, {len(counted.soorten)} soorten fouten: "
            f"{dict(counted.oordelen)}; {counted.gelezen} regels gelezen en teruggevonden; "
            f"{counted.nagekeken} ook met jbr check"
        )


@dataclass
class Uitkomst:
    """One file as the house took it."""

    bestand: Bestand
    naam: str
    aanlevering: Aanlevering
    rapport: Rapport
    gehouden: dict[int, tuple[list[str], list[str]]]
    """Rules and columns of each line in quarantine."""
    geldig: tuple[int, str]
    """How many valid rows there are, and what is in them."""

    @property
    def v(self) -> Verwerking | None:
        return self.aanlevering.verwerking

    def __repr__(self) -> str:
        return f"{self.bestand!r}: {self.rapport.oordeel}, quarantaine {sorted(self.gehouden)}"


def neem_in(map_: Path, bestanden: Sequence[Bestand], caplog: pytest.LogCaptureFixture) -> list[Uitkomst]:
    """Take all files through one house, with a good file of each subject in their midst; check what holds of any."""
    huis = Huis(Paden(map_ / "data"))
    names = {f"JBR_BZK_{b.soort}_20241231_v{n}.{b.extensie}": b for n, b in enumerate(bestanden, start=1)}
    for naam, bestand in names.items():
        lever(huis, naam, bestand.inhoud)
    with caplog.at_level(logging.DEBUG, logger="jbr_pipeline"):
        huis.land()
        huis.verwerk()
    assert [t.toelichting for r in huis.rapporten for t in r.toetsen if t.storing] == []
    findings = {id_: f for r in huis.rapporten for id_, f in r.bevindingen.items()}
    judged = huis.stand().aanleveringen
    schrijf_in_gesloten_zone(huis.paden, judged, findings)
    entries = manifest.lees(huis.paden.geland)
    assert sorted(e.bestandsnaam for e in entries) == sorted(names), "een bestand is weg of staat er twee keer"
    by_name = {a.landing.bestandsnaam: a for a in judged}
    assert len(by_name) == len(names)
    rows = {soort: (_quarantaine(huis, soort), _geldig(huis, soort)) for soort in SOORTEN}
    outcomes = []
    for naam, bestand in names.items():
        a = by_name[naam]
        id_ = a.landing.aanlevering_id
        held, valid = rows[bestand.soort]
        rapport = stel_op(a, findings.get(id_))
        outcomes.append(Uitkomst(bestand, naam, a, rapport, held.get(id_, {}), valid.get(id_, (0, ""))))
    every_one(outcomes, lambda u: _keeps_the_bytes(huis, u.aanlevering.landing, u), _conserves, _says_what_is_wrong)
    _says_no_value(huis, caplog)
    return outcomes


def every_one(outcomes: Iterable[Uitkomst], *checks: Callable[[Uitkomst], None]) -> None:
    """Check all files before failing, and fail with one line for each: what was done to it, and what came of it."""
    wrong = []
    for u in outcomes:
        for check in checks:
            try:
                check(u)
            except AssertionError as fout:
                wrong.append(str(fout).partition("\n")[0])
    assert wrong == [], "\n".join(["", *wrong])


def lever(huis: Huis, naam: str, inhoud: bytes) -> None:
    """Put these very bytes in the drop folder, long enough ago for landing not to wait."""
    file = huis.lever(naam, "")
    file.write_bytes(inhoud)
    os.utime(file, (1_700_000_000, 1_700_000_000))


def _quarantaine(huis: Huis, soort: str) -> dict[str, dict[int, tuple[list[str], list[str]]]]:
    found: dict[str, dict[int, tuple[list[str], list[str]]]] = {}
    for id_, line, regels, kolommen in huis.quarantaine(soort, "aanlevering_id, regelnr, regels, kolommen"):
        assert line not in found.setdefault(id_, {}), "een regel staat twee keer in quarantaine"
        found[id_][line] = regels, kolommen
    return found


def _geldig(huis: Huis, soort: str) -> dict[str, tuple[int, str]]:
    rows = huis.geldig(soort, "aanlevering_id, columns(* exclude (aanlevering_id, regelnr))")
    found: dict[str, list[str]] = {}
    for id_, *values in rows:
        found.setdefault(id_, []).append(repr(values))
    return {id_: (len(texts), "|".join(sorted(texts))) for id_, texts in found.items()}


def _keeps_the_bytes(huis: Huis, landing: Landing, u: Uitkomst) -> None:
    in_inbox = (huis.paden.inbox / landing.bestandsnaam).exists()
    assert in_inbox != landing.verwijderd, u
    kept = huis.paden.geland / landing.sha256
    if landing.besluit == "geland":
        assert kept.read_bytes() == u.bestand.inhoud, u
    if landing.verwijderd:
        assert not kept.exists(), u


def _conserves(u: Uitkomst) -> None:
    v = u.v
    if u.aanlevering.landing.besluit == "geweigerd":
        assert v is None, u
        assert (len(u.gehouden), u.geldig[0]) == (0, 0), u
        return
    assert v is not None, u
    assert v.rijen_gelezen == v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen, u
    assert (u.geldig[0], len(u.gehouden)) == (v.rijen_geldig, v.rijen_quarantaine), u


def _says_what_is_wrong(u: Uitkomst) -> None:
    """The report names the file, and each line in quarantine with a column and what was expected."""
    assert u.rapport.bestand == u.naam, u
    if u.rapport.oordeel == "geweigerd":
        assert _VERWACHTING.search(u.rapport.reden), (u, u.rapport.reden)
        assert u.rapport.reden[0].isupper(), u
        assert u.rapport.reden.endswith("."), u
    told: dict[int, set[str]] = {}
    for fout in u.rapport.fouten:
        assert fout.uitleg.verwacht, u
        assert fout.uitleg.herstel, u
        if fout.ernst == "kritiek":
            for plaats in fout.plaatsen:
                told.setdefault(plaats.regelnr, set()).add(fout.kolom)
    assert set(told) == set(u.gehouden), u
    for line, (regels, kolommen) in u.gehouden.items():
        whole_line = ONLEESBAAR in regels or "regel_niet_herhaald" in regels
        assert told[line] & {*kolommen, ""} if whole_line else told[line] & set(kolommen), u


def _says_no_value(huis: Huis, caplog: pytest.LogCaptureFixture) -> None:
    said = [("log", caplog.text)]
    for folder in (huis.paden.geland / "manifest", huis.paden.rapporten, huis.paden.verwerkt):
        said += [(p.name, p.read_text(encoding="utf-8")) for p in folder.rglob("*") if p.suffix in (".json", ".html")]
    # The closed zone keeps the names of unknown columns, and the reports do not repeat them.
    spoken = [name for name, text in said if MERK in text or (name.endswith(".html") and MERK.lower() in text)]
    assert spoken == []
    assert "Traceback" not in caplog.text


def keur(u: Uitkomst, good: dict[str, str]) -> None:
    """What was expected of this very file."""
    expected, v = u.bestand.verwacht, u.v
    if expected.oordeel == "geweigerd":
        assert u.rapport.oordeel == "geweigerd", u
        assert expected.reden in u.rapport.reden, (u, u.rapport.reden)
        assert u.aanlevering.landing.verwijderd == expected.persoonlijk, u
        return
    if expected.gelezen is not None:
        assert v is not None, (u, u.rapport.reden)
        assert v.rijen_gelezen == expected.gelezen, u
    if expected.oordeel == "eender":
        return
    assert v is not None, u
    assert u.rapport.oordeel == ("deels" if expected.regels else "overgenomen"), (u, u.rapport.reden)
    assert tuple(sorted(u.gehouden)) == expected.regels, u
    assert v.rijen_overgeslagen == expected.overgeslagen, u
    for regels, kolommen in u.gehouden.values():
        assert not expected.kolom or expected.kolom in {*regels, *kolommen}, u
    if expected.oordeel == "goed":
        assert u.geldig[1] == good[u.bestand.soort], (u, "andere waarden dan het goede bestand")


def kijk_ook_na(map_: Path, all_: Sequence[Uitkomst], telling: Telling, caplog: pytest.LogCaptureFixture) -> None:
    """`jbr check` says of a file alone what the run said of it among the others; asked of some."""
    outcomes = all_[:: -(-len(all_) // NAGEKEKEN)]
    folder = map_ / "nagekeken"
    folder.mkdir()
    for u in outcomes:
        (folder / u.naam).write_bytes(u.bestand.inhoud)
    paden = Paden(map_ / "nergens")
    checked = van_bestanden(paden, [folder / u.naam for u in outcomes], folder / "rapporten", voorbeeld=False)
    with caplog.at_level(logging.DEBUG, logger="jbr_pipeline"):
        for u, (rapport, page) in zip(outcomes, checked, strict=True):
            told = (rapport.oordeel, rapport.tellingen, rapport.fouten)
            assert told == (u.rapport.oordeel, u.rapport.tellingen, u.rapport.fouten), u
            if rapport.oordeel == "geweigerd":
                assert rapport.reden == u.rapport.reden, u
            assert MERK.lower() not in page.read_text(encoding="utf-8").lower(), u
            telling.nagekeken += 1
    assert MERK not in caplog.text
    assert not paden.data.exists()


def tel(outcomes: Sequence[Uitkomst], telling: Telling) -> None:
    telling.bestanden += len(outcomes)
    telling.gelezen += sum(u.v.rijen_gelezen for u in outcomes if u.v)
    telling.oordelen.update(u.rapport.oordeel for u in outcomes)
    telling.soorten |= {u.bestand.soort_fout for u in outcomes}


def vaste_bestanden() -> list[Bestand]:
    """Each kind of fault: of every subject in the long form, of one subject or another in the short one."""
    if LANG:
        return [b for s in SOORTEN for zaad in (1, 2) for b in [*mutations.vaste_gevallen(s, zaad)]]
    per_soort = [[*mutations.vaste_gevallen(s)] for s in SOORTEN]
    return [per_soort[n % len(SOORTEN)][n] for n in range(len(per_soort[0]))]


def celbestanden() -> list[Bestand]:
    """Each kind of wrong cell: in every column in the long form, in one column or another in the short one."""
    found = [b for s in SOORTEN for b in mutations.celgevallen(s)]
    if LANG:
        return found
    kinds: dict[str, list[Bestand]] = {}
    for b in found:
        kinds.setdefault(b.soort_fout, []).append(b)
    return [columns[n % len(columns)] for n, columns in enumerate(kinds.values())]


@pytest.mark.parametrize("maak", [vaste_bestanden, celbestanden])
def test_every_kind_of_fault_comes_to_what_is_said_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, telling: Telling, maak
) -> None:
    bad = maak()
    for begin in range(0, len(bad), BESTANDEN_PER_MAP):
        place = tmp_path / str(begin)
        good = [b for s in SOORTEN for b in islice(mutations.vaste_gevallen(s), 1)]
        outcomes = neem_in(place, [*bad[begin : begin + BESTANDEN_PER_MAP], *good], caplog)
        values = {u.bestand.soort: u.geldig[1] for u in outcomes[-len(good) :]}
        every_one(outcomes, partial(keur, good=values))
        tel(outcomes[: -len(good)], telling)
        kijk_ook_na(place, outcomes, telling, caplog)
        caplog.clear()


samenstelling = st.builds(
    Samenstelling,
    soort=st.sampled_from(SOORTEN),
    cellen=st.lists(st.integers(0, 10_000), max_size=3).map(tuple),
    regels=st.lists(st.sampled_from(list(REGELFOUTEN)), max_size=2).map(tuple),
    kappen=st.lists(st.sampled_from(list(TEKSTFOUTEN)), max_size=2).map(tuple),
    verpakt=st.booleans(),
    zaad=st.integers(0, 1 << 30),
)


@settings(
    max_examples=STAPELS,
    phases=GEEN_VERKLEINING,
    # The log is cleared after every example.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(samenstelling, min_size=STAPEL, max_size=STAPEL))
def test_faults_on_top_of_each_other_lose_nothing_either(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture, telling: Telling, samenstellingen
) -> None:
    place = tmp_path_factory.mktemp("stapel")
    outcomes = neem_in(place, [s.maak() for s in samenstellingen], caplog)
    tel(outcomes, telling)
    kijk_ook_na(place, outcomes, telling, caplog)
    caplog.clear()


@pytest.mark.skipif(not LANG, reason="een hele run duurt een halve minuut")
def test_a_whole_run_over_bad_files_publishes_and_says_no_value(tmp_path: Path, server: Standin) -> None:
    leven = Leven(tmp_path / "leven", server.base_url)
    bad = [*vaste_bestanden()[:300], *celbestanden()[:300]]
    for n, bestand in enumerate(bad, start=1):
        naam = f"JBR_BZK_{bestand.soort}_20241231_v{n}.{bestand.extensie}"
        lever(leven.huis, naam, bestand.inhoud)
    assert leven.doe("run") == 3, leven.gezegd()
    assert not {"Traceback", MERK} & set(re.findall(rf"Traceback|{MERK}", leven.gezegd()))
    leven.is_heel()
    with duckdb.connect(str(leven.paden.database), read_only=True) as con:
        for (table,) in con.execute("select table_name from duckdb_tables() where schema_name = 'jbr'").fetchall():
            found = con.execute(
                f"select count(*) from jbr.jbr.{table} as t where t::varchar ilike '%{MERK}%'"
            ).fetchone()
            assert found == (0,), table
