"""What can keep open.overheid.nl from being read or kept, each with a message in Dutch for the operator."""

from __future__ import annotations


class OpenOverheidFout(Exception):
    """Anything that keeps open.overheid.nl from being read; the message is meant for the operator."""


class ZoekGeweigerd(OpenOverheidFout):
    """A search was answered with 400. `detail` is the explanation the API gave, empty if it gave none."""

    def __init__(self, pad: str, detail: str, antwoord: str) -> None:
        self.detail = detail
        uitleg = detail or "geen toelichting gegeven"
        super().__init__(f"open.overheid.nl weigert de zoekvraag {pad}: {uitleg} ({antwoord})")


class BronOnbereikbaar(OpenOverheidFout):
    """Every attempt at one request failed for a reason that may pass by itself."""


class BronWeigert(OpenOverheidFout):
    """An answer that trying again does not help: forbidden, redirected, or a body beyond the size limit."""


class BudgetOp(OpenOverheidFout):
    """The number of requests allowed in one run has been used."""


class FilterGenegeerd(OpenOverheidFout):
    """The API answers as if a parameter were not there; reading on would mean reading everything."""


class EindelozeLijst(OpenOverheidFout):
    """Paging through a list brings the same page again and again, or has no end."""


class NietsTeBevestigen(OpenOverheidFout):
    """No disappearance waits for a confirmation, or the reason for one is missing."""


class AndereBron(OpenOverheidFout):
    """The folder holds responses of another source; real and made-up documents never share one."""


class OphalenLoopt(OpenOverheidFout):
    """Another process is writing to the folder."""
