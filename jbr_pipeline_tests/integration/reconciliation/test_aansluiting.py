"""jbr.aansluiting in a published database: what agrees, what differs, what cannot be compared and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jbr_pipeline.contracts.reconciliation import BRIEF, gepubliceerde_waarden
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.reporting.reconciliation import MEEST_GETOOND, lees_aansluiting
from jbr_pipeline.warehouse.figures import bereken
from jbr_pipeline.warehouse.publication import publiceer
from jbr_pipeline.warehouse.runs import Draai
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.integration.indicators.rekenwereld import Rekenwereld, uitgave, verzoek

D21, D22, D23, D24 = (date(j, 12, 31) for j in (2021, 2022, 2023, 2024))
CODES = ("inhuur_uitgaven", "inhuur_pct", "personeelskosten", "apparaatsuitgaven", "woo_tijdig_pct")
DRAAI = Draai("proef", datetime(2025, 1, 1, tzinfo=UTC), "proef", klaar_op=datetime(2025, 1, 1, 1, tzinfo=UTC))

KERN = {"onderdeel": "kerndepartement"}
AGENTSCHAP = {"onderdeel": "agentschap"}


@dataclass
class Uitkomst:
    """The published comparison."""

    database: Path

    def __call__(self, code: str, jaar: int, organisatie: str, uitsplitsing: str, bron: str = "%") -> dict[str, Any]:
        """The one row of a published figure."""
        with duckdb.connect(str(self.database), read_only=True) as con:
            found = con.execute(
                "select * from jbr.jbr.aansluiting where indicator_code = $c and jaar = $j and organisatie = $o "
                "and uitsplitsing like $u and bron like $b",
                {"c": code, "j": jaar, "o": organisatie, "u": uitsplitsing, "b": bron},
            )
            names = [d[0] for d in found.description or ()]
            (row,) = found.fetchall()
        return dict(zip(names, row, strict=True))

    def lees(self, query: str) -> list[tuple[Any, ...]]:
        """Any other question."""
        with duckdb.connect(str(self.database), read_only=True) as con:
            con.execute("use jbr.jbr")
            return con.execute(query).fetchall()


def publiceer_wereld(wereld: Rekenwereld) -> Uitkomst:
    """Compute and publish what was delivered."""
    with session(wereld.paden) as con:
        bereken(wereld.paden, con, wereld.stand, [catalogus()[c] for c in CODES], run_id="proef")
        publiceer(wereld.paden, con, wereld.stand, DRAAI)
    return Uitkomst(wereld.paden.database)


def lever_bzk(wereld: Rekenwereld) -> None:
    """BZK over 2023: interim management as its annual report prints it, ICT off by more than rounding."""
    wereld.financien(
        "BZK", D23,
        uitgave("inhuur_interimmanagement", 22_913_400, **AGENTSCHAP),
        uitgave("inhuur_ict", 145_793_600, **KERN),
        uitgave("ambtelijk_personeel", 700_000_000, **KERN),
    )  # fmt: skip


@pytest.fixture
def echt(wereld: Rekenwereld) -> Uitkomst:
    lever_bzk(wereld)
    return publiceer_wereld(wereld)


@pytest.fixture
def verzonnen(wereld: Rekenwereld) -> Uitkomst:
    lever_bzk(wereld)
    wereld.paden.merk.parent.mkdir(parents=True, exist_ok=True)
    wereld.paden.merk.touch()
    return publiceer_wereld(wereld)


def test_every_published_figure_is_in_the_table_whatever_there_is(wereld: Rekenwereld) -> None:
    uitkomst = publiceer_wereld(wereld)
    assert uitkomst.lees("select count(*), count(berekende_waarde) from aansluiting") == [(615, 0)]
    assert uitkomst.lees("select distinct oordeel from aansluiting") == [("niet te vergelijken",)]
    assert uitkomst.lees("select count(*) from aansluiting where toelichting is null") == [(0,)]


def test_a_figure_within_half_the_last_printed_digit_agrees(echt: Uitkomst) -> None:
    row = echt("inhuur_uitgaven", 2023, "BZK", "cat. 1 %")
    assert (row["gepubliceerde_waarde"], row["tolerantie"]) == (22_913, 0.5)
    assert row["berekende_waarde"] == pytest.approx(22_913.4)
    assert row["verschil"] == pytest.approx(0.4)
    assert (row["oordeel"], row["toelichting"]) == ("sluit aan", None)


def test_a_figure_outside_it_differs(echt: Uitkomst) -> None:
    row = echt("inhuur_uitgaven", 2023, "BZK", "cat. 6 %")
    assert row["verschil"] == pytest.approx(0.6)
    assert row["oordeel"] == "wijkt af"


def test_the_parts_of_a_ministry_are_compared_apart(echt: Uitkomst) -> None:
    core = echt("inhuur_pct", 2023, "BZK", "kerndepartement")
    assert core["berekende_waarde"] == pytest.approx(100 * 145_793.6 / 845_793.6)
    assert (core["tolerantie"], core["oordeel"]) == (0.1, "sluit aan")
    agencies = echt("inhuur_pct", 2023, "BZK", "agentschappen")
    assert (agencies["berekende_waarde"], agencies["oordeel"]) == (100, "wijkt af")


def test_a_difference_of_exactly_the_tolerance_agrees(wereld: Rekenwereld) -> None:
    wereld.financien("BZK", D23, uitgave("inhuur_ict", 173_000), uitgave("ambtelijk_personeel", 827_000))
    row = publiceer_wereld(wereld)("inhuur_pct", 2023, "BZK", "kerndepartement")
    assert row["verschil"] > row["tolerantie"]
    assert row["verschil"] == pytest.approx(0.1)
    assert row["oordeel"] == "sluit aan"


def test_a_mapped_figure_of_a_year_outside_the_data_says_so(echt: Uitkomst) -> None:
    row = echt("inhuur_uitgaven", 2020, "SZW", "totaal")
    assert row["oordeel"] == "niet te vergelijken"
    assert row["berekende_waarde"] is row["verschil"] is None
    assert row["toelichting"] == "Geen berekende waarde: jaar buiten de gegevens."


def test_a_ministry_that_did_not_deliver_has_that_as_its_reason(echt: Uitkomst) -> None:
    row = echt("inhuur_uitgaven", 2023, "LNV", "totaal")
    assert row["oordeel"] == "niet te vergelijken"
    assert row["toelichting"] == "Geen berekende waarde: aanlevering ontbreekt."


def test_a_row_without_a_mapping_gives_its_reason(echt: Uitkomst) -> None:
    row = echt("inhuur_norm_pct", 2011, "Rijk", "Roemernorm")
    assert (row["oordeel"], row["tolerantie"]) == ("niet te vergelijken", None)
    assert row["toelichting"] == "Een doel of norm, geen uitkomst."


def test_an_incomplete_figure_is_judged_and_says_that_it_is(echt: Uitkomst) -> None:
    row = echt("inhuur_pct", 2023, "Rijk", "totaal", BRIEF)
    assert row["oordeel"] == "wijkt af"
    assert row["toelichting"].startswith("Het berekende cijfer is onvolledig (dekking ")


def test_amounts_are_compared_in_the_unit_of_the_source(wereld: Rekenwereld) -> None:
    wereld.financien("BZK", D23, uitgave("inhuur_ict", 3_249_000_000))
    uitkomst = publiceer_wereld(wereld)
    source = "%rd.nl%"
    row = uitkomst("inhuur_uitgaven", 2023, "Rijk", "totaal", source)
    assert row["berekende_waarde"] == pytest.approx(3.249)
    assert (row["tolerantie"], row["oordeel"]) == (pytest.approx(0.05), "sluit aan")
    assert "Bronnen noemen 3,2 en 3,3 miljard." in row["toelichting"]
    assert uitkomst("inhuur_uitgaven", 2023, "Rijk", "totaal", "%geenstijl%")["oordeel"] == "wijkt af"


def test_a_figure_rounded_to_thousands_is_held_to_thousands(wereld: Rekenwereld) -> None:
    wereld.financien("VWS", D22, uitgave("inhuur_beleidsadvies", 18_499_000), uitgave("inhuur_ict", 101_501_000))
    uitkomst = publiceer_wereld(wereld)
    advice = uitkomst("inhuur_uitgaven", 2022, "VWS", "cat. 3 %")
    assert (advice["tolerantie"], advice["oordeel"]) == (500, "sluit aan")
    assert uitkomst("inhuur_uitgaven", 2022, "VWS", "cat. 6 %")["oordeel"] == "wijkt af"


@pytest.mark.parametrize(
    ("na", "oordeel"), [(1_119_900_000, "sluit aan"), (1_126_000_000, "wijkt af")], ids=["12_pct", "12.6_pct"]
)
def test_a_growth_is_compared_with_the_growth(wereld: Rekenwereld, na: int, oordeel: str) -> None:
    wereld.financien("BZK", D23, uitgave("materieel_ict", 1_000_000_000))
    wereld.financien("BZK", D24, uitgave("materieel_ict", na))
    row = publiceer_wereld(wereld)("apparaatsuitgaven_mutatie", 2024, "Rijk", "t.o.v. 2023", BRIEF)
    assert row["berekende_waarde"] == pytest.approx(100 * (na / 1e9 - 1))
    assert row["oordeel"] == oordeel


def test_a_growth_without_an_earlier_year_has_no_computed_value(wereld: Rekenwereld) -> None:
    wereld.financien("BZK", D24, uitgave("materieel_ict", 1_000_000_000))
    row = publiceer_wereld(wereld)("apparaatsuitgaven_mutatie", 2024, "Rijk", "t.o.v. 2023", BRIEF)
    assert row["toelichting"] == "Geen berekende waarde: geen waarde van een jaar eerder."


def test_what_was_too_late_is_compared_with_the_rest_of_what_was_in_time(wereld: Rekenwereld) -> None:
    day = date(2022, 6, 1)
    decided = [verzoek(n, day, besluitdatum=date(2022, 6, 15) if n < 388 else date(2022, 11, 1)) for n in range(1000)]
    wereld.woo("BZK", D22, *decided)
    row = publiceer_wereld(wereld)("woo_buiten_termijn_pct", 2022, "Rijk", "% incl. meegenomen %")
    assert (row["gepubliceerde_waarde"], row["oordeel"]) == (61.2, "sluit aan")
    assert row["berekende_waarde"] == pytest.approx(61.2)


def test_made_up_deliveries_are_judged_on_the_letter_only(verzonnen: Uitkomst) -> None:
    judged = verzonnen.lees("select distinct bron from aansluiting where oordeel <> 'niet te vergelijken'")
    assert judged == [(BRIEF,)]
    row = verzonnen("inhuur_uitgaven", 2023, "BZK", "cat. 6 %")
    assert row["berekende_waarde"] == pytest.approx(145_793.6)
    assert (row["verschil"], row["oordeel"]) == (None, "niet te vergelijken")
    assert row["toelichting"] == "Verzonnen gegevens: alleen de rijen van de brief worden beoordeeld."
    assert verzonnen("inhuur_pct", 2023, "Rijk", "totaal", BRIEF)["oordeel"] == "wijkt af"


def test_made_up_deliveries_leave_other_reasons_as_they_are(verzonnen: Uitkomst) -> None:
    assert verzonnen("inhuur_uitgaven", 2020, "SZW", "totaal")["toelichting"].endswith("jaar buiten de gegevens.")
    assert verzonnen("inhuur_norm_pct", 2011, "Rijk", "Roemernorm")["toelichting"].startswith("Een doel of norm")


def test_the_outcome_in_words_counts_every_row_once(echt: Uitkomst) -> None:
    outcome = lees_aansluiting(echt.database)
    assert outcome.sluit_aan + outcome.wijkt_af + outcome.niet_te_vergelijken == len(gepubliceerde_waarden())
    assert not outcome.klopt
    assert outcome.in_woorden() == (
        f"{outcome.sluit_aan} van {outcome.sluit_aan + outcome.wijkt_af} vergelijkbare cijfers sluiten aan; "
        f"{outcome.wijkt_af} wijken af; {outcome.niet_te_vergelijken} niet te vergelijken (met reden)."
    )


def test_the_table_shows_what_differs_most_for_its_precision_and_no_more_than_fits(wereld: Rekenwereld) -> None:
    for day, ministries in ((D23, "BZK LNV JENV"), (D22, "VWS JENV"), (D21, "OCW IENW AZ JENV")):
        for name in ministries.split():
            costs = [uitgave(f"inhuur_{s}", 12_345_678) for s in ("interimmanagement", "ict", "uitzend", "juridisch")]
            wereld.financien(name, day, *costs, uitgave("ambtelijk_personeel", 77_777_777))
    outcome = lees_aansluiting(publiceer_wereld(wereld).database)
    assert outcome.wijkt_af > MEEST_GETOOND
    lines = outcome.als_markdown().splitlines()
    assert len(lines) == 2 + MEEST_GETOOND
    weights = [abs(a.verschil) / a.tolerantie for a in outcome.afwijkingen]
    assert weights == sorted(weights, reverse=True)


def test_where_nothing_differs_the_table_says_so(wereld: Rekenwereld) -> None:
    outcome = lees_aansluiting(publiceer_wereld(wereld).database)
    assert outcome.klopt
    assert outcome.als_markdown() == "Geen."
    assert outcome.in_woorden() == (
        "0 van 0 vergelijkbare cijfers sluiten aan; 0 wijken af; 615 niet te vergelijken (met reden)."
    )
