"""The shape of the answers of one harvest against what the contract expects, and against the harvests before it.

The API changes without a word, and a field that is renamed is read as one that is empty: nothing fails, and figures
fade. Only names, types and shares are looked at. What the contract expects is in `vorm.toml`.
"""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jbr_pipeline.sources.open_overheid import segments
from jbr_pipeline.sources.open_overheid.state import bron_van, eigen_duckdb, sql

ANTWOORDEN_MAX = 1_000
"""Answers of each kind that are looked at, and a twentieth of it of search pages: a share is known to a percent."""

BYTES_NU = 4 * 1024 * 1024
BYTES_EERDER = 8 * 1024 * 1024
"""Bytes of segments that are read of this harvest and of those before it: some ten nights, or a part of a backfill."""

DELEN_MIN = 30
"""Things of a kind; below it a share says nothing."""

WAS_GEVULD, NU_NOG = 0.5, 0.25
"""A field that so large a share had, and of that share so little is left, is gone."""

ZELDZAAM = 0.01
"""Share below which a new name is not told: names that many things share are names of fields, others may be values."""

GENOEMD = 10
"""Differences of one kind that are told by name."""

_VERWIJZING = ("type", "id", "label", "bronwaarde")
_FACET = {"naam": "tekst", "aantal": "getal"}


@dataclass(frozen=True)
class Verwacht:
    """What a path may hold, and the share of things that have it at the least."""

    typen: frozenset[str]
    minstens: float | None = None
    """None where nothing rests on it."""


@dataclass(frozen=True)
class Gezien:
    """What a path holds: types, and how many of so many things have the name and something in it."""

    typen: frozenset[str]
    aanwezig: int
    gevuld: int
    dingen: int

    @property
    def deel(self) -> float:
        """The share of things with something in it."""
        return self.gevuld / self.dingen


Vorm = dict[tuple[str, str], Gezien]
"""For each kind of thing and path what is there."""


@cache
def verwacht() -> dict[tuple[str, str], Verwacht]:
    """The contract, for each kind of thing and path."""
    tekst = (resources.files(__package__) / "vorm.toml").read_text(encoding="utf-8")
    gevonden: dict[tuple[str, str], Verwacht] = {}
    for soort, paden in tomllib.loads(tekst).items():
        for pad, woorden in paden.items():
            gevonden |= {(soort, p): v for p, v in _uitgeschreven(pad, woorden)}
    return gevonden


def _uitgeschreven(pad: str, woorden: str) -> Iterator[tuple[str, Verwacht]]:
    """A line of the contract with its groups written out."""
    typen, deel = re.fullmatch(r"(.*?)(?: (\d+))?", woorden).groups()  # type: ignore[union-attr]
    minstens = None if deel is None else int(deel) / 100
    if typen.startswith("lijst van "):
        yield pad, Verwacht(frozenset({"lijst"}), minstens)
        yield from _uitgeschreven(f"{pad}[]", woorden.removeprefix("lijst van "))
    elif typen == "facet":
        yield pad, Verwacht(frozenset({"lijst"}))
        yield f"{pad}[]", Verwacht(frozenset({"object"}))
        yield from ((f"{pad}[].{naam}", Verwacht(frozenset({type_}))) for naam, type_ in _FACET.items())
    elif typen == "verwijzing":
        yield pad, Verwacht(frozenset({"object"}), minstens)
        for naam in _VERWIJZING:
            yield f"{pad}.{naam}", Verwacht(frozenset({"tekst"}), minstens if naam in ("id", "label") else None)
    else:
        yield pad, Verwacht(frozenset(typen.split(" of ")), minstens)


def verschillen(raw_dir: Path) -> list[str]:
    """How the answers of the last harvest differ from the contract and from earlier answers, in Dutch."""
    nu, eerder = _van_laatste_loop(raw_dir)
    return list(_verschillen(_vorm(raw_dir, nu), _vorm(raw_dir, eerder)))


