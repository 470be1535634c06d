"""What may not be read or written is named, with what to do; it loses nothing and holds up no other delivery."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import LEVENSLOOP, MISLUKT, Leven, bestanden, lever_eerste, verschillen

DRAAI, VAST = LEVENSLOOP[0][1], LEVENSLOOP[1][1]


@contextmanager
def met_rechten(path: Path, mode: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def test_a_life_in_which_rights_are_missing_ends_as_one_with_them(
    tmp_path: Path, server: Standin, ongestoord: Ongestoord
) -> None:
    leven = Leven(tmp_path / "leven", server.base_url)
    paden = leven.paden
    lever_eerste(leven.huis)
    name = "JBR_BZK_woo_verzoeken_20241231_v1.csv"
    with met_rechten(paden.inbox / name, 0o000):
        code, said = leven.doe_en_hoor(*DRAAI)
    assert code == 3, said
    assert f"Niet ingenomen: {name} is niet te lezen. Geef het account waaronder dit draait leesrechten" in said
    assert leven.huis.status()["JBR_BZK_financien_20241231_v1.csv"] == "geaccepteerd"

    landed = next(e for e in manifest.lees(paden.geland) if e.besluit == "geland")
    wordt_geweigerd(leven, DRAAI, next((paden.open_overheid / "segmenten").iterdir()), 0o000)
    # So that it is typed again, from what may not be read.
    paden.verwerking(landed.aanlevering_id).unlink()
    wordt_geweigerd(leven, DRAAI, paden.geland / landed.sha256, 0o000)
    wordt_geweigerd(leven, DRAAI, paden.warehouse, 0o555)
    wordt_geweigerd(leven, DRAAI, paden.inbox, 0o000)
    leven.rond_af(*DRAAI)

    paden.edities.mkdir()
    wordt_geweigerd(leven, VAST, paden.edities, 0o555)
    leven.rond_af(*VAST)
    leven.is_heel()
    assert verschillen(ongestoord.standen[1], paden) == []
    assert bestanden(paden) == bestanden(ongestoord.standen[1])


def wordt_geweigerd(leven: Leven, opdracht: tuple[str, ...], pad: Path, mode: int) -> None:
    with met_rechten(pad, mode):
        code, said = leven.doe_en_hoor(*opdracht)
    assert code == MISLUKT, said
    assert f"Er zijn geen rechten op {pad}" in said, said
    assert "Verwacht: het account waaronder dit draait, mag daar lezen en schrijven." in said
    leven.is_heel()
