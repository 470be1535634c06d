"""Faults in the lines of a text, in its bytes, and in how it is packed: each a named, pure function."""

from __future__ import annotations

import codecs
import gzip
import random
import re

from jbr_pipeline.sources.deliveries.typed import ONLEESBAAR
from jbr_pipeline_tests.soak.bad_file import (
    AANTAL,
    GELIJK,
    MERK,
    REGEL,
    Kap,
    Knip,
    Regels,
    Verwacht,
    geweigerd,
    in_quarantaine,
)


def _fields(line: str) -> list[str]:
    return line.split(";")


def ongewijzigd(lines: Regels, _: random.Random) -> Regels:
    return lines


def lege_regels(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], "", *lines[1:3], "", " ", *lines[3:], ""]


def lege_velden(lines: Regels, _: random.Random) -> Regels:
    return [*lines, ";" * lines[0].count(";")]


def totaalregel(lines: Regels, _: random.Random) -> Regels:
    return [*lines, "Totaalresultaat" + ";" * lines[0].count(";")]


def veld_te_weinig(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, lines[REGEL - 1].rpartition(";")[0])


def veld_te_veel(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, lines[REGEL - 1] + f";{MERK}")


def open_aanhalingsteken(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, '"' + lines[REGEL - 1])


def open_aanhalingsteken_aan_het_eind(lines: Regels, _: random.Random) -> Regels:
    return [*lines[:-1], lines[-1].replace(";", ';"', 1)]


def alles_tussen_aanhalingstekens(lines: Regels, _: random.Random) -> Regels:
    return [";".join(f'"{c}"' for c in _fields(line)) for line in lines]


def spaties_om_cellen(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], *(";".join(f" {c}\u00a0" for c in _fields(line)) for line in lines[1:])]


def regeleinde_in_cel(lines: Regels, _: random.Random) -> Regels:
    first, rest = lines[REGEL - 1].split(";", 1)
    return _with(lines, f'"{first}\n";{rest}')


def kop_nog_een_keer(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], *lines]


def kop_onderaan(lines: Regels, _: random.Random) -> Regels:
    return [*lines, lines[0]]


def titel_boven_kop(lines: Regels, _: random.Random) -> Regels:
    return [f"Levering {MERK}", *lines]


def rij_dubbel(lines: Regels, _: random.Random) -> Regels:
    return [*lines, lines[REGEL - 1]]


def geen_regels(lines: Regels, _: random.Random) -> Regels:
    return []


def alleen_kop(lines: Regels, _: random.Random) -> Regels:
    return lines[:1]


def kop_en_lege_regels(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], "", ";" * lines[0].count(";"), "  "]


def kop_weg(lines: Regels, _: random.Random) -> Regels:
    return lines[1:]


def kolom_weg(lines: Regels, _: random.Random) -> Regels:
    return [line.split(";", 1)[1] for line in lines]


def kolom_dubbel(lines: Regels, _: random.Random) -> Regels:
    return [f"{line};{_fields(line)[0]}" for line in lines]


def kolom_erbij(lines: Regels, _: random.Random) -> Regels:
    return [f"{lines[0]};{MERK.lower()}", *(f"{line};{MERK}" for line in lines[1:])]


def kolom_bsn(lines: Regels, _: random.Random) -> Regels:
    return [f"{lines[0]};B S N", *(f"{line};{MERK}" for line in lines[1:])]


def kolom_hernoemd(lines: Regels, _: random.Random) -> Regels:
    return [re.sub(r"^([^;]+);", r"\1x;", lines[0]), *lines[1:]]


def kop_met_open_aanhalingsteken(lines: Regels, _: random.Random) -> Regels:
    return ['"' + lines[0], *lines[1:]]


def kolommen_omgekeerd(lines: Regels, _: random.Random) -> Regels:
    return [";".join(reversed(_fields(line))) for line in lines]


def koppen_verwisseld(lines: Regels, _: random.Random) -> Regels:
    first, second, *rest = _fields(lines[0])
    return [";".join([second, first, *rest]), *lines[1:]]


def kop_in_hoofdletters(lines: Regels, _: random.Random) -> Regels:
    return [lines[0].upper().replace("_", " "), *lines[1:]]


def met_komma(lines: Regels, _: random.Random) -> Regels:
    return [line.replace(",", ".").replace(";", ",") for line in lines]


