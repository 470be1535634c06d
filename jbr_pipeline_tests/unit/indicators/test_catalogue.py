"""The catalogue holds what the JBR asks for, every entry is whole, and a faulty one is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators.catalogue import Indicator, afbakeningen, bronnaam, catalogus
from jbr_pipeline.indicators.engine import BASIS

CODES = """
omvang_fte omvang_fte_groei omvang_medewerkers instroom uitstroom instroom_pct uitstroom_pct doorstroom leeftijd_gem
leeftijdsopbouw schaalverdeling lage_loonschalen_fte deeltijd_pct deeltijdfactor_gem contracttype_pct vrouwen_pct
vrouwen_subtop_top_pct vrouwen_top_pct inhuur_uitgaven inhuur_pct inhuur_consultants inhuur_ministeries_binnen_norm
personeelskosten woo_verzoeken_ontvangen woo_afgehandeld woo_tijdig_pct woo_doorlooptijd_gem woo_doorlooptijd_mediaan
woo_doorlooptijd_klassen woo_in_behandeling woo_in_behandeling_te_laat woo_ingebrekestellingen woo_dwangsommen_verbeurd
woo_dwangsommen_betaald woo_bezwaar woo_beroep woo_uitkomsten publicaties publicaties_stand publicaties_ingetrokken
publicaties_per_eerste_tranche_categorie organisaties_met_publicatie_per_categorie publicatie_dubbelen
apparaatsuitgaven apparaatsuitgaven_per_fte vacatures_opengesteld vacatures_openstaand trainees stagiairs
banenafspraak_banen banenafspraak_doel banenafspraak_realisatie_pct ziekteverzuim_pct ziekteverzuim_meldingsfrequentie
integriteitsmeldingen integriteitsschendingen racisme_ervaren_pct opleiding_per_medewerker topformatie
co2_uitstoot_totaal co2_zakelijke_mobiliteit aardgasverbruik elektriciteitsverbruik groene_stroom_nl_pct
zero_emissie_wagenpark_pct energielabel_kantoren_pct restafval_pct datacenter_dcie dpia_uitgevoerd dpia_realisatie_pct
verwerkingen_geregistreerd datalekken_gemeld ict_verstoringen ict_verstoringen_leverancier_pct ict_exitstrategie_pct
grote_ict_activiteiten_aantal grote_ict_activiteiten_kosten taakstelling_nulmeting_fte taakstelling_nulmeting_apparaat
taakstelling_doel_apparaat taakstelling_realisatie_pct kantoor_m2 m2_per_fte inkoopvolume mkb_aandeel_pct
betaalgedrag_pct zbo_aantal agentschap_aantal adviescollege_aantal
"""

AFGELEID = """
omvang_fte_groei instroom uitstroom instroom_pct uitstroom_pct doorstroom leeftijdsopbouw schaalverdeling
lage_loonschalen_fte deeltijd_pct deeltijdfactor_gem contracttype_pct inhuur_consultants woo_afgehandeld
woo_doorlooptijd_gem woo_doorlooptijd_mediaan woo_doorlooptijd_klassen woo_in_behandeling woo_in_behandeling_te_laat
woo_ingebrekestellingen woo_uitkomsten publicaties publicaties_stand publicaties_ingetrokken
organisaties_met_publicatie_per_categorie publicatie_dubbelen apparaatsuitgaven_per_fte vacatures_openstaand
integriteitsmeldingen integriteitsschendingen opleiding_per_medewerker topformatie elektriciteitsverbruik
datacenter_dcie dpia_uitgevoerd dpia_realisatie_pct verwerkingen_geregistreerd datalekken_gemeld ict_verstoringen
ict_verstoringen_leverancier_pct ict_exitstrategie_pct grote_ict_activiteiten_aantal grote_ict_activiteiten_kosten
kantoor_m2 m2_per_fte inkoopvolume mkb_aandeel_pct betaalgedrag_pct
"""
"""Whose definition was inferred rather than read in a source."""

UITSPLITSINGEN = {
    "omvang_fte": ("totaal", "organisatietype", "geslacht", "leeftijdsklasse", "schaalgroep", "functiefamilie"),
    "omvang_fte_groei": ("totaal", "organisatietype"),
    "omvang_medewerkers": ("totaal", "organisatietype", "geslacht", "leeftijdsklasse", "schaalgroep", "functiefamilie"),
    "instroom": ("totaal", "geslacht", "leeftijdsklasse", "organisatietype"),
    "doorstroom": ("totaal", "soort"),
    "leeftijdsopbouw": ("leeftijdsklasse", "geslacht*leeftijdsklasse"),
    "schaalverdeling": ("schaalgroep", "geslacht*schaalgroep"),
    "contracttype_pct": ("contractsoort", "contractsoort*geslacht"),
    "vrouwen_pct": ("totaal", "leeftijdsklasse", "schaalgroep"),
    "inhuur_uitgaven": ("totaal", "categorie", "onderdeel"),
    "apparaatsuitgaven": ("totaal", "soort_uitgave", "kostensoort", "onderdeel"),
    "woo_doorlooptijd_klassen": ("doorlooptijdklasse",),
    "woo_uitkomsten": ("totaal", "uitkomst"),
    "vacatures_opengesteld": ("totaal", "kanaal", "vakgebied"),
    "trainees": ("totaal", "programma"),
    "stagiairs": ("totaal", "programma"),
    "banenafspraak_banen": ("totaal", "soort"),
    "banenafspraak_doel": ("totaal", "soort"),
    "banenafspraak_realisatie_pct": ("totaal", "soort"),
    "ziekteverzuim_pct": ("totaal", "geslacht", "leeftijdsklasse", "schaalgroep"),
    "ziekteverzuim_meldingsfrequentie": ("totaal", "geslacht", "leeftijdsklasse", "schaalgroep"),
    "integriteitsmeldingen": ("totaal", "categorie"),
    "integriteitsschendingen": ("totaal", "categorie"),
    "racisme_ervaren_pct": ("totaal", "groep"),
    "co2_uitstoot_totaal": ("totaal", "thema"),
    "co2_zakelijke_mobiliteit": ("totaal", "vervoermiddel"),
    "energielabel_kantoren_pct": ("labelgroep",),
    "ict_verstoringen": ("totaal", "ernst"),
    "publicaties": ("totaal", "documentsoort", "informatiecategorie", "aanbieder"),
    "publicaties_per_eerste_tranche_categorie": ("totaal", "informatiecategorie", "maand", "informatiecategorie*maand"),
    "organisaties_met_publicatie_per_categorie": ("informatiecategorie",),
}

VARIANTEN = {
    "omvang_fte": ("standaard", "gemaximeerd"),
    "schaalverdeling": ("standaard", "personen"),
    "inhuur_pct": ("standaard", "totale_personele_uitgaven"),
    "woo_afgehandeld": ("standaard", "alle_uitkomsten"),
    "woo_tijdig_pct": ("standaard", "wettelijk", "kerndepartement", "alle_uitkomsten"),
    "banenafspraak_banen": ("standaard", "K1", "K2", "K3", "jaargemiddelde"),
    "banenafspraak_doel": ("standaard", "K1", "K2", "K3", "jaargemiddelde"),
    "banenafspraak_realisatie_pct": ("standaard", "K1", "K2", "K3", "jaargemiddelde"),
    "co2_uitstoot_totaal": ("standaard", "netto"),
    "energielabel_kantoren_pct": ("standaard", "aantal"),
    "publicaties": ("standaard", "bijlagen", "hele_platform"),
    "publicaties_stand": ("standaard", "hele_platform"),
}

OVER_PERSONEN = {"bezetting", "stages_trainees", "verzuim", "integriteit", "banenafspraak", "enquete"}
ALS_PERCENTAGE_AANGELEVERD = {"racisme_ervaren_pct", "groene_stroom_nl_pct"}


def een(**anders: Any) -> dict[str, Any]:
    """A small good entry, with other properties where asked."""
    return {
        "code": "x", "domein": "personeel", "naam": "X", "naam_en": "X", "eenheid": "fte", "decimalen": 0,
        "definitie": "X.", "teller": "X", "populatie": "X", "peilmoment": "jaar", "bronnen": ["bezetting"],
        "zekerheid": "A", "eerste_jaar": 2020, **anders,
    }  # fmt: skip


def test_every_indicator_of_the_jbr_is_there() -> None:
    assert set(catalogus()) == set(CODES.split())


def test_what_was_inferred_says_so() -> None:
    assert {c for c, i in catalogus().items() if i.zekerheid == "A"} == set(AFGELEID.split())
    assert afbakeningen()["subtop_top_vanaf_schaal"].zekerheid == "A"


@pytest.mark.parametrize("code", sorted(UITSPLITSINGEN))
def test_breakdowns(code: str) -> None:
    assert catalogus()[code].alle_uitsplitsingen == UITSPLITSINGEN[code]


@pytest.mark.parametrize("code", sorted(VARIANTEN))
def test_variants(code: str) -> None:
    assert catalogus()[code].varianten == VARIANTEN[code]


@pytest.mark.parametrize("indicator", catalogus().values(), ids=lambda i: i.code)
def test_every_entry_is_whole(indicator: Indicator) -> None:
    first, *_ = indicator.sql_tekst().splitlines()
    assert first.startswith("-- ")
    assert ";" not in "".join(line for line in indicator.sql_tekst().splitlines() if not line.startswith("--"))
    assert indicator.definitie.endswith(".")
    assert set(indicator.bronnen) <= {*BASIS, "enquete"}
    # Everything with persons behind it is small-cell checked; requests, vacancies, money and documents are not.
    is_about_persons = bool(OVER_PERSONEN.intersection(indicator.bronnen)) and indicator.code != "banenafspraak_doel"
    assert indicator.kleine_cellen == is_about_persons
    if indicator.eenheid == "%" and indicator.code not in ALS_PERCENTAGE_AANGELEVERD:
        assert indicator.factor == 100
    if indicator.verdeling:
        assert indicator.eenheid == "%"


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"varianten": ["anders"]}, "de eerste variant heet standaard"),
        ({"norm": 10}, "een norm heeft een richting"),
        ({"norm_richting": "hoogstens"}, "een norm heeft een richting"),
        ({"uitsplitsingen": ["schaalgroep*geslacht"]}, "alfabetische volgorde"),
        ({"alleen_rijk": ["maand"]}, "alleen_rijk noemt maand"),
        ({"verdeling": "klasse", "zonder_totaal": True}, "nooit een totaal"),
        ({"verdeling": "klasse", "eigen_totaal": True}, "eigen totaal"),
        ({"verdeling": "klasse", "totaal_apart": True}, "eigen totaal"),
        ({"laatste_jaar": 2019}, "het laatste jaar ligt voor het eerste"),
        ({"code": "Met-Streep"}, "pattern"),
        ({"zekerheid": "B"}, "'Z' or 'A'"),
        ({"onbekend": 1}, "Extra inputs"),
        ({"domein": "elders"}, "Input should be"),
        ({"vergelijkt": "vorige_maand"}, "Input should be"),
    ],
)
def test_a_faulty_entry_is_refused(anders: dict[str, Any], melding: str) -> None:
    with pytest.raises(ValidationError, match=melding):
        Indicator.model_validate(een(**anders))


def test_a_share_is_never_of_its_own_dimension() -> None:
    indicator = Indicator.model_validate(een(verdeling="klasse", uitsplitsingen=["aard", "zaal"]))
    assert indicator.alle_uitsplitsingen == ("klasse", "aard*klasse", "klasse*zaal")


def test_sources_together_have_one_name() -> None:
    assert bronnaam(["financien", "bezetting"]) == bronnaam(["bezetting", "financien"]) == "bezetting+financien"


def test_no_text_that_becomes_a_category_can_start_a_formula() -> None:
    """Whoever exports a published table to a spreadsheet would run it."""
    names = {d for i in catalogus().values() for u in i.alle_uitsplitsingen for d in u.split("*")}
    texts = [k for c in contracten().values() for k in c.kolom if k.naam in names and k.type == "tekst"]
    assert {k.naam for k in texts} >= {"functiefamilie", "programma", "vakgebied", "groep"}
    assert [k.naam for k in texts for begin in "=+-@\t\r" if re.match(k.patroon or "", f"{begin}1+1")] == []
