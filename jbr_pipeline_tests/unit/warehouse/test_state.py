"""How things stand is judged once for as long as nothing changes, and again as soon as anything does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking, bewaar
from jbr_pipeline.warehouse.state import stand

NU = datetime(2026, 1, 1, tzinfo=UTC)


def _land(paden: Paden, versie: int) -> str:
    id_ = f"fin-verzuim-{versie}"
    landing = manifest.Landing(
        aanlevering_id=id_,
        bestandsnaam=f"JBR_FIN_verzuim_20251231_v{versie}.csv",
        sha256="0",
        grootte_bytes=1,
        ontvangen_op=NU,
        gewijzigd_op=NU,
        besluit="geland",
        organisatie_code="FIN",
        soort="verzuim",
        peildatum=date(2025, 12, 31),
        versie=versie,
        formaat="csv",
    )
    manifest.schrijf(paden.geland, landing)
    return id_


def test_nothing_is_judged_again_while_nothing_changed(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    bewaar(paden, Verwerking(_land(paden, 1), "0"))
    assert stand(paden) is stand(paden)


def test_a_result_that_is_processed_anew_is_judged_anew(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    id_ = _land(paden, 1)
    assert stand(paden).aanleveringen == ()
    bewaar(paden, Verwerking(id_, "0"))
    assert [a.status for a in stand(paden).aanleveringen] == ["geaccepteerd"]
    bewaar(paden, Verwerking(id_, "0", reden="Geen enkele regel."))
    assert [(a.status, a.reden) for a in stand(paden).aanleveringen] == [("afgekeurd", "Geen enkele regel.")]


def test_a_later_version_takes_the_place_of_the_one_that_was_judged(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    bewaar(paden, Verwerking(_land(paden, 1), "0"))
    assert [a.landing.versie for a in stand(paden).in_werking("verzuim")] == [1]
    bewaar(paden, Verwerking(_land(paden, 2), "0"))
    assert [a.landing.versie for a in stand(paden).in_werking("verzuim")] == [2]
