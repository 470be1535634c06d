"""The ministries and other organisations of the Rijk through time, by TOOI code.

Source: TOOI value list rwc_ministeries_compleet (version 6, 2026-02-24), kept in `reference/organisaties_rijk.csv`.
A code keeps its identity through renames: a row whose successor is its own code is a rename.
Only the table and questions about it belong here; nothing about deliveries or figures.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

RIJK = "rijk"
"""The code under which figures of the whole Rijk are kept."""

BEGIN_DER_TIJDEN = date(1, 1, 1)
OPEN_EINDE = date(9999, 12, 31)


@dataclass(frozen=True)
class Organisatie:
    """One organisation during one period in which its name and place did not change."""

    code: str
    tooi_uri: str
    naam: str
    afkorting: str
    geldig_vanaf: date
    geldig_tot: date
    """Last day of the period; `OPEN_EINDE` while it lasts."""
    opvolger: str | None

    @property
    def is_ministerie(self) -> bool:
        """Whether it owes deliveries: every `mnre` row of TOOI."""
        return self.code.startswith("mnre")

    @property
    def bestandsafkorting(self) -> str:
        """The abbreviation as file names write it: upper case, `&` as EN."""
        return self.afkorting.upper().replace("&", "EN")

    def bestaat_op(self, dag: date) -> bool:
        """Whether the period contains the day."""
        return self.geldig_vanaf <= dag <= self.geldig_tot


@cache
def organisaties() -> tuple[Organisatie, ...]:
    """Every row of the table, in the order of code and period."""
    file = resources.files(__package__) / "reference" / "organisaties_rijk.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    found = [
        Organisatie(
            code=r["tooi_code"],
            tooi_uri=r["tooi_uri"],
            naam=r["naam_met_soort"] if r["tooi_code"].startswith("mnre") else r["officiele_naam"] or "Onbekend",
            afkorting=r["afkorting_gangbaar"],
            geldig_vanaf=date.fromisoformat(r["geldig_vanaf"]) if r["geldig_vanaf"] else BEGIN_DER_TIJDEN,
            geldig_tot=date.fromisoformat(r["geldig_tot_en_met"]) if r["geldig_tot_en_met"] else OPEN_EINDE,
            opvolger=r["opvolger"] or None,
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda o: (o.code, o.geldig_vanaf)))


@cache
def ministeries_op(dag: date) -> tuple[Organisatie, ...]:
    """The ministries that exist on the day, in the order of their code."""
    return tuple(o for o in organisaties() if o.is_ministerie and o.bestaat_op(dag))


def ministerie_met_afkorting(afkorting: str, dag: date) -> Organisatie | None:
    """The ministry that a file name calls `afkorting` on the day, whatever the case; None when there is none."""
    gezocht = afkorting.upper()
    return next((o for o in ministeries_op(dag) if o.bestandsafkorting == gezocht), None)


@cache
def huidige_code(code: str) -> str:
    """The code that carries an organisation in the latest structure: its successor's, or its own."""
    laatste = max((o for o in organisaties() if o.code == code), key=lambda o: o.geldig_vanaf)
    if laatste.opvolger is None or laatste.opvolger == code:
        return code
    return huidige_code(laatste.opvolger)


@cache
def heringedeeld_tussen(code: str, na: date, tot_en_met: date) -> bool:
    """Whether a departmental change touches the ministry after `na` and up to `tot_en_met`.

    The ministry itself began (other than by a rename), or one that goes up in it, or came out of it and
    later returned, began or ended. A mere rename is no change.
    """

    def begint(o: Organisatie) -> bool:
        hernoemd = any(v.code == o.code and v.geldig_vanaf < o.geldig_vanaf for v in organisaties())
        return na < o.geldig_vanaf <= tot_en_met and not hernoemd

    def eindigt(o: Organisatie) -> bool:
        return o.opvolger not in (None, o.code) and na <= o.geldig_tot < tot_en_met

    verwant = [o for o in organisaties() if code in (o.code, o.opvolger)]
    return any(begint(o) or eindigt(o) for o in verwant)
