"""The figures that the subjects of a year yield in the sample, recomputed from the valid rows.

Figures about people are those without Defensie, unless said otherwise; half a per mille is room for rounding only.
"""

from __future__ import annotations

import pytest

from jbr_pipeline_tests.integration.sample.voorbeeld import Voorbeeld

JAREN = (2022, 2023, 2024)
ZONDER_DEFENSIE = "organisatie_code <> 'mnre1018'"
POPULATIES = pytest.mark.parametrize(
    "populatie", [ZONDER_DEFENSIE, "true"], ids=["zonder Defensie", "alle ministeries"]
)


def per_jaar(voorbeeld: Voorbeeld, query: str) -> list[float]:
    """The single column of the query, which gives a row per year in their order."""
    rows = voorbeeld.vraag(query)
    assert len(rows) == len(JAREN)
    return [float(str(r[0])) for r in rows]


@POPULATIES
@pytest.mark.parametrize("rol", ["trainee", "stagiair"])
def test_two_percent_fewer_people_start_in_2024(voorbeeld: Voorbeeld, rol: str, populatie: str) -> None:
    _, before, after = per_jaar(
        voorbeeld,
        f"select count(distinct pseudo_id) from stages_trainees where rol = '{rol}' and {populatie} "
        "group by peildatum order by peildatum",
    )
    assert 100 * (after / before - 1) == pytest.approx(-2, abs=0.1)


def test_who_starts_twice_is_one_person(voorbeeld: Voorbeeld) -> None:
    found = voorbeeld.vraag(
        """
        select
            rol,
            count(*) filter (keren > 1 and ministeries = 1) > 30,
            count(*) filter (ministeries > 1) > 100
        from (
            select peildatum, rol, pseudo_id, count(*) as keren, count(distinct organisatie_code) as ministeries
            from stages_trainees group by all
        )
        group by rol order by rol
        """
    )
    assert found == [("stagiair", False, True), ("trainee", True, False)]


def test_trainees_have_the_pseudonym_that_they_have_as_staff(voorbeeld: Voorbeeld) -> None:
    ((as_staff, other_role),) = voorbeeld.vraag(
        """
        select count(*), count(*) filter (not is_trainee)
        from (
            select s.pseudo_id, bool_or(b.medewerkersgroep = 'trainee') as is_trainee
            from stages_trainees as s
            join bezetting as b using (pseudo_id, peildatum, organisatie_code)
            where s.rol = 'trainee'
            group by all
        )
        """
    )
    assert as_staff > 2000  # type: ignore[operator]
    assert other_role == 0


def test_absence_is_near_what_the_rijk_published(voorbeeld: Voorbeeld) -> None:
    shares = per_jaar(
        voorbeeld,
        f"select 100 * sum(ziektedagen)::double / sum(beschikbare_dagen)::double from verzuim where {ZONDER_DEFENSIE} "
        "group by peildatum order by peildatum",
    )
    assert shares == [pytest.approx(expected, abs=0.005) for expected in (5.6, 5.3, 5.4)]
    frequency = per_jaar(
        voorbeeld,
        f"select sum(meldingen) / (sum(medewerkers) / 12) from verzuim where {ZONDER_DEFENSIE} "
        "group by peildatum order by peildatum",
    )
    assert all(1 < f < 1.4 for f in frequency)


def test_absence_of_december_is_about_the_staff_of_the_ministry(voorbeeld: Voorbeeld) -> None:
    other = voorbeeld.vraag(
        """
        with staf as (
            select peildatum, organisatie_code, count(distinct pseudo_id) as personen from meetellend_met_defensie
            group by all
        ),
        verzuim_december as (
            select peildatum, organisatie_code, sum(medewerkers) as personen from verzuim
            where right(maand, 2) = '12' group by all
        )
        select * from staf full join verzuim_december using (peildatum, organisatie_code)
        where staf.personen is distinct from verzuim_december.personen
        """
    )
    assert other == []


