"""The figures about the staff on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from operator import attrgetter

from jbr_pipeline_tests.integration.indicators.narekening_blad import RIJK, Blad, Plek, Verwacht, deel, groepeer
from jbr_pipeline_tests.integration.indicators.narekening_personeel import (
    VOLTIJD,
    Baan,
    Mens,
    Personeel,
    personen,
    uren,
)

BAAN = {
    naam: attrgetter(naam)
    for naam in ("organisatietype", "geslacht", "leeftijdsklasse", "schaalgroep", "functiefamilie")
}
MENS = {naam: attrgetter(f"hoofd.{naam}") for naam in (*BAAN, "contractsoort")}


def bezetting(blad: Blad, staf: Personeel) -> None:
    """Every day and place."""
    for day, groups in staf.groepen.items():
        for group in groups:
            sheet = Blad()
            people = list(group.mensen.values())
            place = RIJK if RIJK in group.plekken else group.plekken[0]
            _omvang(sheet, day, place, group.banen, people)
            _gemiddelden(sheet, day, place, people)
            _vrouwen(sheet, day, place, people)
            _verdelingen(sheet, day, place, group.banen, people)
            for key, figure in sheet.verwacht.items():
                for structuur, organisatie in group.plekken:
                    blad.zet(key[0], day, (structuur, organisatie), figure, key[5], key[6], key[1])


def _omvang(blad: Blad, dag: date, plek: Plek, banen: list[Baan], mensen: list[Mens]) -> None:
    def fte(bs: list[Baan]) -> Verwacht:
        return Verwacht(uren(bs), 36, personen=(personen(bs),))

    def gemaximeerd(ms: list[Mens]) -> Verwacht:
        return Verwacht(Fraction(sum(min(m.honderdsten, VOLTIJD) for m in ms), 100), 36, personen=(len(ms),))

    def hoofden(ms: list[Mens]) -> Verwacht:
        return Verwacht(len(ms), personen=(len(ms),))

    dimensions = [naam for naam in BAAN if naam != "functiefamilie" or plek == RIJK]
    per_job, per_person = ({naam: van[naam] for naam in dimensions} for van in (BAAN, MENS))
    blad.elk("omvang_fte", dag, plek, banen, fte, **per_job)
    blad.elk("omvang_fte", dag, plek, mensen, gemaximeerd, "gemaximeerd", **per_person)
    blad.elk("omvang_medewerkers", dag, plek, mensen, hoofden, **per_person)
    blad.elk("lage_loonschalen_fte", dag, plek, (b for b in banen if b.functieschaal <= 3), fte)


def _gemiddelden(blad: Blad, dag: date, plek: Plek, mensen: list[Mens]) -> None:
    def leeftijd(ms: list[Mens]) -> Verwacht:
        return Verwacht(sum(m.hoofd.leeftijd for m in ms), len(ms), personen=(len(ms),))

    def deeltijdfactor(ms: list[Mens]) -> Verwacht:
        return Verwacht(Fraction(sum(m.honderdsten for m in ms), 100), 36 * len(ms), personen=(len(ms),))

    def deeltijd(ms: list[Mens]) -> Verwacht:
        return deel(sum(m.honderdsten < VOLTIJD for m in ms), len(ms))

    for code, maak in (
        ("leeftijd_gem", leeftijd),
        ("deeltijdfactor_gem", deeltijdfactor),
        ("deeltijd_pct", deeltijd),
    ):
        blad.elk(code, dag, plek, mensen, maak, geslacht=MENS["geslacht"])


def _vrouwen(blad: Blad, dag: date, plek: Plek, mensen: list[Mens]) -> None:
    def vrouwen(ms: list[Mens]) -> Verwacht:
        return deel(sum(m.hoofd.geslacht == "V" for m in ms), len(ms))

    dimensions = {naam: MENS[naam] for naam in ("leeftijdsklasse", "schaalgroep")}
    subtop = [m for m in mensen if m.hoofd.functieschaal >= 15 or m.hoofd.abd]
    top = [m for m in mensen if m.hoofd.functieschaal >= 16 or m.hoofd.abd in ("ABD-topmanager", "TMG")]
    blad.elk("vrouwen_pct", dag, plek, mensen, vrouwen, **dimensions)
    blad.elk("vrouwen_subtop_top_pct", dag, plek, subtop, vrouwen)
    blad.elk("vrouwen_top_pct", dag, plek, top, vrouwen)


def _verdelingen(blad: Blad, dag: date, plek: Plek, banen: list[Baan], mensen: list[Mens]) -> None:
    """Shares of everyone, and crossed with sex: shares of those of that sex."""

    def kruising(naam: str, categorie: str, sekse: str) -> tuple[str, str]:
        pairs = sorted([(naam, categorie), ("geslacht", sekse)])
        return "*".join(p[0] for p in pairs), "*".join(p[1] for p in pairs)

    def hoofden(code: str, naam: str, variant: str = "standaard") -> None:
        van: Callable[[Mens], str] = MENS[naam]
        for category, n in Counter(map(van, mensen)).items():
            blad.zet(code, dag, plek, deel(n, len(mensen)), naam, category, variant)
        per_sex = Counter(map(MENS["geslacht"], mensen))
        for (sex, category), n in Counter((m.hoofd.geslacht, van(m)) for m in mensen).items():
            blad.zet(code, dag, plek, deel(n, per_sex[sex]), *kruising(naam, category, sex), variant)

    hoofden("contracttype_pct", "contractsoort")
    hoofden("leeftijdsopbouw", "leeftijdsklasse")
    hoofden("schaalverdeling", "schaalgroep", "personen")

    def aandeel(part: list[Baan], whole: list[Baan]) -> Verwacht:
        n, of = personen(part), personen(whole)
        return Verwacht(uren(part), uren(whole), 100, (n, of, of - n))

    for category, part in groepeer(banen, BAAN["schaalgroep"]).items():
        blad.zet("schaalverdeling", dag, plek, aandeel(part, banen), "schaalgroep", category)
    for sex, jobs in groepeer(banen, BAAN["geslacht"]).items():
        for category, part in groepeer(jobs, BAAN["schaalgroep"]).items():
            blad.zet("schaalverdeling", dag, plek, aandeel(part, jobs), *kruising("schaalgroep", category, sex))
