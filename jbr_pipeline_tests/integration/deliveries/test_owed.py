"""What is owed and how it stands: in order, late, refused, missing, not due yet; and that nothing is not all well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.reporting import console
from jbr_pipeline.reporting.freshness import VERS, versheid
from jbr_pipeline.reporting.owed import (
    LEEG,
    Leveroverzicht,
    Verplichting,
    gemist,
    gepubliceerd_overzicht,
    leveroverzicht,
)
from jbr_pipeline.reporting.status import zaken
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.open_overheid.report import HarvestRapport
from jbr_pipeline.warehouse import published_rows, runs
from jbr_pipeline.warehouse.publications import bewaar_rapport, laatste_rapport
from jbr_pipeline.warehouse.runs import Draai
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen

EIND = date(2024, 12, 31)
UITERLIJK = contracten()["bezetting"].uiterlijk(EIND)
OP_TIJD, TE_LAAT = UITERLIJK, UITERLIJK + timedelta(days=1)


def _ontvangen(huis: Huis, monkeypatch: pytest.MonkeyPatch, **dagen: date) -> None:
    """Let it seem that the file of a ministry came in on that day."""
    real = manifest.lees

    def lees(geland: object) -> list[manifest.Landing]:
        found = real(huis.paden.geland)
        moments = {k: datetime(d.year, d.month, d.day, 12, tzinfo=UTC) for k, d in dagen.items()}
        return [replace(e, ontvangen_op=moments.get(e.bestandsnaam.split("_")[1], e.ontvangen_op)) for e in found]

    monkeypatch.setattr(manifest, "lees", lees)


def _van(overzicht: Leveroverzicht, ministerie: str, soort: str = "bezetting") -> Verplichting:
    found = [v for v in overzicht.per_ministerie()[ministerie][soort] if v.peildatum == EIND]
    return found[0]


def _overzicht(huis: Huis, vandaag: date) -> Leveroverzicht:
    return leveroverzicht(huis.paden, huis.stand(), vandaag)


@pytest.fixture
def geleverd(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> Huis:
    """BZK in time, AZ late, FIN refused, and of the others nothing."""
    for ministerie in ("BZK", "AZ"):
        huis.lever(f"JBR_{ministerie}_bezetting_20241231_v1.csv", rijen("bezetting", 8))
    huis.lever("JBR_FIN_bezetting_20241231_v1.csv", [rij("bezetting", bsn="123456782")])
    huis.alles()
    _ontvangen(huis, monkeypatch, BZK=OP_TIJD, AZ=TE_LAAT, FIN=OP_TIJD)
    return huis


def test_each_delivery_that_is_owed_has_one_state(geleverd: Huis) -> None:
    found = _overzicht(geleverd, TE_LAAT)
    states = {m: _van(found, m).toestand for m in ("BZK", "AZ", "FIN", "OCW")}
    assert states == {"BZK": "in orde", "AZ": "te laat", "FIN": "afgekeurd", "OCW": "ontbreekt"}
    assert not found.is_in_orde
    assert "Te laat ingeleverd: bezetting op 31-12-2024, uiterlijk 25-02-2025, van AZ." in gemist(found.verplichtingen)


@pytest.mark.parametrize("vandaag", [OP_TIJD, TE_LAAT, date(2025, 7, 2), date(2027, 1, 1)])
@pytest.mark.parametrize("opgeschoond", [False, True])
def test_the_published_database_says_the_same_of_what_is_owed(
    geleverd: Huis, vandaag: date, *, opgeschoond: bool
) -> None:
    now = geleverd.stand()
    now = replace(now, opgeschoond=frozenset({2024} if opgeschoond else ()))
    purged = datetime(2027, 1, 1, tzinfo=UTC) if opgeschoond else None
    with duckdb.connect() as con:
        for table, rows in (
            (
                "aanlevering",
                [published_rows.delivery_row(a) | {"opgeschoond_op": purged} for a in now.aanleveringen],
            ),
            ("kwaliteit", [row for a in now.aanleveringen for row in published_rows.quality_rows(a)]),
        ):
            con.execute(tabellen()[table].create_sql("main"))
            names = list(rows[0])
            con.executemany(
                f"insert into {table} ({', '.join(names)}) values ({', '.join('?' for _ in names)})",
                [[row[n] for n in names] for row in rows],
            )
        published = gepubliceerd_overzicht(con, vandaag, verzonnen=False)
    assert published == leveroverzicht(geleverd.paden, now, vandaag)


def test_what_is_not_due_yet_is_not_missing(geleverd: Huis) -> None:
    assert _van(_overzicht(geleverd, OP_TIJD), "OCW").toestand == "nog niet"
    assert _van(_overzicht(geleverd, TE_LAAT), "OCW").toestand == "ontbreekt"


def test_what_nobody_delivered_over_a_later_day_is_missing_once_it_is_due(geleverd: Huis) -> None:
    july = date(2025, 7, 1)
    due = contracten()["bezetting"].uiterlijk(july)
    for today, missing in (
        (july - timedelta(days=1), 0),
        (due, 0),
        (due + timedelta(days=1), len(ministeries_op(july))),
    ):
        later = [v for v in _overzicht(geleverd, today).verplichtingen if v.peildatum == july]
        assert sum(v.toestand == "ontbreekt" for v in later) == missing


def test_of_made_up_deliveries_nothing_is_owed_after_the_last(geleverd: Huis) -> None:
    geleverd.paden.merk.write_text("verzonnen", encoding="utf-8")
    assert {v.peildatum for v in _overzicht(geleverd, date(2030, 1, 1)).verplichtingen} == {EIND}


def test_a_term_that_passed_before_the_first_file_came_in_made_nothing_late(
    huis: Huis, monkeypatch: pytest.MonkeyPatch
) -> None:
    huis.lever("JBR_AZ_bezetting_20241231_v1.csv", rijen("bezetting", 8))
    huis.alles()
    _ontvangen(huis, monkeypatch, AZ=TE_LAAT)
    assert _van(_overzicht(huis, TE_LAAT), "AZ").toestand == "in orde"


def test_a_higher_version_after_the_term_leaves_the_first_in_time_and_counts_as_a_replacement(huis: Huis) -> None:
    for version in (1, 2):
        huis.lever(f"JBR_BZK_bezetting_20241231_v{version}.csv", rijen("bezetting", 8))
    huis.alles()
    found = _overzicht(huis, TE_LAAT)
    assert (_van(found, "BZK").toestand, _van(found, "BZK").vervangen) == ("in orde", 1)
    assert "in orde 1 (vervangen 1)" in found.als_markdown()


def test_what_landed_and_was_not_judged_yet_says_so(huis: Huis) -> None:
    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", rijen("bezetting", 8))
    huis.land()
    assert _van(_overzicht(huis, TE_LAAT), "BZK").toestand == "niet beoordeeld"


def test_the_table_has_a_row_a_ministry_a_column_a_subject_and_tells_what_its_words_mean(geleverd: Huis) -> None:
    lines = _overzicht(geleverd, TE_LAAT).als_markdown().splitlines()
    assert lines[0].startswith("| ministerie | banenafspraak | bezetting |")
    assert any(line.startswith("| AZ | ontbreekt 1 | te laat 1 |") for line in lines)
    assert "te laat: in werking, maar na de termijn ontvangen" in lines[-1]


def test_nothing_at_all_is_not_all_well(huis: Huis) -> None:
    found = zaken(huis.paden, huis.stand(), datetime.now(UTC))
    assert found.vraagt_aandacht
    assert found.feiten == [
        "Er is nog nooit met succes gedraaid.",
        "Publicaties zijn nog nooit volledig opgehaald; er is geen document.",
        LEEG,
    ]


def test_a_night_that_did_not_come_asks_for_attention(huis: Huis) -> None:
    op = datetime(2025, 3, 1, 1, 7, tzinfo=UTC)
    runs.bewaar(huis.paden, Draai("a", op, "rooster", klaar_op=op, waarden="x"))
    for later, text in ((timedelta(hours=3), "3 uur"), (VERS + timedelta(hours=1), "27 uur")):
        (fact, *_) = (found := zaken(huis.paden, huis.stand(), op + later)).feiten
        assert fact == f"De laatste geslaagde draai was {text} geleden (01-03-2025 02:07)."
        assert (fact in found.zorgelijk) == (later > VERS)


def test_a_harvest_that_fails_leaves_the_moment_of_the_last_whole_one(huis: Huis) -> None:
    bewaar_rapport(huis.paden, HarvestRapport(wachtrij=12))
    first = versheid(huis.paden).opgehaald_op
    assert first
    bewaar_rapport(huis.paden, HarvestRapport(onvolledig=["de bron is onbereikbaar"]))
    assert versheid(huis.paden).opgehaald_op == first
    assert (laatste_rapport(huis.paden) or HarvestRapport()).onvolledig == ["de bron is onbereikbaar"]


def test_the_status_fits_a_hundred_columns_and_says_in_words_what_a_colour_would(
    geleverd: Huis, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(console, "_out", console.Console(highlight=False))
    op = datetime(TE_LAAT.year, TE_LAAT.month, TE_LAAT.day, 12, tzinfo=UTC)
    console.status(zaken(geleverd.paden, geleverd.stand(), op))
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith((" AZ", "AZ", " OCW", "OCW"))]
    assert table
    assert all(len(line) <= 100 for line in table)
    assert any("te laat 1/1" in line for line in table)
