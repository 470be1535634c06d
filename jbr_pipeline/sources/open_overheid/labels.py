"""Labels for a backlog: documentsoort and category by filtered searches, where that needs fewer requests than details.

A search hit tells neither, but a search filtered by a label tells of everything it shows that it has that label, fifty
at a time. The facets of a window say beforehand which labels there are and how many pages they take. Nothing of it is
taken for granted: every filtered search has to give as many documents as its facet says, and a sample of details has to
tell the same. Where that fails, or costs more, the documents of the window get their detail at once.

Who is labelled waits for its detail in a queue; what the labels mean for a publication is in `labels.sql`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from jbr_pipeline.sources.open_overheid.categories import categorieen, code_per_label
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.hits import Pagina
from jbr_pipeline.sources.open_overheid.paging import Bladwacht
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad
from jbr_pipeline.sources.open_overheid.report import Voortgang
from jbr_pipeline.sources.open_overheid.windows import DAG, POGINGEN, VENSTER_MAX, Periode

SOORT, CATEGORIE = "documentsoort", "informatiecategorie"

STEEKPROEF_MIN, STEEKPROEF_MAX = 10, 20
"""Details that have to agree, in a small and in a full window. Where one label in seven is wrong, 20 all agree once in
twenty times."""

_TE_KLEIN = STEEKPROEF_MIN + 3
"""Documents; with fewer than the sample, the facets and one page for each facet, labels never pay."""


class _Onbruikbaar(Exception):
    """The filters cannot be used for a window; the message is the reason."""


@dataclass
class _Labels:
    """The documents under each label of each facet, as the filters gave them."""

    soort: dict[str, set[str]] = field(default_factory=dict)
    categorie: dict[str, set[str]] = field(default_factory=dict)

    def soorten(self, document_id: str) -> frozenset[str]:
        return frozenset(_soort(label) for label, ids in self.soort.items() if document_id in ids)

    def codes(self, document_id: str) -> frozenset[str]:
        return frozenset(_code(label) for label, ids in self.categorie.items() if document_id in ids)


def label_achterstand(ophaler: Ophaler, hoogstens: int) -> None:
    """Give every document of the backlog its labels, or its detail where filters do not serve; from new to old.

    Of such details no more are fetched than `hoogstens`: a source without filters would keep a run going for days. What
    is left then is reported, and is for the next run. Raises BudgetOp and Gestopt.
    """
    vensters = list(_vensters(ophaler, ophaler.achterstand()))[::-1]
    meld = Voortgang("publicaties: venster %s van %s wordt gelabeld", len(vensters))
    for nummer, (venster, ids) in enumerate(vensters, 1):
        meld(nummer)
        apart = _label(ophaler, venster, ids)
        ophaler.haal_details(apart[:hoogstens])
        if len(apart) > hoogstens:
            over = len(apart) - hoogstens + sum(len(later) for _, later in vensters[nummer:])
            ophaler.rapport.onvolledig.append(
                f"van {over} documenten is alleen bekend dat ze er zijn; de volgende keer gaat het ophalen verder"
            )
            return
        hoogstens -= len(apart)


def _vensters(ophaler: Ophaler, ids: list[str]) -> Iterator[tuple[Periode, list[str]]]:
    """The backlog in windows of whole days, each with no more documents than a search is asked to page through."""

    def dag(document_id: str) -> Any:
        return ophaler.kennis.documenten[document_id].lijstdatum

    venster: list[str] = []
    for _, groep in groupby(sorted(ids, key=lambda i: (dag(i), i)), key=dag):
        nieuw = list(groep)
        if venster and len(venster) + len(nieuw) > VENSTER_MAX:
            yield Periode(dag(venster[0]), dag(venster[-1])), venster
            venster = []
        venster += nieuw
    if venster:
        yield Periode(dag(venster[0]), dag(venster[-1])), venster


def _label(ophaler: Ophaler, venster: Periode, ids: list[str]) -> list[str]:
    """Label what can be labelled of a window; returns the ids that need their detail now."""
    if len(ids) <= _TE_KLEIN:
        return ids
    try:
        facetten = _facetten(ophaler, venster)
        if _kosten(facetten) + _steekproef(len(ids)) >= len(ids):
            return ids
        na_volgnr = ophaler.archief.laatste_volgnr
        labels = _lees(ophaler, venster, facetten)
        _keur(ophaler, ids, labels)
    except (_Onbruikbaar, ZoekGeweigerd, BronOnbereikbaar, BronWeigert) as fout:
        ophaler.rapport.opmerkingen.append(
            f"documentsoort en informatiecategorie van {venster} komen uit de documenten zelf, niet uit filters: {fout}"
        )
        return _zonder_antwoord(ophaler, ids)
    assert venster.tot is not None
    ophaler.archief.noteer(
        "labels", {"na_volgnr": na_volgnr, "van": venster.van.isoformat(), "tot": venster.tot.isoformat()}
    )
    return _zonder_antwoord(ophaler, _merk(ophaler, ids, labels))


def _zonder_antwoord(ophaler: Ophaler, ids: list[str]) -> list[str]:
    """Those that the sample did not ask for already."""
    return [document_id for document_id in ids if not ophaler.is_gevraagd(document_id)]


def _merk(ophaler: Ophaler, ids: list[str], labels: _Labels) -> list[str]:
    """Take note of who is labelled; returns the ids of which the filters leave something open."""
    art_3_3 = {c.code for c in categorieen() if c.in_art_3_3}
    open_ = []
    for document_id in ids:
        bekend = ophaler.kennis.documenten[document_id]
        # Of several, only the detail tells which one comes first.
        if len(labels.soorten(document_id)) == 1 and len(labels.codes(document_id) & art_3_3) <= 1:
            bekend.gelabeld = bekend.lijstsleutel
            ophaler.rapport.gelabeld += 1
        else:
            open_.append(document_id)
    return open_


def _pad(
    venster: Periode, *, start: int = 0, aantal: int = PAGINAGROOTTE, filters: dict[str, str] | None = None
) -> str:
    assert venster.tot is not None
    # One day further than asked, as everywhere: right whether or not Tot includes its own day.
    return zoekpad(
        start=start,
        aantal=aantal,
        van=venster.van,
        tot=venster.tot + DAG,
        sort="publicatiedatum",
        oplopend=True,
        filters=filters,
    )


def _facetten(ophaler: Ophaler, venster: Periode) -> dict[str, dict[str, int]]:
    """The labels of a window with their numbers; raises _Onbruikbaar where they do not account for every document."""
    pagina = ophaler.pagina(_pad(venster, aantal=10))
    facetten = {naam: pagina.facetten.get(naam, {}) for naam in (SOORT, CATEGORIE)}
    if leeg := [naam for naam, waarden in facetten.items() if not waarden]:
        raise _Onbruikbaar(f"de bron telt niet per {' en '.join(leeg)}")
    if sum(facetten[SOORT].values()) < pagina.totaal:
        raise _Onbruikbaar(f"de bron noemt van {pagina.totaal} documenten maar {sum(facetten[SOORT].values())} soorten")
    return facetten


def _kosten(facetten: dict[str, dict[str, int]]) -> int:
    """Requests that labelling takes beside the sample: the pages of every label, and the facets themselves."""
    paginas = sum(math.ceil(aantal / PAGINAGROOTTE) for waarden in facetten.values() for aantal in waarden.values())
    return 1 + paginas


def _steekproef(aantal: int) -> int:
    """Details to hold against the labels of so many documents: two in a hundred, within bounds."""
    return min(STEEKPROEF_MAX, max(STEEKPROEF_MIN, aantal // 50))


def _lees(ophaler: Ophaler, venster: Periode, facetten: dict[str, dict[str, int]]) -> _Labels:
    """Read the filtered searches of all labels."""
    labels = _Labels()
    for naam, gevonden in ((SOORT, labels.soort), (CATEGORIE, labels.categorie)):
        for waarde, aantal in sorted(facetten[naam].items()):
            gevonden[waarde] = _lees_label(ophaler, venster, naam, waarde, aantal)
    return labels


def _lees_label(ophaler: Ophaler, venster: Periode, naam: str, waarde: str, aantal: int) -> set[str]:
    """Ids of all documents of a window with one label."""
    ids: set[str] = set()
    for _ in range(POGINGEN):
        start = 0
        wacht = Bladwacht(f"{naam} in {venster}")
        while start < aantal:
            pagina = ophaler.pagina(_pad(venster, start=start, filters={naam: waarde}))
            wacht.zie(pagina)
            if pagina.totaal != aantal:
                aantal = _opnieuw_geteld(ophaler, venster, naam, waarde, pagina)
            ids.update(t.document_id for t in pagina.treffers)
            start += PAGINAGROOTTE
        # Documents of one day have no fixed order, so pages may overlap; several readings together show all.
        if len(ids) >= aantal:
            return ids
    raise _Onbruikbaar(f"de zoekvraag naar {naam} '{waarde}' toont {len(ids)} van {aantal} documenten")


def _opnieuw_geteld(ophaler: Ophaler, venster: Periode, naam: str, waarde: str, pagina: Pagina) -> int:
    """The number of documents with a label where the search gave another than the facet: something may have arrived."""
    geteld = ophaler.pagina(_pad(venster, aantal=10)).facetten.get(naam, {}).get(waarde, 0)
    if geteld != pagina.totaal:
        raise _Onbruikbaar(
            f"de zoekvraag naar {naam} '{waarde}' geeft {pagina.totaal} documenten waar de bron er {geteld} telt"
        )
    return geteld


def _keur(ophaler: Ophaler, ids: list[str], labels: _Labels) -> None:
    """Hold a sample of details against the labels; raises _Onbruikbaar where they differ.

    The sample runs evenly through the documents in order of their labels, so that every label of some size is in it.
    """
    geordend = sorted(ids, key=lambda i: (sorted(labels.codes(i)), sorted(labels.soorten(i)), i))
    omvang = _steekproef(len(ids))
    steekproef = [geordend[n * len(geordend) // omvang] for n in range(omvang)]
    gelezen = 0
    for document_id in steekproef:
        detail = ophaler.haal_detail(document_id)
        if detail is None:
            continue
        gelezen += 1
        soorten, codes = _in_detail(detail)
        if soorten != labels.soorten(document_id):
            raise _Onbruikbaar(f"het filter op {SOORT} zegt iets anders dan het document {document_id} zelf")
        if codes != labels.codes(document_id):
            raise _Onbruikbaar(f"het filter op {CATEGORIE} zegt iets anders dan het document {document_id} zelf")
    if gelezen * 2 < omvang:
        raise _Onbruikbaar(f"van de steekproef van {omvang} documenten was er van {gelezen} iets te lezen")


def _in_detail(detail: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The documentsoorten and categories that a detail has, spelled as those of the filters."""
    classificatie = detail["document"].get("classificatiecollectie")
    classificatie = classificatie if isinstance(classificatie, dict) else {}

    def verwijzingen(naam: str) -> list[dict[str, Any]]:
        lijst = classificatie.get(naam)
        return [v for v in lijst if isinstance(v, dict)] if isinstance(lijst, list) else []

    soorten = frozenset(_soort(str(v.get("label") or "")) for v in verwijzingen("documentsoorten"))
    bekend = {c.code for c in categorieen()}
    codes = set()
    for verwijzing in verwijzingen("informatiecategorieen"):
        code = str(verwijzing.get("id") or "").rstrip("/").rpartition("/")[2]
        codes.add(code if code in bekend else _code(str(verwijzing.get("label") or "")))
    return soorten, frozenset(codes)


def _soort(label: str) -> str:
    return " ".join(label.lower().split())


def _code(label: str) -> str:
    """The TOOI code of a category, or its label where TOOI has none of that name."""
    netjes = _soort(label)
    return code_per_label().get(netjes, netjes)
