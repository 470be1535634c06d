"""Values that are personal data are seen whatever their column is called and wherever in a workbook they stand."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import door
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, lees_bestandsnaam
from jbr_pipeline_tests.deliveries_kit import csv_tekst, rij, rijen, werkblad, xlsx_bytes

WOO = lees_bestandsnaam("JBR_BZK_woo_verzoeken_20241231_v1.csv")
FINANCIEN = lees_bestandsnaam("JBR_BZK_financien_20241231_v1.csv")
BEZETTING = lees_bestandsnaam("JBR_BZK_bezetting_20241231_v1.csv")


def voldoet(getal: int) -> bool:
    """The eleven test, written out once more."""
    digits = [int(d) for d in f"{getal:09d}"]
    return (sum(w * d for w, d in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11 == 0


BSNS = [n for n in range(123_456_700, 123_458_000) if voldoet(n)]
GEEN_BSNS = [n for n in range(123_456_700, 123_458_000) if not voldoet(n)]


@pytest.fixture
def keur(tmp_path: Path):
    def judge(content: str | bytes, levering=WOO) -> str:
        """What is said of the file; empty when it passes."""
        (tmp_path / "inhoud").write_bytes(content.encode() if isinstance(content, str) else content)
        try:
            door.keur(tmp_path / "inhoud", levering, voorbeeld=False, werkmap=tmp_path)
        except door.Persoonsgegevens as fout:
            return str(fout)
        return ""

    return judge


def woo(nummers: list) -> list[dict]:
    return [rij("woo_verzoeken", n, zaaknummer=nummer) for n, nummer in enumerate(nummers, start=1)]


def als_csv(rows: list[dict]) -> bytes:
    return csv_tekst(rows).encode()


def als_xlsx(rows: list[dict]) -> bytes:
    return xlsx_bytes({"blad": werkblad(rows, above=2)})


VORMEN = pytest.mark.parametrize("vorm", [als_csv, als_xlsx], ids=["csv", "xlsx"])


@VORMEN
def test_a_column_of_bsns_under_a_harmless_name_is_refused(keur, vorm) -> None:
    assert keur(vorm(woo(BSNS[:3]))).startswith("De kolom zaaknummer bevat getallen die aan de elfproef")
    assert keur(vorm(woo(GEEN_BSNS[:50]))) == ""


@pytest.mark.parametrize("stijl", ["{:09d}", " {:09d} ", "'{:09d}", '="{:09d}"', "\u00a0{:09d}"])
def test_the_way_a_number_is_written_hides_nothing(keur, stijl: str) -> None:
    assert keur(csv_tekst(woo([stijl.format(n) for n in BSNS[:3]]))) != ""
    assert keur(csv_tekst(woo([f"{n:09d}"[:3] + "." + f"{n:09d}"[3:6] + "." + f"{n:09d}"[6:] for n in BSNS[:3]]))) != ""


@pytest.mark.parametrize(("goed", "overig", "geweigerd"), [(2, 0, False), (3, 0, True), (3, 3, True), (3, 4, False)])
def test_three_different_ones_and_half_of_the_column_make_it_one_of_bsns(
    keur, goed: int, overig: int, geweigerd: bool
) -> None:
    assert bool(keur(csv_tekst(woo(BSNS[:goed] + GEEN_BSNS[:overig])))) == geweigerd


def test_the_same_number_over_and_over_is_not_a_column_of_bsns(keur) -> None:
    assert keur(csv_tekst(woo([BSNS[0]] * 100))) == ""


def test_lost_leading_zeros_do_not_hide_bsns_and_dates_are_none(keur) -> None:
    short = [n for n in range(12_345_600, 12_347_000) if voldoet(n)]
    assert keur(csv_tekst(woo([*short[:5], BSNS[0]]))) != ""
    assert keur(csv_tekst(woo([20240100 + d for d in range(1, 29)]))) == ""


def test_random_codes_of_nine_digits_pass(keur) -> None:
    draw = random.Random(7)
    assert keur(csv_tekst(woo(draw.sample(range(100_000_000, 999_999_999), 500)))) == ""


def test_amounts_of_nine_digits_pass_and_bsns_as_amounts_do_not(keur) -> None:
    def amounts(values: list[int]) -> str:
        return csv_tekst([rij("financien", n, bedrag=str(v)) for n, v in enumerate(values, start=1)])

    assert keur(amounts(BSNS[:10] + GEEN_BSNS[:60]), FINANCIEN) == ""
    assert keur(amounts(BSNS[:19]), FINANCIEN) == ""
    assert keur(amounts(BSNS[:20]), FINANCIEN) != ""


def test_in_a_column_that_is_not_asked_for_one_bsn_is_enough_and_the_column_is_not_called_by_name(keur) -> None:
    said = keur(csv_tekst([{**rij("woo_verzoeken"), "MARKER": str(BSNS[0])}]))
    assert "Kolom 16 bevat" in said
    assert "MARKER" not in said
    assert keur(csv_tekst([{**rij("woo_verzoeken"), "MARKER": str(GEEN_BSNS[0])}])) == ""


@pytest.mark.parametrize("soort", sorted(contracten()))
def test_every_subject_is_looked_at_for_bsns(keur, soort: str) -> None:
    levering = lees_bestandsnaam(f"JBR_BZK_{soort}_20241231_v1.csv")
    rows = [{**row, "kenmerk2": str(bsn)} for row, bsn in zip(rijen(soort, 3), BSNS, strict=False)]
    assert keur(csv_tekst(rows), levering) != ""
    assert keur(xlsx_bytes({"blad": werkblad(rows)}), levering) != ""


ADRES = "a.b-c@voorbeeld.example"


@VORMEN
@pytest.mark.parametrize("cel", [ADRES, f"zie {ADRES}, dank", f"<{ADRES.upper()}>"])
def test_one_email_address_is_enough_and_its_line_is_named(keur, vorm, cel: str) -> None:
    rows = woo(["a", "b", cel, "c"])
    line = 4 if vorm is als_csv else 6
    assert keur(vorm(rows)).startswith(f"Regel {line} bevat een e-mailadres")


@pytest.mark.parametrize("cel", ["@minbzk", "a@b", "50 @ 3.50", "x @y.example", "a@b.1"])
def test_an_at_sign_alone_is_no_address(keur, cel: str) -> None:
    assert keur(csv_tekst(woo([cel]))) == ""


@pytest.mark.parametrize("waarden", [[ADRES], BSNS[:4]], ids=["adres", "bsn"])
@pytest.mark.parametrize(
    "verander",
    [
        lambda s: s.replace(";", ",").encode(),
        lambda s: s.replace(";", "\t").encode(),
        lambda s: s.encode("utf-16"),
        lambda s: s.encode("utf-8-sig"),
        lambda s: s.replace("\n", "\r").encode(),
        lambda s: s.encode("cp1252") + b"\x81",
        lambda s: ("Uitdraai\n\n" + s).encode(),
        lambda s: s.replace("2024", '"2024', 1).encode(),
        lambda s: s.partition("\n")[2].encode(),
        lambda s: gzip.compress(s.encode()),
    ],
    ids=["komma", "tab", "utf16", "bom", "cr", "geen tekst", "titel", "open aanhaling", "geen kop", "gzip"],
)
def test_neither_hides_in_a_file_that_is_not_as_it_should_be(keur, waarden: list, verander) -> None:
    content = verander(csv_tekst(woo(waarden)))
    assert keur(content) != ""
    assert keur(content, None) != ""


def test_a_separator_inside_quotes_moves_no_number_to_the_column_of_pseudonyms(keur) -> None:
    rows = [rij("bezetting", onderdeel_naam="a;b", onderdeel_code="12345678")]
    kop = ["onderdeel_naam", "onderdeel_code", "pseudo_id"]
    kop += [k for k in rows[0] if k not in kop]
    assert keur(csv_tekst(rows, kop), BEZETTING) == ""


def test_no_reason_holds_a_value(keur) -> None:
    for content in (csv_tekst(woo([ADRES])), csv_tekst(woo(BSNS[:4])), met_opmerking(f"bel {BSNS[0]}")):
        said = keur(content)
        assert said != ""
        assert not any(str(value) in said for value in (*BSNS, ADRES))


def werkmap(maak) -> bytes:
    """A good workbook to which `maak(book, sheet)` adds something."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("blad")
        for r, row in enumerate(werkblad(rijen("woo_verzoeken", 2))):
            sheet.write_row(r, 0, row)
        maak(book, sheet)
    return out.getvalue()


