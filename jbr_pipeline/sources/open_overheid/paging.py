"""A list that is paged through has to move, and to end: a source of which neither is true is not followed."""

from __future__ import annotations

import math

from jbr_pipeline.sources.open_overheid.errors import EindelozeLijst
from jbr_pipeline.sources.open_overheid.hits import Pagina
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE

SPELING = 10
"""Pages that a list may grow while it is read: five hundred documents, a day of all that is published."""


class Bladwacht:
    """Watches the pages of one list, in order; `wat` says in Dutch which list that is."""

    def __init__(self, wat: str) -> None:
        self._wat = wat
        self._vorige: list[str] = []
        self._gelezen = 0
        self._hoogstens = 0

    def zie(self, pagina: Pagina) -> None:
        """Take note of the next page; raises EindelozeLijst where it is the one before, or one too many."""
        ids = [t.document_id for t in pagina.treffers]
        if self._gelezen == 0:
            self._hoogstens = math.ceil(pagina.totaal / PAGINAGROOTTE) + SPELING
        self._gelezen += 1
        # The same short page twice is a list that moves; a full one is a list that does not.
        if len(ids) == PAGINAGROOTTE and ids == self._vorige:
            raise EindelozeLijst(
                f"De bron geeft voor {self._wat} steeds dezelfde pagina: de API lijkt start niet meer te kennen. Er is "
                "niet verder gelezen."
            )
        if self._gelezen > self._hoogstens:
            raise EindelozeLijst(
                f"De bron houdt voor {self._wat} niet op: na {self._gelezen} pagina's van {PAGINAGROOTTE} zegt zij nu "
                f"{pagina.totaal} documenten te hebben. Er is niet verder gelezen."
            )
        self._vorige = ids
