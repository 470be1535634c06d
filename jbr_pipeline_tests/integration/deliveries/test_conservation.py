"""Whatever a file looks like: rows read are valid, held or skipped, and every line is accounted for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import GOED, Huis, csv_tekst, pseudoniem, rij, rijen, xlsx_bytes
from jbr_pipeline_tests.integration.deliveries.gevallen import BREUKEN

KOP = ";".join(GOED["bezetting"])
# An example takes a second here: making a failing one smaller would take minutes and tell little more.
GEEN_VERKLEINING = (Phase.explicit, Phase.generate)
GEEN_INHOUD = ' \t\xa0";'

cel = st.one_of(
    st.sampled_from(["", "#", "Resultaat", "36,00", "1.000", "1e2", "31-1-25", "31-12-9999", "V", "\u00a0", '"', '""']),
    st.text(';"\n\t €é#-,.0129aV', max_size=8),
)


@st.composite
def regel(draw: st.DrawFn) -> str:
    """A good row, with cells, quotes and separators put wrong here and there."""
    cells = {**GOED["bezetting"], "pseudo_id": pseudoniem(draw(st.integers(1, 3)))}
    for name in draw(st.lists(st.sampled_from(list(cells)), max_size=2)):
        text = draw(cel)
        cells[name] = '"' + text.replace('"', '""') + '"' if draw(st.booleans()) else text
    fields = list(cells.values())[: draw(st.sampled_from([19, 19, 19, 18, 1]))]
    return ";".join([*fields, *draw(st.sampled_from([[], [], [], ["x"]]))])


bestand = st.tuples(
    st.lists(st.one_of(regel(), cel, st.just(""), st.just(";" * 18)), max_size=10),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)


@pytest.mark.parametrize("soort", contracten())
def test_every_subject_conserves_its_rows(tmp_path: Path, soort: str) -> None:
    huis = Huis(Paden(tmp_path))
    good, leeg = rijen(soort, 3), dict.fromkeys(GOED[soort], "")
    kop, *lines = csv_tekst([*good, good[0], {**leeg, next(iter(leeg)): "Totaalresultaat"}, leeg]).splitlines()
    broken = [csv_tekst([rij(soort, 4, **cells)]).splitlines()[1] for cells, _, _ in BREUKEN[soort]]
    text = "\n".join([kop, *lines, *broken, "te weinig", lines[0] + ";te veel", '"' + lines[1]])
    v = huis.een(f"JBR_BZK_{soort}_20241231_v1.csv", text)
    assert (v.rijen_gelezen, v.rijen_overgeslagen) == (3 + 1 + 1 + len(broken) + 3, 1)
    assert (v.rijen_geldig, v.rijen_quarantaine) == (3, 1 + len(broken) + 3)
    held = {line for line, _, _ in huis.quarantaine(soort)}
    assert held == {5, *range(8, 8 + len(broken) + 3)}
    assert huis.geldig(soort, "regelnr") == [(2,), (3,), (4,)]


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


@settings(max_examples=3, phases=GEEN_VERKLEINING)
@given(st.lists(bestand, min_size=20, max_size=20))
def test_no_line_of_a_messy_file_is_lost(tmp_path_factory: pytest.TempPathFactory, bestanden) -> None:
    huis = Huis(Paden(tmp_path_factory.mktemp("huis")))
    texts: dict[str, str] = {}
    for n, (rows, einde, codering) in enumerate(bestanden, start=1):
        text = "\n".join([KOP, *rows]).replace("\n", einde)
        naam = f"JBR_BZK_bezetting_20241231_v{n}.csv"
        huis.lever(naam, text.encode(codering))
        texts[naam] = text
    landed = {e.aanlevering_id: e.bestandsnaam for e in huis.land().geland}
    assert len(landed) == len(bestanden)
    results = huis.verwerk()
    assert sorted(v.aanlevering_id for v in results) == sorted(landed)
    found: dict[str, set[int]] = {}
    for soort in (huis.geldig, huis.quarantaine):
        for id_, line in soort("bezetting", "aanlevering_id, regelnr"):
            assert line not in found.setdefault(id_, set()), "a line counts twice"
            found[id_].add(line)
    for v in results:
        assert v.rijen_gelezen == v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen
        if v.rijen_gelezen:
            _assert_every_line_has_its_place(
                lines_of(texts[landed[v.aanlevering_id]]), v, found.get(v.aanlevering_id, set())
            )
    assert [t.toelichting for r in huis.rapporten for t in r.toetsen if t.storing] == []


def _assert_every_line_has_its_place(lines, v, found: set[int]) -> None:
    assert found <= set(range(2, len(lines) + 1))
    assert len(found) == v.rijen_geldig + v.rijen_quarantaine
    open_quote, skipped = False, 0
    for number, line in enumerate(lines[1:], start=2):
        if number in found:
            open_quote = line.count('"') % 2 == 1
        elif "resultaat" in line.lower():
            open_quote, skipped = line.count('"') % 2 == 1, skipped + 1
        else:
            # A line without a place of its own is empty or the rest of a row with a line break inside quotes.
            assert open_quote or not line.strip(GEEN_INHOUD + "\r#"), (number, line)
            if line.count('"') % 2 == 1:
                open_quote = False
    assert v.rijen_overgeslagen <= skipped


@settings(max_examples=25, phases=GEEN_VERKLEINING)
@given(st.binary(max_size=300), st.sampled_from(["csv", "csv.gz", "xlsx"]), st.booleans())
def test_any_bytes_at_all_are_rejected_or_read_and_never_break_the_run(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, extensie: str, met_kop: bool
) -> None:
    huis = Huis(Paden(tmp_path_factory.mktemp("huis")))
    file: Path = huis.lever("JBR_BZK_bezetting_20241231_v1.csv", (KOP.encode() + b"\n" if met_kop else b"") + content)
    file.rename(file.with_name(f"JBR_BZK_bezetting_20241231_v1.{extensie}"))
    assert len(huis.land().geland) == 1
    (result,) = huis.verwerk()
    assert result.reden is not None
    assert huis.geldig("bezetting") == []


native = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6),
    st.dates(min_value=date(1901, 1, 1)), st.text("ab;\"\n é#", max_size=6),
)  # fmt: skip


werkmap = st.tuples(st.lists(st.lists(native, min_size=19, max_size=19), max_size=6), st.integers(0, 3))


@settings(max_examples=2, phases=GEEN_VERKLEINING)
@given(st.lists(werkmap, min_size=12, max_size=12))
def test_no_row_of_a_workbook_is_lost(tmp_path_factory: pytest.TempPathFactory, werkmappen) -> None:
    huis = Huis(Paden(tmp_path_factory.mktemp("huis")))
    good = list(GOED["bezetting"].values())
    for n, (rows, above) in enumerate(werkmappen, start=1):
        sheet = [*([[]] * above), list(GOED["bezetting"]), good, *rows]
        huis.lever(f"JBR_BZK_bezetting_20241231_v{n}.xlsx", xlsx_bytes({"blad": sheet}))
    landed = {e.aanlevering_id: e.versie for e in huis.land().geland}
    results = {landed[v.aanlevering_id]: v for v in huis.verwerk()}
    first_lines = dict(reversed(huis.geldig("bezetting", "aanlevering_id, regelnr")))
    for n, (rows, above) in enumerate(werkmappen, start=1):
        v = results[n]
        filled = [r for r in rows if any(str(c).strip(" \n") for c in r if c is not None)]
        assert v.rijen_gelezen == 1 + len(filled)
        assert v.rijen_gelezen == v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen
        assert first_lines[v.aanlevering_id] == above + 2
