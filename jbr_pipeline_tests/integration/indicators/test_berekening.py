"""What is computed again and when, that a repetition is identical, and that a new indicator takes one entry."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.indicators import catalogue, engine, termijnen
from jbr_pipeline.indicators.catalogue import Indicator, catalogus
from jbr_pipeline.warehouse import day_groups, figures
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, Rekenwereld, baan, mensen, uitgave, verzoek

CODES = ("omvang_fte", "instroom", "inhuur_pct", "apparaatsuitgaven_per_fte", "woo_tijdig_pct")


def bereken(world: Rekenwereld, *codes: str) -> list[str]:
    """Run; returns what was computed."""
    with session(world.paden) as con:
        found = figures.bereken(
            world.paden, con, world.stand, [catalogus()[c] for c in codes], run_id="r", waarneming=world.waarneming
        )
    return found.berekend


@pytest.fixture
def klein(wereld: Rekenwereld) -> Rekenwereld:
    """OCW in two years, all subjects."""
    for day, n in ((D23, 6), (D24, 8)):
        wereld.bezetting("OCW", day, *mensen(n, uren_per_week=31.7))
        wereld.financien("OCW", day, uitgave("ambtelijk_personeel", 900.1), uitgave("inhuur_ict", 100.7))
        wereld.woo("OCW", day, verzoek(1, date(day.year, 6, 3), besluitdatum=date(day.year, 6, 20)))
    return wereld


def test_nothing_changed_is_nothing_to_do(klein: Rekenwereld) -> None:
    assert bereken(klein, *CODES) == list(CODES)
    assert bereken(klein, *CODES) == []
    figures.bestand(klein.paden, "omvang_fte").unlink()
    assert bereken(klein, *CODES) == ["omvang_fte"]


def test_a_new_delivery_touches_what_reads_it_and_the_weight_of_what_is_missing(klein: Rekenwereld) -> None:
    bereken(klein, *CODES)
    klein.financien("SZW", D24, uitgave("ambtelijk_personeel", 1))
    assert bereken(klein, *CODES) == ["inhuur_pct", "apparaatsuitgaven_per_fte"]
    klein.bezetting("SZW", D24, baan("s"))
    # Every subject misses ministries, and the new staff weighs there too.
    assert bereken(klein, *CODES) == list(CODES)


def test_what_is_computed_again_for_a_day_is_what_a_rebuild_gives(klein: Rekenwereld) -> None:
    """The streams of the year after rest on the changed day too."""
    bereken(klein, *CODES)
    klein.bezetting("SZW", D23, baan("s"), *mensen(3, "t"))
    klein.bezetting("SZW", D24, *mensen(4, "t"))
    bereken(klein, *CODES)
    once_more = {code: figures.bestand(klein.paden, code).read_bytes() for code in CODES}
    shutil.rmtree(klein.paden.gesloten / "groepen")
    shutil.rmtree(klein.paden.gesloten / "indicatoren")
    assert bereken(klein, *CODES) == list(CODES)
    assert {code: figures.bestand(klein.paden, code).read_bytes() for code in CODES} == once_more


@pytest.fixture
def gelezen(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The sources of which rows were read, each time that they were."""
    times: list[set[str]] = []
    prepare = engine.prepare

    def counted(con: duckdb.DuckDBPyConnection, bronnen: list[str], **asked: bool) -> None:
        times.append(set(bronnen))
        prepare(con, bronnen, **asked)

    monkeypatch.setattr(engine, "prepare", counted)
    return times


def test_rows_of_staff_are_read_once_for_the_indicators_of_every_domain(
    klein: Rekenwereld, gelezen: list[set[str]]
) -> None:
    bereken(klein, "apparaatsuitgaven_per_fte")
    bereken(klein, "omvang_fte", "instroom", "inhuur_pct")
    assert len([sources for sources in gelezen if "bezetting" in sources]) == 1


