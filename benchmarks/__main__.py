"""Measures the pipeline: `python -m benchmarks [part …] [--maten …]`; without parts all of them.

Parts are rebuild, night, peers, harvest and start, which measure; readme, which puts the results in README.md; and
guard, which holds them against those in git and exits 1 when they are worse.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import guard, readme, report
from benchmarks.measure import Mislukt, bezig, zeg
from benchmarks.night import EEN_JAAR, meet_nacht
from benchmarks.peers_run import meet_peers
from benchmarks.rebuild import meet_herbouw
from benchmarks.sizes import MATEN, Maat
from benchmarks.start import meet_start
from benchmarks.store import LAATSTE, Bewaarplaats, lees

METEN = ("rebuild", "night", "peers", "harvest", "start")
DELEN = (*METEN, "readme", "guard")

GEWOON = ("0,2M", "2M")
HERHALINGEN = {"0,2M": 3, "2M": 3, "20M": 1}


def main() -> int:
    """Do the parts that the command names, in their own order."""
    arguments = _parser().parse_args()
    parts = [part for part in DELEN if part in arguments.delen]
    sizes = [m for m in MATEN.values() if m.naam in arguments.maten]
    times = {name: arguments.herhalingen or usual for name, usual in HERHALINGEN.items()}
    kept = Bewaarplaats.open()
    failed = False
    for part in parts:
        if part in METEN:
            try:
                _measure(part, kept, sizes, times, bewijs=arguments.bewijs)
            except Mislukt as fout:
                # The other parts need nothing of this one.
                zeg(str(fout))
                failed = True
            report.toon(part, kept.uitkomsten)
        elif not LAATSTE.exists():
            zeg(f"{part}: there are no results yet")
            failed = True
        elif part == "readme":
            readme.werk_bij(lees())
        else:
            failed = not _is_no_worse() or failed
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("delen", nargs="*", metavar="part", type=_part, default=DELEN, help=", ".join(DELEN))
    parser.add_argument("--maten", nargs="+", choices=MATEN, default=GEWOON, help="sizes, in rows of bezetting")
    parser.add_argument("--herhalingen", type=int, help="how often each process runs, instead of as usual")
    parser.add_argument("--bewijs", action="store_true", help="rebuild next to the night on the largest size as well")
    return parser


def _part(text: str) -> str:
    if text not in DELEN:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(DELEN)}")
    return text


def _measure(part: str, kept: Bewaarplaats, sizes: list[Maat], times: dict[str, int], *, bewijs: bool) -> None:
    """Measure one part, and keep each result as soon as it is there."""
    match part:
        case "rebuild":
            for row in meet_herbouw(sizes, times):
                kept.rij(part, row, ("rows",))
        case "night":
            # A night on one month says nothing, unless it is all that was asked for.
            for name, night in meet_nacht([m for m in sizes if m.maanden >= EEN_JAAR] or sizes, bewijs=bewijs):
                kept.nacht(name, night)
        case "peers":
            # On the largest size a peer would take hours.
            for row in meet_peers([m for m in sizes if m.maanden <= EEN_JAAR], times):
                kept.rij(part, row, ("name", "rows"))
        case "harvest":
            from benchmarks import harvest

            with bezig("harvest"):
                kept.deel(part, harvest.meet())
        case "start":
            kept.deel(part, meet_start())


def _is_no_worse() -> bool:
    before = guard.vorige()
    found = guard.oordeel(before, lees())
    for line in found:
        zeg(f"worse: {line}")
    if not found:
        zeg("guard: no worse than in git" if before else f"guard: git holds no {LAATSTE.name} to compare with")
    return not found


if __name__ == "__main__":
    sys.exit(main())