def test_absence_has_twelve_months_of_every_ministry_and_stays_manageable(voorbeeld: Voorbeeld) -> None:
    months = voorbeeld.vraag("select count(distinct maand) from verzuim group by peildatum, organisatie_code")
    assert set(months) == {(12,)}
    assert all(30_000 < n < 60_000 for n in per_jaar(voorbeeld, "select count(*) from verzuim group by peildatum"))


@POPULATIES
def test_vacancies_fall_by_what_rounds_to_both_published_percentages(voorbeeld: Voorbeeld, populatie: str) -> None:
    _, before, after = per_jaar(
        voorbeeld,
        f"select count(*) from vacatures where year(open_datum) = year(peildatum) and {populatie} "
        "group by peildatum order by peildatum",
    )
    assert -16.55 < 100 * (after / before - 1) < -16.50


def test_vacancies_of_2022_are_as_many_as_published(voorbeeld: Voorbeeld) -> None:
    opened, _, _ = per_jaar(
        voorbeeld,
        f"select count(*) from vacatures where year(open_datum) = year(peildatum) and {ZONDER_DEFENSIE} "
        "group by peildatum order by peildatum",
    )
    assert opened == 30_567


def test_a_vacancy_that_was_open_on_1_january_is_in_the_next_file(voorbeeld: Voorbeeld) -> None:
    ((again, not_again),) = voorbeeld.vraag(
        """
        select count(*) filter (nieuw.vacature_id is not null), count(*) filter (nieuw.vacature_id is null)
        from vacatures as oud
        left join vacatures as nieuw on nieuw.vacature_id = oud.vacature_id
            and year(nieuw.peildatum) = year(oud.peildatum) + 1
        where oud.peildatum < date '2024-12-31' and oud.vervuld_datum is null
            and coalesce(oud.sluit_datum > oud.peildatum, true)
        """
    )
    assert again > 1000  # type: ignore[operator]
    assert not_again == 0


@POPULATIES
def test_reports_about_integrity_rise(voorbeeld: Voorbeeld, populatie: str) -> None:
    first, second, third = per_jaar(
        voorbeeld,
        f"select sum(aantal) from integriteit where fase = 'vermoeden gemeld' and {populatie} "
        "group by peildatum order by peildatum",
    )
    assert first < second < third


def test_of_no_category_more_is_found_than_was_looked_into(voorbeeld: Voorbeeld) -> None:
    phases = voorbeeld.vraag(
        f"""
        select
            sum(aantal) filter (fase = 'vermoeden gemeld'),
            sum(aantal) filter (fase = 'onderzocht'),
            sum(aantal) filter (fase = 'vastgesteld')
        from integriteit where {ZONDER_DEFENSIE} group by peildatum, categorie
        """
    )
    assert len(phases) == 30
    assert all(gemeld >= onderzocht >= vastgesteld > 0 for gemeld, onderzocht, vastgesteld in phases)  # type: ignore[operator]


def test_an_unknown_outcome_stands_beside_the_known_ones(voorbeeld: Voorbeeld) -> None:
    outcomes = voorbeeld.vraag("select distinct afdoening from integriteit where fase = 'vastgesteld'")
    assert {("onbekend",), ("disciplinaire straf",), ("gesprek en waarschuwing",)} < set(outcomes)


@pytest.mark.parametrize(
    ("kwartaal", "banen", "doel", "pct"),
    [
        ("2022-K3", 3_601, 5_144, 70),
        ("2022-K4", 3_749, 5_144, 73),
        ("2023-K3", 4_386, 5_696, 77),
        ("2023-K4", 4_557, 5_696, 80),
        ("2024-K3", 5_094, 6_248, 82),
        ("2024-K4", 5_311, 6_248, 85),
    ],
)
def test_jobs_for_people_with_a_disability_are_as_published(
    voorbeeld: Voorbeeld, kwartaal: str, banen: int, doel: int, pct: int
) -> None:
    ((jobs, target),) = voorbeeld.vraag(
        f"select sum(verloonde_uren)::double / (25.5 * 13), sum(doel_banen)::double from banenafspraak "
        f"where kwartaal = '{kwartaal}' and {ZONDER_DEFENSIE}"
    )
    assert (round(jobs), target) == (banen, doel)  # type: ignore[call-overload]
    assert round(100 * jobs / target) == pct  # type: ignore[operator]


