"""Headers, subtotal rows, empty rows, ragged lines and repeats: what is a row, and where it stands."""

from __future__ import annotations

import random
from datetime import date

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import text, typed
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline_tests.deliveries_kit import GOED, csv_tekst, rij, rijen

BEZETTING = contracten()["bezetting"]


def regels(con, tabel: str) -> list[int]:
    return [n for (n,) in con.execute(f"select regelnr from {tabel} order by regelnr").fetchall()]


def test_columns_are_found_by_name_in_any_order_and_any_case(con, typeer_tekst) -> None:
    kop = list(GOED["bezetting"])
    random.Random(1).shuffle(kop)
    content = csv_tekst([rij("bezetting")], kop)
    typeer_tekst("bezetting", content)
    expected = con.execute("select * from rijen").fetchall()
    written = [" ".join(name.upper().split("_")) + " " for name in kop]
    typeer_tekst("bezetting", content.replace(";".join(kop), ";".join(written), 1))
    assert con.execute("select * from rijen").fetchall() == expected


def test_an_optional_column_may_be_missing(con, typeer_tekst) -> None:
    kop = [k.naam for k in BEZETTING.kolom if not k.optioneel]
    typeer_tekst("bezetting", csv_tekst([rij("bezetting")], kop))
    assert con.execute("select salarisschaal, salarisschaal__leesbaar from rijen").fetchall() == [(None, True)]


@pytest.mark.parametrize("kolom", [k.naam for k in BEZETTING.kolom if not k.optioneel])
def test_every_other_column_may_not(kolom: str) -> None:
    with pytest.raises(Bestandsfout, match=f"Regel 1 mist de verplichte kolom {kolom}; gevonden: 18 kolommen"):
        typed.keur_kop([k for k in GOED["bezetting"] if k != kolom], BEZETTING)


def test_all_missing_columns_are_named_at_once() -> None:
    kop = [k for k in GOED["bezetting"] if k not in ("geslacht", "pseudo_id")]
    with pytest.raises(Bestandsfout, match="mist de verplichte kolommen pseudo_id, geslacht;"):
        typed.keur_kop(kop, BEZETTING)


@pytest.mark.parametrize("kolom", ["geslacht", "salarisschaal"])
def test_a_column_of_the_contract_may_not_stand_there_twice(kolom: str) -> None:
    with pytest.raises(Bestandsfout, match=f"kolomnaam {kolom} staat twee keer op regel 1"):
        typed.keur_kop([*GOED["bezetting"], kolom], BEZETTING)
    with pytest.raises(Bestandsfout, match=f"kolomnaam {kolom} staat twee keer op regel 4; verwacht: één keer"):
        typed.keur_kop([*GOED["bezetting"], kolom], BEZETTING, kopregel=4)


def test_an_unknown_column_may_and_is_in_no_table(con, typeer_tekst) -> None:
    rows = [{**rij("bezetting"), "schoenmaat": "GEHEIM", "": "GEHEIM"}]
    kop = [*GOED["bezetting"], "schoenmaat", "", "schoenmaat"]
    typeer_tekst("bezetting", csv_tekst(rows, kop))
    for tabel in ("gelezen", "rijen", "onleesbaar"):
        assert "GEHEIM" not in str(con.execute(f"select * from {tabel}").fetchall())
    assert len(regels(con, "rijen")) == 1


@pytest.mark.parametrize("merk", ["Resultaat", "Totaalresultaat", " TOTAALRESULTAAT ", "resultaat\u00a0"])
def test_a_subtotal_row_is_set_apart_whatever_column_says_so(con, typeer_tekst, merk: str) -> None:
    good = {**rij("bezetting"), "schoenmaat": "42"}
    rows = [good, *({**dict.fromkeys(good, ""), "uren_per_week": "1.234,50", kolom: merk} for kolom in good)]
    typeer_tekst("bezetting", csv_tekst(rows))
    assert regels(con, "subtotaal") == list(range(3, 3 + len(good)))
    assert regels(con, "rijen") == [2]


