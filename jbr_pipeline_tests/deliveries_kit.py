"""Writing deliveries by hand and taking them through the house: land, process, judge. For tests of any room."""

from __future__ import annotations

import csv
import gzip
import io
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from jbr_pipeline.contracts.delivery import MERKKOLOM, contracten
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.sources.deliveries.landing import Landingsrapport
from jbr_pipeline.warehouse import processed, processing, state
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline.warehouse.processing import Verwerkingsrapport
from jbr_pipeline.warehouse.session import session

Row = Mapping[str, Any]

GOED: dict[str, dict[str, str]] = {
    "bezetting": {
        "pseudo_id": "00000000000000aa",
        "dienstverband_nr": "1",
        "onderdeel_code": "0012",
        "onderdeel_naam": "Directie Één",
        "organisatietype": "kerndepartement",
        "medewerkersgroep": "ambtelijk",
        "contractsoort": "onbepaald",
        "datum_in_dienst_rijk": "01-02-2003",
        "datum_in_dienst_ministerie": "01-02-2010",
        "datum_uit_dienst": "31-12-9999",
        "uren_per_week": "36,00",
        "deeltijdfactor": "1,0000",
        "functiefamilie": "Beleid",
        "functieschaal": "11",
        "salarisschaal": "11",
        "abd_groep": "",
        "geslacht": "V",
        "geboortejaar": "1980",
        "standplaats": "Den Haag",
    },
    "financien": {
        "begrotingshoofdstuk": "VII",
        "artikel": "11",
        "onderdeel": "kerndepartement",
        "kostensoort": "ambtelijk_personeel",
        "stelsel": "kas",
        "eenheid": "euro",
        "bedrag": "1.234,50",
        "consolidatie": "nee",
    },
    "woo_verzoeken": {
        "zaaknummer": "2024-0001",
        "onderdeel_code": "0012",
        "kerndepartement": "ja",
        "ontvangstdatum": "01-03-2024",
        "verdagingsdatum": "",
        "opschorting_dagen": "",
        "afgesproken_datum": "",
        "besluitdatum": "01-04-2024",
        "uitkomst": "openbaar",
        "ingebrekestelling_datum": "",
        "dwangsom_verbeurd_euro": "",
        "dwangsom_betaald_euro": "",
        "bezwaar": "nee",
        "beroep": "nee",
        "documenten": "12",
    },
    "stages_trainees": {
        "pseudo_id": "00000000000000aa",
        "rol": "trainee",
        "programma": "Rijkstraineeprogramma",
        "startdatum": "01-09-2024",
        "einddatum": "31-08-2026",
    },
    "verzuim": {
        "maand": "2024-01",
        "onderdeel_code": "0012",
        "geslacht": "V",
        "leeftijdsklasse": "35-44",
        "schaalgroep": "10-13",
        "medewerkers": "40",
        "beschikbare_dagen": "1.116,00",
        "ziektedagen": "55,80",
        "meldingen": "4",
    },
    "vacatures": {
        "vacature_id": "V2024-0001",
        "onderdeel_code": "0012",
        "vakgebied": "ICT",
        "kanaal": "extern",
        "open_datum": "01-02-2024",
        "sluit_datum": "01-03-2024",
        "vervuld_datum": "01-05-2024",
        "functieschaal": "11",
        "fte": "1,00",
    },
    "integriteit": {
        "categorie": "ongewenste omgangsvormen",
        "fase": "vermoeden gemeld",
        "afdoening": "berisping",
        "aantal": "7",
    },
    "banenafspraak": {
        "kwartaal": "2024-K1",
        "soort": "eigen dienst",
        "verloonde_uren": "12.345,50",
        "doel_banen": "40,5",
    },
    "duurzaamheid": {
        "thema": "elektriciteit",
        "kenmerk": "kantoor",
        "hoeveelheid": "1.234.567,891",
        "eenheid": "kWh",
        "emissiefactor_kg": "0,2680",
        "groen_nl_pct": "80,5",
        "geschat_pct": "0",
    },
    "privacy_ict": {
        "kenmerk": "DL-2024-0001",
        "gebeurtenis": "datalek gemeld",
        "datum": "01-03-2024",
        "einddatum": "",
        "kosten_duizend_euro": "",
        "leverancier_afhankelijk": "",
        "exitstrategie": "",
        "ernst": "laag",
    },
    "enquete": {
        "vraag": "racisme_ervaren",
        "groep": "allen",
        "respondenten": "21000",
        "gewogen_pct": "5,7",
    },
    "organisatie": {
        "kenmerk": "kantoor_m2",
        "waarde": "123.456,00",
    },
}
"""For each subject a row that breaks no rule, as the text of a CSV file."""


