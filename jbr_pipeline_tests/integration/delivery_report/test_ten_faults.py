"""A report names every fault of a file, where it is, and nothing that stands in it."""

from __future__ import annotations

import gzip
import re
import socket
import tempfile
from pathlib import Path

import pytest
import python_calamine

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.reporting.leveringsrapport.content import Rapport, stel_op
from jbr_pipeline.reporting.leveringsrapport.making import van_bestanden
from jbr_pipeline.reporting.leveringsrapport.page import GETOOND
from jbr_pipeline.warehouse.checking import kijk_na
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rijen
from jbr_pipeline_tests.integration.delivery_report.tien_fouten import STAM, VORMEN, kolomletter, maak, regels_met
from jbr_pipeline_tests.integration.run.merken import lekken, merken_in


def rapport_van(file: Path, naar: Path) -> Rapport:
    ((rapport, _),) = van_bestanden(Paden(naar / "geen"), [file], naar, voorbeeld=False)
    return rapport


def werkblad_regels(map_: Path, file: Path) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_path(map_ / f"{file.name}.rapport.xlsx")
    rows: list[list[object]] = book.get_sheet_by_name("Regels").to_python()
    return rows[1:]


@pytest.mark.parametrize("vorm", VORMEN)
def test_ten_faults_are_all_named_with_line_and_column(tmp_path: Path, vorm: str) -> None:
    file, planted = maak(tmp_path, vorm)
    rapport = rapport_van(file, tmp_path / "naar")
    assert rapport.oordeel == "deels"
    assert len(planted) == 10
    page = (tmp_path / "naar" / f"{file.name}.rapport.html").read_text(encoding="utf-8")
    places = werkblad_regels(tmp_path / "naar", file)
    for fault in planted:
        lines = [n for m in fault.merken for n in regels_met(file, m)]
        if fault.titel == "De hele regel staat er al eerder":
            lines = lines[1:]
        is_known = fault.kolom in {k.naam for k in contracten()["bezetting"].kolom}
        letter = kolomletter(file, fault.kolom) if is_known else fault.kolom
        listed = [int(str(row[0]).removesuffix(".0")) for row in places if (row[1], row[4]) == (letter, fault.titel)]
        assert listed == lines, fault.titel
        shown = f"{fault.titel}</h3>\n<dl><dt>Waar</dt><dd>{f'Kolom {letter}' if letter else 'De hele regel'}"
        (found,) = re.findall(f"{re.escape(shown)}[^<]*", page)
        assert found.endswith(", ".join(map(str, lines)))
    # Nothing else is wrong with it.
    assert len(rapport.fouten) == len(planted)


@pytest.mark.parametrize("vorm", VORMEN)
def test_no_cell_and_no_unknown_header_is_in_a_report(tmp_path: Path, vorm: str) -> None:
    file, _ = maak(tmp_path, vorm)
    assert lekken(tmp_path)
    rapport_van(file, tmp_path / "naar")
    assert lekken(tmp_path / "naar") == []


@pytest.mark.parametrize("vorm", VORMEN)
def test_a_check_says_what_a_delivery_of_the_same_file_gives(tmp_path: Path, huis: Huis, vorm: str) -> None:
    file, _ = maak(tmp_path, vorm)
    checked = kijk_na(file, file.name)
    delivered = huis.een(file.name, file.read_bytes() if vorm != "csv.gz" else _unpacked(file))
    quarantined = huis.quarantaine("bezetting")
    assert checked.aanlevering.verwerking is not None
    # Of a packed file the house packs its own bytes.
    assert _counts(checked.aanlevering.verwerking) == _counts(delivered)
    assert checked.bevindingen is not None
    found = {(n, regel) for regel, lines in checked.bevindingen.regels.items() for n in lines}
    assert found == {(n, regel) for n, regels, _ in quarantined for regel in regels}


def _counts(v: object) -> dict[str, object]:
    return {k: x for k, x in vars(v).items() if k not in ("aanlevering_id", "vingerafdruk")}


def _unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


