"""The input of each size, made once and kept: never inside a process that is measured."""

from __future__ import annotations

import argparse
import hashlib
import logging
import shutil
from pathlib import Path

from benchmarks.measure import MAP, PROJECT, bezig, meet, module
from benchmarks.sizes import MATEN, Maat
from jbr_pipeline.warehouse.layout import Paden

BRONNEN = (
    "benchmarks/inputs",
    "benchmarks/sizes.py",
    "jbr_pipeline/contracts/aanleveringen",
    "jbr_pipeline/contracts/reference",
    "jbr_pipeline/sample/deliveries/reference/onderdelen.csv",
)
"""What the bytes of the input depend on: the code that makes it, and the contracts and lists that it reads."""

OPGEHAALD = Path("publicaties", "ophalen.json")
"""In the warehouse: what the harvest reported. No step that is measured makes it."""


def invoer(maat: Maat) -> Path:
    """The data folder with the input of a size; made when there is none, or when what makes it changed."""
    map_ = MAP / maat.naam
    made_by = map_ / "invoer.sha256"
    now = vingerafdruk()
    if not made_by.exists() or made_by.read_text(encoding="utf-8") != now:
        with bezig(f"input of {maat.naam}"):
            shutil.rmtree(map_, ignore_errors=True)
            # In a process of its own, so that what it took in memory is given back.
            meet(*module("benchmarks.prepare", map_, maat.naam), naam=f"invoer-{maat.naam}")
            made_by.write_text(now, encoding="utf-8")
    return map_


def leeg(map_: Path) -> None:
    """Delete the warehouse, as it was before the first run: all but the report of the harvest."""
    paden = Paden(map_)
    report = (paden.warehouse / OPGEHAALD).read_bytes()
    shutil.rmtree(paden.warehouse)
    file = paden.warehouse / OPGEHAALD
    file.parent.mkdir(parents=True)
    file.write_bytes(report)


def vingerafdruk() -> str:
    """The fingerprint of everything the input depends on."""
    content = hashlib.sha256()
    for bron in BRONNEN:
        place = PROJECT / bron
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and file.suffix != ".pyc":
                content.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes())
    return content.hexdigest()


def main() -> None:
    """Make the input of one size."""
    from benchmarks.inputs.generate import maak

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path, help="the data folder to make")
    parser.add_argument("maat", choices=MATEN)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    maak(arguments.map, MATEN[arguments.maat])


if __name__ == "__main__":
    main()
