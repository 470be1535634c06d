"""Disclosure control around a publication: the pattern of hidden values, kept in the closed zone while it holds.

Choosing and judging a pattern belongs in `disclosure`. The choice depends on the figures and the editions alone, so a
warehouse that was deleted gets the same one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from pydantic import TypeAdapter

from jbr_pipeline import disk
from jbr_pipeline.disclosure import protection
from jbr_pipeline.disclosure.memory import Geheugen
from jbr_pipeline.disclosure.protection import Controle, Keuze
from jbr_pipeline.disclosure.solver import Klok
from jbr_pipeline.disclosure.system import Stelsel
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.warehouse.layout import Paden, closed_zone

log = logging.getLogger(__name__)

HOOGSTENS_S = 3600.0
"""How long choosing and trying a pattern may take; after that nothing is published. A night takes seconds of it, and
ten years of every month at once some minutes."""

VERSIE = 3
"""Raise it when the same cells would get another pattern, or be judged otherwise."""

ONTHOUD_HOOGSTENS = 50_000
"""Answers that are remembered before those that the last publication did not need are forgotten."""


@dataclass(frozen=True)
class Patroon:
    """A choice of cells by number, and the fingerprint of the cells that it was made for."""

    vingerafdruk: str
    verborgen: tuple[int, ...]
    ingehouden: tuple[int, ...]
    verloren: tuple[int, ...]


_PATROON: TypeAdapter[Patroon] = TypeAdapter(Patroon)


@dataclass(frozen=True)
class Bescherming:
    """The cells of a publication, what is hidden of them, and until when trying may take."""

    cellen: Stelsel
    keuze: Keuze
    klok: Klok
    geheugen: Geheugen


def bescherm(paden: Paden, con: duckdb.DuckDBPyConnection) -> Bescherming:
    """Choose what of `waarde_ruw` is hidden, and fill `verborgen_rij` with it.

    Raises Onbeschermbaar or Rekentijd when that cannot be done.
    """
    klok = Klok.over(HOOGSTENS_S)
    cells = protection.maak_cellen(con, catalogus())
    print_ = _fingerprint(cells)
    memory = _remembered(paden)
    file = _folder(paden) / "patroon.json"
    kept = _PATROON.validate_json(file.read_bytes()) if file.exists() else None
    if kept and kept.vingerafdruk == print_:
        choice = Keuze(*(np.array(n, dtype=np.int64) for n in (kept.verborgen, kept.ingehouden, kept.verloren)))
    else:
        log.info("onthullingscontrole: kleine aantallen worden beschermd")
        choice = protection.kies(con, cells, klok, memory)
        _keep(file, print_, choice)
    protection.verberg(con, choice)
    return Bescherming(cells, choice, klok, memory)


def verberg_en_controleer(paden: Paden, con: duckdb.DuckDBPyConnection, bescherming: Bescherming) -> Controle:
    """Hide what `aanlevering` may not tell, and see with an outsider's eyes what is given away. Raises Rekentijd."""
    protection.verberg_rijen(con)
    b = bescherming
    found = protection.controleer(con, b.cellen, b.keuze, b.klok, b.geheugen)
    _remember(paden, b.geheugen)
    log.info(
        "onthullingscontrole: van %d kleine aantallen zijn er %d af te leiden",
        found.beschermd,
        sum(found.lekken.values()),
    )
    return found


def _folder(paden: Paden) -> Path:
    return paden.made_gesloten() / "onthulling"


def _remembered(paden: Paden) -> Geheugen:
    """What earlier publications worked out about parts of the system, by the same code."""
    file = _folder(paden) / "geheugen.json"
    if not file.exists():
        return Geheugen()
    kept = json.loads(file.read_bytes())
    if kept["versie"] != VERSIE:
        return Geheugen()
    return Geheugen({question: base64.b64decode(answer) for question, answer in kept["antwoorden"].items()})


def _remember(paden: Paden, geheugen: Geheugen) -> None:
    """Keep the answers, and of old ones the most recently asked for that there is room for."""
    if not geheugen.is_gegroeid:
        return
    kept = geheugen.antwoorden
    if len(kept) > ONTHOUD_HOOGSTENS:
        kept = {question: answer for question, answer in kept.items() if question in geheugen.gevraagd}
    answers = {question: base64.b64encode(answer).decode() for question, answer in kept.items()}
    _write(_folder(paden) / "geheugen.json", json.dumps({"versie": VERSIE, "antwoorden": answers}).encode())


def _fingerprint(cells: Stelsel) -> str:
    content = hashlib.sha256(str(VERSIE).encode())
    arrays = [cells.personen, cells.klein, cells.rest, cells.gewicht, cells.vast, cells.bekend]
    arrays += [cells.sommen.indptr, cells.sommen.indices, cells.sommen.data]
    for maat in cells.maten:
        content.update(maat.naam.encode())
        arrays.append(maat.waarden)
    for array in arrays:
        content.update(np.ascontiguousarray(array).tobytes())
    return content.hexdigest()


def _keep(file: Path, print_: str, choice: Keuze) -> None:
    numbers = (tuple(cells.tolist()) for cells in (choice.verborgen, choice.ingehouden, choice.verloren))
    _write(file, _PATROON.dump_json(Patroon(print_, *numbers)))


def _write(file: Path, content: bytes) -> None:
    with closed_zone():
        file.parent.mkdir(exist_ok=True)
        disk.schrijf(file, content)
