"""Small hand-made worlds: typed rows put in force as deliveries, and the indicators computed over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import ministerie_met_afkorting
from jbr_pipeline.disclosure import primary
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import figure_inputs
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand, verschuldigd
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline.warehouse.publications import GEEN_WAARNEMING, Waarneming
from jbr_pipeline.warehouse.session import session

Rij = Mapping[str, Any]
D22, D23, D24, D25, D26 = (date(j, 12, 31) for j in (2022, 2023, 2024, 2025, 2026))

GOED: dict[str, dict[str, Any]] = {
    "bezetting": {
        "dienstverband_nr": 1,
        "onderdeel_code": "0001",
        "onderdeel_naam": "Directie",
        "organisatietype": "kerndepartement",
        "medewerkersgroep": "ambtelijk",
        "contractsoort": "onbepaald",
        "datum_in_dienst_rijk": date(2010, 1, 1),
        "datum_in_dienst_ministerie": date(2010, 1, 1),
        "uren_per_week": 36,
        "functiefamilie": "Beleid",
        "functieschaal": 11,
        "geslacht": "V",
        "geboortejaar": 1980,
    },
    "financien": {
        "begrotingshoofdstuk": "VII",
        "onderdeel": "kerndepartement",
        "stelsel": "kas",
        "eenheid": "euro",
        "consolidatie": False,
    },
    "woo_verzoeken": {
        "onderdeel_code": "0001",
        "kerndepartement": True,
        "bezwaar": False,
        "beroep": False,
    },
}


def pseudoniem(naam: str) -> str:
    """The pseudonym of a person in a story."""
    return naam.encode().hex().zfill(16)


def baan(naam: str, **cells: Any) -> dict[str, Any]:
    """An employment of someone."""
    return {**GOED["bezetting"], "pseudo_id": pseudoniem(naam), **cells}


def mensen(aantal: int, voor: str = "p", **cells: Any) -> list[dict[str, Any]]:
    """So many people with an employment each."""
    return [baan(f"{voor}{n}", **cells) for n in range(aantal)]


def uitgave(kostensoort: str, bedrag: float, **cells: Any) -> dict[str, Any]:
    """An amount; each stands on an article of its own."""
    extra = {"stelsel": "lasten"} if cells.get("onderdeel") == "agentschap" else {}
    return {**GOED["financien"], "artikel": kostensoort, "kostensoort": kostensoort, "bedrag": bedrag, **extra, **cells}


def verzoek(nr: int, ontvangen: date, **cells: Any) -> dict[str, Any]:
    """A Woo request."""
    outcome = {"uitkomst": "openbaar"} if cells.get("besluitdatum") else {}
    return {**GOED["woo_verzoeken"], "zaaknummer": f"Z{nr}", "ontvangstdatum": ontvangen, **outcome, **cells}


def activiteit(thema: str, kenmerk: str, hoeveelheid: float | str, eenheid: str, **cells: Any) -> dict[str, Any]:
    """A quantity of the sustainability delivery."""
    return {"thema": thema, "kenmerk": kenmerk, "hoeveelheid": hoeveelheid, "eenheid": eenheid, **cells}


def kwartaal(nummer: int, uren: float, doel: float, soort: str = "eigen dienst", jaar: int = 2024) -> dict[str, Any]:
    """A quarter of the banenafspraak."""
    return {"kwartaal": f"{jaar}-K{nummer}", "soort": soort, "verloonde_uren": uren, "doel_banen": doel}


def verzuimmaand(maand: int, **cells: Any) -> dict[str, Any]:
    """A month of sickness absence of a cell of ten people."""
    good = {
        "maand": f"2024-{maand:02}", "onderdeel_code": "0001", "geslacht": "V", "leeftijdsklasse": "35-44",
        "schaalgroep": "10-13", "medewerkers": 10, "beschikbare_dagen": 300, "ziektedagen": 15, "meldingen": 1,
    }  # fmt: skip
    return {**good, **cells}


def document(nr: int, dag: date, organisatie: str | None = "mnre1034", **cells: Any) -> dict[str, Any]:
    """A publication."""
    return {
        "document_id": f"doc-{nr}",
        "openbaarmakingsdatum": dag,
        "organisatie_code": organisatie,
        "documentsoort": "brief",
        "informatiecategorie_code": None,
        "aanbieder": "Aanleverloket",
        "is_bijlage": False,
        "dubbel_van": None,
        "ingetrokken_op": None,
        **cells,
    }


@dataclass
class Cijfers:
    """The figures of a world, by who, what and when."""

    rijen: list[dict[str, Any]]

    def rij(
        self,
        code: str,
        organisatie: str = "rijk",
        dag: date = D24,
        *,
        structuur: str = "toen",
        uitsplitsing: str = "totaal",
        categorie: str = "totaal",
        variant: str = "standaard",
    ) -> dict[str, Any]:
        """The one row; an organisation by its abbreviation on the day, in the latest structure too."""
        ministry = ministerie_met_afkorting(organisatie, dag)
        wanted = {
            "indicator_code": code,
            "organisatie_code": ministry.code if ministry else organisatie,
            "peildatum": dag,
            "structuur": structuur,
            "uitsplitsing": uitsplitsing,
            "categorie": categorie,
            "variant": variant,
        }
        (found,) = [r for r in self.rijen if wanted.items() <= r.items()]
        return found

    def __call__(self, code: str, organisatie: str = "rijk", dag: date = D24, **waar: str) -> float | None:
        """The value."""
        value: float | None = self.rij(code, organisatie, dag, **waar)["waarde"]
        return value

    def reden(self, code: str, organisatie: str = "rijk", dag: date = D24, **waar: str) -> str | None:
        """Why there is no value."""
        reason: str | None = self.rij(code, organisatie, dag, **waar)["reden_leeg"]
        return reason

    def volledig(self, code: str, organisatie: str = "rijk", dag: date = D24, **waar: str) -> tuple[bool, float]:
        """Whether nothing is missing, and how much is there."""
        row = self.rij(code, organisatie, dag, **waar)
        return row["volledig"], row["dekking_pct"]

    def per(self, code: str, uitsplitsing: str, organisatie: str = "rijk", dag: date = D24, **waar: str) -> Any:
        """The values per category."""
        variant, structuur = waar.get("variant", "standaard"), waar.get("structuur", "toen")
        ministry = ministerie_met_afkorting(organisatie, dag)
        return {
            r["categorie"]: r["waarde"]
            for r in self.rijen
            if r["indicator_code"] == code
            and r["organisatie_code"] == (ministry.code if ministry else organisatie)
            and (r["peildatum"], r["uitsplitsing"], r["variant"], r["structuur"])
            == (dag, uitsplitsing, variant, structuur)
        }

    def dagen(self, code: str) -> set[date]:
        """The days of which there is anything."""
        return {r["peildatum"] for r in self.rijen if r["indicator_code"] == code}


@dataclass
class Rekenwereld:
    """Deliveries in force and publications, in a data folder of their own."""

    paden: Paden
    waarneming: Waarneming = GEEN_WAARNEMING
    aanleveringen: list[Aanlevering] = field(default_factory=list)

    @classmethod
    def in_map(cls, map_: Path) -> Rekenwereld:
        """An empty world."""
        return cls(Paden(map_ / "data"))

    def lever(self, soort: str, ministerie: str, dag: date, rijen: Sequence[Rij]) -> None:
        """Put a delivery in force."""
        organisatie = ministerie_met_afkorting(ministerie, dag)
        assert organisatie, f"{ministerie} bestaat niet op {dag}"
        id_ = f"{organisatie.code}-{soort}-{dag:%Y%m%d}"
        moment = datetime(2025, 1, 1, tzinfo=UTC)
        landing = Landing(
            id_, f"{id_}.csv", id_, 1, moment, moment, "geland",
            organisatie_code=organisatie.code, soort=soort, peildatum=dag, versie=1,
        )  # fmt: skip
        folder = self.paden.getypeerd(soort, id_)
        folder.mkdir(parents=True)
        contract = contracten()[soort]
        columns = {k.naam: k.sql_type for k in contract.kolom}
        with duckdb.connect() as con:
            listed = ", ".join(f'"{n}" {t}' for n, t in columns.items())
            con.execute(f"create table rijen (regelnr bigint, peildatum date, {listed})")
            values = [[n, dag, *(r.get(c) for c in columns)] for n, r in enumerate(rijen, start=2)]
            con.executemany(f"insert into rijen values ({', '.join('?' * (len(columns) + 2))})", values)
            extra = "".join(f", ({a.sql})::{a.sql_type} as {a.naam}" for a in contract.afgeleid)
            con.execute(f"copy (select *{extra} from rijen) to '{folder}/rijen.parquet' (format parquet)")
        verwerking = Verwerking(id_, f"druk-{id_}", rijen_gelezen=len(rijen), rijen_geldig=len(rijen))
        self.aanleveringen.append(Aanlevering(landing, verwerking, "geaccepteerd", None))

    def bezetting(self, ministerie: str, dag: date, *rijen: Rij) -> None:
        """Staff of a ministry on a day."""
        self.lever("bezetting", ministerie, dag, rijen)

    def financien(self, ministerie: str, dag: date, *rijen: Rij) -> None:
        """Amounts of a ministry over a year."""
        self.lever("financien", ministerie, dag, rijen)

    def woo(self, ministerie: str, dag: date, *rijen: Rij) -> None:
        """Woo requests of a ministry in a year."""
        self.lever("woo_verzoeken", ministerie, dag, rijen)

    def publicaties(self, jaren: Sequence[int], *documenten: Rij, volledig: bool = True) -> None:
        """What was harvested, for which whole years."""
        self.waarneming = Waarneming(tuple(jaren), volledig=volledig)
        self.paden.publicaties.parent.mkdir(parents=True)
        columns = {
            "document_id": "varchar", "openbaarmakingsdatum": "date", "organisatie_code": "varchar",
            "documentsoort": "varchar", "informatiecategorie_code": "varchar", "aanbieder": "varchar",
            "is_bijlage": "boolean", "dubbel_van": "varchar", "ingetrokken_op": "timestamptz",
        }  # fmt: skip
        with duckdb.connect() as con:
            con.execute(f"create table d ({', '.join(f'{n} {t}' for n, t in columns.items())})")
            if documenten:
                con.executemany(
                    f"insert into d values ({', '.join('?' * len(columns))})",
                    [[d[c] for c in columns] for d in documenten],
                )
            con.execute(f"copy d to '{self.paden.publicaties}' (format parquet)")

    @property
    def stand(self) -> Stand:
        """All deliveries as judged: every one is in force."""
        days = {a.landing.peildatum for a in self.aanleveringen if a.landing.peildatum}
        owed = verschuldigd(days)
        present = {(a.landing.organisatie_code, a.landing.soort, a.landing.peildatum) for a in self.aanleveringen}
        missing = tuple(v for v in owed if (v.organisatie_code, v.soort, v.peildatum) not in present)
        return Stand(tuple(self.aanleveringen), owed, missing)

    @contextmanager
    def sessie(self, *bronnen: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the inputs and the shared populations of the sources."""
        with session(self.paden) as con:
            figure_inputs.maak_invoer(self.paden, con, self.stand, self.waarneming)
            engine.prepare(con, sorted(bronnen))
            yield con

    def reken(self, *codes: str, onthullingscontrole: bool = False) -> Cijfers:
        """Compute the indicators; with disclosure control as they are published."""
        bronnen = {b for code in codes for b in catalogus()[code].bronnen}
        rows: list[dict[str, Any]] = []
        with self.sessie(*bronnen) as con:
            for code in codes:
                engine.compute(con, catalogus()[code])
                query = "select * from waarden"
                if onthullingscontrole:
                    small = catalogus()[code].kleine_cellen
                    con.execute(
                        f"create or replace temp view waarde_ruw as select *, {small} as kleine_cellen from waarden"
                    )
                    primary.beoordeel(con)
                    query = primary.beschermd_sql()
                result = con.execute(query)
                names = [d[0] for d in result.description or ()]
                rows += [dict(zip(names, r, strict=True)) for r in result.fetchall()]
        return Cijfers(rows)
