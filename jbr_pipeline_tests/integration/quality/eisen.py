"""Every free demand (`eis`) of the contracts once more in plain pandas: which rows break it.

Written apart from the SQL on purpose: the two are compared row for row. A missing value never breaks a demand,
and a comparison with one is False in pandas, so each says when a row *breaks* it.
"""

from collections.abc import Callable

import pandas as pd

BREUK: dict[tuple[str, str], Callable[[pd.DataFrame], "pd.Series[bool]"]] = {
    ("bezetting", "uren_niet_boven_36"): lambda f: f.uren_per_week > 36,
    ("bezetting", "deeltijdfactor_is_uren_gedeeld_door_36"): lambda f: (
        (f.deeltijdfactor - f.uren_per_week / 36).abs() > 0.005
    ),
    ("bezetting", "leeftijd_15_tot_75"): lambda f: (_age(f) < 15) | (_age(f) > 75),
    ("bezetting", "leeftijd_bestaanbaar"): lambda f: (_age(f) < 0) | (_age(f) > 110),
    ("financien", "stelsel_past_bij_onderdeel"): lambda f: (
        f.onderdeel.notna() & f.stelsel.notna() & ((f.onderdeel == "kerndepartement") != (f.stelsel == "kas"))
    ),
    ("financien", "bedrag_niet_negatief"): lambda f: f.bedrag < 0,
    ("financien", "bedrag_in_geloofwaardige_orde"): lambda f: (
        (f.bedrag_eur.abs() < 1) | (f.bedrag_eur.abs() > 100_000_000_000)
    ),
    ("woo_verzoeken", "uitkomst_bij_besluit"): lambda f: f.besluitdatum.notna() & f.uitkomst.isna(),
    ("woo_verzoeken", "betaald_niet_boven_verbeurd"): lambda f: (
        f.dwangsom_betaald_euro > f.dwangsom_verbeurd_euro.fillna(0)
    ),
}


def _age(frame: pd.DataFrame) -> "pd.Series[float]":
    return pd.to_datetime(frame.peildatum).dt.year - frame.geboortejaar
