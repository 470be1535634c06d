"""What Dagster shows while documents wait for their detail."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.orchestration.publicaties import open_overheid_geland, publicaties
from jbr_pipeline.sample.standin.corpus import VANDAAG
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.settings import Settings
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.warehouse.publications import haal_op, laatste_rapport
from jbr_pipeline_tests.integration.open_overheid.kit import VANAF, klein_corpus


def test_the_queue_is_in_the_metadata_until_it_is_empty(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.15)) as standin, dg.DagsterInstance.ephemeral() as instance:
        settings = Settings(data_dir=tmp_path, open_overheid_url=standin.base_url, open_overheid_rps=5000)
        pijplijn = Pijplijn.van(settings)
        with Client(standin.base_url, zoek_per_seconde=5e3, budget=300) as client:
            haal_op(pijplijn.paden, client, vanaf=VANAF, vandaag=VANDAAG)
        rapport = laatste_rapport(pijplijn.paden)
        assert rapport is not None
        assert rapport.wachtrij > 0

        getoond = _metadata(dg.materialize([publicaties], instance=instance, resources={"pijplijn": pijplijn}))
        assert getoond["wacht_op_detail"] == rapport.wachtrij
        assert getoond["wachtrij_klaar"] == rapport.wachtrij_klaar

        resultaat = dg.materialize(
            [open_overheid_geland, publicaties], instance=instance, resources={"pijplijn": pijplijn}
        )
        getoond = _metadata(resultaat)
        assert getoond["wacht_op_detail"] == 0
        assert "wachtrij_klaar" not in getoond
        assert all(e.passed for e in resultaat.get_asset_check_evaluations() if e.check_name == "ophalen_gelukt")


def _metadata(resultaat: dg.ExecuteInProcessResult) -> dict[str, object]:
    (materialisatie,) = resultaat.asset_materializations_for_node("publicaties")
    return {naam: waarde.value for naam, waarde in materialisatie.metadata.items()}
