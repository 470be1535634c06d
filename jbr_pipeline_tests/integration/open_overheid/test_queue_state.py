"""While documents wait for their detail, figures of publications are incomplete, and everybody is told until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import haal_op, laatste_rapport, vouw, waarneming
from jbr_pipeline.warehouse.state import ophalen_onvolledig
from jbr_pipeline_tests.integration.open_overheid.kit import VANAF, VANDAAG, klein_corpus


def test_publications_are_incomplete_until_the_queue_is_empty(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    with Standin(klein_corpus(0.15)) as standin, duckdb.connect() as con:

        def nacht(budget: int) -> None:
            with Client(standin.base_url, zoek_per_seconde=4e3, budget=budget) as client:
                haal_op(paden, client, vanaf=VANAF, vandaag=VANDAAG)

        nacht(300)
        rapport = laatste_rapport(paden)
        gevouwen = vouw(paden, con, vanaf=VANAF)
        assert rapport is not None
        assert gevouwen.wacht_op_detail == rapport.wachtrij > 0
        assert ophalen_onvolledig(paden)[-1] == rapport.wachtrij_klaar
        assert rapport.wachtrij_klaar == (
            f"van {rapport.wachtrij} documenten zijn organisatie, bestand en relaties nog niet opgehaald; "
            "documentsoort en informatiecategorie zijn er wel. Met 2000 per seconde en hoogstens 60 minuten per keer "
            "is dat na nog 1 keer klaar; bij één keer per nacht op 02-03-2025"
        )
        stand = waarneming(paden, vanaf=VANAF, vandaag=VANDAAG)
        assert (stand.jaren, stand.volledig) == ((2022, 2023, 2024), False)

        nacht(5_000)
        assert vouw(paden, con, vanaf=VANAF).wacht_op_detail == 0
        assert ophalen_onvolledig(paden) == []
        assert waarneming(paden, vanaf=VANAF, vandaag=date(2025, 3, 2)).volledig
