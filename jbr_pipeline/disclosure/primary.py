"""Primary suppression: counts of one to four persons, and figures that rest on them.

Source: BZK's own statistics publish no number below five. A suppressed figure can still be recomputed from published
margins: nothing here protects against that.
"""

from __future__ import annotations

from importlib import resources

KLEINSTE_AANTAL = 5
"""The smallest number of persons that is published."""


def protect_sql() -> str:
    """A SELECT over `waarde_ruw` that gives the same columns without the numbers of persons, and `onderdrukt`.

    Parameter `$kleinste`. The relation has the columns of an indicator's values plus `kleine_cellen` of its
    catalogue entry. A suppressed row has no value, numerator or denominator.
    """
    return (resources.files(__package__) / "klein.sql").read_text(encoding="utf-8")