@pytest.mark.parametrize(
    ("thema", "ton_2022", "ton_2023"),
    [
        ("vliegreizen", 81_548, 98_525),
        ("woonwerk_auto", 45_613, 52_298),
        ("dienstreis_auto", 14_751, 16_427),
        ("dienstauto", 37_258, 22_047),
        ("openbaar_vervoer", 1_825, 2_653),
    ],
)
def test_travel_emits_what_was_published(voorbeeld: Voorbeeld, thema: str, ton_2022: int, ton_2023: int) -> None:
    tons = per_jaar(
        voorbeeld,
        f"select sum(hoeveelheid * emissiefactor_kg)::double / 1000 from duurzaamheid where thema = '{thema}' "
        "group by peildatum order by peildatum",
    )
    assert tons[:2] == [pytest.approx(ton_2022, rel=0.0005), pytest.approx(ton_2023, rel=0.0005)]


def test_gas_in_three_units_adds_up_to_what_was_published(voorbeeld: Voorbeeld) -> None:
    assert voorbeeld.vraag("select distinct eenheid from duurzaamheid where thema = 'aardgas' order by all") == [
        ("GJ",),
        ("TJ",),
        ("m3",),
    ]
    terajoule = per_jaar(
        voorbeeld,
        """
        select sum(hoeveelheid::double * case eenheid when 'm3' then 35.17e-6 when 'GJ' then 1e-3 else 1 end)
        from duurzaamheid where thema = 'aardgas' group by peildatum order by peildatum
        """,
    )
    assert terajoule[:2] == [pytest.approx(1_421, rel=0.0005), pytest.approx(1_018, rel=0.0005)]
    kilograms = per_jaar(
        voorbeeld,
        "select sum(hoeveelheid * emissiefactor_kg)::double from duurzaamheid where thema = 'aardgas' "
        "group by peildatum order by peildatum",
    )
    # 1,785 kg per m3, in whatever unit the gas is given.
    assert kilograms == [pytest.approx(t / 35.17e-6 * 1.785, rel=0.0005) for t in terajoule]


def test_green_electricity_zero_emission_and_labels_are_as_published(voorbeeld: Voorbeeld) -> None:
    green = per_jaar(
        voorbeeld,
        "select sum(hoeveelheid * groen_nl_pct)::double / sum(hoeveelheid)::double from duurzaamheid "
        "where thema = 'elektriciteit' group by peildatum order by peildatum",
    )
    assert green[1] == pytest.approx(52, abs=0.1)
    zero = per_jaar(
        voorbeeld,
        "select 100 * sum(hoeveelheid) filter (kenmerk = 'zero-emissie')::double / sum(hoeveelheid)::double "
        "from duurzaamheid where thema = 'wagenpark' group by peildatum order by peildatum",
    )
    assert zero[:2] == [pytest.approx(19.1, abs=0.03), pytest.approx(24.8, abs=0.03)]
    labels = voorbeeld.vraag(
        """
        select
            round(100 * sum(deel) filter (right(kenmerk, 1) in ('A', 'B', 'C'))),
            round(100 * sum(deel) filter (right(kenmerk, 1) in ('D', 'E', 'F', 'G'))),
            round(100 * sum(deel) filter (kenmerk = 'onbekend'))
        from (
            select eenheid, kenmerk, hoeveelheid::double / sum(hoeveelheid) over (partition by eenheid) as deel
            from duurzaamheid where thema = 'kantoren' and year(peildatum) = 2022
        )
        group by eenheid
        """
    )
    assert labels == [(86, 13, 1), (86, 13, 1)]


