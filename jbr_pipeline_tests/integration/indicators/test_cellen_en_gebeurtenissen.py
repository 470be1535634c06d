"""Stories about what arrives as counts and events: absence, jobs, cases, vacancies, internships, privacy, offices."""

from __future__ import annotations

from datetime import date

import pytest

from jbr_pipeline_tests.integration.indicators.rekenwereld import (
    D23,
    D24,
    Rekenwereld,
    kwartaal,
    mensen,
    pseudoniem,
    verzuimmaand,
)

HEEL_JAAR = range(1, 13)


def test_absence_is_that_of_twelve_months_together(wereld: Rekenwereld) -> None:
    wereld.lever(
        "verzuim", "BZK", D24,
        [verzuimmaand(m, medewerkers=120, beschikbare_dagen=3600, ziektedagen=15 * m, meldingen=12) for m in HEEL_JAAR],
    )  # fmt: skip
    figures = wereld.reken("ziekteverzuim_pct", "ziekteverzuim_meldingsfrequentie")
    assert figures("ziekteverzuim_pct", "BZK") == 100 * 15 * 78 / (12 * 3_600)
    assert figures("ziekteverzuim_meldingsfrequentie", "BZK") == 1.2
    assert figures.per("ziekteverzuim_pct", "schaalgroep", "BZK") == {"10-13": figures("ziekteverzuim_pct", "BZK")}
    assert figures.volledig("ziekteverzuim_pct", "BZK") == (True, 100)


def test_missing_months_are_left_out_and_said(wereld: Rekenwereld) -> None:
    """The frequency is on a yearly basis whatever the number of months; the Rijk is incomplete too."""
    wereld.lever("verzuim", "BZK", D24, [verzuimmaand(m, medewerkers=150, meldingen=15) for m in range(1, 7)])
    figures = wereld.reken("ziekteverzuim_pct", "ziekteverzuim_meldingsfrequentie")
    assert figures("ziekteverzuim_pct", "BZK") == 5
    assert figures("ziekteverzuim_meldingsfrequentie", "BZK") == 1.2
    assert not figures.volledig("ziekteverzuim_pct", "BZK")[0]
    assert not figures.volledig("ziekteverzuim_pct")[0]


@pytest.mark.parametrize(("medewerkers", "reden"), [(100, None), (99, "organisatie te klein")])
def test_organisations_of_fewer_than_a_hundred_have_no_absence_figure(
    wereld: Rekenwereld, medewerkers: int, reden: str | None
) -> None:
    """Nor do their breakdowns; they do count in the Rijk."""
    wereld.lever("verzuim", "AZ", D24, [verzuimmaand(m, medewerkers=medewerkers) for m in HEEL_JAAR])
    wereld.lever("verzuim", "BZK", D24, [verzuimmaand(m, medewerkers=500, ziektedagen=30) for m in HEEL_JAAR])
    figures = wereld.reken("ziekteverzuim_pct")
    assert figures.reden("ziekteverzuim_pct", "AZ") == reden
    assert figures.reden("ziekteverzuim_pct", "AZ", uitsplitsing="geslacht", categorie="V") == reden
    assert (figures("ziekteverzuim_pct", "AZ") is None) == (reden is not None)
    assert figures("ziekteverzuim_pct") == 7.5


def test_a_cell_of_four_people_is_not_published(wereld: Rekenwereld) -> None:
    """Four people every month are four people, not forty-eight; nor are they five because once there was one more."""
    wereld.lever(
        "verzuim", "BZK", D24,
        [
            verzuimmaand(m, medewerkers=n, geslacht=g)
            for m in HEEL_JAAR
            for g, n in (("V", 400), ("X", 5 if m == 7 else 4), ("O", 5))
        ],
    )  # fmt: skip
    figures = wereld.reken("ziekteverzuim_pct", onthullingscontrole=True)
    assert figures.per("ziekteverzuim_pct", "geslacht", "BZK") == {"V": 5, "X": None, "O": 5}


