"""The corpus of broken deliveries: wrong cells by contract, and every kind of fault in a file of every subject.

Faults in texts and workbooks are in `text_mutations` and `workbook_mutations`. What the house makes of them belongs in
`test_bad_files`.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline_tests.deliveries_kit import csv_tekst
from jbr_pipeline_tests.soak.bad_file import (
    AANTAL,
    MERK,
    REGEL,
    RIJ,
    Bestand,
    Kap,
    Knip,
    Verwacht,
    goed,
    goede_rijen,
    in_quarantaine,
)
from jbr_pipeline_tests.soak.text_mutations import REGELFOUTEN, TEKSTFOUTEN, VERPAKFOUTEN
from jbr_pipeline_tests.soak.workbook_mutations import WERKMAPFOUTEN, kolom_van_de_fout

GEEN_DATUM = (
    "31-02-2024", "29-02-2023", "00-01-2024", "01-13-2024", "1-1-2024", "01-01-24", "01/01/2024", "2024-01-01",
    "20240101", "45292", "01-01-0000", "01-jan-2024", "01-01-2024 00:00", "01\u201101\u20112024", "٠١-٠١-٢٠٢٤", MERK,
)  # fmt: skip
GEEN_GETAL = (
    "1e3", "NaN", "inf", "-inf", "--1", "-1-", "+5", "1\u2009000", "1\u202f000", "1 000", "٣", "0x10", "1_000", "5%",
    "(5)", "1/2", "\u22125", "'5", "=5", "-", "9" * 40, "9" * 300_000, "1.0", "1,000,000.00", "12.34,5", MERK,
)  # fmt: skip
GEEN_KEUZE = (MERK, "\u200b", "kas\u200b", "=cmd|' /C calc'!A0", "\u202eV", "x" * 70_000)
GEEN_JANEE = ("j", "n", "1", "true", "waar", "ja.", MERK)
RARE_TEKST = (
    "\u202e" + MERK, "a\u200bb", "a\x01b", "a\x85b", "a\u2028b", "x" * 70_000, "\\N", 'a\\"b', "a\x1ab", "\ufeffa",
    "\ufffd", "=cmd|' /C calc'!A0", "@SUM(A1)", "'; drop table rijen; --", "<script>", "{0}%s", MERK,
)  # fmt: skip


def celfouten(contract: Aanleveringscontract) -> Iterator[tuple[str, Kolom, str, Verwacht]]:
    """Every kind of wrong or odd cell of every column: its name, the column, the text, and what must come of it."""
    for k in contract.kolom:
        held = in_quarantaine(kolom=k.naam)
        wrong: Sequence[str] = {
            "datum": GEEN_DATUM,
            "geheel": (*GEEN_GETAL, "1,5", "2147483648"),
            "decimaal": (*GEEN_GETAL, "1," + "0" * k.decimalen + "1", ","),
            "keuze": GEEN_KEUZE,
            "janee": GEEN_JANEE,
            "tekst": (),
        }[k.type]
        for n, text in enumerate(wrong):
            yield f"{k.type} {n}", k, text, held
        if k.type == "geheel":
            yield "geheel met punt", k, "1.000", held
        if k.type == "decimaal" and not k.duizendtalpunt:
            yield "decimaal met punt", k, "1.000", held
        if not k.optioneel and not k.leeg_is_onbekend:
            yield "leeg", k, "", held
            yield "hekje", k, "#", held
        if k.minimum is not None and k.ernst_bereik == "kritiek":
            yield "te laag", k, str(k.minimum - k.minimum_telt_mee), held
        if k.maximum is not None and k.ernst_bereik == "kritiek":
            yield "te hoog", k, str(k.maximum + 1), held
        if k.type == "tekst":
            asked = " ".join(f"{r.eis} {r.paar}" for r in contract.regel)
            for n, text in enumerate(RARE_TEKST):
                if k.patroon and not re.search(k.patroon, text):
                    yield f"tekst {n}", k, text, held
                elif k.naam not in asked and not k.patroon:
                    yield f"tekst {n}", k, text, Verwacht("telt", gelezen=AANTAL)
        skipped = Verwacht("telt", gelezen=AANTAL, overgeslagen=1)
        yield "subtotaal", k, "Totaalresultaat", skipped


def vaste_gevallen(soort: str, zaad: int = 0) -> Iterator[Bestand]:
    """Every kind of fault by name, once, in a file of this subject."""
    r = random.Random(zaad)
    text = goed(soort)
    for knip, verwacht in REGELFOUTEN.items():
        yield Bestand(soort, knip.__name__, _text(knip(text.splitlines(), r)), "csv", verwacht)
    for kap, verwacht in TEKSTFOUTEN.items():
        yield Bestand(soort, kap.__name__, kap(text.encode(), r), "csv", verwacht, f"zaad {zaad}")
    for kap, extensie, verwacht in VERPAKFOUTEN:
        yield Bestand(
            soort, f"{kap.__name__} als {extensie}", kap(text.encode(), r), extensie, verwacht, f"zaad {zaad}"
        )
    for maak, extensie, verwacht in WERKMAPFOUTEN:
        if verwacht.kolom == "?":
            verwacht = in_quarantaine(kolom=kolom_van_de_fout(soort)[1].naam)
        yield Bestand(soort, f"{maak.__name__} als {extensie}", maak(soort, r), extensie, verwacht, f"zaad {zaad}")


def celgevallen(soort: str) -> Iterator[Bestand]:
    """Every kind of wrong cell of every column of a subject, each in a file of its own."""
    for naam, kolom, cel, verwacht in celfouten(contracten()[soort]):
        rows = goede_rijen(soort)
        rows[RIJ] = {**rows[RIJ], kolom.naam: cel}
        yield Bestand(soort, f"cel {naam}", csv_tekst(rows).encode(), "csv", verwacht, kolom.naam)


@dataclass(frozen=True)
class Samenstelling:
    """A few faults on top of each other: by number of the wrong cells, by function of the rest."""

    soort: str
    cellen: tuple[int, ...]
    regels: tuple[Knip, ...]
    kappen: tuple[Kap, ...]
    verpakt: bool
    zaad: int

    def maak(self) -> Bestand:
        r = random.Random(self.zaad)
        wrong = list(celfouten(contracten()[self.soort]))
        rows = goede_rijen(self.soort)
        names = []
        for n in self.cellen:
            naam, kolom, cel, _ = wrong[n % len(wrong)]
            rows[r.randrange(AANTAL)][kolom.naam] = cel
            names.append(f"cel {kolom.naam}: {naam}")
        lines = csv_tekst(rows).splitlines()
        for knip in self.regels:
            # A fault in columns has nothing to break where another left lines without them.
            if len(lines) > REGEL and all(";" in line for line in lines):
                lines = knip(lines, r)
                names.append(knip.__name__)
        content = _text(lines)
        for kap in self.kappen:
            try:
                content = kap(content, r)
            except (UnicodeError, IndexError):
                continue
            names.append(kap.__name__)
        packed = "csv.gz" if self.verpakt else "csv"
        return Bestand(
            self.soort,
            "samengesteld",
            gzip.compress(content, mtime=0) if self.verpakt else content,
            packed,
            Verwacht(),
            f"{' + '.join(names)} (zaad {self.zaad})",
        )


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
