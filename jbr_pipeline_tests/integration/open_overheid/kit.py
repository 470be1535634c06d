"""What the open.overheid.nl tests share: a small corpus, a harvest without waiting, and what the fold makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.sample.standin.corpus import Corpus, maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.harvest import HarvestRapport, harvest
from jbr_pipeline.sources.open_overheid.publications import FoldRapport, fold_publications

VANAF = date(2022, 1, 1)
VANDAAG = date(2025, 3, 1)


def klein_corpus(schaal: float = 0.05, seed: int = 7) -> Corpus:
    """About 160 documents of the same kinds as the large corpus."""
    return maak_corpus(seed, schaal=schaal)


def haal(standin: Standin, raw: Path, *, timeout: float = 5.0, budget: int = 50_000, **opties: Any) -> HarvestRapport:
    """One run against the stand-in, as fast as it goes."""
    opties = {"vanaf": VANAF, "vandaag": VANDAAG, "bron": "voorbeeld"} | opties
    with Client(
        standin.base_url,
        zoek_per_seconde=1e6,
        timeout=timeout,
        budget=budget,
        wachttijden=(0.001, 0.003, 0.009),
        retry_after_max=0.01,
    ) as client:
        return harvest(client, raw, **opties)


@dataclass
class Gevouwen:
    """The folded publications, as rows by id."""

    rijen: dict[str, dict[str, Any]]
    rapport: FoldRapport

    @property
    def publiek(self) -> set[str]:
        return {i for i, r in self.rijen.items() if r["ingetrokken_op"] is None}

    @property
    def ingetrokken(self) -> set[str]:
        return {i for i, r in self.rijen.items() if r["ingetrokken_op"] is not None}


def vouw(raw: Path, vanaf: date | None = VANAF) -> Gevouwen:
    """Fold the raw folder and read the Parquet back."""
    doel = raw.parent / "publicaties.parquet"
    with duckdb.connect() as con:
        rapport = fold_publications(con, raw, doel, vanaf=vanaf)
        gelezen = con.execute("from read_parquet(?)", [str(doel)])
        kolommen = [k[0] for k in gelezen.description]
        return Gevouwen({r[0]: dict(zip(kolommen, r, strict=True)) for r in gelezen.fetchall()}, rapport)


def hoort_er_te_zijn(standin: Standin, vanaf: date = VANAF) -> set[str]:
    """Ids of the documents that the server shows and that are to be held."""
    return {i for i, d in standin.voorraad.publiek.items() if d.openbaarmakingsdatum >= vanaf}


def assert_gelijk(standin: Standin, raw: Path, vanaf: date = VANAF) -> Gevouwen:
    """What is folded is what the server holds: the same documents, in the same version, with the same title."""
    gevouwen = vouw(raw, vanaf)
    assert gevouwen.publiek == hoort_er_te_zijn(standin, vanaf)
    for document_id, document in standin.voorraad.publiek.items():
        if document_id in gevouwen.publiek:
            rij = gevouwen.rijen[document_id]
            verwacht = " ".join(document.titel.replace("&amp;", "&").split())
            assert (rij["versie"], rij["titel"], rij["openbaarmakingsdatum"]) == (
                document.nummer,
                verwacht,
                document.openbaarmakingsdatum,
            )
    return gevouwen


def details_gevraagd(standin: Standin) -> list[str]:
    """Ids whose detail was asked and answered well, in order."""
    return [
        v.pad.rsplit("/", 1)[1]
        for v in standin.verzoeken
        if "/zoek/" in v.pad and v.status == 200 and v.storing in (None, "traag")
    ]