def test_jobs_are_hours_of_the_quarter(wereld: Rekenwereld) -> None:
    """331.5 hours a quarter is a job; the target is a stand and is never added over quarters."""
    wereld.lever(
        "banenafspraak", "OCW", D24,
        [
            *(kwartaal(q, 331.5 * (8 + 2 * q), 20 + q) for q in (1, 2, 3, 4)),
            *(kwartaal(q, 331.5 * 4, 6, "inkoop en detachering") for q in (1, 2, 3, 4)),
        ],
    )  # fmt: skip
    figures = wereld.reken("banenafspraak_banen", "banenafspraak_doel", "banenafspraak_realisatie_pct")
    assert figures("banenafspraak_banen") == 20
    assert [figures("banenafspraak_banen", variant=v) for v in ("K1", "K2", "K3")] == [14, 16, 18]
    assert figures("banenafspraak_banen", variant="jaargemiddelde") == 17
    assert [figures("banenafspraak_doel", variant=v) for v in ("standaard", "K1", "jaargemiddelde")] == [30, 27, 30]
    assert figures("banenafspraak_realisatie_pct") == pytest.approx(100 * 20 / 30)
    assert figures.per("banenafspraak_banen", "soort") == {"eigen dienst": 16, "inkoop en detachering": 4}


def test_a_quarter_of_one_kind_that_is_missing_makes_it_incomplete(wereld: Rekenwereld) -> None:
    kinds = ("eigen dienst", "inkoop en detachering")
    every = [kwartaal(q, 3315, 10, soort) for q in (1, 2, 3, 4) for soort in kinds]
    wereld.lever("banenafspraak", "OCW", D24, every)
    wereld.lever("banenafspraak", "SZW", D24, every[:-1])
    figures = wereld.reken("banenafspraak_banen")
    assert figures.volledig("banenafspraak_banen", "OCW")[0]
    assert not figures.volledig("banenafspraak_banen", "SZW")[0]


def test_a_year_mean_is_exact(wereld: Rekenwereld) -> None:
    """A quarter of an odd number of cents is not rounded to cents."""
    wereld.lever("banenafspraak", "OCW", D24, [kwartaal(q, 331.51, 1) for q in (1, 2, 3)] + [kwartaal(4, 331.52, 1)])
    assert (
        wereld.reken("banenafspraak_banen").rij("banenafspraak_banen", variant="jaargemiddelde")["teller"] == 331.5125
    )


def test_a_quarter_that_is_missing_is_not_zero(wereld: Rekenwereld) -> None:
    wereld.lever("banenafspraak", "OCW", D24, [kwartaal(q, 3315, 10) for q in (1, 2, 4)])
    wereld.lever("banenafspraak", "SZW", D24, [kwartaal(q, 3315, 10) for q in (1, 2, 3, 4)])
    figures = wereld.reken("banenafspraak_banen")
    assert figures("banenafspraak_banen", "OCW", variant="K3") is None
    assert figures("banenafspraak_banen", "OCW", variant="jaargemiddelde") is None
    assert figures("banenafspraak_banen", "OCW") == 10
    assert figures("banenafspraak_banen", variant="K3") == 10
    assert not figures.volledig("banenafspraak_banen", variant="K3")[0]


def test_integrity_cases_by_phase_and_category(wereld: Rekenwereld) -> None:
    def cases(categorie: str, fase: str, aantal: int) -> dict[str, object]:
        return {"categorie": categorie, "fase": fase, "afdoening": "onbekend", "aantal": aantal}

    wereld.lever(
        "integriteit", "BZK", D24,
        [
            cases("giften", "vermoeden gemeld", 3), cases("overig", "vermoeden gemeld", 9),
            cases("overig", "onderzocht", 8), cases("overig", "vastgesteld", 6),
        ],
    )  # fmt: skip
    figures = wereld.reken("integriteitsmeldingen", "integriteitsschendingen")
    assert figures("integriteitsmeldingen") == 12
    assert figures("integriteitsschendingen") == 6
    published = wereld.reken("integriteitsmeldingen", onthullingscontrole=True)
    assert published.per("integriteitsmeldingen", "categorie") == {"giften": None, "overig": 9}


