"""`jbr check` as a department meets it: what it says of any file, how it exits, and where reports go."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jbr_pipeline.cli import app
from jbr_pipeline.reporting import console
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen, verzonnen, werkblad, xlsx_bytes
from jbr_pipeline_tests.integration.delivery_report.tien_fouten import STAM, maak

GOED = csv_tekst(rijen("bezetting", 3))
NAAM = f"{STAM}.csv"


def check(map_: Path, *arguments: str | Path) -> Result:
    """Run the command beside a data folder that is not there."""
    environment = {"JBR_DATA_DIR": str(map_ / "data")}
    return CliRunner().invoke(app, ["check", *map(str, arguments)], env=environment)


@pytest.fixture(autouse=True)
def breed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of the command is folded or coloured, in whatever terminal the tests run."""
    # With a height as well, or rich takes a dumb terminal for one of eighty columns all the same.
    for name in ("_out", "_err"):
        wide = console.Console(stderr=name == "_err", highlight=False, force_terminal=False, width=200, height=50)
        monkeypatch.setattr(console, name, wide)


def leg(map_: Path, naam: str, inhoud: str | bytes) -> Path:
    file = map_ / naam
    file.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
    return file


def test_a_good_file_exits_0_and_has_its_reports_beside_it(tmp_path: Path) -> None:
    done = check(tmp_path, leg(tmp_path, NAAM, GOED))
    assert done.exit_code == 0, done.output
    assert "Dit bestand wordt helemaal overgenomen." in done.output
    assert {p.name for p in tmp_path.iterdir()} == {NAAM, f"{NAAM}.rapport.html", f"{NAAM}.rapport.xlsx"}


def test_a_file_that_is_taken_over_in_part_exits_3(tmp_path: Path) -> None:
    file, _ = maak(tmp_path, "csv")
    done = check(tmp_path, file, "--naar", tmp_path / "rapporten")
    assert done.exit_code == 3
    assert "Kolom Q (geslacht)" in done.output
    assert len(list((tmp_path / "rapporten").iterdir())) == 2


def test_warnings_alone_exit_0(tmp_path: Path) -> None:
    row = rij("bezetting", 1, uren_per_week="40,00", deeltijdfactor="1,1111")
    done = check(tmp_path, leg(tmp_path, NAAM, csv_tekst([row])))
    assert done.exit_code == 0
    assert "Dit bestand wordt helemaal overgenomen. Er zijn waarschuwingen." in done.output
    assert "De waarde is ongewoon" in done.output


def test_of_several_files_the_worst_decides(tmp_path: Path) -> None:
    good = leg(tmp_path, NAAM, GOED)
    bad = leg(tmp_path, "JBR_BZK_bezetting_20241231_v2.csv", "geen;kop\n1;2\n")
    done = check(tmp_path, bad, good)
    assert done.exit_code == 1
    assert "Dit bestand wordt helemaal overgenomen." in done.output


AFGEBROKEN_XLSX = xlsx_bytes({"Blad": werkblad(rijen("bezetting", 50))})[:2000]


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("JBR_BZK_appels_20241231_v1.csv", GOED, "De soort in de bestandsnaam is onbekend"),
        ("personeel van Jan.csv", GOED, "De bestandsnaam volgt het patroon niet"),
        ("JBR_BZK_bezetting_20240230_v1.csv", GOED, "is geen datum"),
        ("JBR_XYZ_bezetting_20241231_v1.csv", GOED, "is op 31-12-2024 geen ministerie"),
        (f"{STAM}.csv.gz", gzip.compress(GOED.encode())[:-20], "geen heel gzip-bestand"),
        (f"{STAM}.csv.gz", GOED, "geen heel gzip-bestand"),
        (f"{STAM}.xlsx", AFGEBROKEN_XLSX, "geen leesbare XLSX"),
        (f"{STAM}.xlsx", GOED, "geen leesbare XLSX"),
        (NAAM, GOED.encode("utf-16"), "nul-tekens"),
        (NAAM, GOED.encode() + b"\x81\x8d\n", "een teken dat geen UTF-8 is"),
        (NAAM, "", "Regel 1 is leeg"),
        (NAAM, GOED.splitlines()[0], "geen enkele regel met gegevens"),
        (NAAM, GOED.replace(";", ","), "gescheiden door ';'"),
        (NAAM, csv_tekst([rij("bezetting", 1, naam="Jan")]), "kolom met persoonsgegevens"),
        (NAAM, csv_tekst(verzonnen(rijen("bezetting", 2))), "Dit is een verzonnen voorbeeld"),
    ],
)
def test_a_file_that_cannot_be_taken_over_says_why_and_exits_1(
    tmp_path: Path, naam: str, inhoud: str | bytes, melding: str
) -> None:
    file = leg(tmp_path, naam, inhoud)
    before = file.read_bytes()
    done = check(tmp_path, file)
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    assert melding in done.output
    page = (tmp_path / f"{naam}.rapport.html").read_text(encoding="utf-8")
    assert "Dit bestand wordt geweigerd. Er telt niets van mee." in page
    assert melding.replace("'", "&#x27;") in page
    assert file.read_bytes() == before
    assert "Jan" not in page


def test_a_made_up_file_is_checked_as_one_when_it_is_said_to_be(tmp_path: Path) -> None:
    file = leg(tmp_path, NAAM, csv_tekst(verzonnen(rijen("bezetting", 2))))
    assert check(tmp_path, file, "--voorbeeld").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "melding"),
    [
        ((), "Noem een of meer bestanden"),
        (("is_er_niet.csv",), "is geen bestand"),
        (("map",), "is geen bestand"),
        ((NAAM, "--aanlevering", "x"), "Noem een of meer bestanden"),
        ((NAAM, f"map/{NAAM}", "--naar", "rapporten"), "dezelfde naam"),
        ((NAAM, "--naar", "data/raw/aanleveringen/bzk"), "hoort niet in de inleverplaats"),
        (("~$open.xlsx",), "is geen aanlevering"),
        ((NAAM, "--naar", "~$open.xlsx"), "lezen of schrijven lukt niet"),
        (("--aanlevering", "BZK_bezetting_20241231_v1-0123456789ab"), "Er is geen verwerkte aanlevering"),
    ],
)
def test_wrong_usage_exits_2_and_writes_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], melding: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map").mkdir()
    for name in (NAAM, f"map/{NAAM}", "~$open.xlsx"):
        leg(tmp_path, name, GOED)
    done = check(tmp_path, *arguments)
    assert done.exit_code == 2, done.output
    assert melding in done.output
    assert list(tmp_path.rglob("*.rapport.*")) == []


def test_the_report_of_a_delivery_that_came_in_can_be_made_again(huis: Huis, tmp_path: Path) -> None:
    file, planted = maak(tmp_path, "xlsx")
    huis.lever(file.name, file.read_bytes())
    huis.alles()
    (a,) = huis.stand().aanleveringen
    done = check(tmp_path, "--aanlevering", a.landing.aanlevering_id)
    assert done.exit_code == 3, done.output
    page = huis.paden.rapporten / "BZK" / f"{a.landing.aanlevering_id}.rapport.html"
    workbook = page.with_suffix(".xlsx")
    assert {p.stat().st_mode & 0o777 for p in (page, workbook)} == {0o600}
    assert {p.stat().st_mode & 0o777 for p in (page.parent, huis.paden.rapporten)} == {0o700}
    text = page.read_text(encoding="utf-8")
    assert all(f.titel in text for f in planted)
    assert "Lever het verbeterde bestand in als versie 2" in text
