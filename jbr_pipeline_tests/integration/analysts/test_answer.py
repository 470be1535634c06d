"""An answer to Parliament says what the database says, in two files that say the same, on one page."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from python_calamine import load_workbook

from jbr_pipeline.reporting.antwoord.content import Antwoord, lees_antwoord
from jbr_pipeline.reporting.antwoord.making import maak
from jbr_pipeline.reporting.antwoord.question import Kamervraag
from jbr_pipeline.reporting.antwoord.writing import als_markdown
from jbr_pipeline.reporting.explanation import NietTeVerklaren
from jbr_pipeline.reporting.numbers import ONDERDRUKT, cijfer
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer
from jbr_pipeline_tests.integration.editions.redactie import Redactie


def ask(
    database: Path, code: str, jaren: str | None = None, per: str | None = None, editie: str | None = None
) -> Antwoord:
    with lezer(database) as con:
        return lees_antwoord(con, Kamervraag.van(con, code, jaren, per, editie))


def table(antwoord: Antwoord) -> dict[str, tuple[str, ...]]:
    return {r.naam: tuple(c.tekst for c in r.cellen) for r in antwoord.regels}


@pytest.fixture(scope="module")
def database(voorbeeldmap: Path) -> Path:
    return Paden(voorbeeldmap).database


def test_it_begins_with_the_figure_of_the_letter(database: Path) -> None:
    answer = ask(database, "omvang_fte", "2022-2024", "ministerie")
    assert answer.zin == "Eind 2024 werkten er 157.019 fte bij het Rijk, 6,2 procent meer dan een jaar eerder."
    assert answer.vraag == "U vraagt naar: omvang van het personeel, per ministerie, over 2022 tot en met 2024."


def test_the_table_is_that_of_the_database(database: Path) -> None:
    answer = ask(database, "inhuur_pct", "2022-2024", "ministerie")
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("use jbr.jbr")
        rows = con.execute(
            "select if(organisatie_code = 'rijk', 'Rijk', 'M' || substr(organisatie, 2) || ' (' || afkorting || ')'), "
            "jaar, waarde, onderdrukt from reeks where indicator_code = 'inhuur_pct' and variant = 'standaard' "
            "and uitsplitsing = 'totaal'"
        ).fetchall()
    expected: dict[str, dict[int, str]] = {}
    for name, year, value, hidden in rows:
        expected.setdefault(name, {})[year] = cijfer(value, 1, onderdrukt=hidden)
    assert {n: c[:-1] for n, c in table(answer).items()} == {
        n: tuple(v[y] for y in sorted(v)) for n, v in expected.items()
    }
    assert answer.koppen == ("Ministerie", "2022", "2023", "2024", "Verandering in een jaar (procentpunt)")
    assert answer.regels[-1].naam == "Rijk"


def test_every_indicator_has_an_answer_in_which_a_suppressed_figure_is_an_x(database: Path) -> None:
    hidden = 0
    with lezer(database) as con:
        choices = con.execute(
            "select indicator_code, list(distinct if(organisatie_code = 'rijk', uitsplitsing, 'ministerie')) "
            "from reeks where organisatie_code = 'rijk' or uitsplitsing = 'totaal' group by 1 order by 1"
        ).fetchall()
        for number, (code, breakdowns) in enumerate(choices):
            possible = sorted("rijk" if b == "totaal" else b for b in breakdowns)
            answer = lees_antwoord(con, Kamervraag.van(con, code, None, possible[number % len(possible)], None))
            assert re.fullmatch(r"(Eind|In|Op|Over) .*\.", answer.zin)
            assert "None" not in als_markdown(answer)
            cells = [c for r in answer.regels for c in r.cellen]
            assert all(c.waarde is None and c.tekst == ONDERDRUKT for c in cells if c.onderdrukt)
            assert not any("onderdrukt" in text for text in answer.toelichting), "the sign says it"
            hidden += sum(c.onderdrukt for c in cells)
    assert len(choices) > 80
    assert hidden > 0


@pytest.mark.parametrize(
    ("code", "per"), [("inhuur_pct", "ministerie"), ("vrouwen_top_pct", "ministerie"), ("leeftijdsopbouw", None)]
)
def test_markdown_and_workbook_say_the_same(voorbeeldmap: Path, tmp_path: Path, code: str, per: str | None) -> None:
    answer, (page, book) = maak(Paden(voorbeeldmap), code, jaren=None, per=per, editie=None, naar=tmp_path)
    text = page.read_text(encoding="utf-8").replace("**", "")
    rows = load_workbook(str(book)).get_sheet_by_index(0).to_python()
    start = next(n for n, r in enumerate(rows) if tuple(r) == answer.koppen)
    for line, cells in zip(answer.regels, rows[start + 1 :], strict=False):
        shown = [
            c if isinstance(c, str) else cijfer(c, k.decimalen) for c, k in zip(cells[1:], line.cellen, strict=True)
        ]
        assert f"| {cells[0]} | {' | '.join(shown)} |" in text
        assert [isinstance(c, float) for c in cells[1:]] == [k.waarde is not None for k in line.cellen]
    sentences = [str(r[0]) for r in rows if r[0] and not any(r[1:])]
    assert len(sentences) > 15
    assert [s for s in sentences if s not in text] == []


def test_the_workbook_prints_on_one_page_with_dutch_numbers_for_dutch_readers(
    voorbeeldmap: Path, tmp_path: Path
) -> None:
    _, (_, book) = maak(Paden(voorbeeldmap), "inhuur_pct", jaren=None, per="ministerie", editie=None, naar=tmp_path)
    with zipfile.ZipFile(book) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert '<pageSetup paperSize="9"' in sheet
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert "fitToHeight" not in sheet, "one page is what is meant when no number is named"
    assert 'formatCode="#,##0.0"' in styles


def test_twice_on_a_day_gives_the_same_bytes(voorbeeldmap: Path, tmp_path: Path) -> None:
    (answer, first), (_, second) = (
        maak(Paden(voorbeeldmap), "omvang_fte", jaren=None, per="ministerie", editie=None, naar=tmp_path / n)
        for n in ("een", "twee")
    )
    assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]
    with zipfile.ZipFile(first[1]) as parts:
        assert f"{answer.stand.isoformat()}T00:00:00Z</dcterms:created>" in parts.read("docProps/core.xml").decode()
        assert {p.date_time for p in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [f.name for f in first] == [f"antwoord-omvang_fte-ministerie-2022-2024.{e}" for e in ("md", "xlsx")]


def test_made_up_data_says_so_in_both_files(voorbeeldmap: Path, tmp_path: Path, redactie: Redactie) -> None:
    _, files = maak(Paden(voorbeeldmap), "omvang_fte", jaren=None, per=None, editie=None, naar=tmp_path)
    assert "Verzonnen voorbeeldgegevens" in files[0].read_text(encoding="utf-8")
    assert any("Verzonnen" in str(r[0]) for r in load_workbook(str(files[1])).get_sheet_by_index(0).to_python())
    assert ask(redactie.paden.database, "apparaatsuitgaven").waarschuwing == ""


def test_an_answer_from_an_edition_has_its_figures_and_tells_what_changed_after_it(redactie: Redactie) -> None:
    database = redactie.paden.database
    answer = ask(database, "apparaatsuitgaven", "2023-2024", "rijk", "2024")
    assert table(answer)["Rijk"][:2] == ("5.400", "5.840")
    assert any("van 5.840,0 naar 6.210,0" in t and "kwam in plaats van" in t for t in answer.toelichting)
    assert any("JBR 2024, zoals deze editie ze heeft vastgesteld" in t for t in answer.bron)
    now = ask(database, "apparaatsuitgaven", "2023-2024")
    assert table(now)["Rijk"][:2] == ("5.400", "6.210")
    assert any(t.startswith("Vastgesteld zijn de cijfers over 2023:") for t in now.toelichting)


def test_what_there_is_to_know_is_told(database: Path, redactie: Redactie) -> None:
    told = " ".join(ask(database, "inhuur_pct", None, "ministerie").toelichting)
    assert "De norm is hoogstens 10 procent. Het Rijk voldeed er in 2024 niet aan." in told
    assert "Voorlopig zijn de cijfers over 2022, 2023 en 2024" in told
    assert "Klimaat en Groene Groei (KGG) bestond tot en met 22-02-2026 en telt nu mee bij" in told
    incomplete = " ".join(ask(redactie.paden.database, "apparaatsuitgaven").toelichting)
    assert "Over 2024 is nog niet alles aangeleverd" in incomplete
    small = ask(database, "vrouwen_top_pct", None, "ministerie")
    assert "Het teken x betekent: weggelaten om personen te beschermen." in small.toelichting


@pytest.mark.parametrize(
    ("code", "jaren", "per", "editie", "melding"),
    [
        ("omvang_ft", None, None, None, "De indicator omvang_ft bestaat niet. Bedoelt u omvang_fte"),
        ("omvang_fte", "2019-2024", None, None, "over 2019, 2020, 2021. Jaren met cijfers: 2022, 2023, 2024."),
        ("omvang_fte", "vorig jaar", None, None, "Schrijf 2024, 2022-2024 of 2022,2024."),
        ("omvang_fte", "2024-2022", None, None, "Schrijf 2024, 2022-2024 of 2022,2024."),
        ("inhuur_pct", None, "leeftijd", None, "is er niet per leeftijd. Wel per: rijk, ministerie, onderdeel."),
        ("leeftijdsopbouw", None, "ministerie", None, "Wel per: leeftijdsklasse"),
        ("omvang_fte", None, None, "JBR 2019", "De editie JBR 2019 bestaat niet. Wel: lopend."),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_answered_with_what_does(
    database: Path, code: str, jaren: str | None, per: str | None, editie: str | None, melding: str
) -> None:
    with pytest.raises(NietTeVerklaren, match=re.escape(melding)):
        ask(database, code, jaren, per, editie)


def test_the_command_writes_both_files_and_refuses_what_does_not_exist(voorbeeldmap: Path, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        script = "from jbr_pipeline.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", script, "answer", *words, "--naar", str(tmp_path / "map")],
            env={"JBR_DATA_DIR": str(voorbeeldmap), "PYTHONUTF8": "1", "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=False,
        )

    done = run("omvang_fte", "--jaren", "2023-2024", "--per", "geslacht")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "map").iterdir()) == [
        "antwoord-omvang_fte-geslacht-2023-2024.md", "antwoord-omvang_fte-geslacht-2023-2024.xlsx",
    ]  # fmt: skip
    assert (tmp_path / "map" / "antwoord-omvang_fte-geslacht-2023-2024.md").read_text(encoding="utf-8") in done.stdout
    wrong = run("omvang_fte", "--jaren", "1999")
    assert (wrong.returncode, "Jaren met cijfers" in wrong.stderr) == (2, True)