def _van_laatste_loop(raw_dir: Path) -> tuple[list[Path], list[Path]]:
    """The newest segments of the last harvest, and of those before it, as far as the bytes allow."""
    groepen: tuple[list[Path], list[Path]] = ([], [])
    ruimte = [BYTES_NU, BYTES_EERDER]
    laatste: str | None = None
    for segment in reversed(segments.segmenten(raw_dir)):
        loop = _loop(segment)
        laatste = laatste or loop
        groep = 0 if loop == laatste else 1
        if ruimte[groep] > 0:
            groepen[groep].append(segment)
            ruimte[groep] -= segment.stat().st_size
        elif groep == 1:
            break
    return groepen


def _loop(segment: Path) -> str:
    """The harvest that wrote a segment."""
    with gzip.open(segment) as bestand:
        return str(json.loads(bestand.readline())["loop"])


def _vorm(raw_dir: Path, segmenten: list[Path]) -> Vorm:
    if not segmenten:
        return {}
    with eigen_duckdb(raw_dir) as con:
        rijen = con.execute(sql("vorm", bron=bron_van(segmenten), hoogstens=str(ANTWOORDEN_MAX))).fetchall()
    return {
        (soort, pad): Gezien(frozenset(typen or ()), aanwezig, gevuld, dingen)
        for soort, pad, typen, aanwezig, gevuld, dingen in rijen
    }


def _verschillen(nu: Vorm, eerder: Vorm) -> Iterator[str]:
    yield from _nieuw(nu)
    yield from _andere_typen(nu)
    weg: set[tuple[str, str]] = set()
    for (soort, pad), verwachting in verwacht().items():
        # Every thing has a root, so that a path that none has can be told from a kind that is not there.
        wortel = nu.get((soort, ""))
        if verwachting.minstens is None or wortel is None or wortel.dingen < DELEN_MIN:
            continue
        deel = nu[soort, pad].deel if (soort, pad) in nu else 0.0
        toen = eerder.get((soort, pad))
        if (soort, _ouder(pad)) in weg:
            weg.add((soort, pad))
        elif toen and toen.dingen >= DELEN_MIN and toen.deel >= WAS_GEVULD and deel < NU_NOG * toen.deel:
            weg.add((soort, pad))
            yield f"{soort} {pad} is nog bij {deel:.0%} gevuld; eerder bij {toen.deel:.0%}"
        elif deel < verwachting.minstens:
            weg.add((soort, pad))
            yield f"{soort} {pad} is bij {deel:.0%} gevuld; verwacht is minstens {verwachting.minstens:.0%}"


def _nieuw(nu: Vorm) -> Iterator[str]:
    """Names that the contract does not know; not those below a name that is itself unknown."""
    onbekend = sorted(
        (soort, pad)
        for soort, pad in nu
        if pad and (soort, pad) not in verwacht() and not pad.endswith("[]") and not _onder_onbekende(nu, soort, pad)
    )
    noembaar = [plek for plek in onbekend if nu[plek].aanwezig >= max(2, ZELDZAAM * nu[plek].dingen)]
    yield from _genoemd([f"onbekend veld: {soort} {pad}" for soort, pad in noembaar], "onbekende velden")
    if zeldzaam := len(onbekend) - len(noembaar):
        yield f"{zeldzaam} onbekende velden die maar een enkel document heeft"


def _andere_typen(nu: Vorm) -> Iterator[str]:
    anders = [
        f"ander type: {soort} {pad} is {' en '.join(sorted(vreemd))} in plaats van {' of '.join(sorted(v.typen))}"
        for (soort, pad), v in verwacht().items()
        if (soort, pad) in nu and (vreemd := nu[soort, pad].typen - v.typen)
    ]
    yield from _genoemd(anders, "velden van een ander type")


def _onder_onbekende(nu: Vorm, soort: str, pad: str) -> bool:
    """Whether the name above it is unknown as well; a dot within a name has nothing above it."""
    ouder = _ouder(pad)
    return ouder != "" and (soort, ouder) in nu and (soort, ouder) not in verwacht()


def _ouder(pad: str) -> str:
    return pad.removesuffix("[]") if pad.endswith("[]") else pad.rpartition(".")[0]


def _genoemd(regels: Iterable[str], wat: str) -> Iterator[str]:
    """The first few, and how many more there are."""
    alle = list(regels)
    yield from alle[:GENOEMD]
    if len(alle) > GENOEMD:
        yield f"en nog {len(alle) - GENOEMD} {wat}"
