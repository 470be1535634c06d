"""A frozen figure never changes: what differs later stands beside it, with its reason and what changed."""

from __future__ import annotations

from jbr_pipeline_tests.integration.editions.redactie import Redactie

SZW = "mnre1073"


def test_a_later_version_shows_as_a_correction_with_its_reason(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    assert redactie.waarden("JBR 2024")[2024] == (5_840, "vastgesteld")
    assert redactie.waarden("lopend")[2024] == (6_210, "gecorrigeerd")
    (correction,) = redactie.correcties()
    assert (correction["editie"], correction["jaar"]) == ("JBR 2024", 2024)
    assert (correction["oude_waarde"], correction["nieuwe_waarde"]) == (5_840, 6_210)
    assert correction["reden"] == (
        "JBR_SZW_financien_20241231_v2.csv kwam in plaats van JBR_SZW_financien_20241231_v1.csv."
    )
    named = redactie.lees("select aanlevering_id from aanlevering where bestandsnaam like 'JBR_SZW_financien_2024%'")
    assert sorted(correction["aanlevering_ids"]) == sorted(id_ for (id_,) in named)


def test_only_what_changed_is_corrected(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    touched = redactie.lees("select distinct organisatie_code, jaar from correctie order by all")
    assert touched == [(SZW, 2024), ("rijk", 2024)]
    categories = redactie.lees("select distinct categorie from correctie where uitsplitsing = 'kostensoort'")
    assert categories == [("ambtelijk_personeel",)], "what was spent on ICT is the same"


def test_the_same_correction_is_entered_once(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    before = redactie.lees("from correctie order by all")
    redactie.publiceer()
    assert redactie.lees("from correctie order by all") == before
    assert len(list((redactie.paden.edities / "correcties").iterdir())) == 1


def test_a_second_change_and_a_return_are_entries_of_their_own(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    for versie, bedrag in ((2, 4_000_000), (3, 4_200_000), (4, 3_630_000)):
        redactie.lever("SZW", 2024, bedrag, versie=versie)
        redactie.publiceer()
    corrections = redactie.correcties()
    assert [c["nieuwe_waarde"] for c in corrections] == [6_210, 6_410, 5_840]
    assert {c["oude_waarde"] for c in corrections} == {5_840}
    assert corrections[-1]["reden"].startswith("Het cijfer is weer gelijk aan dat van de editie. JBR_SZW_")
    assert redactie.waarden("lopend")[2024] == (5_840, "vastgesteld")


def test_a_delivery_that_comes_after_the_freeze_is_said_to_have_been_added(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("OCW", 2024, 2_000_000)
    redactie.publiceer()
    (correction,) = redactie.correcties()
    assert correction["reden"] == "JBR_OCW_financien_20241231_v1.csv kwam erbij."
    assert correction["nieuwe_waarde"] == 8_340


def test_two_editions_each_keep_their_own_figure_of_the_year_they_share(redactie: Redactie) -> None:
    """2023 as printed in JBR 2023, corrected before JBR 2024, and corrected once more after it."""
    redactie.stel_vast(2023)
    redactie.lever("BZK", 2023, 2_000_000, versie=2)
    redactie.publiceer()
    redactie.stel_vast(2024)
    assert redactie.waarden("JBR 2023")[2023] == (5_400, "vastgesteld")
    assert redactie.waarden("JBR 2024")[2023] == (6_300, "vastgesteld")
    assert redactie.waarden("lopend")[2023] == (6_300, "vastgesteld"), "equal to the newest edition that holds it"
    redactie.lever("BZK", 2023, 3_000_000, versie=3)
    redactie.publiceer()
    found = [(c["editie"], c["oude_waarde"], c["nieuwe_waarde"]) for c in redactie.correcties()]
    assert found == [("JBR 2023", 5_400, 6_300), ("JBR 2023", 5_400, 7_300), ("JBR 2024", 6_300, 7_300)]
    assert redactie.waarden("lopend")[2023] == (7_300, "gecorrigeerd")


def test_a_year_in_no_edition_has_no_corrections(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("BZK", 2022, 9_000_000, versie=2)
    redactie.publiceer()
    assert redactie.lees("select distinct jaar from correctie") == []
    assert redactie.waarden("lopend")[2022][1] == "voorlopig"
