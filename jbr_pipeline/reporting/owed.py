"""What is owed, delivery by delivery: in order, late, refused, missing, not due yet; and all of it as one table.

For people only. Which deliveries count, and which figures miss one, is for `warehouse.judgement` to say; when a subject
is due is in its contract. `leveroverzicht` reads the administration of the data folder, `gepubliceerd_overzicht` the
published database, which is all that the public has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.reporting.numbers import NEDERLAND, dag
from jbr_pipeline.reporting.reading import lees
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse.judgement import Stand, Verschuldigd, verschuldigd
from jbr_pipeline.warehouse.layout import Paden

Toestand = Literal["ontbreekt", "afgekeurd", "te laat", "niet beoordeeld", "nog niet", "in orde"]

UITLEG: Mapping[Toestand, str] = {
    "ontbreekt": "er kwam niets, en de termijn is voorbij",
    "afgekeurd": "wat er kwam is afgekeurd, en er is geen eerdere versie in werking",
    "te laat": "in werking, maar na de termijn ontvangen",
    "niet beoordeeld": "ontvangen; de volgende draai beoordeelt het",
    "nog niet": "er kwam nog niets, en de termijn loopt nog",
    "in orde": "in werking",
}
"""What each word means; the worst first."""

VRAAGT_AANDACHT: frozenset[Toestand] = frozenset({"ontbreekt", "afgekeurd", "te laat"})
LEEG = "Er is nog geen enkele aanlevering, dus is er ook niets te beoordelen."

Slot = tuple[str | None, str | None, date | None]


@dataclass(frozen=True)
class Ontvangst:
    """What became of one delivery, and the Dutch day on which it came in."""

    status: str
    dag: date


@dataclass(frozen=True)
class Verplichting:
    """A delivery that a ministry owes, and how it stands."""

    organisatie_code: str
    soort: str
    peildatum: date
    uiterlijk: date
    toestand: Toestand
    vervangen: int = 0
    """How many accepted versions were replaced by a higher one."""


@dataclass(frozen=True)
class Leveroverzicht:
    """Everything that is owed; empty while nothing was ever delivered."""

    verplichtingen: tuple[Verplichting, ...]
    tellingen: Counter[Toestand] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tellingen", Counter(v.toestand for v in self.verplichtingen))

    @property
    def is_in_orde(self) -> bool:
        """Whether something is owed, and nothing of it is missing, refused or late."""
        return bool(self.verplichtingen) and not VRAAGT_AANDACHT & set(self.tellingen)

    def in_woorden(self) -> str:
        """How much is owed and how that stands, in one sentence."""
        if not self.verplichtingen:
            return LEEG
        return f"Van de {len(self.verplichtingen)} verschuldigde aanleveringen: {_counted(self.tellingen)}."

    def soorten(self) -> list[str]:
        """The subjects of which something is owed."""
        return sorted({v.soort for v in self.verplichtingen})

    def per_ministerie(self) -> dict[str, dict[str, list[Verplichting]]]:
        """What each ministry owes by subject, in the order of their abbreviations, by the last one they had."""
        names: dict[str, str] = {}
        for v in sorted(self.verplichtingen, key=lambda v: v.peildatum):
            names[v.organisatie_code] = afkorting(v.organisatie_code, v.peildatum)
        found: dict[str, dict[str, list[Verplichting]]] = {names[c]: defaultdict(list) for c in sorted(names)}
        for v in self.verplichtingen:
            found[names[v.organisatie_code]][v.soort].append(v)
        return dict(sorted(found.items()))

    def als_markdown(self) -> str:
        """Ministries by subjects as a Markdown table, with what the words in it mean."""
        if not self.verplichtingen:
            return LEEG
        soorten = self.soorten()
        rows = [[name, *(_cell(owed.get(s, ())) for s in soorten)] for name, owed in self.per_ministerie().items()]
        used = [f"{t}: {meaning}" for t, meaning in UITLEG.items() if self.tellingen[t]]
        return f"{tabel(('ministerie', *soorten), rows)}\n\n{'; '.join(used)}."


def leveroverzicht(paden: Paden, nu: Stand, vandaag: date) -> Leveroverzicht:
    """Everything owed from the first peildatum at hand until today; of made-up deliveries until the last one.

    Over years of which the rows were purged nothing is owed any more.
    """
    landingen = manifest.lees(paden.geland)
    landed = {(e.organisatie_code, e.soort, e.peildatum) for e in landingen if e.besluit == "geland"}
    judged: dict[Slot, list[Ontvangst]] = defaultdict(list)
    for a in nu.aanleveringen:
        e = a.landing
        judged[e.organisatie_code, e.soort, e.peildatum].append(Ontvangst(a.status, _day(e.ontvangen_op)))
    return _overzicht(
        [
            owed
            for owed in _owed({day for _, _, day in landed if day}, None if paden.is_voorbeeld else vandaag)
            if owed.peildatum.year not in nu.opgeschoond
        ],
        judged,
        landed,
        begun=min((_day(e.ontvangen_op) for e in landingen), default=vandaag),
        today=vandaag,
    )


def gepubliceerd_overzicht(con: duckdb.DuckDBPyConnection, vandaag: date, *, verzonnen: bool) -> Leveroverzicht:
    """The same from the published database, which is in use in `con`.

    A file that came in after the last publication is not in it, so nothing there waits for a judgement.
    """
    judged: dict[Slot, list[Ontvangst]] = defaultdict(list)
    rows = lees(con, "publiek_ontvangsten")
    for r in rows:
        slot = (r["organisatie_code"], r["soort"], r["peildatum"])
        judged[slot].append(Ontvangst(r["status"], _day(r["ontvangen_op"])))
    purged = {r["peildatum"].year for r in rows if r["is_opgeschoond"] and r["peildatum"]}
    days = {r["peildatum"] for r in rows if r["is_gelezen"] and r["peildatum"]}
    return _overzicht(
        [owed for owed in _owed(days, None if verzonnen else vandaag) if owed.peildatum.year not in purged],
        judged,
        (),
        begun=min((_day(r["ontvangen_op"]) for r in rows), default=vandaag),
        today=vandaag,
    )


def _owed(dagen: Collection[date], vandaag: date | None) -> tuple[Verschuldigd, ...]:
    """What is owed since the first of the days, until today or else the last of them; nothing when there is no day."""
    return verschuldigd({*dagen, *((vandaag,) if vandaag else ())}) if dagen else ()


def _overzicht(
    owed: Iterable[Verschuldigd],
    judged: Mapping[Slot, Sequence[Ontvangst]],
    landed: Collection[Slot],
    *,
    begun: date,
    today: date,
) -> Leveroverzicht:
    found = []
    for o in owed:
        slot = (o.organisatie_code, o.soort, o.peildatum)
        due = contracten()[o.soort].uiterlijk(o.peildatum)
        of_slot = judged.get(slot, ())
        state = _state(of_slot, is_received=slot in landed, due=due, begun=begun, today=today)
        replaced = sum(a.status == "vervangen" for a in of_slot)
        found.append(Verplichting(o.organisatie_code, o.soort, o.peildatum, due, state, replaced))
    return Leveroverzicht(tuple(found))


def afkorting(code: str, peildatum: date) -> str:
    """What a ministry is called on that day; its code when it did not exist."""
    return {m.code: m.afkorting for m in ministeries_op(peildatum)}.get(code, code)


def gemist(found: Iterable[Verplichting]) -> list[str]:
    """What came late, and what is missing, in words: per peildatum, with who it is about."""
    lines = []
    for toestand, text in (("ontbreekt", "Niet ingeleverd"), ("te laat", "Te laat ingeleverd")):
        per_day: dict[tuple[date, date, str], list[str]] = defaultdict(list)
        for v in found:
            if v.toestand == toestand:
                per_day[v.peildatum, v.uiterlijk, v.soort].append(afkorting(v.organisatie_code, v.peildatum))
        for (peildatum, due, soort), names in sorted(per_day.items()):
            lines.append(f"{text}: {soort} op {dag(peildatum)}, uiterlijk {dag(due)}, van {', '.join(sorted(names))}.")
    return lines


def ergste(cell: Sequence[Verplichting]) -> Toestand | None:
    """What asks most for attention; None where nothing is owed."""
    return next((t for t in UITLEG if any(v.toestand == t for v in cell)), None)


def _state(judged: Sequence[Ontvangst], *, is_received: bool, due: date, begun: date, today: date) -> Toestand:
    counted = [a.dag for a in judged if a.status in ("geaccepteerd", "vervangen")]
    if counted:
        # Before the first file came in, nobody could deliver here in time.
        return "te laat" if min(counted) > due >= begun else "in orde"
    if any(a.status == "afgekeurd" for a in judged):
        return "afgekeurd"
    if is_received:
        return "niet beoordeeld"
    return "ontbreekt" if today > due else "nog niet"


def _day(moment: datetime) -> date:
    return moment.astimezone(NEDERLAND).date()


def _cell(cell: Sequence[Verplichting]) -> str:
    text = _counted(Counter(v.toestand for v in cell))
    replaced = sum(v.vervangen for v in cell)
    return f"{text} (vervangen {replaced})" if replaced else text or "-"


def _counted(counts: Counter[Toestand]) -> str:
    return ", ".join(f"{t} {counts[t]}" for t in UITLEG if counts[t])
