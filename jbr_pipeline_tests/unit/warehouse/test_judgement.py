"""Which deliveries count: versions, file rules against a year earlier, acceptance by hand, and what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import ministerie_met_afkorting, ministeries_op
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand, Verschuldigd, beoordeel, jaar_eerder, verschuldigd
from jbr_pipeline.warehouse.processed import Status, Verwerking
from jbr_pipeline.warehouse.purged import Bewaard

NU = datetime(2025, 2, 1, tzinfo=UTC)
Paar = tuple[Landing, Verwerking | None]


def aanlevering(
    ministerie: str,
    peildatum: date,
    versie: int = 1,
    *,
    soort: str = "bezetting",
    maat: float | None = 100,
    onbekend_pct: float | None = 0,
    reden: str | None = None,
    acceptatie: str | None = None,
) -> Paar:
    organisatie = ministerie_met_afkorting(ministerie, peildatum)
    assert organisatie is not None
    id_ = f"{ministerie}_{soort}_{peildatum:%Y%m%d}_v{versie}"
    landing = Landing(
        aanlevering_id=id_,
        bestandsnaam=f"JBR_{id_}.csv",
        sha256="0",
        grootte_bytes=1,
        gewijzigd_op=NU,
        ontvangen_op=NU,
        besluit="geland",
        organisatie_code=organisatie.code,
        soort=soort,
        peildatum=peildatum,
        versie=versie,
        formaat="csv",
        acceptatie_reden=acceptatie,
    )
    maten: dict[str, float | None] = {r.naam: maat for r in contracten()[soort].bestandsregel}
    if soort == "bezetting":
        maten["onderdeel_naam_bekend"] = onbekend_pct
    return landing, Verwerking(id_, "0", reden=reden, maten={} if reden else maten)


def oordeel(paren: Sequence[Paar]) -> Stand:
    return beoordeel([p[0] for p in paren], {p[0].aanlevering_id: p[1] for p in paren if p[1]})


def van(stand: Stand, paar: Paar) -> Aanlevering:
    (found,) = [a for a in stand.aanleveringen if a.landing.aanlevering_id == paar[0].aanlevering_id]
    return found


def statussen(paren: Sequence[Paar]) -> list[str]:
    stand = oordeel(paren)
    return [van(stand, p).status for p in paren]


def uitkomsten(a: Aanlevering) -> dict[str, str]:
    return {o.regel.naam: o.uitkomst for o in a.oordelen}


EIND_22, EIND_23, EIND_24, EIND_25, EIND_26 = (date(y, 12, 31) for y in range(2022, 2027))


def test_the_highest_accepted_version_is_in_force() -> None:
    v1, v2, v3 = (aanlevering("FIN", EIND_23, n) for n in (1, 2, 3))
    stand = oordeel([v3, v1, v2])
    assert [van(stand, v).status for v in (v1, v2, v3)] == ["vervangen", "vervangen", "geaccepteerd"]
    assert van(stand, v1).reden == "Vervangen door versie 3."
    assert [a.landing.versie for a in stand.in_werking("bezetting")] == [3]


def test_a_refused_version_leaves_the_lower_one_in_force() -> None:
    v1, v2 = aanlevering("FIN", EIND_23, 1), aanlevering("FIN", EIND_23, 2, reden="Onleesbaar.")
    assert statussen([v1, v2]) == ["geaccepteerd", "afgekeurd"]
    assert statussen([aanlevering("FIN", EIND_22), v1, aanlevering("FIN", EIND_23, 2, maat=500)]) == [
        "geaccepteerd", "geaccepteerd", "afgekeurd",
    ]  # fmt: skip


def test_versions_count_as_numbers() -> None:
    assert statussen([aanlevering("FIN", EIND_23, 10), aanlevering("FIN", EIND_23, 9)]) == ["geaccepteerd", "vervangen"]


@pytest.mark.parametrize(
    ("maat", "pct_25", "pct_60", "status"),
    [
        (100, "geslaagd", "geslaagd", "geaccepteerd"),
        (125, "geslaagd", "geslaagd", "geaccepteerd"),
        (126, "gezakt", "geslaagd", "geaccepteerd"),
        (75, "geslaagd", "geslaagd", "geaccepteerd"),
        (74, "gezakt", "geslaagd", "geaccepteerd"),
        (160, "gezakt", "geslaagd", "geaccepteerd"),
        (161, "gezakt", "gezakt", "afgekeurd"),
        (40, "gezakt", "geslaagd", "geaccepteerd"),
        (39, "gezakt", "gezakt", "afgekeurd"),
    ],
)
def test_the_number_of_rows_is_held_against_a_year_earlier(maat: int, pct_25: str, pct_60: str, status: str) -> None:
    now = aanlevering("FIN", EIND_23, maat=maat)
    found = van(oordeel([aanlevering("FIN", EIND_22, maat=100), now]), now)
    assert uitkomsten(found)["aantal_regels_25_pct"] == pct_25
    assert uitkomsten(found)["aantal_regels_60_pct"] == pct_60
    assert found.status == status


def test_the_reason_of_a_refusal_tells_rule_and_figures_in_dutch() -> None:
    now = aanlevering("FIN", EIND_23, maat=1300)
    reden = van(oordeel([aanlevering("FIN", EIND_22, maat=500), now]), now).reden
    assert reden == (
        "Het aantal regels wijkt hoogstens 60 procent af van een jaar eerder. "
        "Gevonden: 1.300, een jaar eerder 500 (+160 procent)."
    )


@pytest.mark.parametrize(
    ("pct", "uitkomst"),
    [(0, "geslaagd"), (4.99, "geslaagd"), (5, "gezakt"), (80, "gezakt"), (None, "niet uit te voeren")],
)
def test_the_share_of_unknown_names_is_a_warning_from_five_percent(pct: float | None, uitkomst: str) -> None:
    now = aanlevering("FIN", EIND_23, onbekend_pct=pct)
    found = van(oordeel([now]), now)
    assert uitkomsten(found)["onderdeel_naam_bekend"] == uitkomst
    assert found.status == "geaccepteerd"


@pytest.mark.parametrize(
    ("maat", "uitkomst"), [(150.0, "geslaagd"), (150.01, "gezakt"), (50.0, "geslaagd"), (49.0, "gezakt")]
)
def test_the_total_of_the_amounts_is_a_warning_outside_half(maat: float, uitkomst: str) -> None:
    now = aanlevering("FIN", EIND_23, soort="financien", maat=maat)
    found = van(oordeel([aanlevering("FIN", EIND_22, soort="financien"), now]), now)
    assert uitkomsten(found) == {"totaal_50_pct": uitkomst}
    assert found.status == "geaccepteerd"


@pytest.mark.parametrize(
    "eerder",
    [
        None,
        aanlevering("OCW", EIND_22, maat=1),
        aanlevering("FIN", date(2022, 7, 1), maat=1),
        aanlevering("FIN", date(2021, 12, 31), maat=1),
        aanlevering("FIN", EIND_22, maat=1, reden="Onleesbaar."),
        aanlevering("FIN", EIND_22, maat=0),
        aanlevering("FIN", EIND_22, maat=None),
    ],
    ids=["niets", "ander ministerie", "andere dag", "twee jaar", "afgekeurd", "nul", "geen maat"],
)
def test_without_a_predecessor_the_rule_cannot_be_evaluated_and_refuses_nothing(eerder: Paar | None) -> None:
    now = aanlevering("FIN", EIND_23, maat=10_000)
    found = van(oordeel([p for p in (eerder, now) if p]), now)
    assert uitkomsten(found)["aantal_regels_60_pct"] == "niet uit te voeren"
    assert found.status == "geaccepteerd"


def test_the_predecessor_is_the_version_in_force_of_the_same_subject_and_day() -> None:
    earlier = [
        aanlevering("FIN", EIND_22, 1, maat=1000),
        aanlevering("FIN", EIND_22, 2, maat=100),
        aanlevering("FIN", EIND_22, 3, maat=1000, reden="Onleesbaar."),
    ]
    assert statussen([*earlier, aanlevering("FIN", EIND_23, maat=110)])[-1] == "geaccepteerd"


def test_a_refused_predecessor_is_passed_over_and_so_on_in_the_order_of_the_years() -> None:
    years = [aanlevering("FIN", d, maat=m) for d, m in ((EIND_22, 100), (EIND_23, 1000), (EIND_24, 1000))]
    assert statussen(years) == ["geaccepteerd", "afgekeurd", "geaccepteerd"]


@pytest.mark.parametrize(
    ("toen", "nu", "eind", "verwacht"),
    [
        ("JENV", "JENV", EIND_24, "niet uit te voeren"),
        ("EZK", "EZ", EIND_24, "niet uit te voeren"),
        ("LNV", "LVVN", EIND_24, "gezakt"),
        ("JENV", "JENV", EIND_25, "gezakt"),
        ("BZK", "BZK", EIND_26, "niet uit te voeren"),
        ("DEF", "DEF", EIND_24, "gezakt"),
    ],
)
def test_a_departmental_change_in_between_stops_the_comparison_and_a_rename_does_not(
    toen: str, nu: str, eind: date, verwacht: str
) -> None:
    now = aanlevering(nu, eind, maat=1000)
    found = van(oordeel([aanlevering(toen, jaar_eerder(eind)), now]), now)
    assert uitkomsten(found)["aantal_regels_60_pct"] == verwacht


def test_an_acceptance_by_hand_overrides_a_critical_file_rule_and_is_told() -> None:
    earlier = aanlevering("FIN", EIND_22)
    now = aanlevering("FIN", EIND_23, maat=1000, acceptatie="Overname van een dienst.")
    found = van(oordeel([earlier, now]), now)
    assert (found.status, found.reden) == ("geaccepteerd", "Met de hand geaccepteerd: Overname van een dienst.")
    assert uitkomsten(found)["aantal_regels_60_pct"] == "gezakt"


def test_an_acceptance_by_hand_makes_no_unusable_file_usable_and_is_not_told_when_it_was_not_needed() -> None:
    broken = aanlevering("FIN", EIND_23, reden="Onleesbaar.", acceptatie="Toch.")
    fine = aanlevering("OCW", EIND_23, acceptatie="Voor de zekerheid.")
    stand = oordeel([broken, fine])
    assert (van(stand, broken).status, van(stand, broken).reden) == ("afgekeurd", "Onleesbaar.")
    assert (van(stand, fine).status, van(stand, fine).reden) == ("geaccepteerd", None)


def test_a_file_refused_at_the_door_is_refused_with_the_reason_it_got_there() -> None:
    landing = Landing("onbekend-1", "x.csv", "0", 1, NU, NU, "geweigerd", reden="Geen CSV.")
    (found,) = beoordeel([landing], {}).aanleveringen
    assert (found.status, found.reden, found.verwerking) == ("afgekeurd", "Geen CSV.", None)


def test_a_delivery_that_is_not_processed_yet_is_left_out() -> None:
    landing, _ = aanlevering("FIN", EIND_23)
    assert beoordeel([landing], {}) == Stand((), ())


@pytest.mark.parametrize(
    ("dag", "eerder"),
    [
        ((2024, 12, 31), (2023, 12, 31)),
        ((2024, 7, 1), (2023, 7, 1)),
        ((2024, 2, 29), (2023, 2, 28)),
        ((2025, 2, 28), (2024, 2, 29)),
        ((2024, 2, 28), (2023, 2, 28)),
        ((2023, 2, 28), (2022, 2, 28)),
    ],
)
def test_a_year_before_a_month_end_is_a_month_end(dag: Any, eerder: Any) -> None:
    assert jaar_eerder(date(*dag)) == date(*eerder)


def soorten_van(code: str) -> set[str]:
    return {s for s, c in contracten().items() if not c.alleen_van or code in c.alleen_van}


def test_every_ministry_of_the_day_owes_every_subject_once_a_year_and_bezetting_also_in_july() -> None:
    owed = verschuldigd([EIND_23, EIND_24])
    assert len(owed) == len(set(owed))
    for m in ministeries_op(EIND_24):
        assert {v.soort for v in owed if (v.organisatie_code, v.peildatum) == (m.code, EIND_24)} == soorten_van(m.code)
    july = [v for v in owed if v.peildatum == date(2024, 7, 1)]
    assert {v.soort for v in july} == {"bezetting"}
    assert len(july) == 12
    assert len([v for v in owed if v.soort == "bezetting" and v.peildatum == EIND_24]) == 15
    assert {v.peildatum for v in owed} == {EIND_23, date(2024, 7, 1), EIND_24}


def test_what_lies_outside_the_days_at_hand_is_not_owed() -> None:
    assert verschuldigd([]) == ()
    assert {v.peildatum for v in verschuldigd([date(2024, 7, 1)])} == {date(2024, 7, 1)}
    assert {v.peildatum for v in verschuldigd([date(2024, 1, 31), date(2024, 11, 30)])} == {date(2024, 7, 1)}


def test_what_is_owed_and_not_in_force_is_missing() -> None:
    good, bad = aanlevering("FIN", EIND_23), aanlevering("OCW", EIND_23, reden="Onleesbaar.")
    stand = oordeel([good, bad])
    fin, ocw = good[0].organisatie_code, bad[0].organisatie_code
    assert fin
    assert ocw
    assert Verschuldigd(fin, "bezetting", EIND_23) not in stand.ontbreekt
    assert Verschuldigd(ocw, "bezetting", EIND_23) in stand.ontbreekt
    assert Verschuldigd(fin, "financien", EIND_23) in stand.ontbreekt
    assert len(stand.ontbreekt) == len(stand.verschuldigd) - 1


def test_a_month_end_is_taken_but_not_owed() -> None:
    month = aanlevering("FIN", date(2023, 10, 31))
    stand = oordeel([month, aanlevering("FIN", EIND_23), aanlevering("FIN", date(2023, 7, 1))])
    assert van(stand, month).telt_mee
    assert date(2023, 10, 31) not in {v.peildatum for v in stand.verschuldigd}


aanleveringen = st.lists(
    st.builds(
        aanlevering,
        st.sampled_from(["FIN", "JENV", "BZK"]),
        st.sampled_from([EIND_22, EIND_23, EIND_24, EIND_25]),
        st.integers(1, 3),
        soort=st.sampled_from(["bezetting", "financien"]),
        maat=st.sampled_from([90, 100, 130, 170, 300]),
        reden=st.sampled_from([None, None, None, "Onleesbaar."]),
        acceptatie=st.sampled_from([None, None, "Akkoord."]),
    ),
    max_size=14,
    unique_by=lambda p: p[0].aanlevering_id,
)


@given(aanleveringen, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_changes_the_judgement(paren: list[Paar], random: Any) -> None:
    shuffled = list(paren)
    random.shuffle(shuffled)
    assert oordeel(shuffled) == oordeel(paren)


@given(aanleveringen)
def test_of_one_slot_at_most_one_version_counts_and_nothing_is_lost(paren: list[Paar]) -> None:
    stand = oordeel(paren)
    assert len(stand.aanleveringen) == len(paren)
    slots = [(a.landing.soort, a.landing.organisatie_code, a.landing.peildatum) for a in stand.in_werking()]
    assert len(slots) == len(set(slots))
    for a in stand.aanleveringen:
        assert (a.reden is None) <= (a.status == "geaccepteerd")


def opgeschoond(paren: Sequence[Paar], weg: Sequence[tuple[Paar, Status]]) -> Stand:
    """The judgement when some of the deliveries were purged, with the status that they had then."""
    kept = {p[0].aanlevering_id: Bewaard(NU, status, "Destijds.", p[1]) for p, status in weg if p[1]}
    left = {p[0].aanlevering_id: p[1] for p in paren if p[1] and p[0].aanlevering_id not in kept}
    return beoordeel([p[0] for p in paren], left, kept)


def test_a_purged_delivery_keeps_the_status_that_it_had() -> None:
    earlier, grown = aanlevering("SZW", EIND_22), aanlevering("SZW", EIND_23, maat=500)
    assert statussen([earlier, grown]) == ["geaccepteerd", "afgekeurd"]
    stand = opgeschoond([earlier, grown], [(earlier, "geaccepteerd"), (grown, "geaccepteerd")])
    assert (van(stand, grown).status, van(stand, grown).reden) == ("geaccepteerd", "Destijds.")
    assert stand.opgeschoond == {2022, 2023}


def test_a_delivery_is_compared_with_the_purged_one_that_counted() -> None:
    counted, refused = aanlevering("SZW", EIND_22), aanlevering("SZW", EIND_22, 2, maat=900)
    grown = aanlevering("SZW", EIND_23, maat=500)
    stand = opgeschoond([counted, refused, grown], [(counted, "geaccepteerd"), (refused, "afgekeurd")])
    assert van(stand, grown).status == "afgekeurd"
    assert "een jaar eerder 100" in (van(stand, grown).reden or "")


def test_over_a_purged_year_nothing_is_owed() -> None:
    pairs = [aanlevering("SZW", day) for day in (EIND_22, EIND_23)]
    stand = opgeschoond(pairs, [(pairs[0], "geaccepteerd")])
    before = oordeel(pairs)
    assert stand.verschuldigd == tuple(v for v in before.verschuldigd if v.peildatum.year == 2023)
    assert stand.ontbreekt == tuple(v for v in before.ontbreekt if v.peildatum.year == 2023)