def test_vacancies_opened_in_the_year_and_open_at_its_end(wereld: Rekenwereld) -> None:
    def vacancy(open_datum: date, **cells: object) -> dict[str, object]:
        nr = f"V{open_datum}{sorted(cells.items())}"
        return {"vacature_id": nr, "vakgebied": "ICT", "kanaal": "extern", "open_datum": open_datum, **cells}

    wereld.lever(
        "vacatures", "BZK", D24,
        [
            vacancy(date(2023, 12, 1)),
            vacancy(date(2024, 3, 1), sluit_datum=D24),
            vacancy(date(2024, 4, 1), vervuld_datum=date(2025, 1, 1), kanaal="intern"),
            vacancy(date(2024, 5, 1), sluit_datum=date(2025, 2, 1), vervuld_datum=date(2024, 6, 1)),
            vacancy(date(2025, 1, 1)),
        ],
    )  # fmt: skip
    wereld.lever("vacatures", "DEF", D24, [vacancy(date(2024, 3, 3))])
    figures = wereld.reken("vacatures_opengesteld", "vacatures_openstaand")
    assert figures("vacatures_opengesteld") == 3
    assert figures.per("vacatures_opengesteld", "kanaal") == {"extern": 2, "intern": 1}
    assert figures("vacatures_openstaand") == 2, "what closes or is filled on the day itself is not open"
    assert figures.reden("vacatures_opengesteld", "DEF") == "buiten populatie"


def test_iris_starts_twice_and_is_one_trainee(wereld: Rekenwereld) -> None:
    """At the Rijk she counts with the programme of her first start, at each ministry with that of her start there."""

    wereld.lever(
        "stages_trainees", "BZK", D24,
        [
            begin("Iris", date(2024, 9, 1), "ICT"),
            begin("Joris", date(2024, 9, 1), None),
            # Enough people of the other role for both programmes to be a category.
            *(begin(f"{naam} {n}", date(2024, 9, 1), naam, "stagiair") for naam in ("ICT", "Rijk") for n in range(5)),
        ],
    )  # fmt: skip
    wereld.lever(
        "stages_trainees", "OCW", D24,
        [begin("Iris", date(2024, 2, 1), "Rijk"), begin("Iris", date(2024, 3, 1), None, "stagiair")],
    )  # fmt: skip
    figures = wereld.reken("trainees", "stagiairs")
    assert (figures("trainees"), figures("trainees", "BZK"), figures("trainees", "OCW")) == (2, 2, 1)
    assert figures.per("trainees", "programma") == {"Rijk": 1, "onbekend": 1, "ICT": 0}
    assert figures.per("trainees", "programma", "BZK") == {"ICT": 1, "onbekend": 1, "Rijk": 0}
    assert figures("stagiairs") == 11


def begin(naam: str, dag: date, programma: str | None, rol: str = "trainee") -> dict[str, object]:
    """A start of someone."""
    return {"pseudo_id": pseudoniem(naam), "rol": rol, "programma": programma, "startdatum": dag}


def test_a_programme_is_a_category_from_five_persons_on_over_the_whole_rijk(wereld: Rekenwereld) -> None:
    """Four of ICT and one of them twice is four; two of Rijk at one ministry and three at another is five."""
    day = date(2024, 9, 1)
    bzk = [begin(f"p{n}", day, "ICT") for n in range(4)] + [begin("p0", date(2024, 10, 1), "ICT")]
    wereld.lever("stages_trainees", "BZK", D24, [*bzk, begin("a", day, "Rijk"), begin("b", day, "Rijk")])
    wereld.lever(
        "stages_trainees", "OCW", D24, [*(begin(f"q{n}", day, "Rijk") for n in range(3)), begin("c", day, None)]
    )
    wereld.lever("stages_trainees", "DEF", D24, [begin(f"d{n}", day, "ICT") for n in range(5)])
    figures = wereld.reken("trainees")
    assert figures.per("trainees", "programma") == {"Rijk": 5, "overig": 4, "onbekend": 1}
    assert figures.per("trainees", "programma", "BZK") == {"Rijk": 2, "overig": 4, "onbekend": 0}
    assert figures("trainees", "BZK") == 6