@pytest.mark.parametrize(
    ("regel", "wat"),
    [
        (";te;veel", "21 velden in plaats van 19"),
        (None, "11 velden in plaats van 19"),
        (';"open', "een aanhalingsteken staat verkeerd of wordt niet gesloten"),
    ],
)
def test_a_line_that_is_no_row_is_named_with_what_is_wrong_with_it(tmp_path: Path, regel: str | None, wat: str) -> None:
    lines = csv_tekst(rijen("bezetting", 5)).splitlines()
    lines[3] = lines[3] + regel if regel else ";".join(lines[3].split(";")[:11])
    file = tmp_path / f"{STAM}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = rapport_van(file, tmp_path / "naar").fouten
    assert [(p.regelnr, p.bijzonderheid) for p in fault.plaatsen] == [(4, wat)]
    assert fault.waar == "De hele regel"


def test_a_page_lists_the_first_lines_and_the_workbook_all(tmp_path: Path) -> None:
    file = tmp_path / f"{STAM}.csv"
    file.write_text(csv_tekst(rijen("bezetting", 40, geslacht="vrouw")), encoding="utf-8")
    rapport = rapport_van(file, tmp_path)
    assert rapport.zin == "Dit bestand wordt geweigerd. Er telt niets van mee."
    page = (tmp_path / f"{file.name}.rapport.html").read_text(encoding="utf-8")
    assert (
        f"{', '.join(str(n) for n in range(2, 2 + GETOOND))} en nog 30; de andere staan in {file.name}.rapport.xlsx"
        in page
    )
    assert [row[0] for row in werkblad_regels(tmp_path, file)] == list(range(2, 42))


def test_a_misspelt_column_is_recognised_by_its_letter(tmp_path: Path) -> None:
    file = tmp_path / f"{STAM}.csv"
    file.write_text(csv_tekst(rijen("bezetting", 2)).replace("geslacht", "geslagt", 1), encoding="utf-8")
    rapport = rapport_van(file, tmp_path)
    assert rapport.oordeel == "geweigerd"
    assert "mist de verplichte kolom geslacht" in rapport.reden
    assert rapport.reden.endswith("De naam van kolom Q lijkt op geslacht.")
    assert "zijn de regels niet nagekeken" in " ".join(rapport.toelichting)


def test_a_rule_that_compares_with_a_year_earlier_is_said_not_to_be_checked(tmp_path: Path, huis: Huis) -> None:
    # BZK was divided in that year, so that it would have nothing to be compared with.
    name = "JBR_OCW_bezetting_20241231_v1.csv"
    file = tmp_path / name
    file.write_text(csv_tekst(rijen("bezetting", 4)), encoding="utf-8")
    outcomes = {asked: outcome for asked, outcome, _ in rapport_van(file, tmp_path).bestandsregels}
    assert outcomes["Het aantal regels wijkt hoogstens 60 procent af van een jaar eerder."] == "Niet nagekeken"
    huis.lever("JBR_OCW_bezetting_20231231_v1.csv", rijen("bezetting", 40))
    huis.lever(name, rijen("bezetting", 4))
    huis.alles()
    rapport = stel_op(huis.aanlevering(name), None)
    assert rapport.oordeel == "geweigerd"
    assert "Voldoet niet: het bestand is geweigerd" in {outcome for _, outcome, _ in rapport.bestandsregels}


def test_a_check_is_offline_touches_no_data_folder_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = maak(tmp_path, "csv")
    before = file.read_bytes(), file.stat().st_mtime_ns
    temporary = tmp_path / "tijdelijk"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("jbr check ging het netwerk op")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    data = tmp_path / "data"
    list(van_bestanden(Paden(data), [file], tmp_path / "naar", voorbeeld=False))
    assert not data.exists()
    assert list(temporary.iterdir()) == []
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert sorted(p.name for p in (tmp_path / "naar").iterdir()) == [
        f"{file.name}.rapport.html",
        f"{file.name}.rapport.xlsx",
    ]


def test_a_file_with_personal_data_is_refused_and_stays_with_its_owner(tmp_path: Path) -> None:
    file = tmp_path / f"{STAM}.csv"
    file.write_text(csv_tekst(rijen("bezetting", 3, standplaats="iemand@voorbeeld.nl")), encoding="utf-8")
    rapport = rapport_van(file, tmp_path)
    assert rapport.oordeel == "geweigerd"
    assert rapport.reden.startswith("Regel 2 bevat een e-mailadres.")
    assert file.exists()
    assert rapport.toelichting[-1].endswith("is niet veranderd, bewaard of verwijderd.")
    page = (tmp_path / f"{file.name}.rapport.html").read_bytes()
    assert b"iemand@" not in page
    assert not merken_in(page)