def test_how_many_days_are_counted_together_changes_no_figure(
    klein: Rekenwereld, gelezen: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    klein.bezetting("OCW", date(2024, 6, 30), *mensen(7))
    found = {}
    for together, times in ((2_000_000, 1), (0, 2)):
        monkeypatch.setattr(day_groups, "SAMEN_RIJEN", together)
        bereken(klein, *CODES)
        assert len([sources for sources in gelezen if "bezetting" in sources]) == times
        found[together] = {code: figures.bestand(klein.paden, code).read_bytes() for code in CODES}
        shutil.rmtree(klein.paden.gesloten / "groepen")
        shutil.rmtree(klein.paden.gesloten / "indicatoren")
        gelezen.clear()
    assert found[2_000_000] == found[0]


def test_a_new_equated_day_touches_the_woo_terms_alone(klein: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    bereken(klein, *CODES)
    more = termijnen.feestdagen() | {date(2024, 7, 1)}
    monkeypatch.setattr(figures, "feestdagen", lambda: more)
    assert bereken(klein, *CODES) == ["woo_tijdig_pct"]


def test_a_departmental_change_touches_everything(klein: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    bereken(klein, *CODES)
    fewer = organisaties()[:-1]
    monkeypatch.setattr(figures, "organisaties", lambda: fewer)
    assert bereken(klein, *CODES) == list(CODES)


def test_another_choice_of_definition_touches_everything(klein: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who counts as staff decides how heavily a missing delivery weighs, also in figures about money."""
    bereken(klein, *CODES)
    choices = catalogue.afbakeningen()
    staff = choices["populatie_medewerkersgroepen"].model_copy(update={"waarde": ["ambtelijk"]})
    monkeypatch.setattr(figures, "afbakeningen", lambda: {**choices, "populatie_medewerkersgroepen": staff})
    assert bereken(klein, *CODES) == list(CODES)


def test_a_repetition_is_identical_to_the_last_bit_whatever_the_order(tmp_path: Path) -> None:
    rows = [baan(f"p{n}", uren_per_week=(n * 7 % 3999 + 1) / 100, geslacht="MVXO"[n % 4]) for n in range(500)]
    amounts = [uitgave("inhuur_ict", n / 7, artikel=str(n)) for n in range(1, 500)]
    found = []
    for number, order in enumerate((1, -1)):
        world = Rekenwereld.in_map(tmp_path / str(number))
        for ministry, part in (("OCW", rows[:300]), ("SZW", rows[200:]))[::order]:
            world.bezetting(ministry, D24, *part[::order])
            world.financien(ministry, D24, uitgave("ambtelijk_personeel", 99.99), *amounts[::order])
        bereken(world, *CODES[:4])
        found.append([figures.bestand(world.paden, c).read_bytes() for c in CODES[:4]])
    assert found[0] == found[1]


def test_years_before_the_first_have_no_figures(wereld: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    wereld.bezetting("OCW", D23, *mensen(5))
    wereld.bezetting("OCW", D24, *mensen(5))
    later = catalogus()["omvang_fte"].model_copy(update={"eerste_jaar": 2024})
    with wereld.sessie("bezetting") as con:
        engine.compute(con, later)
        assert con.execute("select distinct jaar from waarden").fetchall() == [(2024,)]


SPEELGOED = """
[speelgoed]
naam = "Speelgoed"
naam_en = "Toy"
eenheid = "personen"
decimalen = 0
definitie = "Medewerkers zonder meer."
teller = "Medewerkers"
populatie = "Als omvang_fte"
peilmoment = "peildatum"
bronnen = ["bezetting"]
uitsplitsingen = ["geslacht*schaalgroep"]
zekerheid = "A"
eerste_jaar = 2020
onthult = { teller = "medewerkers.personen", noemer = "medewerkers.personen" }
personen_als_teller = true
noemer = "Medewerkers"
"""
SQL = """-- Medewerkers zonder meer.
select structuur, organisatie_code, peildatum, geslacht, schaalgroep, sum(aantal) as teller, sum(aantal) as noemer
from medewerkers
group by all
"""


def test_a_new_indicator_takes_one_entry_and_one_statement(
    wereld: Rekenwereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pakket" / "personeel"
    package.mkdir(parents=True)
    (package / "catalogus.toml").write_text(SPEELGOED)
    (package / "speelgoed.sql").write_text(SQL)
    monkeypatch.setattr("jbr_pipeline.indicators.catalogue.resources.files", lambda _: tmp_path / "pakket")
    toy = catalogue.catalogus.__wrapped__()["speelgoed"]
    statement = toy.sql_tekst()
    monkeypatch.undo()
    monkeypatch.setattr(Indicator, "sql_tekst", lambda _: statement)
    wereld.bezetting("OCW", D24, *mensen(5), *mensen(6, "m", geslacht="M", functieschaal=3))
    with wereld.sessie("bezetting") as con:
        engine.compute(con, toy)
        found = con.execute(
            "select uitsplitsing, categorie, teller from waarden where organisatie_code = 'rijk' and structuur = 'nu' "
            "order by all"
        ).fetchall()
    assert found == [
        ("geslacht*schaalgroep", "M*1-4", 6),
        ("geslacht*schaalgroep", "V*10-13", 5),
        ("totaal", "totaal", 11),
    ]


@pytest.mark.parametrize(
    ("statement", "melding"),
    [
        ("select 'toen' as structuur, 'rijk' as organisatie_code, 1 as teller", "geen kolom geslacht, peildatum"),
        ("select structuur, organisatie_code, peildatum, geslacht, schaalgroep, 1 as teller, 'vreemd' as variant "
         "from medewerkers", "variant vreemd"),
    ],
    ids=["kolom", "variant"],
)  # fmt: skip
def test_sql_that_breaks_its_promise(
    wereld: Rekenwereld, monkeypatch: pytest.MonkeyPatch, statement: str, melding: str
) -> None:
    wereld.bezetting("OCW", D24, *mensen(5))
    monkeypatch.setattr(Indicator, "sql_tekst", lambda _: statement)
    indicator = catalogus()["vrouwen_pct"].model_copy(update={"uitsplitsingen": ("geslacht*schaalgroep",)})
    if melding.startswith("geen"):
        indicator = indicator.model_copy(update={"uitsplitsingen": ("geslacht",)})
    with wereld.sessie("bezetting") as con, pytest.raises(engine.Indicatorfout, match=melding):
        engine.compute(con, indicator)


def test_sql_that_hides_how_many_persons_there_are(wereld: Rekenwereld, monkeypatch: pytest.MonkeyPatch) -> None:
    wereld.bezetting("OCW", D24, *mensen(5))
    statement = "select structuur, organisatie_code, peildatum, 1 as teller from medewerkers"
    monkeypatch.setattr(Indicator, "sql_tekst", lambda _: statement)
    with wereld.sessie("bezetting") as con, pytest.raises(engine.Indicatorfout, match="hoeveel personen"):
        engine.compute(con, catalogus()["lage_loonschalen_fte"])


def test_without_any_delivery_there_are_no_figures_and_no_errors(wereld: Rekenwereld) -> None:
    codes = list(catalogus())
    found = wereld.reken(*codes)
    assert found.rijen == []


def test_computed_values_stay_in_the_closed_zone(klein: Rekenwereld) -> None:
    bereken(klein, "omvang_fte")
    file = figures.bestand(klein.paden, "omvang_fte")
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    with duckdb.connect() as con:
        assert con.execute(f"select count(*) from '{file}' where personen > 0").fetchone() != (0,)