def met_opmerking(tekst: str) -> bytes:
    return werkmap(lambda _, sheet: sheet.write_comment("A1", tekst, {"author": "Afdeling Personeel"}))


def very_hidden(rows: list[list]):
    def add(book, _) -> None:
        other = book.add_worksheet("weg")
        other.very_hidden()
        for r, row in enumerate(rows):
            other.write_row(r, 0, row)

    return add


def hidden_columns(_, sheet) -> None:
    sheet.write_row(0, 30, ["toelichting"])
    for r, bsn in enumerate(BSNS[:2], start=1):
        sheet.write(r, 30, bsn)
    sheet.set_column(30, 30, None, None, {"hidden": True})


def hidden_rows(_, sheet) -> None:
    sheet.write(400, 0, ADRES)
    sheet.set_row(400, None, None, {"hidden": True})


@pytest.mark.parametrize(
    "maak",
    [
        very_hidden([["Achternaam"], ["x"]]),
        very_hidden([["nr"], *[[n] for n in BSNS[:3]]]),
        hidden_columns,
        hidden_rows,
        lambda _, sheet: sheet.write_comment("A1", f"vraag {ADRES}"),
        lambda _, sheet: sheet.write_comment("A1", f"dit is {BSNS[0]}."),
        lambda _, sheet: sheet.write_comment("A1", f"dit is {str(BSNS[0])[:4]} {str(BSNS[0])[4:6]} {str(BSNS[0])[6:]}"),
        lambda book, _: book.set_properties({"author": ADRES}),
        lambda book, _: book.set_properties({"comments": f"BSN {BSNS[0]}"}),
        lambda book, _: book.set_custom_property("contact", ADRES),
        lambda _, sheet: sheet.set_header(f"&L{ADRES}"),
        lambda _, sheet: sheet.write_url("Z1", f"mailto:{ADRES}", string="stuur"),
        lambda _, sheet: sheet.insert_textbox("Z1", f"vraag {ADRES}"),
        lambda book, _: book.add_worksheet(ADRES),
    ],
    ids=["zeer verborgen kop", "zeer verborgen bsn", "verborgen kolom", "verborgen rij", "opmerking adres",
         "opmerking bsn", "opmerking gespatieerd", "auteur", "eigenschap", "eigen eigenschap", "koptekst", "link",
         "tekstvak", "bladnaam"],
)  # fmt: skip
def test_no_corner_of_a_workbook_hides_personal_data(keur, maak) -> None:
    assert keur(werkmap(lambda *_: None)) == ""
    assert keur(werkmap(maak)) != ""