@pytest.mark.parametrize(
    ("groep", "pct"),
    [
        ("allen", 10),
        ("herkomst Nederland", 6),
        ("herkomst buiten Europa", 29),
        ("schaal 1-4", 17),
        ("schaal 14-19", 7),
    ],
)
def test_the_survey_says_what_was_published(voorbeeld: Voorbeeld, groep: str, pct: int) -> None:
    found = voorbeeld.vraag(
        f"select year(peildatum), gewogen_pct from enquete where vraag = 'racisme_ervaren' and groep = '{groep}'"
    )
    assert found == [(2024, pct)]


def test_the_groups_of_the_survey_hold_all_its_respondents(voorbeeld: Voorbeeld) -> None:
    totals = voorbeeld.vraag(
        """
        select sum(respondenten), sum(respondenten * gewogen_pct)::double / sum(respondenten)
        from enquete where vraag = 'racisme_ervaren' group by split_part(groep, ' ', 1)
        """
    )
    assert totals == [(4_481, pytest.approx(10, abs=0.05))] * 3


def test_what_colleagues_and_citizens_were_seen_to_do_is_measured_every_year(voorbeeld: Voorbeeld) -> None:
    found = voorbeeld.vraag(
        """
        select vraag, list(gewogen_pct::double order by peildatum)
        from enquete where groep = 'allen' and vraag <> 'racisme_ervaren' group by vraag order by vraag
        """
    )
    assert found == [
        ("racisme_gesignaleerd_burgers", [12.0, 11.5, 11.0]),
        ("racisme_gesignaleerd_collegas", [18.0, 17.5, 17.0]),
    ]


def test_events_of_privacy_and_ict_occur_everywhere_every_year(voorbeeld: Voorbeeld) -> None:
    kinds = voorbeeld.vraag("select count(distinct gebeurtenis) from privacy_ict group by peildatum, organisatie_code")
    assert set(kinds) == {(6,)}
    done = per_jaar(
        voorbeeld,
        """
        select count(*) filter (gebeurtenis = 'dpia uitgevoerd') / count(*) filter (gebeurtenis = 'dpia verplicht')
        from privacy_ict group by peildatum order by peildatum
        """,
    )
    assert all(0.7 < d < 0.95 for d in done)


def test_facilities_are_of_a_plausible_size(voorbeeld: Voorbeeld) -> None:
    rows = voorbeeld.vraag(
        """
        with kenmerken as (
            pivot (select organisatie_code, peildatum, kenmerk, waarde::double as waarde from organisatie)
            on kenmerk using sum(waarde)
        ),
        staf as (
            select
                organisatie_code,
                peildatum,
                sum(uren_per_week)::double / 36 as fte,
                count(distinct pseudo_id) as personen
            from meetellend group by all
        )
        select
            kantoor_m2 / fte,
            opleiding_euro / personen,
            100 * facturen_binnen_30_dagen / facturen_aantal,
            100 * inkoop_mkb_euro / inkoop_euro
        from kenmerken join staf using (organisatie_code, peildatum)
        """
    )
    assert len(rows) == 11 + 11 + 14
    for metres, training, paid, small in rows:
        assert 15 < metres < 20  # type: ignore[operator]
        assert 800 < training < 1200  # type: ignore[operator]
        assert 92 < paid < 99  # type: ignore[operator]
        assert 20 < small < 45  # type: ignore[operator]


def test_the_square_metres_are_the_same_in_both_subjects(voorbeeld: Voorbeeld) -> None:
    other = voorbeeld.vraag(
        """
        select peildatum, organisatie_code, o.waarde, sum(d.hoeveelheid)
        from organisatie as o join duurzaamheid as d using (peildatum, organisatie_code)
        where o.kenmerk = 'kantoor_m2' and d.thema = 'kantoren' and d.eenheid = 'm2'
        group by all having o.waarde <> sum(d.hoeveelheid)
        """
    )
    assert other == []
