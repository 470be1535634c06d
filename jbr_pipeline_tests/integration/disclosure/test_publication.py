"""What a publication hides, what an edition settles, and when nothing is published at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jbr_pipeline.disclosure import protection as disclosure
from jbr_pipeline.disclosure.protection import Keuze
from jbr_pipeline.disclosure.system import Bools, Stelsel
from jbr_pipeline.warehouse import protection
from jbr_pipeline.warehouse.publication import Onthullingsfout
from jbr_pipeline_tests.integration.disclosure.afdeling import Afdeling

ONDERDRUKT = "onderdrukt"


def klein_bij_bzk(map_: Path) -> Afdeling:
    """Two persons X at BZK, and enough of everyone elsewhere."""
    return Afdeling.in_map(
        map_, BZK={"M": 40, "V": 50, "X": 2}, OCW={"M": 30, "V": 30, "X": 9}, SZW={"M": 20, "V": 60, "X": 8}
    )


@pytest.fixture
def afdeling(tmp_path: Path) -> Afdeling:
    made = klein_bij_bzk(tmp_path / "data")
    made.publiceer()
    return made


def test_a_small_number_takes_another_of_its_ministry_and_another_ministry_with_it(afdeling: Afdeling) -> None:
    assert "X" in afdeling.verborgen("BZK")
    assert len(afdeling.verborgen("BZK")) > 1
    assert afdeling.verborgen("OCW") | afdeling.verborgen("SZW")
    assert afdeling.per_geslacht("BZK")["totaal"] == 92
    assert afdeling.per_geslacht("rijk") == {"M": 90, "V": 140, "X": 19, "totaal": 249}


def test_the_same_deliveries_give_the_same_pattern_in_another_place(afdeling: Afdeling, tmp_path: Path) -> None:
    other = klein_bij_bzk(tmp_path / "elders")
    other.publiceer()
    for ministerie in ("BZK", "OCW", "SZW"):
        assert other.per_geslacht(ministerie) == afdeling.per_geslacht(ministerie)


def test_the_pattern_is_chosen_again_only_when_the_figures_change(
    afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = []
    original = disclosure.kies
    monkeypatch.setattr(disclosure, "kies", lambda *args: chosen.append(1) or original(*args))
    afdeling.publiceer()
    assert not chosen
    afdeling.lever("SZW", {"M": 21, "V": 60, "X": 8}, versie=2)
    afdeling.publiceer()
    assert chosen


def test_what_an_edition_hid_stays_hidden_and_what_it_told_is_told(afdeling: Afdeling) -> None:
    afdeling.stel_vast()
    frozen = {m: afdeling.per_geslacht(m, "JBR 2024") for m in ("BZK", "OCW", "SZW")}
    before = {m: afdeling.verborgen(m) for m in ("BZK", "OCW", "SZW")}
    # By now BZK has eight: alone, that needs no protection any more.
    afdeling.lever("BZK", {"M": 40, "V": 50, "X": 8}, versie=2)
    afdeling.publiceer()
    assert {m: afdeling.per_geslacht(m, "JBR 2024") for m in frozen} == frozen
    for ministerie, hidden in before.items():
        assert afdeling.verborgen(ministerie) == hidden
    assert afdeling.per_geslacht("rijk")["totaal"] == 255


def test_a_cell_that_becomes_small_after_an_edition_hides_among_what_changed_too(afdeling: Afdeling) -> None:
    """The edition told 9 at OCW; now there are 3, and the total of before does not give them away."""
    afdeling.stel_vast()
    told = "X" not in afdeling.verborgen("OCW")
    afdeling.lever("OCW", {"M": 30, "V": 30, "X": 3}, versie=2)
    result = afdeling.publiceer()
    assert "X" in afdeling.verborgen("OCW")
    assert result.controle.is_dicht
    if told:
        assert afdeling.per_geslacht("OCW", "JBR 2024")["X"] == 9


def alleen_het_kleine(con: object, cellen: Stelsel, *_: object) -> Keuze:
    """A choice that forgets the others."""
    none = np.zeros(0, dtype=np.int64)
    return Keuze(np.flatnonzero(cellen.primair), none, none)


def test_a_pattern_that_leaks_publishes_nothing_and_the_last_good_file_stays(
    afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = afdeling.huis.paden.database.read_bytes()
    monkeypatch.setattr(disclosure, "kies", alleen_het_kleine)
    afdeling.lever("SZW", {"M": 21, "V": 60, "X": 8}, versie=2)
    with pytest.raises(Onthullingsfout, match="Er is niets gepubliceerd") as refused:
        afdeling.publiceer()
    assert refused.value.controle
    assert refused.value.controle.lekken["medewerkers"] > 0
    assert afdeling.huis.paden.database.read_bytes() == before


def test_a_solver_that_runs_out_of_time_means_no_publication(
    afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = afdeling.huis.paden.database.read_bytes()
    monkeypatch.setattr(protection, "HOOGSTENS_S", 0.0)
    afdeling.lever("SZW", {"M": 21, "V": 60, "X": 8}, versie=2)
    with pytest.raises(Onthullingsfout, match="niet op tijd"):
        afdeling.publiceer()
    assert afdeling.huis.paden.database.read_bytes() == before


def test_what_was_worked_out_before_needs_no_solver(afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "HOOGSTENS_S", 0.0)
    assert afdeling.publiceer().controle.is_dicht


def test_a_database_built_aside_is_gone_when_nothing_is_published(
    afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "HOOGSTENS_S", 0.0)
    afdeling.lever("SZW", {"M": 21, "V": 60, "X": 8}, versie=2)
    with pytest.raises(Onthullingsfout):
        afdeling.publiceer()
    assert not list(afdeling.huis.paden.warehouse.glob(".jbr*"))


def test_where_nothing_else_can_be_hidden_the_whole_breakdown_is_withheld(tmp_path: Path) -> None:
    """One ministry with three women and nobody else: that there is nobody else would tell that they are three."""
    alone = Afdeling.in_map(tmp_path / "data", BZK={"V": 3})
    result = alone.publiceer()
    assert result.controle.is_dicht
    assert set(alone.per_geslacht("BZK").values()) <= {"onderdrukt", "bescherming", 0}
    assert alone.per_geslacht("BZK")["totaal"] in ("onderdrukt", "bescherming")


def test_what_cannot_be_protected_at_all_is_not_published(afdeling: Afdeling, monkeypatch: pytest.MonkeyPatch) -> None:
    original = disclosure.maak_cellen

    def alles_bekend(*args: Any) -> Stelsel:
        """The cells, of which somebody outside knows all but the small ones from elsewhere."""
        cells = original(*args)
        return replace(cells, bekend=~cells.klein & ~cells.rest)

    def niets_in_te_houden(_con: object, cells: Stelsel, *_found: object, **_waar: object) -> Bools:
        return np.zeros(cells.aantal, dtype=bool)

    monkeypatch.setattr(disclosure, "maak_cellen", alles_bekend)
    monkeypatch.setattr(disclosure, "_breakdowns_of", niets_in_te_houden)
    with pytest.raises(Onthullingsfout, match="Geen enkel patroon beschermt"):
        afdeling.publiceer()
