"""What was not shown for longest is read again first, and nothing waits for ever."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.open_overheid.reread import aan_de_beurt
from jbr_pipeline.sources.open_overheid.state import Bekend
from jbr_pipeline.sources.open_overheid.windows import DAG, Periode

VAN = date(2024, 1, 1)
GEHEEL = Periode(VAN, None)
EERDER = datetime(2025, 1, 1, tzinfo=UTC)


def _bekend(dag: date, getoond: datetime = EERDER) -> Bekend:
    return Bekend("d_1|", dag, "d_1|", getoond=getoond)


def test_the_day_shown_longest_ago_comes_first_with_what_fits_after_it() -> None:
    documenten = {f"d{n}": _bekend(VAN + n * DAG, EERDER + timedelta(days=n % 7)) for n in range(100)}
    documenten["oud"] = _bekend(VAN + 42 * DAG, EERDER - timedelta(days=1))
    beurt = aan_de_beurt(documenten.items(), set(), GEHEEL, 1)
    assert beurt
    periode, aantal = beurt
    # Fifty on a page, of which one is of the day after, and one day has two.
    assert periode == Periode(VAN + 42 * DAG, VAN + 89 * DAG)
    assert aantal == 49


def test_a_day_that_does_not_fit_gives_way_to_the_next() -> None:
    documenten = {f"d{n}": _bekend(VAN) for n in range(120)} | {"later": _bekend(VAN + 40 * DAG, EERDER + DAG)}
    beurt = aan_de_beurt(documenten.items(), set(), GEHEEL, 2)
    assert beurt == (Periode(VAN + DAG, VAN + 40 * DAG), 1)
    assert aan_de_beurt(documenten.items(), set(), Periode(VAN, VAN), 2) is None
    assert aan_de_beurt(documenten.items(), set(), Periode(VAN, VAN), 3) == (Periode(VAN, VAN), 120)


def test_what_this_run_showed_does_not_count_and_what_is_withdrawn_neither() -> None:
    weg = _bekend(VAN)
    weg.ingetrokken = True
    documenten = {"gezien": _bekend(VAN), "weg": weg, "later": _bekend(VAN + 9 * DAG)}
    beurt = aan_de_beurt(documenten.items(), {"gezien"}, GEHEEL, 1)
    assert beurt == (Periode(VAN + DAG, VAN + 9 * DAG), 1)
    assert aan_de_beurt(documenten.items(), set(documenten), GEHEEL, 1) is None


@given(dagen=st.lists(st.integers(0, 60), min_size=1, max_size=400), paginas=st.integers(2, 6))
def test_every_day_that_fits_has_its_turn(dagen: list[int], paginas: int) -> None:
    documenten = {f"d{n}": _bekend(VAN + dag * DAG) for n, dag in enumerate(dagen)}
    past = {d for d in dagen if sum(d <= ander <= d + 1 for ander in dagen) <= 50 * paginas}
    gelezen: set[int] = set()
    for nacht in range(1, 70):
        beurt = aan_de_beurt(documenten.items(), set(), GEHEEL, paginas)
        if beurt is None:
            break
        periode, aantal = beurt
        assert aantal == sum(b.lijstdatum is not None and b.lijstdatum in periode for b in documenten.values())
        for bekend in documenten.values():
            if bekend.lijstdatum is not None and bekend.lijstdatum in periode:
                gelezen.add((bekend.lijstdatum - VAN).days)
                bekend.getoond = EERDER + timedelta(days=nacht)
    assert past <= gelezen