def test_the_word_as_part_of_a_text_marks_no_subtotal(con, typeer_tekst) -> None:
    texts = ["Resultaatgericht werken", "Eindresultaat", "resultaten"]
    typeer_tekst("bezetting", csv_tekst([rij("bezetting", n, functiefamilie=t) for n, t in enumerate(texts)]))
    assert regels(con, "subtotaal") == []


def test_a_line_with_all_fields_empty_is_no_row_but_keeps_its_number(con, typeer_tekst) -> None:
    leeg = [";" * 18, "", "   ", " ; ;\u00a0" + ";" * 16, ";".join(['""'] * 19), ";;", ";" * 40, "\t", '"";""']
    kop, first, last = csv_tekst(rijen("bezetting", 2)).splitlines()
    typeer_tekst("bezetting", "\n".join([kop, *leeg, first, *leeg, *leeg, last, *leeg]) + "\n")
    assert regels(con, "rijen") == [2 + len(leeg), 3 + 3 * len(leeg)]
    assert regels(con, "onleesbaar") == []


def test_a_row_of_unknowns_is_a_row(con, typeer_tekst) -> None:
    typeer_tekst("bezetting", csv_tekst([dict.fromkeys(GOED["bezetting"], "#")]))
    assert regels(con, "rijen") == [2]


def test_a_line_with_too_few_or_too_many_fields_is_kept_as_it_stands(con, typeer_tekst) -> None:
    kop, *rows = csv_tekst(rijen("bezetting", 4)).splitlines()
    short, long = rows[1].rsplit(";", 1)[0], rows[2] + ";x"
    typeer_tekst("bezetting", "\n".join([kop, rows[0], short, "", long, rows[3]]))
    assert con.execute("select regelnr, regel from onleesbaar order by all").fetchall() == [(3, short), (5, long)]
    assert regels(con, "rijen") == [2, 6]


def test_a_separator_at_the_end_of_a_line_is_no_extra_field(con, typeer_tekst) -> None:
    typeer_tekst("bezetting", csv_tekst(rijen("bezetting", 2)).replace("Den Haag", "Den Haag;"))
    assert regels(con, "rijen") == [2, 3]
    assert regels(con, "onleesbaar") == []


def test_a_line_of_megabytes_is_one_unreadable_line(con, typeer_tekst) -> None:
    kop, *rows = csv_tekst(rijen("bezetting", 2)).splitlines()
    typeer_tekst("bezetting", "\n".join([kop, rows[0], rows[1].replace("Beleid", "x" * 3_000_000), rows[1]]))
    assert regels(con, "rijen") == [2, 4]
    assert regels(con, "onleesbaar") == [3]


def test_line_numbers_stay_right_in_a_large_file_of_which_parts_are_read_at_the_same_time(con, typeer_tekst) -> None:
    kop, *good = csv_tekst(rijen("bezetting", 1)).splitlines()
    # Well over DuckDB's buffer of 32 MB, so that several threads take a part; the key tells the line.
    lines = [good[0].replace("Beleid", "Beleid" * 600).replace(";1;", f";{n};", 1) for n in range(2, 12_002)]
    broken = range(7, 12_000, 1_973)
    for n in broken:
        lines[n - 2] += ";te veel"
    lines[100 - 2] = '"' + lines[100 - 2]
    typeer_tekst("bezetting", "\n".join([kop, *lines]))
    assert regels(con, "onleesbaar") == sorted([100, *broken])
    assert con.execute("select count(*), count_if(regelnr <> dienstverband_nr) from rijen").fetchall() == [
        (12_000 - len(broken) - 1, 0)
    ]


def test_an_exact_repeat_is_numbered_and_the_first_row_is_not(con, typeer_tekst) -> None:
    rows = [rij("bezetting", n) for n in (1, 2, 1, 3, 1)]
    rows[4]["uren_per_week"] = "36"
    typeer_tekst("bezetting", csv_tekst(rows))
    assert con.execute("select herhaling from rijen order by regelnr").fetchall() == [(0,), (0,), (1,), (0,), (2,)]