def test_a_field_is_a_category_in_the_years_in_which_five_vacancies_have_it(wereld: Rekenwereld) -> None:
    for year, fields in ((D23, ["ICT"] * 5 + ["Recht"] * 5), (D24, ["ICT"] * 5 + ["Recht"] * 4 + ["onbekend"])):
        opened = date(year.year, 3, 1)
        rows = [
            {"vacature_id": str(n), "vakgebied": f, "kanaal": "extern", "open_datum": opened}
            for n, f in enumerate(fields)
        ]
        wereld.lever("vacatures", "BZK", year, rows)
    figures = wereld.reken("vacatures_opengesteld")
    assert figures.per("vacatures_opengesteld", "vakgebied", dag=D23) == {
        "ICT": 5, "Recht": 5, "overig": 0, "onbekend": 0,
    }  # fmt: skip
    assert figures.per("vacatures_opengesteld", "vakgebied") == {"ICT": 5, "Recht": 0, "overig": 4, "onbekend": 1}
    assert figures("vacatures_opengesteld") == 10


def test_the_survey_is_taken_over_and_its_groups_overlap(wereld: Rekenwereld) -> None:
    def outcome(vraag: str, groep: str, respondenten: int, pct: float) -> dict[str, object]:
        return {"vraag": vraag, "groep": groep, "respondenten": respondenten, "gewogen_pct": pct}

    wereld.lever("enquete", "BZK", D23, [outcome("racisme_gesignaleerd_burgers", "allen", 4_000, 11)])
    wereld.lever(
        "enquete", "BZK", D24,
        [
            outcome("racisme_ervaren", "allen", 4_481, 10), outcome("racisme_ervaren", "schaal 1-4", 3, 17),
            outcome("racisme_ervaren", "herkomst buiten Europa", 700, 29),
        ],
    )  # fmt: skip
    figures = wereld.reken("racisme_ervaren_pct", onthullingscontrole=True)
    assert figures("racisme_ervaren_pct") == 10
    assert figures.rij("racisme_ervaren_pct")["noemer"] == 4_481
    assert figures.per("racisme_ervaren_pct", "groep") == {"herkomst buiten Europa": 29, "schaal 1-4": None}
    assert figures.reden("racisme_ervaren_pct", dag=D23) == "geen gevallen"
    assert {r["organisatie_code"] for r in figures.rijen} == {"rijk"}
    assert figures.volledig("racisme_ervaren_pct") == (True, 100), "nobody but BZK owes the survey"


def test_privacy_and_ict_events(wereld: Rekenwereld) -> None:
    def event(nr: int, gebeurtenis: str, **cells: object) -> dict[str, object]:
        return {"kenmerk": f"K{nr}", "gebeurtenis": gebeurtenis, "datum": date(2024, 5, 1), **cells}

    wereld.lever(
        "privacy_ict", "BZK", D24,
        [
            event(1, "dpia uitgevoerd"), event(2, "dpia verplicht"), event(3, "dpia verplicht"),
            event(4, "datalek gemeld"), event(5, "verwerking geregistreerd"),
            event(6, "ict-verstoring", ernst="hoog", leverancier_afhankelijk=True, exitstrategie=True),
            event(7, "ict-verstoring", ernst="laag", leverancier_afhankelijk=False),
            event(8, "ict-verstoring"),
            event(9, "grote ict-activiteit", kosten_duizend_euro=5_000.5, leverancier_afhankelijk=True),
        ],
    )  # fmt: skip
    figures = wereld.reken(
        "dpia_uitgevoerd", "dpia_realisatie_pct", "datalekken_gemeld", "verwerkingen_geregistreerd", "ict_verstoringen",
        "ict_verstoringen_leverancier_pct", "ict_exitstrategie_pct", "grote_ict_activiteiten_aantal",
        "grote_ict_activiteiten_kosten",
    )  # fmt: skip
    assert (figures("dpia_uitgevoerd"), figures("dpia_realisatie_pct")) == (1, 50)
    assert (figures("datalekken_gemeld"), figures("verwerkingen_geregistreerd")) == (1, 1)
    assert figures.per("ict_verstoringen", "ernst") == {"hoog": 1, "laag": 1, "onbekend": 1}
    assert figures("ict_verstoringen_leverancier_pct") == 50, "of one it is not known"
    assert figures("ict_exitstrategie_pct") == 50
    assert (figures("grote_ict_activiteiten_aantal"), figures("grote_ict_activiteiten_kosten")) == (1, 5_000.5)


