"""Where held and source differ is found with few questions, and the parts cover the whole once."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.open_overheid.totals import Stuk, Vergelijking
from jbr_pipeline.sources.open_overheid.windows import DAG, Periode, maanden

VAN = date(2022, 1, 1)
VANDAAG = date(2026, 11, 20)
GEHEEL = Periode(VAN, None)
MAANDEN = [p.van for p in maanden(VAN, None, VANDAAG)]
DAGEN = st.lists(st.integers(0, 1_900).map(lambda n: VAN + timedelta(days=n)), max_size=300)


class Bron:
    """A source with documents on these days; counts what it is asked."""

    def __init__(self, dagen: list[date]) -> None:
        self.dagen = dagen
        self.vragen = 0

    def __call__(self, vanaf: date) -> int:
        self.vragen += 1
        return sum(d >= vanaf for d in self.dagen)


def _stukken(bron: Bron, gehouden: list[date], *, ruimte: float = math.inf, per_maand: bool = False) -> list[Stuk]:
    vergelijking = Vergelijking(bron, gehouden, MAANDEN)
    return list(vergelijking.stukken(GEHEEL, ruimte=lambda: ruimte - bron.vragen, per_maand=per_maand))


@given(bron=DAGEN, gehouden=DAGEN, per_maand=st.booleans())
def test_the_parts_cover_every_day_once_and_each_has_its_numbers(
    bron: list[date], gehouden: list[date], per_maand: bool
) -> None:
    stukken = sorted(_stukken(Bron(bron), gehouden, per_maand=per_maand), key=lambda s: s.periode.van)
    assert stukken[0].periode.van == VAN
    assert stukken[-1].periode.tot is None
    for eerder, later in pairwise(stukken):
        assert eerder.periode.tot is not None
        assert eerder.periode.tot + DAG == later.periode.van
    for stuk in stukken:
        assert stuk.bron == sum(d in stuk.periode for d in bron)
        assert stuk.gehouden == sum(d in stuk.periode for d in gehouden)
        # What is left to read is small, or within one month.
        assert stuk.verschil == 0 or stuk.paginas <= 9 or stuk.periode.van.month == (stuk.periode.tot or VAN).month
    if per_maand:
        assert len(stukken) == len(MAANDEN)


def test_when_all_is_equal_one_question_does() -> None:
    dagen = [VAN + timedelta(days=n) for n in range(1_500)] * 20
    bron = Bron(dagen)
    (stuk,) = _stukken(bron, dagen)
    assert (stuk.verschil, bron.vragen) == (0, 1)


def test_one_document_too_few_among_ninety_thousand_is_found_to_the_day_by_halving() -> None:
    dagen = [VAN + timedelta(days=n) for n in range(1_500)] * 60
    bron = Bron(dagen[:-700] + dagen[-699:])
    (stuk,) = [s for s in _stukken(bron, dagen) if s.verschil]
    assert stuk.paginas <= 3
    assert dagen[-700] in stuk.periode
    assert bron.vragen <= 13


def test_a_backfill_is_cut_into_months_and_no_further() -> None:
    bron = Bron([VAN + timedelta(days=n) for n in range(1_500)] * 60)
    stukken = [s for s in _stukken(bron, []) if s.verschil]
    assert all((s.periode.van, s.periode.tot) in [(p.van, p.tot) for p in maanden(VAN, None, VANDAAG)] for s in stukken)
    assert bron.vragen <= len(MAANDEN)


def test_a_day_with_most_of_the_documents_is_not_cut_off_from_the_others() -> None:
    druk = date(2024, 5, 14)
    dagen = [druk] * 400 + [date(2024, 5, n) for n in range(1, 31)]
    (stuk,) = [s for s in _stukken(Bron(dagen[1:]), dagen) if s.verschil]
    assert (stuk.periode.van, stuk.periode.tot) == (date(2024, 5, 1), date(2024, 5, 31))


def test_without_requests_to_spare_it_stops_where_it_is_and_says_so() -> None:
    dagen = [VAN + timedelta(days=n) for n in range(1_500)] * 60
    bron = Bron(dagen[1:])
    stukken = _stukken(bron, dagen, ruimte=5)
    (stuk,) = [s for s in stukken if s.verschil]
    assert stuk.te_halveren
    assert VAN in stuk.periode
    assert bron.vragen <= 5