def met_tab(lines: Regels, _: random.Random) -> Regels:
    return [line.replace(";", "\t") for line in lines]


def regels_geschud(lines: Regels, r: random.Random) -> Regels:
    return [lines[0], *r.sample(lines[1:], len(lines) - 1)]


def veld_verplaatst(lines: Regels, r: random.Random) -> Regels:
    if len(lines) < 2:
        return lines
    n = r.randrange(len(lines))
    cells = _fields(lines[n])
    cells.insert(r.randrange(len(cells) + 1), r.choice(["", MERK, '"', '""', "\\", "#"]))
    return [*lines[:n], ";".join(cells), *lines[n + 1 :]]


def _with(lines: Regels, line: str) -> Regels:
    return [*lines[: REGEL - 1], line, *lines[REGEL:]]


REGELFOUTEN: dict[Knip, Verwacht] = {
    ongewijzigd: GELIJK,
    lege_regels: GELIJK,
    lege_velden: GELIJK,
    totaalregel: Verwacht("goed", gelezen=AANTAL + 1, overgeslagen=1),
    veld_te_weinig: in_quarantaine(kolom=ONLEESBAAR),
    veld_te_veel: in_quarantaine(kolom=ONLEESBAAR),
    open_aanhalingsteken: in_quarantaine(kolom=ONLEESBAAR),
    open_aanhalingsteken_aan_het_eind: in_quarantaine(AANTAL + 1, kolom=ONLEESBAAR),
    alles_tussen_aanhalingstekens: GELIJK,
    spaties_om_cellen: GELIJK,
    regeleinde_in_cel: GELIJK,
    kop_nog_een_keer: in_quarantaine(2, gelezen=AANTAL + 1),
    kop_onderaan: in_quarantaine(AANTAL + 2, gelezen=AANTAL + 1),
    titel_boven_kop: geweigerd("Regel 1 mist de verplichte kolommen"),
    rij_dubbel: in_quarantaine(AANTAL + 2, gelezen=AANTAL + 1),
    geen_regels: geweigerd("Regel 1 is leeg; verwacht: een regel met kolomnamen"),
    alleen_kop: geweigerd("geen enkele regel met gegevens"),
    kop_en_lege_regels: geweigerd("geen enkele regel met gegevens"),
    kop_weg: geweigerd("Regel 1 mist de verplichte kolommen"),
    kolom_weg: geweigerd("Regel 1 mist de verplichte kolom"),
    kolom_dubbel: geweigerd("staat twee keer op regel 1"),
    kolom_erbij: GELIJK,
    kolom_bsn: geweigerd("kolom met persoonsgegevens", persoonlijk=True),
    kolom_hernoemd: geweigerd("De naam van kolom A lijkt op"),
    kop_met_open_aanhalingsteken: geweigerd("Regel 1 is geen regel met kolomnamen"),
    kolommen_omgekeerd: GELIJK,
    koppen_verwisseld: Verwacht(),
    kop_in_hoofdletters: GELIJK,
    met_komma: geweigerd("gescheiden door ';'"),
    met_tab: geweigerd("gescheiden door ';'"),
    regels_geschud: GELIJK,
    veld_verplaatst: Verwacht(),
}


def _line_start(content: bytes) -> int:
    """Where the line of the broken row begins."""
    return len(b"\n".join(content.split(b"\n")[: REGEL - 1])) + 1


def bom(content: bytes, _: random.Random) -> bytes:
    return codecs.BOM_UTF8 + content


def twee_keer_bom(content: bytes, _: random.Random) -> bytes:
    return codecs.BOM_UTF8 * 2 + content