def test_offices_procurement_and_training(wereld: Rekenwereld) -> None:
    """Per head and per fte: the same ministries above and below the line."""

    def marks(**waarden: float) -> list[dict[str, object]]:
        return [{"kenmerk": k, "waarde": v} for k, v in waarden.items()]

    wereld.bezetting("BZK", D24, *mensen(10))
    wereld.lever(
        "organisatie", "BZK", D24,
        marks(kantoor_m2=180, opleiding_euro=9_000, inkoop_euro=4_000_000, inkoop_mkb_euro=1_000_000,
              facturen_aantal=200, facturen_binnen_30_dagen=190, zbo_aantal=3, topformatie_aantal=7),
    )  # fmt: skip
    wereld.lever("organisatie", "OCW", D24, marks(kantoor_m2=1_000, opleiding_euro=50_000, agentschap_aantal=2))
    wereld.lever("organisatie", "DEF", D24, marks(kantoor_m2=500, topformatie_aantal=9, adviescollege_aantal=1))
    figures = wereld.reken(
        "kantoor_m2", "m2_per_fte", "opleiding_per_medewerker", "inkoopvolume", "mkb_aandeel_pct", "betaalgedrag_pct",
        "zbo_aantal", "agentschap_aantal", "adviescollege_aantal", "topformatie",
    )  # fmt: skip
    assert figures("kantoor_m2") == 1_680
    assert figures("m2_per_fte") == 18, "no staff of OCW is known, and Defensie is outside the population"
    assert figures("opleiding_per_medewerker") == 900
    assert figures("inkoopvolume") == 4_000
    assert (figures("mkb_aandeel_pct"), figures("betaalgedrag_pct")) == (25, 95)
    assert [figures(f"{n}_aantal") for n in ("zbo", "agentschap", "adviescollege")] == [3, 2, 1]
    assert figures("topformatie") == 7
    assert figures.reden("mkb_aandeel_pct", "OCW") == "geen gevallen"


def test_a_share_counts_only_who_states_both_parts(wereld: Rekenwereld) -> None:
    def marks(**waarden: float) -> list[dict[str, object]]:
        return [{"kenmerk": k, "waarde": v} for k, v in waarden.items()]

    wereld.bezetting("BZK", D24, *mensen(10))
    wereld.bezetting("SZW", D24, *mensen(10, "s"))
    wereld.lever(
        "organisatie", "BZK", D24, marks(facturen_aantal=100, facturen_binnen_30_dagen=90, kantoor_m2=500,
                                         inkoop_euro=50, inkoop_mkb_euro=25, opleiding_euro=500),
    )  # fmt: skip
    wereld.lever("organisatie", "SZW", D24, marks(facturen_binnen_30_dagen=90, inkoop_euro=50))
    figures = wereld.reken(
        "betaalgedrag_pct", "mkb_aandeel_pct", "m2_per_fte", "opleiding_per_medewerker", "kantoor_m2"
    )
    assert [figures(c) for c in ("betaalgedrag_pct", "mkb_aandeel_pct", "m2_per_fte")] == [90, 50, 50]
    assert figures("opleiding_per_medewerker") == 50
    assert not figures.volledig("kantoor_m2")[0]
