"""Personal data does not come in, whatever it is called and in whatever form the file is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.files import PERSOONLIJKE_KOLOMMEN
from jbr_pipeline.sources.deliveries import door
from jbr_pipeline.sources.deliveries.filenames import lees_bestandsnaam
from jbr_pipeline_tests.deliveries_kit import csv_tekst, rij, rijen, verzonnen, werkblad, xlsx_bytes

BEZETTING = lees_bestandsnaam("JBR_BZK_bezetting_20241231_v1.csv")
TRAINEES = lees_bestandsnaam("JBR_BZK_stages_trainees_20241231_v1.csv")


@pytest.fixture
def keur(tmp_path: Path):
    def judge(content: str | bytes, levering=BEZETTING, *, voorbeeld: bool = False) -> str:
        """The name of the refusal, or nothing."""
        (tmp_path / "inhoud").write_bytes(content.encode() if isinstance(content, str) else content)
        try:
            door.keur(tmp_path / "inhoud", levering, voorbeeld=voorbeeld, werkmap=tmp_path)
        except (door.Persoonsgegevens, door.VerkeerdeMap) as fout:
            return type(fout).__name__
        return ""

    return judge


def met_kolom(naam: str) -> list[dict[str, str]]:
    return [{**rij("bezetting"), naam: "MARKER"}]


def test_a_good_delivery_passes(keur) -> None:
    assert keur(csv_tekst(rijen("bezetting", 3))) == ""
    assert keur(xlsx_bytes({"blad": werkblad(rijen("bezetting", 3), above=4)})) == ""


@pytest.mark.parametrize("kolom", sorted(PERSOONLIJKE_KOLOMMEN))
def test_every_personal_column_is_seen(keur, kolom: str) -> None:
    assert keur(csv_tekst(met_kolom(kolom))) == "Persoonsgegevens"


@pytest.mark.parametrize(
    "kolom",
    ["BSN", " bsn ", "b_s_n", "Burger Service Nummer", "VOOR_NAAM", "achter naam", "Geboorte\u00a0datum", "E-mail",
     "personeels_nummer", "Post code", "_naam_", "B.S.N."],
)  # fmt: skip
def test_case_spaces_and_underscores_hide_nothing(keur, kolom: str) -> None:
    assert keur(csv_tekst(met_kolom(kolom))) == "Persoonsgegevens"


@pytest.mark.parametrize("kolom", ["onderdeel_naam2", "geboorteplaats", "adressen", "naamloos", "functienaam"])
def test_names_that_only_look_like_them_pass(keur, kolom: str) -> None:
    assert keur(csv_tekst(met_kolom(kolom))) == ""


PERSOONLIJK = csv_tekst([{"BSN": "MARKER", **rij("bezetting")}])


@pytest.mark.parametrize(
    "content",
    [
        PERSOONLIJK.encode("cp1252"),
        PERSOONLIJK.encode("utf-8-sig"),
        PERSOONLIJK.encode("utf-16"),
        PERSOONLIJK.encode("utf-16-be"),
        PERSOONLIJK.replace("\n", "\r\n").encode(),
        PERSOONLIJK.replace("\n", "\r").encode(),
        PERSOONLIJK.replace(";", ",").encode(),
        PERSOONLIJK.replace(";", "\t").encode(),
        PERSOONLIJK.replace(";", "|").encode(),
        PERSOONLIJK.replace("BSN", '"BSN"').encode(),
        ("Uitdraai\n\n\n" + PERSOONLIJK).encode(),
        PERSOONLIJK.splitlines()[0].encode(),
        b"bsn",
        gzip.compress(PERSOONLIJK.encode()),
        gzip.compress(PERSOONLIJK.encode())[:-12],
    ],
    ids=["cp1252", "bom", "utf16", "utf16be", "crlf", "cr", "komma", "tab", "pipe", "aanhaling", "titel", "kop",
         "woord", "gzip", "half gzip"],
)  # fmt: skip
@pytest.mark.parametrize("levering", [BEZETTING, None], ids=["naam goed", "naam fout"])
def test_neither_does_the_form_of_the_file(keur, content: bytes, levering) -> None:
    assert keur(content, levering) == "Persoonsgegevens"


def test_a_personal_column_is_seen_on_any_sheet_hidden_or_not_and_below_blank_rows(keur) -> None:
    good, bad = werkblad(rijen("bezetting", 1)), werkblad(met_kolom("Post_code"), above=6)
    for sheets, hidden in (({"a": bad}, []), ({"a": good, "b": bad}, []), ({"a": good, "b": bad}, ["b"])):
        assert keur(xlsx_bytes(sheets, hidden)) == "Persoonsgegevens"


def test_cells_below_the_header_are_no_column_names(keur) -> None:
    rows = [rij("bezetting", functiefamilie="adres", standplaats="naam")]
    assert keur(csv_tekst(rows)) == ""
    assert keur(xlsx_bytes({"blad": werkblad(rows)})) == ""


@pytest.mark.parametrize(
    "getal", ["12345678", "123456789", " 123456782 ", "\u00a0123456782", "012345678", "1234 56 782"]
)
def test_a_pseudonym_of_eight_or_nine_digits_is_refused(keur, getal: str) -> None:
    rows = [*rijen("bezetting", 3), rij("bezetting", pseudo_id=getal)]
    assert keur(csv_tekst(rows)) == "Persoonsgegevens"
    assert keur(csv_tekst(rows, list(reversed(rows[0])))) == "Persoonsgegevens"


@pytest.mark.parametrize("getal", ["12345678", "123456789", " 123456782 ", "'123456782", "123.456.782"])
@pytest.mark.parametrize("levering", [TRAINEES, None], ids=["naam goed", "naam fout"])
def test_the_pseudonym_of_a_trainee_is_held_to_the_same(keur, getal: str, levering) -> None:
    rows = [*rijen("stages_trainees", 3), rij("stages_trainees", pseudo_id=getal)]
    assert keur(csv_tekst(rows[:3]), levering) == ""
    assert keur(csv_tekst(rows), levering) == "Persoonsgegevens"
    assert keur(xlsx_bytes({"blad": werkblad(rows, above=2)}), levering) == "Persoonsgegevens"


@pytest.mark.parametrize("soort", contracten())
def test_every_subject_is_looked_at_for_personal_columns(keur, soort: str) -> None:
    levering = lees_bestandsnaam(f"JBR_BZK_{soort}_20241231_v1.csv")
    good, bad = rijen(soort, 2), [{**row, "BSN": "MARKER"} for row in rijen(soort, 2)]
    assert (keur(csv_tekst(good), levering), keur(csv_tekst(bad), levering)) == ("", "Persoonsgegevens")
    assert keur(xlsx_bytes({"blad": werkblad(bad, above=3)}), levering) == "Persoonsgegevens"


@pytest.mark.parametrize("titel", [["Soort", "Datum"], ["Kwartaal", "Soort", "Maand"], ["Eenheid", "Aantal", "Thema"]])
@pytest.mark.parametrize("soort", contracten())
def test_a_title_with_words_that_are_column_names_hides_no_header(keur, soort: str, titel: list[str]) -> None:
    levering = lees_bestandsnaam(f"JBR_BZK_{soort}_20241231_v1.xlsx")
    bad = [{**row, "BSN": "MARKER"} for row in rijen(soort, 2)]
    assert keur(xlsx_bytes({"blad": [titel, *werkblad(bad)]}), levering) == "Persoonsgegevens"


@pytest.mark.parametrize("getal", ["1234567", "1234567890", "12345678a", "0000000012345678"])
def test_other_pseudonyms_are_left_to_the_rules(keur, getal: str) -> None:
    assert keur(csv_tekst([rij("bezetting", pseudo_id=getal)])) == ""


NUMMERS = csv_tekst([rij("bezetting", pseudo_id="123456782")])


@pytest.mark.parametrize(
    "content",
    [
        NUMMERS.replace("\n", ";\n").replace("standplaats;", "standplaats"),
        NUMMERS.replace('123456782;1;', '123456782;"1;'),
        NUMMERS.replace(";", ","),
        NUMMERS.replace(";", "\t"),
        NUMMERS.encode("utf-16"),
        NUMMERS + "\0",
        NUMMERS.encode("cp1252") + b"\x81",
        NUMMERS.replace("pseudo_id", "Pseudo ID"),
        "\n" + NUMMERS,
        NUMMERS.replace("geslacht", "sekse"),
        NUMMERS.replace("standplaats", "pseudo_id").replace("123456782", "0123456789abcdef").replace(
            "Den Haag", "123456782"
        ),
        gzip.compress(NUMMERS.encode()),
    ],
    ids=["te veel velden", "open aanhaling", "komma", "tab", "utf16", "nul", "geen tekst", "kop", "lege regel",
         "kolom ontbreekt", "dubbele kolom", "gzip"],
)  # fmt: skip
def test_numbers_for_pseudonyms_are_seen_in_a_file_that_is_not_as_it_should_be(keur, content: str | bytes) -> None:
    assert keur(content) == "Persoonsgegevens"


def test_numbers_for_pseudonyms_are_seen_in_a_workbook_also_when_columns_are_missing(keur) -> None:
    for number in (123456782, "123456782"):
        row = rij("bezetting", pseudo_id=number)
        assert keur(xlsx_bytes({"blad": werkblad([row], above=2)})) == "Persoonsgegevens"
        del row["geslacht"]
        assert keur(xlsx_bytes({"blad": werkblad([row])})) == "Persoonsgegevens"
        assert keur(xlsx_bytes({"a": [["x"]], "b": werkblad([row])}, hidden=["b"])) == "Persoonsgegevens"


def test_a_workbook_under_the_name_of_a_csv_is_looked_into_all_the_same(keur) -> None:
    assert keur(xlsx_bytes({"blad": werkblad(met_kolom("bsn"))}), BEZETTING) == "Persoonsgegevens"


def test_made_up_deliveries_and_real_ones_do_not_mix(keur) -> None:
    real, made_up = rijen("bezetting", 2), verzonnen(rijen("bezetting", 2))
    assert keur(csv_tekst(made_up)) == "VerkeerdeMap"
    assert keur(csv_tekst(real), voorbeeld=True) == "VerkeerdeMap"
    assert keur(csv_tekst(made_up), voorbeeld=True) == ""
    assert keur(xlsx_bytes({"blad": werkblad(made_up)})) == "VerkeerdeMap"
    assert keur(xlsx_bytes({"blad": werkblad(made_up)}), voorbeeld=True) == ""


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"\x1f\x8brommel", b"PK\x03\x04rommel"])
def test_a_file_that_cannot_be_read_passes_here(keur, content: bytes) -> None:
    assert keur(content) == ""


def test_the_reason_holds_no_value_from_the_file(tmp_path: Path) -> None:
    for content in (csv_tekst(met_kolom("bsn")), NUMMERS):
        (tmp_path / "inhoud").write_text(content, encoding="utf-8")
        with pytest.raises(door.Persoonsgegevens) as caught:
            door.keur(tmp_path / "inhoud", BEZETTING, voorbeeld=False, werkmap=tmp_path)
        assert "MARKER" not in str(caught.value)
        assert "123456782" not in str(caught.value)
