"""How many requests the harvest takes, on the stand-in: a backfill of a year, and a night on top of five years.

`python -m benchmarks.harvest` prints the figures as JSON. Requests are counted in the log of the server, not by the
client that is measured.
"""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from jbr_pipeline.sample.standin.corpus import VANDAAG, Corpus, maak_corpus
from jbr_pipeline.sample.standin.server import Standin, Verzoek
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.harvest import harvest
from jbr_pipeline.sources.open_overheid.report import HarvestRapport

VANAF = date(2022, 1, 1)
JAAR = 2024
JAAR_SCHAAL = 4.0
"""Makes some five thousand documents in the year."""

NIEUW, GEWIJZIGD = 240, 60
PER_SECONDE = 100.0
ONBEPERKT = 1e6


def meet() -> dict[str, object]:
    """The figures of both runs; takes less than a minute."""
    with tempfile.TemporaryDirectory() as map_:
        backfill, backfill_log, documenten = _backfill(Path(map_) / "jaar")
        night, night_log = _night(Path(map_) / "nacht")
    changed = night.nieuw + night.gewijzigd
    return {
        "backfill_documents": documenten,
        "backfill_requests": len(backfill_log),
        "backfill_requests_per_1000": round(1000 * len(backfill_log) / documenten, 1),
        "backfill_labelled": backfill.gelabeld,
        "queue_left": backfill.wachtrij,
        "queue_done": backfill.wachtrij_klaar,
        "night_documents": changed,
        "night_requests": len(night_log),
        "night_bound": round(10 + 1.1 * changed),
        "max_requests_per_second": max(_most_in_a_second(backfill_log), _most_in_a_second(night_log)),
        "setting_rps": PER_SECONDE,
    }


def _backfill(map_: Path) -> tuple[HarvestRapport, list[Verzoek], int]:
    """One year from nothing, up to the queue of details."""
    with Standin(maak_corpus(schaal=JAAR_SCHAAL)) as standin:
        rapport = _run(standin, map_, PER_SECONDE, van=date(JAAR, 1, 1), tot=date(JAAR, 12, 31), wachtrij_s=0.0)
        documents = sum(d.openbaarmakingsdatum.year == JAAR for d in standin.voorraad.publiek.values())
        return rapport, list(standin.verzoeken), documents


def _night(map_: Path) -> tuple[HarvestRapport, list[Verzoek]]:
    """A night with new and changed documents, after five years of history were held."""
    corpus = maak_corpus()
    later = [replace(d, document_id=f"oep-{n:040x}") for n, d in enumerate(corpus.documenten[:NIEUW])]
    with Standin(Corpus(corpus.documenten)) as standin:
        _run(standin, map_, ONBEPERKT)
        held = [i for i, d in standin.voorraad.publiek.items() if d.openbaarmakingsdatum >= VANAF]
        for number, document in enumerate(later):
            day = VANDAAG - timedelta(days=number % 3)
            version = replace(document.versies[0], openbaarmakingsdatum=day)
            standin.voorraad.publiceer(
                replace(document, openbaarmakingsdatum=day, versies=(version,), relaties=()),
            )
        for document_id in held[:: len(held) // GEWIJZIGD][:GEWIJZIGD]:
            standin.voorraad.nieuwe_versie(document_id)
        standin.verzoeken.clear()
        return _run(standin, map_, PER_SECONDE), list(standin.verzoeken)


def _run(
    standin: Standin,
    map_: Path,
    per_seconde: float,
    *,
    van: date | None = None,
    tot: date | None = None,
    wachtrij_s: float = 3600.0,
) -> HarvestRapport:
    with Client(standin.base_url, zoek_per_seconde=per_seconde) as client:
        return harvest(
            client, map_, vanaf=VANAF, vandaag=VANDAAG, bron="voorbeeld", van=van, tot=tot, wachtrij_s=wachtrij_s
        )


def _most_in_a_second(log: Sequence[Verzoek]) -> int:
    """The largest number of requests that arrived within any second."""
    times = sorted(v.tijd for v in log)
    return max(bisect_left(times, begin + 1.0) - index for index, begin in enumerate(times))


if __name__ == "__main__":
    print(json.dumps(meet(), indent=1, ensure_ascii=False))
