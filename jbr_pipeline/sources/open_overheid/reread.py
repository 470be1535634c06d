"""Reading again what was not shown for longest: the safety net below the change feed and the totals.

Two changes that cancel out in a total, and that the change feed keeps silent about, only show when the list itself is
read again. A night has requests left for a few pages of it; which ones follows from when each document was last shown,
so that the turn comes round whatever nights are missed. Half of the pages go to the last days, where the source is
corrected most.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE
from jbr_pipeline.sources.open_overheid.state import Bekend
from jbr_pipeline.sources.open_overheid.windows import DAG, Periode

_NOOIT = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Dag:
    aantal: int = 0
    oudst: datetime | None = None
    """The longest ago that a document of this day was shown; None where this run showed them all."""


def aan_de_beurt(
    documenten: Iterable[tuple[str, Bekend]], gezien: Collection[str], periode: Periode, paginas: int
) -> tuple[Periode, int] | None:
    """The days in a period that were not shown for longest and that fit in so many pages, and their documents.

    None where nothing fits: a day with more documents waits for a night with more to spare.
    """
    dagen: dict[date, _Dag] = {}
    for document_id, bekend in documenten:
        if bekend.ingetrokken or bekend.lijstdatum is None or bekend.lijstdatum not in periode:
            continue
        dag = dagen.setdefault(bekend.lijstdatum, _Dag())
        dag.aantal += 1
        if document_id not in gezien:
            dag.oudst = min(dag.oudst or bekend.getoond or _NOOIT, bekend.getoond or _NOOIT)
    data = sorted(dagen)
    sommen = [0]
    for dag_ in data:
        sommen.append(sommen[-1] + dagen[dag_].aantal)

    def nodig(van: date, tot: date) -> int:
        # A search goes one day further than asked.
        aantal = sommen[bisect_right(data, tot + DAG)] - sommen[bisect_left(data, van)]
        return math.ceil(max(aantal, 1) / PAGINAGROOTTE)

    wachtend = sorted((oudst, d) for d, dag in dagen.items() if (oudst := dag.oudst) is not None)
    for _, eerste in wachtend:
        if nodig(eerste, eerste) > paginas:
            continue
        plek = laatste = bisect_left(data, eerste)
        while laatste + 1 < len(data) and nodig(eerste, data[laatste + 1]) <= paginas:
            laatste += 1
        # From the day after the one before, so that what appeared on an empty day is met as well.
        van = data[plek - 1] + DAG if plek else periode.van
        return Periode(van, data[laatste]), sommen[laatste + 1] - sommen[plek]
    return None
