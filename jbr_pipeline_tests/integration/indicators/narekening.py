"""The figures of the sample, computed once more in plain Python from the raw files.

Written from the text of the definitions; shares no code with the package and reads no table of it. The sample is
complete (every delivery owed is in force), so nothing is said here about missing ones. Here the domains are put
together; each has a narekening_ file of its own, and the files are read in ruwe_bestanden and ruwe_publicaties.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jbr_pipeline_tests.integration.indicators.narekening_bezetting import bezetting
from jbr_pipeline_tests.integration.indicators.narekening_blad import Blad, Sleutel, Verwacht
from jbr_pipeline_tests.integration.indicators.narekening_duurzaamheid import duurzaamheid
from jbr_pipeline_tests.integration.indicators.narekening_financien import financien
from jbr_pipeline_tests.integration.indicators.narekening_mensen import mensen
from jbr_pipeline_tests.integration.indicators.narekening_organisatie import organisatie
from jbr_pipeline_tests.integration.indicators.narekening_personeel import Personeel
from jbr_pipeline_tests.integration.indicators.narekening_privacy_ict import privacy_ict
from jbr_pipeline_tests.integration.indicators.narekening_publicaties import documenten
from jbr_pipeline_tests.integration.indicators.narekening_stromen import stromen
from jbr_pipeline_tests.integration.indicators.narekening_woo import woo
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering, in_werking


@dataclass
class Narekening:
    """What the raw files of one data folder come to."""

    verwacht: dict[Sleutel, Verwacht]
    geldige_rijen: dict[tuple[str, str, date, int], int] = field(default_factory=dict)
    """Per delivery in force: ministry, subject, peildatum and version."""


def reken_na(map_: Path) -> Narekening:
    """Read everything and compute everything."""
    staff, sheet = Personeel(), Blad()
    subjects: dict[str, list[Aanlevering]] = defaultdict(list)
    found = Narekening(sheet.verwacht)
    for a in in_werking(map_):
        found.geldige_rijen[a.ministerie, a.soort, a.peildatum, a.versie] = len(a.rijen)
        if a.soort == "bezetting":
            staff.neem(a)
        else:
            subjects[a.soort].append(a)
    staff.deel_in()
    bezetting(sheet, staff)
    stromen(sheet, staff)
    mensen(sheet, subjects)
    financien(sheet, subjects["financien"], staff)
    organisatie(sheet, subjects["organisatie"], staff)
    duurzaamheid(sheet, subjects["duurzaamheid"])
    privacy_ict(sheet, subjects["privacy_ict"])
    woo(sheet, subjects["woo_verzoeken"])
    documenten(sheet, map_)
    return found
