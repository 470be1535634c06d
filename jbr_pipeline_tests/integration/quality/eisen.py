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
    ("stages_trainees", "start_in_het_jaar"): lambda f: _outside_the_year(f, pd.to_datetime(f.startdatum).dt.year),
    ("privacy_ict", "datum_in_het_jaar"): lambda f: _outside_the_year(f, pd.to_datetime(f.datum).dt.year),
    ("verzuim", "maand_in_het_jaar"): lambda f: f.maand.notna() & (f.maand.str[:4] != _year(f)),
    ("banenafspraak", "kwartaal_in_het_jaar"): lambda f: f.kwartaal.notna() & (f.kwartaal.str[:4] != _year(f)),
    ("duurzaamheid", "kenmerk_past_bij_thema"): lambda f: _not_among(KENMERKEN, f.thema, f.kenmerk),
    ("duurzaamheid", "eenheid_past_bij_thema"): lambda f: _not_among(EENHEDEN, f.thema, f.eenheid),
    ("duurzaamheid", "emissiefactor_bij_uitstoot"): lambda f: (
        f.emissiefactor_kg.isna() & f.thema.notna() & ~f.thema.isin(ZONDER_UITSTOOT)
    ),
}

BRANDSTOFFEN = {"benzine", "diesel", "elektrisch", "overig"}
KENMERKEN: dict[str, set[str]] = {
    "elektriciteit": {"kantoor", "datacenter", "overig"},
    "aardgas": {"kantoor", "overig"},
    "warmte": {"stadswarmte", "overig"},
    "vliegreizen": {"europees", "intercontinentaal"},
    "woonwerk_auto": BRANDSTOFFEN,
    "dienstreis_auto": BRANDSTOFFEN,
    "dienstauto": BRANDSTOFFEN,
    "openbaar_vervoer": {"trein", "overig"},
    "afval": {"restafval", "papier", "overig"},
    "wagenpark": {"zero-emissie", "overig"},
    "kantoren": {*"ABCDEFG", *(f"energielabel {letter}" for letter in "ABCDEFG"), "onbekend"},
    "datacenter": {"it_verbruik", "totaal"},
}
EENHEDEN: dict[str, set[str]] = {
    "elektriciteit": {"kWh", "GJ", "TJ"},
    "aardgas": {"m3", "GJ", "TJ"},
    "warmte": {"GJ", "TJ", "kWh"},
    "vliegreizen": {"km"},
    "woonwerk_auto": {"km"},
    "dienstreis_auto": {"km"},
    "dienstauto": {"km"},
    "openbaar_vervoer": {"km"},
    "afval": {"kg", "ton"},
    "wagenpark": {"stuks"},
    "kantoren": {"m2", "stuks"},
    "datacenter": {"kWh", "GJ", "TJ"},
}
ZONDER_UITSTOOT: tuple[str, ...] = ("afval", "wagenpark", "kantoren", "datacenter")


def _outside_the_year(frame: pd.DataFrame, year: "pd.Series[int]") -> "pd.Series[bool]":
    return year.notna() & (year != pd.to_datetime(frame.peildatum).dt.year)


def _not_among(allowed: dict[str, set[str]], thema: "pd.Series[str]", cell: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the cell is none of what its theme allows; what is empty or no theme at all is for other rules."""
    pairs = {(theme, value) for theme, values in allowed.items() for value in values}
    found = pd.Series([pair in pairs for pair in zip(thema, cell, strict=True)], index=thema.index)
    return thema.isin(list(allowed)) & cell.notna() & ~found


def _year(frame: pd.DataFrame) -> "pd.Series[str]":
    return pd.to_datetime(frame.peildatum).dt.year.astype(str)


def _age(frame: pd.DataFrame) -> "pd.Series[float]":
    return pd.to_datetime(frame.peildatum).dt.year - frame.geboortejaar
