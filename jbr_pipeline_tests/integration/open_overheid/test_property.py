"""Whatever happens at the source, in whatever order: after the next run the table equals the source."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline_tests.integration.open_overheid.kit import assert_gelijk, haal, klein_corpus

VANAF = date(2026, 6, 1)
VANDAAG = date(2026, 11, 23)
VOORRAAD = klein_corpus(0.02, seed=3).documenten
BEGIN = 24

DAGEN = st.integers(min_value=-40, max_value=200).map(lambda n: VANAF + timedelta(days=n))
DAAD = st.one_of(
    st.tuples(st.just("publiceer"), DAGEN),
    st.tuples(st.just("trek_in"), st.integers(0, 100)),
    st.tuples(st.just("herpubliceer"), st.integers(0, 100)),
    st.tuples(st.just("nieuwe_versie"), st.integers(0, 100)),
    st.tuples(st.just("verplaats"), st.tuples(st.integers(0, 100), DAGEN)),
)
GEDRAG = st.builds(
    Gedrag,
    tot_inclusief=st.booleans(),
    max_start=st.sampled_from([None, 0]),
    documentrelaties=st.booleans(),
    nieuwste_eerst=st.booleans(),
)


@settings(max_examples=5)
@given(gedrag=GEDRAG, nachten=st.lists(st.lists(DAAD, max_size=8), min_size=1, max_size=2))
def test_after_every_night_the_table_equals_the_source(gedrag: Gedrag, nachten: list[list[tuple[str, Any]]]) -> None:
    verspreid = [_op(d, VANAF + timedelta(days=i * 7)) for i, d in enumerate(VOORRAAD[:BEGIN])]
    nieuw = iter(VOORRAAD[BEGIN:])
    with tempfile.TemporaryDirectory() as map_, Standin(Corpus(tuple(verspreid)), gedrag=gedrag) as standin:
        raw = Path(map_) / "raw"
        haal(standin, raw, vanaf=VANAF, vandaag=VANDAAG)
        vorige = assert_gelijk(standin, raw, vanaf=VANAF)
        for nacht in nachten:
            for daad in nacht:
                _doe(standin, daad, nieuw)
            # Halving the list by chance is not what this is about.
            rapport = haal(standin, raw, vanaf=VANAF, vandaag=VANDAAG, sta_krimp_toe=True)
            assert rapport.volledig, rapport.onvolledig
            nu = assert_gelijk(standin, raw, vanaf=VANAF)
            assert nu.ingetrokken <= standin.voorraad.ingetrokken
            # What was held and taken back is marked; a document whose date left the period first is held no more.
            assert {i for i in vorige.publiek & standin.voorraad.ingetrokken if i in nu.rijen} <= nu.ingetrokken
            vorige = nu


def _doe(standin: Standin, daad: tuple[str, Any], nieuw: Any) -> None:
    voorraad = standin.voorraad
    match daad:
        case ("publiceer", dag):
            voorraad.publiceer(_op(next(nieuw), dag))
        case ("herpubliceer", n) if voorraad.ingetrokken:
            voorraad.herpubliceer(_kies(voorraad.ingetrokken, n))
        case ("trek_in", n) if voorraad.publiek:
            voorraad.trek_in(_kies(voorraad.publiek, n))
        case ("nieuwe_versie", n) if voorraad.publiek:
            voorraad.nieuwe_versie(_kies(voorraad.publiek, n))
        case ("verplaats", (n, dag)) if voorraad.publiek:
            voorraad.verplaats(_kies(voorraad.publiek, n), dag)


def _kies(ids: Any, n: int) -> str:
    gesorteerd = sorted(ids)
    return gesorteerd[n % len(gesorteerd)]


def _op(document: Any, dag: date) -> Any:
    versies = tuple(replace(v, openbaarmakingsdatum=dag) if v.openbaarmakingsdatum else v for v in document.versies)
    return replace(document, openbaarmakingsdatum=dag, versies=versies)
