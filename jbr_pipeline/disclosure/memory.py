"""What was worked out before about a part of the system, by its content: the same part gives the same answer.

Only remembering; where the memory lies between runs is for `warehouse`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from jbr_pipeline.disclosure.system import Bools, Stelsel


@dataclass
class Geheugen:
    """Answers by the content of the question. `gevraagd` are those that this run had use for."""

    antwoorden: dict[str, bytes] = field(default_factory=dict)
    gevraagd: set[str] = field(default_factory=set)
    is_gegroeid: bool = False
    _slot: Lock = field(default_factory=Lock)

    def lees(self, vraag: str) -> bytes | None:
        """The answer, or None when it is not known."""
        with self._slot:
            found = self.antwoorden.get(vraag)
            if found is not None:
                self.gevraagd.add(vraag)
        return found

    def onthoud(self, vraag: str, antwoord: bytes) -> None:
        """Remember an answer."""
        with self._slot:
            self.antwoorden[vraag] = antwoord
            self.is_gegroeid = True
            self.gevraagd.add(vraag)


def vingerafdruk(wat: str, arrays: Iterable[npt.NDArray[Any]]) -> str:
    """The content of a question about these numbers."""
    content = hashlib.sha256(wat.encode())
    for array in arrays:
        content.update(repr((array.dtype.str, array.shape)).encode())
        content.update(np.ascontiguousarray(array).tobytes())
    return content.hexdigest()


def van_stelsel(wat: str, s: Stelsel) -> str:
    """The content of a question about a whole system."""
    arrays = [s.personen, s.klein, s.rest, s.gewicht, s.vast, s.bekend, *_matrix(s.sommen)]
    for maat in s.maten:
        arrays += [maat.waarden, maat.beschermd, maat.omhoog, maat.omlaag, *_matrix(maat.sommen)]
    return vingerafdruk(f"{wat} {[m.naam for m in s.maten]}", arrays)


def _matrix(sommen: Any) -> list[npt.NDArray[Any]]:
    rows = sommen.tocsr()
    # A row that holds nothing of the part says nothing about it, and others come and go.
    filled = rows[np.diff(rows.indptr) > 0]
    return [filled.indptr, filled.indices, filled.data]


def als_bytes(verborgen: Bools) -> bytes:
    """Flags as they are remembered."""
    return np.packbits(verborgen).tobytes()


def als_vlaggen(antwoord: bytes, aantal: int) -> Bools:
    """The remembered flags."""
    return np.unpackbits(np.frombuffer(antwoord, dtype=np.uint8), count=aantal).astype(bool)