def test_names_of_makers_and_plain_comments_are_what_office_always_writes(keur) -> None:
    assert keur(met_opmerking("Nog te controleren; zie dossier 2024-000123456, bedrag 123.456,78.")) == ""
    assert keur(werkmap(lambda book, _: book.set_properties({"author": "Afdeling Personeel", "manager": "X"}))) == ""


@pytest.mark.parametrize(
    ("naam", "xml"),
    [
        ("xl/threadedComments/threadedComment1.xml",
         f"<ThreadedComments><threadedComment><text>bel {BSNS[0]}</text></threadedComment></ThreadedComments>"),
        ("xl/comments9.xml",
         f"<comments><comment><text><r><t>{ADRES[:6]}</t></r><r><t>{ADRES[6:]}</t></r></text></comment></comments>"),
        ("xl/pivotCache/pivotCacheDefinition1.xml",
         '<pivotCacheDefinition><cacheFields><cacheField name="BSN"/></cacheFields></pivotCacheDefinition>'),
        ("xl/pivotCache/pivotCacheRecords1.xml",
         "<pivotCacheRecords>" + "".join(f"<r><n v='{n}'/></r>" for n in BSNS[:3]) + "</pivotCacheRecords>"),
    ],
    ids=["gesprek", "opgemaakt", "veldnaam", "draaitabel"],
)  # fmt: skip
def test_parts_that_excel_keeps_out_of_sight_are_looked_into(keur, naam: str, xml: str) -> None:
    out = io.BytesIO(werkmap(lambda *_: None))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(naam, xml)
    assert keur(out.getvalue()) != ""


def test_an_old_or_locked_workbook_is_refused_since_nobody_can_look_into_it(tmp_path: Path) -> None:
    (tmp_path / "inhoud").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    with pytest.raises(Bestandsfout, match="wachtwoord of van een oude Excel"):
        door.keur(tmp_path / "inhoud", WOO, voorbeeld=False, werkmap=tmp_path)
