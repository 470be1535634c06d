"""Periods cover every day once, and the two readings of a hit (Python and SQL) agree."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.open_overheid.hits import Pagina, Treffer, treffers
from jbr_pipeline.sources.open_overheid.windows import Lezer, Periode, maanden

DAGEN = st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 12, 31))


@given(van=DAGEN, vandaag=DAGEN, dag=DAGEN, tot=st.none() | DAGEN)
def test_every_day_of_the_period_is_in_exactly_one_month(van: date, vandaag: date, dag: date, tot: date | None) -> None:
    perioden = maanden(van, tot, vandaag)
    hoort = van <= dag and (tot is None or dag <= tot)
    assert sum(dag in p for p in perioden) == hoort


def test_months_break_at_the_first_and_the_last_one_is_open() -> None:
    perioden = maanden(date(2023, 11, 20), None, date(2024, 2, 29))
    assert [str(p) for p in perioden] == [
        "20-11-2023 t/m 30-11-2023",
        "01-12-2023 t/m 31-12-2023",
        "01-01-2024 t/m 31-01-2024",
        "01-02-2024 t/m 29-02-2024",
        "01-03-2024 en later",
    ]


def test_the_common_part_of_two_periods() -> None:
    (eerste, later) = maanden(date(2024, 1, 1), None, date(2024, 1, 15))
    assert str(eerste.deel(date(2024, 1, 20), date(2024, 3, 1))) == "20-01-2024 t/m 31-01-2024"
    assert later.deel(date(2023, 1, 1), date(2024, 1, 31)) is None
    assert str(later.deel(date(2024, 1, 1), date(2024, 2, 1))) == "01-02-2024 t/m 01-02-2024"


class Bladzijden:
    """A search that answers with these pages in turn, the last one for ever."""

    def __init__(self, *paginas: tuple[int, range]) -> None:
        self._paginas = list(paginas)
        self.paden: list[str] = []

    def __call__(self, pad: str) -> Pagina:
        self.paden.append(pad)
        totaal, nummers = self._paginas.pop(0) if len(self._paginas) > 1 else self._paginas[0]
        gevonden = [Treffer(f"d{n}", f"d{n}_1|", None, None) for n in nummers]
        return Pagina(totaal, gevonden, len(gevonden), bekend=False)


MEI = Periode(date(2024, 5, 1), date(2024, 5, 31))


def test_a_period_whose_pages_overlap_is_read_again_until_all_were_shown() -> None:
    bladzijden = Bladzijden((60, range(50)), (60, range(45, 55)), (60, range(50)), (60, range(50, 60)))
    assert Lezer(bladzijden).lees(MEI, 60) == []
    assert len(bladzijden.paden) == 4


def test_several_readings_together_may_show_all() -> None:
    bladzijden = Bladzijden((60, range(50)), (60, range(45, 55)), (60, range(10, 60)), (60, range(30, 40)))
    assert Lezer(bladzijden).lees(MEI, 60) == []
    assert len(bladzijden.paden) == 4


def test_a_total_that_changes_on_the_way_is_not_trusted() -> None:
    bladzijden = Bladzijden((60, range(50)), (61, range(50, 61)), (61, range(50)), (61, range(50, 61)))
    assert Lezer(bladzijden).lees(MEI, 60) == []
    assert len(bladzijden.paden) == 4


def test_a_period_that_never_holds_still_is_reported() -> None:
    bladzijden = Bladzijden((60, range(40)))
    (reden,) = Lezer(bladzijden).lees(MEI, 60)
    assert "bleef bewegen" in reden
    assert len(bladzijden.paden) == 6


def test_large_periods_are_cut_so_that_start_stays_small() -> None:
    bladzijden = Bladzijden(*((900, range(n, n + 50)) for n in range(0, 4_000, 50)))
    Lezer(bladzijden).lees(MEI, 3_100)
    vensters = {pad.split("publicatiedatumVan=")[1] for pad in bladzijden.paden}
    assert "01-05-2024&publicatiedatumTot=11-05-2024" in vensters
    assert len(vensters) == 4


def test_hits_with_something_wrong_are_read_as_far_as_they_go() -> None:
    gelezen = list(
        treffers(
            [
                {"document": {"id": "oep-abc_12", "mutatiedatumtijd": "2026-03-21T09:23:36.587641713Z"}},
                {"document": {"id": "zonder-versie", "openbaarmakingsdatum": "onbekend"}},
                {"document": {"id": "ronl-x_1", "openbaarmakingsdatum": "2024-02-30", "mutatiedatumtijd": None}},
                {"document": {"titel": "geen id"}},
                {"document": None},
                "geen object",
            ]
        )
    )
    assert [t.document_id for t in gelezen] == ["oep-abc", "zonder-versie", "ronl-x"]
    assert [t.datum for t in gelezen] == [None, None, None]
    assert gelezen[0].sleutel == "oep-abc_12|2026-03-21T09:23:36.587"
    assert gelezen[0].mutatie is not None
    assert gelezen[0].mutatie.utcoffset() == timedelta(0)
    assert gelezen[2].mutatie is None