_KWARTALEN = [(f"2024-K{q}", soort) for q in range(1, 5) for soort in ("eigen dienst", "inkoop en detachering")]
_THEMAS = [
    ("elektriciteit", "kantoor", "kWh"),
    ("elektriciteit", "datacenter", "kWh"),
    ("elektriciteit", "overig", "GJ"),
    ("aardgas", "kantoor", "m3"),
    ("aardgas", "overig", "TJ"),
    ("warmte", "stadswarmte", "GJ"),
    ("warmte", "overig", "GJ"),
    ("vliegreizen", "europees", "km"),
    ("vliegreizen", "intercontinentaal", "km"),
    ("woonwerk_auto", "benzine", "km"),
    ("dienstreis_auto", "diesel", "km"),
    ("dienstauto", "elektrisch", "km"),
    ("dienstauto", "overig", "km"),
    ("openbaar_vervoer", "trein", "km"),
    ("afval", "restafval", "kg"),
    ("afval", "papier", "ton"),
    ("wagenpark", "zero-emissie", "stuks"),
    ("kantoren", "A", "m2"),
    ("kantoren", "A", "stuks"),
    ("kantoren", "onbekend", "m2"),
    ("datacenter", "it_verbruik", "kWh"),
    ("datacenter", "totaal", "kWh"),
]
_KENMERKEN = contracten()["organisatie"].kolom_van("kenmerk").keuzes


def pseudoniem(n: int) -> str:
    """A pseudonym of its own for every number."""
    return f"{n:016x}"


def rij(soort: str, n: int = 1, /, **cells: Any) -> dict[str, Any]:
    """A good row, the n-th of its file, with other cells where asked.

    IndexError past the keys of a subject that has only so many: 8 of banenafspraak, 10 of organisatie, 22
    of duurzaamheid (which has more).
    """
    return {**GOED[soort], **_sleutel(soort, n), **cells}


def _sleutel(soort: str, n: int) -> dict[str, str]:
    """The cells in which the n-th row of a subject differs from the others."""
    match soort:
        case "bezetting" | "stages_trainees":
            return {"pseudo_id": pseudoniem(n)}
        case "financien":
            return {"artikel": f"{n:02d}"}
        case "woo_verzoeken":
            return {"zaaknummer": f"2024-{n:04d}"}
        case "verzuim":
            return {"onderdeel_code": f"{n:04d}"}
        case "vacatures":
            return {"vacature_id": f"V2024-{n:04d}"}
        case "integriteit":
            return {"afdoening": f"afdoening {n}"}
        case "privacy_ict":
            return {"kenmerk": f"DL-2024-{n:04d}"}
        case "enquete":
            return {"groep": f"groep {n}"}
        case "banenafspraak":
            return dict(zip(("kwartaal", "soort"), _KWARTALEN[n - 1], strict=True))
        case "duurzaamheid":
            return dict(zip(("thema", "kenmerk", "eenheid"), _THEMAS[n - 1], strict=True))
        case "organisatie":
            return {"kenmerk": _KENMERKEN[n - 1]}
    raise ValueError(f"de proefbank kent geen rij van de soort {soort}")


def rijen(soort: str, aantal: int, /, **cells: Any) -> list[dict[str, Any]]:
    """So many good rows with keys of their own."""
    return [rij(soort, n, **cells) for n in range(1, aantal + 1)]


def csv_tekst(rows: Sequence[Row], kop: Sequence[str] | None = None, einde: str = "\n") -> str:
    """The rows as CSV text with `;`, as an export writes them."""
    kop = list(kop) if kop is not None else list(rows[0])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator=einde)
    writer.writerow(kop)
    writer.writerows([row.get(name, "") for name in kop] for row in rows)
    return out.getvalue()


