"""The results in words, in README.md and as a plot; and how they are kept."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import store
from benchmarks.measure import PROJECT, spreiding
from benchmarks.night import samen
from benchmarks.plot import PLAATJE, reeksen, teken
from benchmarks.readme import BEGIN, EINDE, blok, werk_bij
from benchmarks.report import TABELLEN
from benchmarks.store import LAATSTE, Bewaarplaats, lees
from jbr_pipeline_tests.unit.benchmarks.uitkomsten import nacht, uitkomsten

SVG = "{http://www.w3.org/2000/svg}"


def _tekst(deel: str) -> str:
    console = Console(width=160, record=True, file=io.StringIO())
    for table in TABELLEN[deel](uitkomsten()[deel]):
        console.print(table)
    return console.export_text()


def test_a_ratio_is_one_of_medians() -> None:
    (row,) = uitkomsten()["rebuild"]
    assert (row["pipeline_s"], row["floor_s"], row["ratio"]) == (31.0, 10.0, 3.1)
    assert row["ratio_zonder_bescherming"] == 2.7
    assert row["s_per_million"] == pytest.approx(31 / 1.92, abs=1e-3)
    assert row["equal"] is True


def test_spread() -> None:
    assert spreiding([3.0, 1.0, 2.0]) == {"min": 1.0, "median": 2.0, "max": 3.0}


@pytest.mark.parametrize(
    ("deel", "verwacht"),
    [
        ("rebuild", ["30.00 / 31.00 / 44.00", "3.10", "2.70", "5.00 (16 %)", "17.00 (55 %)", "3.00 (10 %)"]),
        ("night", ["11.0", "1.10", "1.2", "yes"]),
        ("peers", ["pandas + Great Expectations", "3.00", "93.00 "]),
        ("harvest", ["night requests", "300"]),
        ("start", ["jbr --help", "1.00 / 1.50 / 2.00", "none"]),
    ],
)
def test_tables(deel: str, verwacht: list[str]) -> None:
    text = _tekst(deel)
    assert [v for v in verwacht if v not in text] == []


def test_night_on_one_size_has_no_ratio() -> None:
    found = samen({"2M": nacht(12, 10.0)})
    assert (found["one_year_s"], found["ten_years_s"], found["ratio"]) == (10.0, None, None)
    assert found["within_bounds"] == {"ten_years_s": None, "ratio": None}


def test_readme_block() -> None:
    text = blok(uitkomsten())
    assert text.startswith(BEGIN)
    assert text.endswith(EINDE)
    assert "| 1,920,000 | 31.0 s | 10.0 s | 3.1 | 2.7 | 400 MB | 31.0 s | 93.0 s |" in text
    assert "11.0 s on ten years of history and 10.0 s on one year" in text


def test_readme_keeps_what_is_around_the_markers(tmp_path: Path) -> None:
    (tmp_path / PLAATJE).parent.mkdir(parents=True)
    (tmp_path / "README.md").write_text(f"before\n\n{BEGIN}\nold\n{EINDE}\n\nafter\n", encoding="utf-8")
    for _ in range(2):
        werk_bij(uitkomsten(), tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert text.startswith("before\n\n")
    assert text.endswith("\n\nafter\n")
    assert "old" not in text
    assert text.count(BEGIN) == 1
    assert (tmp_path / PLAATJE).exists()


def test_readme_without_markers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match="holds no"):
        werk_bij(uitkomsten(), tmp_path)


def test_our_readme_shows_the_results_in_git() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert BEGIN in readme
    if LAATSTE.exists():
        assert blok(lees()) in readme


def test_plot() -> None:
    root = ET.fromstring(teken(uitkomsten()))
    assert [e.tag for e in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    words = " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    assert "rows of bezetting (log scale)" in words
    assert "seconds, whole process (log scale)" in words
    assert list(reeksen(uitkomsten())) == ["pipeline", "floor", "pandas_gx"]
    assert len(list(root.iter(f"{SVG}circle"))) == 3


def test_plot_of_nothing_can_be_read() -> None:
    assert ET.fromstring(teken({})).tag == f"{SVG}svg"


def test_results_are_kept_after_every_part(tmp_path: Path) -> None:
    file = tmp_path / "results" / "latest.json"
    kept = Bewaarplaats.open(file)
    for rows, sizes in ((2, [2]), (1, [1, 2]), (2, [1, 2])):
        kept.rij("rebuild", {"rows": rows, "ratio": 3.0}, ("rows",))
        assert [row["rows"] for row in lees(file)["rebuild"]] == sizes
    again = Bewaarplaats.open(file)
    again.nacht("2M", nacht(12, 10.0))
    assert list(lees(file)) == ["machine", "rebuild", "night"]


def test_results_of_another_machine_are_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "latest.json"
    Bewaarplaats.open(file).deel("start", {"ratio": 1.4})
    monkeypatch.setattr(store, "machine", lambda: {"cores": 96})
    assert Bewaarplaats.open(file).uitkomsten == {"machine": {"cores": 96}}
