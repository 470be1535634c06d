"""A frozen figure never changes: what differs later stands beside it, with its reason and what changed."""

from __future__ import annotations

import pytest

from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.warehouse import publication
from jbr_pipeline.warehouse.editions import Editiefout
from jbr_pipeline_tests.deliveries_kit import rijen
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


def test_a_figure_of_july_names_the_delivery_of_july(redactie: Redactie) -> None:
    for day in ("20240701", "20241231"):
        redactie.huis.lever(f"JBR_SZW_bezetting_{day}_v1.csv", rijen("bezetting", 20))
    redactie.publiceer()
    redactie.stel_vast(2024)
    for day in ("20240701", "20241231"):
        redactie.huis.lever(f"JBR_SZW_bezetting_{day}_v2.csv", rijen("bezetting", 22))
    redactie.publiceer()
    found = redactie.lees(
        "select distinct month(peildatum), len(aanlevering_ids), reden from correctie "
        "where indicator_code = 'omvang_medewerkers' order by all"
    )
    said = "JBR_SZW_bezetting_{0}_v2.csv kwam in plaats van JBR_SZW_bezetting_{0}_v1.csv."
    assert found == [(7, 2, said.format("20240701")), (12, 2, said.format("20241231"))]


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


def test_a_correction_that_was_never_published_is_not_kept(redactie: Redactie, monkeypatch: pytest.MonkeyPatch) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)

    def refuse(_: object) -> None:
        raise publication.Publicatiefout("afgekeurd")

    with monkeypatch.context() as patch:
        patch.setattr(publication, "verifieer", refuse)
        with pytest.raises(publication.Publicatiefout, match="afgekeurd"):
            redactie.publiceer()
    assert not (redactie.paden.edities / "correcties").exists()
    redactie.publiceer()
    assert len(redactie.correcties()) == 1


def test_words_in_the_catalogue_are_no_change_of_definition() -> None:
    before = {c: engine.definitie(i) for c, i in catalogus().items()}
    renamed = {c: i.model_copy(update={"naam_en": "Other", "definitie": "Anders."}) for c, i in catalogus().items()}
    assert {c: engine.definitie(i) for c, i in renamed.items()} == before
    refactored = catalogus()["inhuur_pct"].model_copy(update={"factor": 10})
    assert engine.definitie(refactored) != before["inhuur_pct"]


def test_a_new_category_in_a_frozen_breakdown_is_a_correction_without_an_old_value(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 3_630_000, versie=2, inhuur_juridisch=100_000)
    redactie.publiceer()
    found = redactie.lees(
        "select oude_waarde, nieuwe_waarde from correctie where indicator_code = 'apparaatsuitgaven' "
        "and categorie = 'inhuur_juridisch' and organisatie_code = 'rijk' and structuur = 'nu'"
    )
    assert found == [(None, 100)]
    new = "from indicator_waarde where categorie = 'inhuur_juridisch' and waarde > 0 and jaar = 2024"
    assert redactie.lees(f"select distinct status {new}") == [("gecorrigeerd",)]


def test_kept_corrections_that_were_altered_stop_publication(redactie: Redactie) -> None:
    redactie.stel_vast(2024)
    redactie.lever("SZW", 2024, 4_000_000, versie=2)
    redactie.publiceer()
    (file,) = (redactie.paden.edities / "correcties").iterdir()
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(Editiefout, match="zijn veranderd"):
        redactie.publiceer()