def xlsx_bytes(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Iterable[str] = ()) -> bytes:
    """A workbook with native cells; dates as Excel dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(r, c, cell)
    return out.getvalue()


def werkblad(rows: Sequence[Row], above: int = 0) -> list[list[Any]]:
    """The rows as a sheet, under so many blank rows."""
    return [*([[]] * above), list(rows[0]), *[list(row.values()) for row in rows]]


@dataclass
class Huis:
    """A data folder of its own, and the steps from the inbox to the judgement."""

    paden: Paden
    rapporten: list[Verwerkingsrapport] = field(default_factory=list)
    _teller: int = 0

    def kopie(self, map_: Path) -> Huis:
        """A house of its own that goes on from what is in this one."""
        shutil.copytree(self.paden.data, map_, symlinks=True)
        return replace(self, paden=Paden(map_), rapporten=list(self.rapporten))

    def lever(self, naam: str, inhoud: str | bytes | Sequence[Row], *, tijd: float | None = None) -> Path:
        """Put a file in the inbox, older than the rest period; each is a second younger than the one before."""
        file = self.paden.inbox / naam
        file.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(inhoud, str | bytes):
            inhoud = csv_tekst(inhoud)
        content = inhoud.encode() if isinstance(inhoud, str) else inhoud
        file.write_bytes(gzip.compress(content, mtime=0) if naam.endswith(".gz") else content)
        self._teller += 1
        moment = tijd if tijd is not None else 1_700_000_000 + self._teller
        os.utime(file, (moment, moment))
        return file

    def land(
        self, *, voorbeeld: bool = False, nu: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> Landingsrapport:
        """Land what is in the inbox."""
        self.paden.inbox.mkdir(parents=True, exist_ok=True)
        return landing.land(self.paden.inbox, self.paden.geland, voorbeeld=voorbeeld, nu=nu)

    def verwerk(self) -> list[Verwerking]:
        """Process what has to be, of every subject; returns what was processed."""
        done: list[Verwerking] = []
        landed = manifest.lees(self.paden.geland)
        with session(self.paden) as con:
            for contract in contracten().values():
                todo = processed.te_verwerken(self.paden, contract, landed)
                if todo:
                    rapport = processing.verwerk(self.paden, con, contract, todo)
                    self.rapporten.append(rapport)
                    done += rapport.verwerkt
        return done

    def stand(self) -> Stand:
        """The judgement of all that was landed and processed."""
        return state.stand(self.paden)

    def alles(self) -> Stand:
        """Land, process, judge."""
        self.land()
        self.verwerk()
        return self.stand()

    def een(self, naam: str, inhoud: str | bytes | Sequence[Row]) -> Verwerking:
        """What comes of one delivery in an otherwise empty house."""
        self.lever(naam, inhoud)
        rapport = self.land()
        assert rapport.geweigerd == [], rapport.geweigerd[0].reden
        (result,) = self.verwerk()
        return result

    def status(self) -> dict[str, str]:
        """The status of every delivery by its file name."""
        return {a.landing.bestandsnaam: a.status for a in self.stand().aanleveringen}

    def aanlevering(self, naam: str) -> Aanlevering:
        """The one delivery with this file name, as judged."""
        (found,) = [a for a in self.stand().aanleveringen if a.landing.bestandsnaam == naam]
        return found

    def geldig(self, soort: str, kolommen: str = "*") -> list[tuple[Any, ...]]:
        """The valid rows of a subject in the working store, in the order of their lines."""
        return self._lees(self.paden.gesloten / "getypeerd" / soort, kolommen)

    def quarantaine(self, soort: str, kolommen: str = "regelnr, regels, kolommen") -> list[tuple[Any, ...]]:
        """The quarantined rows of a subject, in the order of their lines."""
        return self._lees(self.paden.gesloten / "quarantaine" / soort, kolommen)

    def _lees(self, folder: Path, kolommen: str) -> list[tuple[Any, ...]]:
        if not list(folder.glob("**/*.parquet")):
            return []
        query = f"select {kolommen} from '{folder}/**/*.parquet' order by aanlevering_id, regelnr"
        with duckdb.connect() as con:
            return con.execute(query).fetchall()


def verzonnen(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as a made-up delivery marks them."""
    return [{**row, MERKKOLOM: "ja"} for row in rows]