def cp1252(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("cp1252")


def twee_coderingen(content: bytes, _: random.Random) -> bytes:
    lines = content.split(b"\n")
    lines[0], lines[1] = lines[0] + b";extra", lines[1] + ";é€".encode()
    lines[2:-1] = [line + b";z" for line in lines[2:-1]]
    lines[REGEL - 1] += b"\xe9"
    return b"\n".join(lines)


def utf16(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("utf-16")


def utf32(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("utf-32-be")


def crlf(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n")


def crlf_en_lf(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n", 3)


def alleen_cr(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r")


def nul(content: bytes, _: random.Random) -> bytes:
    at = _line_start(content)
    return content[:at] + b"\0" + content[at:]


def geen_codering(content: bytes, _: random.Random) -> bytes:
    at = _line_start(content)
    return content[:at] + b"\x81" + content[at:]


def dos_einde(content: bytes, _: random.Random) -> bytes:
    return content + b"\x1a"


def zonder_laatste_regeleinde(content: bytes, _: random.Random) -> bytes:
    return content.rstrip(b"\n")


def rommel_erachter(content: bytes, r: random.Random) -> bytes:
    return content + r.randbytes(40)


def afgekapt(content: bytes, r: random.Random) -> bytes:
    return content[: r.randrange(len(content))] if content else content


def bits_gekeerd(content: bytes, r: random.Random) -> bytes:
    turned = bytearray(content)
    for _ in range(r.randint(1, 8) if content else 0):
        turned[r.randrange(len(turned))] ^= 1 << r.randrange(8)
    return bytes(turned)


def stuk_weg(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + content[at + r.randint(1, 60) :]


def stuk_dubbel(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + content[at : at + r.randint(1, 300)] * 2 + content[at:]


TEKSTFOUTEN: dict[Kap, Verwacht] = {
    bom: GELIJK,
    twee_keer_bom: GELIJK,
    cp1252: GELIJK,
    twee_coderingen: geweigerd(f"Regel {REGEL} bevat een teken dat geen UTF-8 is"),
    utf16: geweigerd("Regel 1 bevat nul-tekens"),
    utf32: geweigerd("Regel 1 bevat nul-tekens"),
    crlf: GELIJK,
    crlf_en_lf: GELIJK,
    # The whole file is the header then: it misses its last column, or has no rows when that one may be missing.
    alleen_cr: geweigerd(""),
    nul: geweigerd(f"Regel {REGEL} bevat nul-tekens"),
    geen_codering: geweigerd(f"Regel {REGEL} bevat een teken dat geen UTF-8"),
    dos_einde: in_quarantaine(AANTAL + 2, kolom=ONLEESBAAR, gelezen=AANTAL + 1),
    zonder_laatste_regeleinde: GELIJK,
    rommel_erachter: Verwacht(),
    afgekapt: Verwacht(),
    bits_gekeerd: Verwacht(),
    stuk_weg: Verwacht(),
    stuk_dubbel: Verwacht(),
}


def ingepakt(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(content, mtime=0)


def in_twee_delen(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content))
    return gzip.compress(content[:at], mtime=0) + gzip.compress(content[at:], mtime=0)


def gzip_afgekapt(content: bytes, r: random.Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return packed[: r.randrange(10, len(packed))]


def gzip_met_staart(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(content, mtime=0) + b"staart"


def gzip_met_verkeerde_som(content: bytes, _: random.Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return packed[:-8] + bytes(b ^ 0xFF for b in packed[-8:-4]) + packed[-4:]


def twee_keer_ingepakt(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(gzip.compress(content, mtime=0), mtime=0)


def gzip_met_bits_gekeerd(content: bytes, r: random.Random) -> bytes:
    return bits_gekeerd(gzip.compress(content, mtime=0), r)


def onverpakt(content: bytes, _: random.Random) -> bytes:
    return content


GEEN_GZIP, GEEN_XLSX = "geen heel gzip-bestand", "geen leesbare XLSX"

VERPAKFOUTEN: list[tuple[Kap, str, Verwacht]] = [
    (ingepakt, "csv.gz", GELIJK),
    (in_twee_delen, "csv.gz", GELIJK),
    (gzip_afgekapt, "csv.gz", geweigerd(GEEN_GZIP)),
    (gzip_met_staart, "csv.gz", geweigerd(GEEN_GZIP)),
    (gzip_met_verkeerde_som, "csv.gz", geweigerd(GEEN_GZIP)),
    (twee_keer_ingepakt, "csv.gz", geweigerd("ingepakt met gzip; verwacht: tekst")),
    (gzip_met_bits_gekeerd, "csv.gz", Verwacht()),
    (onverpakt, "csv.gz", geweigerd(GEEN_GZIP)),
    (ingepakt, "csv", geweigerd("ingepakt met gzip; verwacht: tekst")),
    (onverpakt, "xlsx", geweigerd(GEEN_XLSX)),
    (ingepakt, "xlsx", geweigerd(GEEN_XLSX)),
]