def test_rows_of_one_key_that_differ_are_no_repeats(con, typeer_tekst) -> None:
    typeer_tekst("bezetting", csv_tekst([rij("bezetting", 1), rij("bezetting", 1, geslacht="M")]))
    assert con.execute("select max(herhaling) from rijen").fetchall() == [(0,)]


def test_deliveries_with_different_headers_are_read_in_one_go(con, tmp_path) -> None:
    batch = []
    for name, kop in {"A": list(GOED["bezetting"]), "B": list(reversed(GOED["bezetting"]))}.items():
        content = csv_tekst([rij("bezetting", n, geslacht="M" if name == "A" else "X") for n in (1, 2)], kop)
        (tmp_path / name).write_text(content + ("x\n" if name == "B" else ""), encoding="utf-8")
        tekst = text.als_tekst(tmp_path / name, "csv", tmp_path)
        batch.append(typed.Gelezen(name, date(2024, 12, 31), tekst))
    typed.typeer(con, BEZETTING, batch)
    assert con.execute("select aanlevering_id, regelnr, geslacht from rijen order by all").fetchall() == [
        ("A", 2, "M"), ("A", 3, "M"), ("B", 2, "X"), ("B", 3, "X"),
    ]  # fmt: skip
    assert con.execute("select aanlevering_id, regelnr from onleesbaar").fetchall() == [("B", 4)]


def test_each_of_many_deliveries_keeps_its_own_name_day_and_lines(con, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(typed, "SAMEN", 2)
    batch = []
    for day in range(1, 6):
        pad = tmp_path / f"van {day}"
        pad.write_text(csv_tekst(rijen("bezetting", day)), encoding="utf-8")
        batch.append(typed.Gelezen(f"A{day}", date(2024, 12, day), text.als_tekst(pad, "csv", tmp_path)))
    typed.typeer(con, BEZETTING, batch)
    found = con.execute(
        "select aanlevering_id, peildatum, list(regelnr order by rij) from rijen group by all order by 1"
    )
    assert found.fetchall() == [(f"A{n}", date(2024, 12, n), list(range(2, n + 2))) for n in range(1, 6)]


def test_a_delivery_with_tabs_is_trimmed_as_well_when_it_is_read_with_one_that_has_spaces(con, tmp_path) -> None:
    batch = []
    for name, around in {"A": " ", "B": "\t", "C": "\u00a0"}.items():
        rows = [rij("bezetting", standplaats=f"{around}Delft{around}")]
        (tmp_path / name).write_text(csv_tekst(rows), encoding="utf-8")
        batch.append(typed.Gelezen(name, date(2024, 12, 31), text.als_tekst(tmp_path / name, "csv", tmp_path)))
    typed.typeer(con, BEZETTING, batch)
    assert con.execute("select distinct standplaats from rijen").fetchall() == [("Delft",)]


def test_rows_that_share_a_key_are_marked_in_their_own_delivery_only(con, tmp_path) -> None:
    batch = []
    for name, numbers in {"A": (1, 2, 1), "B": (1, 2)}.items():
        (tmp_path / name).write_text(csv_tekst([rij("bezetting", n) for n in numbers]), encoding="utf-8")
        batch.append(typed.Gelezen(name, date(2024, 12, 31), text.als_tekst(tmp_path / name, "csv", tmp_path)))
    typed.typeer(con, BEZETTING, batch)
    shared = con.execute("select aanlevering_id, regelnr from rijen where sleutel_gedeeld order by all").fetchall()
    assert shared == [("A", 2), ("A", 4)]


def test_a_file_that_shrank_after_it_was_counted_raises(con, tmp_path) -> None:
    (tmp_path / "bron").write_text(csv_tekst(rijen("bezetting", 3)), encoding="utf-8")
    tekst = text.als_tekst(tmp_path / "bron", "csv", tmp_path)
    (tmp_path / "bron").write_text(csv_tekst(rijen("bezetting", 2)), encoding="utf-8")
    with pytest.raises(RuntimeError, match="3 regels in het bestand, 2 gelezen"):
        typed.typeer(con, BEZETTING, [typed.Gelezen("A", date(2024, 12, 31), tekst)])
