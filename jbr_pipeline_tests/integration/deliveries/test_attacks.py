"""Files made to take the machine down, or to reach what is not theirs, are refused with a reason and harm nothing.

Those that aim at memory are landed by a process that may have little of it: what takes more than that fails there.
"""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jbr_pipeline.sources.deliveries import landing, limits, manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen, werkblad, xlsx_bytes

NAAM = "JBR_BZK_financien_20241231_v1"
GOED = "JBR_FIN_financien_20241231_v1.csv"

GEHEUGEN_BYTES = 1 << 30
"""On top of what the process takes to start."""

_LAND = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from jbr_pipeline.sources.deliveries import landing

pages = int(Path("/proc/self/statm").read_text().split()[0])
most = pages * resource.getpagesize() + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
landing.land(Path(sys.argv[1]), Path(sys.argv[2]), voorbeeld=False)
"""


@pytest.fixture
def land_met_weinig(huis: Huis) -> Callable[[], dict[str, Landing]]:
    """Land what is in the inbox with little memory and two minutes; the entries by file name."""

    def land() -> dict[str, Landing]:
        huis.lever(GOED, rijen("financien", 2))
        done = subprocess.run(
            [sys.executable, "-c", _LAND, str(huis.paden.inbox), str(huis.paden.geland), str(GEHEUGEN_BYTES)],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            timeout=120,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        entries = {e.bestandsnaam: e for e in manifest.lees(huis.paden.geland)}
        assert entries[GOED].besluit == "geland", "a file beside it is not held up"
        assert [p.name for p in huis.paden.geland.iterdir() if p.is_file()] == [entries[GOED].sha256]
        return entries

    return land


def sheet_xml(cells: str) -> bytes:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


def werkmap(parts: dict[str, bytes]) -> bytes:
    """A good workbook of which parts are replaced or added."""
    out = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"blad": werkblad(rijen("financien", 2))})))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in good.namelist():
            if name not in parts:
                package.writestr(name, good.read(name))
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def zeros(size: int) -> bytes:
    """A sheet that is mostly nothing and packs a thousandfold."""
    return b"<worksheet>" + b"\n" * size + b"</worksheet>"


def lying_about_its_size(size: int) -> bytes:
    """The index says that a sheet is a few bytes."""
    content = bytearray(werkmap({SHEET: zeros(size)}))
    true_size = len(zeros(size)).to_bytes(4, "little")
    while (at := content.find(true_size)) >= 0:
        content[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


def repeated_text() -> bytes:
    shared = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    cells = "".join(f'<row r="{r}">' + f'<c r="A{r}" t="s"><v>0</v></c>' + "</row>" for r in range(1, 100_001))
    return werkmap({SHEET: sheet_xml(cells), "xl/sharedStrings.xml": shared})


LOL = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "'
    + "&a;" * 100
    + '"><!ENTITY c "'
    + "&b;" * 100
    + '">]><worksheet>&c;</worksheet>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("maak", "reden"),
    [
        (lambda: werkmap({SHEET: zeros(300 << 20)}), "keer zo groot"),
        (lambda: werkmap({"xl/media/image1.png": bytes(300 << 20)}), "keer zo groot"),
        (lambda: lying_about_its_size(100 << 20), "keer zo groot"),
        (lambda: lying_about_its_size(8 << 20), "opgave"),
        (lambda: werkmap({SHEET: sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
                                           '<c r="XFD1048576"><v>1</v></c></row>')}), "cellen"),
        (lambda: werkmap({SHEET: sheet_xml("<row><c><v>1</v></c></row>" * 3000 + "<row>" + "<c><v>1</v></c>" * 3000
                                           + "</row>")}), "cellen"),
        (lambda: werkmap({SHEET: sheet_xml('<row r="4000000000"><c><v>1</v></c></row>')}), "cellen"),
        (lambda: werkmap({"xl/sharedStrings.xml": b'<sst uniqueCount="999999999999"></sst>'}), "opgave"),
        (repeated_text, "MiB tekst"),
        (lambda: werkmap({SHEET: LOL.encode()}), "documenttype"),
        (lambda: werkmap({"xl/styles.xml": OUTSIDE.encode()}), "documenttype"),
        (lambda: werkmap({"xl/styles.xml": b"<a>" * 1_000_000}), "geneste"),
        (lambda: werkmap({"xl/styles.xml": b'<a b="' + os.urandom(4 << 20).hex().encode() + b'"/>'}), "4 MiB"),
        (lambda: werkmap({f"xl/media/{n}.png": b"" for n in range(limits.MEESTE_ONDERDELEN)}), "onderdelen"),
        (lambda: werkmap({"xl/embeddings/oleObject1.bin": b"x"}), "ingesloten"),
    ],
    ids=[
        "bom", "bom als plaatje", "gelogen omvang", "gelogen kleine omvang", "twee cellen ver uiteen",
        "zonder plaats", "rij zonder plaats", "gelogen teksten", "herhaalde tekst", "entiteiten", "entiteit van buiten",
        "diep", "lang element", "veel onderdelen", "ingesloten",
    ],
)  # fmt: skip
def test_a_workbook_that_grows_when_it_is_read_is_refused(
    huis: Huis, land_met_weinig, maak: Callable[[], bytes], reden: str
) -> None:
    huis.lever(f"{NAAM}.xlsx", maak())
    entry = land_met_weinig()[f"{NAAM}.xlsx"]
    assert entry.besluit == "geweigerd"
    assert reden in (entry.reden or "")
    assert (huis.paden.inbox / f"{NAAM}.xlsx").exists()


def line_of(size: int, path: Path, begin: str = "") -> None:
    """A text of one endless line."""
    with path.open("w") as f:
        f.write(begin)
        for _ in range(size >> 20):
            f.write("x" * (1 << 20))


@pytest.mark.parametrize("begin", ["", csv_tekst([rij("financien")])], ids=["als kop", "als rij"])
def test_a_line_of_a_gigabyte_is_refused(huis: Huis, land_met_weinig, begin: str) -> None:
    line_of(1000 << 20, huis.lever(f"{NAAM}.csv", ""), begin)
    os.utime(huis.paden.inbox / f"{NAAM}.csv", (1000, 1000))
    entry = land_met_weinig()[f"{NAAM}.csv"]
    assert (entry.besluit, entry.verwijderd) == ("geweigerd", False)
    assert "langer dan" in (entry.reden or "")


def test_a_header_of_a_million_columns_is_refused(huis: Huis, land_met_weinig) -> None:
    huis.lever(f"{NAAM}.csv", ";".join(f"k{n}" for n in range(1_000_000)) + "\n")
    huis.lever(f"{NAAM.replace('BZK', 'OCW')}.csv", ";" * 2000 + "x\n" + "1\n" * 10)
    entries = land_met_weinig()
    assert "langer dan 64 kB" in (entries[f"{NAAM}.csv"].reden or "")
    assert "2001 kolommen" in (entries[f"{NAAM.replace('BZK', 'OCW')}.csv"].reden or "")


def test_a_packed_text_that_unpacks_without_end_is_refused(huis: Huis, land_met_weinig) -> None:
    file = huis.lever(f"{NAAM}.csv.gz", "")
    block = (";" * 99 + "\n") * 10_000
    with gzip.open(file, "wt", compresslevel=1) as f:
        for _ in range(1 + (limits.GROOTSTE_TEKST_BYTES // len(block))):
            f.write(block)
    os.utime(file, (1000, 1000))
    entry = land_met_weinig()[f"{NAAM}.csv.gz"]
    assert "uitgepakt groter dan" in (entry.reden or "")


def test_a_text_of_line_ends_or_of_quotes_only_is_refused(huis: Huis, land_met_weinig) -> None:
    kop = csv_tekst([rij("financien")]).splitlines()[0] + "\n"
    huis.lever(f"{NAAM}.csv", kop + "\n" * (limits.MEESTE_REGELS + 1))
    huis.lever(f"{NAAM.replace('BZK', 'OCW')}.csv", kop + ('"' * 1000 + "\n") * (limits.MEESTE_AANHALINGSTEKENS // 999))
    entries = land_met_weinig()
    assert "regels" in (entries[f"{NAAM}.csv"].reden or "")
    assert "aanhalingstekens" in (entries[f"{NAAM.replace('BZK', 'OCW')}.csv"].reden or "")


def test_a_file_larger_than_any_delivery_is_refused_unread(huis: Huis, land_met_weinig) -> None:
    file = huis.lever(f"{NAAM}.csv", "")
    with file.open("wb") as f:
        f.truncate(1 << 42)
    os.utime(file, (1000, 1000))
    entry = land_met_weinig()[f"{NAAM}.csv"]
    assert (entry.sha256, entry.grootte_bytes) == ("", 1 << 42)
    assert "groter dan 1024 MiB" in (entry.reden or "")
    assert huis.land().geweigerd == []


def test_links_pipes_and_sockets_are_not_opened_and_said_to_be_there(
    huis: Huis, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (outside / GOED).write_text(csv_tekst(rijen("financien", 1)))
    inbox = huis.lever("a/leesmij", "").parent.parent
    (inbox / "a/leesmij").unlink()
    (inbox / f"{NAAM}.csv").symlink_to(outside / GOED)
    (inbox / "map").symlink_to(outside)
    (inbox / "rond").symlink_to(inbox)
    (inbox / "weg.csv").symlink_to("bestaat niet")
    os.mkfifo(inbox / f"{NAAM}.csv.gz")
    rapport = huis.land()
    assert rapport == landing.Landingsrapport(geen_bestand=5)
    assert "5 keer een verwijzing, pijp of apparaat" in caplog.text
    assert manifest.lees(huis.paden.geland) == []


@pytest.mark.parametrize("soort", ["verwijzing", "pijp"])
def test_a_link_or_pipe_that_takes_the_place_of_a_file_is_not_followed_or_waited_for(
    huis: Huis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, soort: str
) -> None:
    file = huis.lever(f"{NAAM}.csv", rijen("financien", 1))
    outside = tmp_path / "geheim"
    outside.write_text(csv_tekst(rijen("financien", 2)))
    original = landing._settled

    def swap(found: list[Path]) -> tuple[list[Path], list[str]]:
        settled = original(found)
        file.unlink()
        if soort == "pijp":
            os.mkfifo(file)
        else:
            file.symlink_to(outside)
        return settled

    monkeypatch.setattr(landing, "_settled", swap)
    rapport = huis.land()
    assert (rapport.geland, rapport.geweigerd, rapport.in_beweging) == ([], [], [file.name])


def test_the_bytes_that_were_judged_are_the_bytes_that_land(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    file = huis.lever(f"{NAAM}.csv", rijen("financien", 1))
    good, bad = file.read_bytes(), csv_tekst([{**rij("financien"), "bsn": "MARKER"}])
    original = landing.door.keur

    def judge_and_replace(*args, **kwargs) -> None:
        original(*args, **kwargs)
        file.write_text(bad)

    monkeypatch.setattr(landing.door, "keur", judge_and_replace)
    (entry,) = huis.land().geland
    assert (huis.paden.geland / entry.sha256).read_bytes() == good


def test_only_what_was_judged_is_removed(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    file = huis.lever(f"{NAAM}.csv", [{**rij("financien"), "bsn": "1"}])
    original = landing.door.keur

    def replace_and_judge(*args, **kwargs) -> None:
        file.unlink()
        file.write_text(csv_tekst(rijen("financien", 1)))
        original(*args, **kwargs)

    monkeypatch.setattr(landing.door, "keur", replace_and_judge)
    assert len(huis.land().geweigerd) == 1
    assert file.exists()


@pytest.mark.parametrize(
    "naam",
    [
        "JBR_.._financien_20241231_v1.csv",
        "JBR_BZK_financien_20241231_v1.csv\n.csv",
        "JBR_BZK_financien_20241231_v" + "9" * 200 + ".csv",
        "JBR_BZK_financien_20241231_v10000.csv",
        "JBR_ＢＺＫ_financien_20241231_v1.csv",
        "JBR_BZ\u212a_financien_20241231_v1.csv",
        "JBR_BZK_financien_20241231_v1.xl\u017fx",
        "JBR_BZK_financien_20241231_v\u0661.csv",
        "JBR_BZK_financien_\u0662\u0660\u0662\u0664\u0661\u0662\u0663\u0661_v1.csv",
        "JBR_BZK_financien_20241231_v1.\u202ecsv",
        "'; drop table ruw; --.csv",
        "x" * 251 + ".csv",
    ],
)
def test_a_name_with_a_trick_in_it_is_refused_and_reaches_nothing(huis: Huis, naam: str) -> None:
    file = huis.lever(naam, rijen("financien", 1))
    (entry,) = huis.land().geweigerd
    assert entry.soort is None
    assert entry.openbare_naam == entry.aanlevering_id
    assert file.exists()
    assert {p.parent for p in huis.paden.geland.rglob("*.json")} == {huis.paden.geland / "manifest"}


def test_column_names_are_never_part_of_a_statement(huis: Huis) -> None:
    trick = "x\"'); drop table ruw; --"
    huis.lever(GOED, [{**row, trick: "1"} for row in rijen("financien", 2)])
    huis.lever(GOED.replace("FIN", "OCW").replace("csv", "xlsx"), xlsx_bytes(
        {trick[:20].replace("'", "") + "": werkblad([{**row, trick: "1"} for row in rijen("financien", 2)])}
    ))  # fmt: skip
    huis.alles()
    assert set(huis.status().values()) == {"geaccepteerd"}
    assert len(huis.geldig("financien")) == 4


def test_the_limit_on_memory_is_felt(huis: Huis, land_met_weinig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "GEHEUGEN_BYTES", 1 << 20)
    with pytest.raises(AssertionError, match="MemoryError"):
        land_met_weinig()
