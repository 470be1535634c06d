"""The fold takes bodies as they come: what is missing is null, what is odd is counted, nothing stops the rest."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jbr_pipeline.sources.open_overheid.client import Antwoord
from jbr_pipeline.sources.open_overheid.publications import FoldRapport, fold_publications
from jbr_pipeline.sources.open_overheid.segments import Archief

TOOI = "https://identifier.overheid.nl/tooi"
LNV = {"id": f"{TOOI}/id/ministerie/mnre1153", "label": "ministerie van Landbouw, Natuur en Voedselkwaliteit"}
FIN = {"id": f"{TOOI}/id/ministerie/mnre1090", "label": "ministerie van Financiën"}
ONBEKEND = {"id": f"{TOOI}/id/organisatie_onbekend", "label": "Onbekend"}
UUID = "eef2edec-019e-4085-8e2e-4d3f4268{:04d}"
HASH = "0c2f34fe8af84928dc2ea835836ca6ed1c457f4d"
INSPANNING, ADVIES, CONVENANT = "c_816e508d", "c_99a836c7", "c_8fc2335c"


def _detail(document_id: str = UUID.format(1), **document: Any) -> dict[str, Any]:
    return {
        "document": {
            "pid": f"https://open.overheid.nl/documenten/{document_id}",
            "verantwoordelijke": LNV,
            "publisher": FIN,
            "titelcollectie": {"officieleTitel": "Kaart (verzonnen voorbeeld)"},
            "classificatiecollectie": {
                "documentsoorten": [{"id": f"{TOOI}/def/thes/kern/c_b3a6a7fc", "label": "kaart"}],
                "informatiecategorieen": [],
            },
        }
        | document,
        "plooiIntern": {"aanbieder": "Aanleverloket", "sourceLabel": "plooi-api"},
        "documentrelaties": [],
        "versies": [_versie(1, "2024-05-01")],
    }


def _versie(
    nummer: int | None, datum: str | None, *, uur: int = 9, oorzaak: str = "aanlevering", hash_: str = HASH
) -> dict[str, Any]:
    return {
        **({"nummer": nummer} if nummer else {}),
        **({"openbaarmakingsdatum": datum} if datum else {}),
        "oorzaak": oorzaak,
        "mutatiedatumtijd": f"2024-05-01T{uur:02d}:23:36.587641713Z",
        "bestanden": [{"gepubliceerd": False, "hash": "f" * 40}, {"gepubliceerd": True, "hash": hash_}],
    }


class Vouwer:
    """Lands bodies and folds them."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.rapport = FoldRapport()
        self._tijd = datetime(2026, 1, 1, tzinfo=UTC)

    def land(
        self,
        inhoud: Any,
        document_id: str = UUID.format(1),
        *,
        status: int = 200,
        aanleiding: str = "lijst",
        soort: Any = "detail",
    ) -> None:
        body = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()
        self._tijd += timedelta(minutes=1)
        with Archief(self.raw, "b") as archief:
            antwoord = Antwoord(soort, "/zoek", status, self._tijd, body, None)
            archief.land(antwoord, aanleiding=aanleiding, document_id=document_id, sleutel=f"{document_id}_1|")

    def land_treffer(self, document_id: str, **document: Any) -> None:
        hit = {
            "id": f"{document_id}_1",
            "openbaarmakingsdatum": "2024-05-01",
            "mutatiedatumtijd": "2024-05-01T09:00:00.000Z",
        }
        self.land({"totaal": 1, "resultaten": [{"document": hit | document}]}, soort="zoek")

    def vouw(self) -> dict[str, dict[str, Any]]:
        doel = self.raw.parent / "p.parquet"
        with duckdb.connect() as con:
            self.rapport = fold_publications(con, self.raw, doel)
            gelezen = con.execute("from read_parquet(?)", [str(doel)])
            namen = [k[0] for k in gelezen.description]
            return {r[0]: dict(zip(namen, r, strict=True)) for r in gelezen.fetchall()}

    def een(self) -> dict[str, Any]:
        (rij,) = self.vouw().values()
        return rij


@pytest.fixture
def v(tmp_path: Path) -> Vouwer:
    return Vouwer(tmp_path / "raw")


def test_the_verantwoordelijke_decides_then_the_publisher_and_the_placeholder_is_nobody(v: Vouwer) -> None:
    gevallen = {
        UUID.format(1): (_detail(), "mnre1153"),
        UUID.format(2): (_detail(verantwoordelijke=ONBEKEND), "mnre1090"),
        UUID.format(3): (_detail(verantwoordelijke=ONBEKEND, publisher=ONBEKEND), None),
        UUID.format(4): (_detail(verantwoordelijke=None, publisher=None), None),
        UUID.format(5): (_detail(verantwoordelijke=ONBEKEND, publisher="een tekst"), None),
    }
    for document_id, (inhoud, _) in gevallen.items():
        v.land(inhoud, document_id)
    rijen = v.vouw()
    assert {i: rijen[i]["organisatie_code"] for i in gevallen} == {i: code for i, (_, code) in gevallen.items()}
    assert rijen[UUID.format(2)]["organisatie_label"] == "ministerie van Financiën"


@pytest.mark.parametrize("volgorde", [1, -1])
def test_the_newest_version_is_the_last_changed_and_the_date_is_that_of_the_first(v: Vouwer, volgorde: int) -> None:
    inhoud = _detail()
    inhoud["versies"] = [
        _versie(1, "2024-05-01", uur=9),
        _versie(None, None, uur=10, oorzaak="intrekking"),
        _versie(2, "2025-06-01", uur=11, oorzaak="herpublicatie", hash_="a" * 40),
    ][::volgorde]
    v.land(inhoud)
    rij = v.een()
    assert (rij["versie"], rij["openbaarmakingsdatum"], rij["hash"]) == (2, date(2024, 5, 1), "a" * 40)
    assert rij["mutatiedatumtijd"] == datetime(2024, 5, 1, 11, 23, 36, 587641, UTC)


def test_a_title_becomes_one_line_of_plain_text(v: Vouwer) -> None:
    titel = "Brief &amp; nota&nbsp;over\n\n  &lsquo;zand&rsquo; \t en\u00a0klei &lt;b&gt; &amp;lt; "
    v.land(_detail(titelcollectie={"officieleTitel": titel}))
    assert v.een()["titel"] == "Brief & nota over ‘zand’ en klei <b> &lt;"


@pytest.mark.parametrize(
    ("codes", "verwacht"),
    [([INSPANNING, ADVIES, CONVENANT], ADVIES), ([CONVENANT, ADVIES], CONVENANT), ([INSPANNING], None), ([], None)],
)
def test_the_informatiecategorie_is_the_first_of_the_seventeen(
    v: Vouwer, codes: list[str], verwacht: str | None
) -> None:
    inhoud = _detail()
    inhoud["document"]["classificatiecollectie"]["informatiecategorieen"] = [
        {"id": f"{TOOI}/def/thes/kern/{code}", "label": code} for code in codes
    ]
    v.land(inhoud)
    rij = v.een()
    assert (rij["informatiecategorie_code"], rij["informatiecategorie_codes"]) == (verwacht, codes)


def _zonder(pad: str) -> Callable[[dict[str, Any]], None]:
    def doe(inhoud: dict[str, Any]) -> None:
        *ouders, naam = pad.split(".")
        for ouder in ouders:
            inhoud = inhoud[ouder]
        del inhoud[naam]

    return doe


@pytest.mark.parametrize(
    "pad",
    [
        "plooiIntern",
        "documentrelaties",
        "versies",
        "document.pid",
        "document.publisher",
        "document.titelcollectie",
        "document.classificatiecollectie",
        "document.classificatiecollectie.documentsoorten",
    ],
)
def test_any_part_may_be_missing(v: Vouwer, pad: str) -> None:
    inhoud = _detail()
    _zonder(pad)(inhoud)
    v.land(inhoud)
    v.land_treffer(UUID.format(1), titel="uit de lijst")
    rij = v.een()
    assert rij["organisatie_code"] == "mnre1153"
    assert rij["openbaarmakingsdatum"] == date(2024, 5, 1)
    assert rij["titel"] == ("uit de lijst" if "titel" in pad else "Kaart (verzonnen voorbeeld)")
    assert rij["url"].endswith(UUID.format(1))


def test_a_part_of_another_type_is_null_and_does_not_take_the_rest_with_it(v: Vouwer) -> None:
    v.land(_detail(titelcollectie=["geen", "object"], classificatiecollectie={"documentsoorten": "kaart"}))
    rij = v.een()
    assert (rij["titel"], rij["documentsoort"], rij["organisatie_code"]) == (None, None, "mnre1153")


def test_an_unreadable_body_is_counted_and_the_others_are_folded(v: Vouwer) -> None:
    v.land(_detail(), UUID.format(1))
    v.land(b'{"document": {"pid": "\xe9"', UUID.format(2))
    v.land(b'{"document": "\\ud800"}', UUID.format(3))
    assert set(v.vouw()) == {UUID.format(1)}
    assert v.rapport.onleesbaar == 2


def test_a_body_with_a_byte_that_is_no_utf_8_is_still_read(v: Vouwer) -> None:
    v.land(json.dumps(_detail(), ensure_ascii=False).replace("Kaart", "Kaart #").encode().replace(b"#", b"\xe9"))
    assert v.een()["titel"] == "Kaart \ufffd (verzonnen voorbeeld)"


def test_a_listed_document_without_detail_gets_its_ministry_from_the_label_of_that_day(v: Vouwer) -> None:
    ronl, ander = "ronl-" + "a" * 40, "ronl-" + "b" * 40
    v.land_treffer(ronl, publisher="ministerie van Landbouw, Natuur en Voedselkwaliteit", titel="t", aanbieder="a")
    v.land_treffer(ander, publisher="gemeente Nergenshuizen")
    v.land({"detail": "weg"}, ronl, status=400)
    v.land({"detail": "weg"}, ander, status=400)
    rijen = v.vouw()
    assert rijen[ronl]["organisatie_code"] == "mnre1153"
    assert (rijen[ronl]["titel"], rijen[ronl]["aanbieder"], rijen[ronl]["versie"]) == ("t", "a", 1)
    assert (rijen[ander]["organisatie_code"], rijen[ander]["organisatie_label"]) == (None, "gemeente Nergenshuizen")
    assert v.rapport.zonder_detail == 2


@pytest.mark.parametrize("titels", [("eerst", "laatst"), ("laatst", "eerst")])
def test_of_one_id_that_is_twice_on_a_page_the_last_place_counts_and_silence_changes_nothing(
    v: Vouwer, titels: tuple[str, str]
) -> None:
    ronl = "ronl-" + "a" * 40
    hits = [{"document": {"id": f"{ronl}_1", "openbaarmakingsdatum": "2024-05-01", "titel": t}} for t in titels]
    v.land({"totaal": 2, "resultaten": hits}, soort="zoek")
    v.land({"totaal": 1, "resultaten": [{"document": {"id": f"{ronl}_1", "titel": {"nl": "x"}}}]}, soort="zoek")
    v.land({"detail": "weg"}, ronl, status=404)
    rij = v.een()
    assert (rij["titel"], rij["openbaarmakingsdatum"]) == (titels[1], date(2024, 5, 1))


def test_an_attachment_is_known_from_either_end(v: Vouwer) -> None:
    pid = "https://open.overheid.nl/documenten/"
    ouder, kind, ander = UUID.format(1), UUID.format(2), UUID.format(3)
    for document_id, rol, naar in [
        (ouder, f"{TOOI}/def/thes/kern/c_05f4a5f3", kind),
        (kind, "iets", ouder),
        (ander, f"{TOOI}/def/thes/kern/c_4d1ea9ba", ouder),
    ]:
        inhoud = _detail(document_id)
        inhoud["documentrelaties"] = [{"relation": pid + naar, "role": rol}]
        v.land(inhoud, document_id)
    rijen = v.vouw()
    assert {i: r["bijlage_bij"] for i, r in rijen.items()} == {ouder: None, kind: ouder, ander: ouder}
    assert [rijen[i]["is_bijlage"] for i in (ouder, kind, ander)] == [False, True, True]


def test_the_canonical_copy_is_public_then_the_ministrys_own_then_the_earliest(v: Vouwer) -> None:
    eigen, later, ronl, oep = UUID.format(9), UUID.format(1), "ronl-" + "1" * 40, "oep-" + "2" * 40
    for document_id, datum, bron in [
        (eigen, "2024-05-02", "plooi-api"),
        (later, "2024-05-03", "plooi-api"),
        (ronl, "2024-05-01", "ronl"),
        (oep, "2024-04-01", "oep"),
    ]:
        inhoud = _detail(document_id)
        inhoud["plooiIntern"]["sourceLabel"] = bron
        inhoud["versies"] = [_versie(1, datum)]
        v.land(inhoud, document_id)
    assert {i: r["dubbel_van"] for i, r in v.vouw().items()} == {eigen: None, later: eigen, ronl: eigen, oep: eigen}
    v.land({}, eigen, status=404, aanleiding="bevestiging")
    assert {i: r["dubbel_van"] for i, r in v.vouw().items()} == {eigen: later, later: None, ronl: later, oep: later}


def test_an_identity_relation_may_name_a_group_or_another_document(v: Vouwer) -> None:
    rol = "https://identifier.overheid.nl/plooi/def/thes/documentrelatie/identiteitsgroep"
    namen = [UUID.format(n) for n in range(1, 5)]
    relaties = ["groep-1", "groep-1", f"https://open.overheid.nl/documenten/{UUID.format(1)}", "groep-2"]
    for nummer, (document_id, relatie) in enumerate(zip(namen, relaties, strict=True)):
        inhoud = copy.deepcopy(_detail(document_id))
        inhoud["documentrelaties"] = [{"relation": relatie, "role": rol}]
        inhoud["versies"] = [_versie(1, "2024-05-01", hash_=f"{nummer:040d}")]
        v.land(inhoud, document_id)
    rijen = v.vouw()
    assert [rijen[i]["dubbel_van"] for i in namen] == [None, namen[0], namen[0], None]
    assert [rijen[i]["identiteitsgroep"] for i in namen] == ["groep-1", "groep-1", namen[0], "groep-2"]


def test_not_found_withdraws_only_when_it_confirms_an_absence_and_a_return_undoes_it(v: Vouwer) -> None:
    v.land(_detail())
    v.land({}, status=404)
    assert v.een()["ingetrokken_op"] is None
    v.land({}, status=404, aanleiding="bevestiging")
    eerst = v.een()["ingetrokken_op"]
    assert eerst is not None
    v.land({}, status=410, aanleiding="bevestiging")
    assert v.een()["ingetrokken_op"] == eerst
    v.land_treffer(UUID.format(1))
    assert v.een()["ingetrokken_op"] is None


def test_a_confirmation_that_shows_an_intrekking_withdraws(v: Vouwer) -> None:
    v.land(_detail())
    inhoud = _detail()
    inhoud["versies"] = [_versie(1, "2024-05-01", uur=9), _versie(None, None, uur=10, oorzaak="intrekking")]
    v.land(inhoud, aanleiding="bevestiging")
    rij = v.een()
    assert rij["ingetrokken_op"] is not None
    assert rij["hash"] == HASH


def test_documents_are_only_those_that_were_asked_for(v: Vouwer) -> None:
    v.land_treffer(UUID.format(1))
    assert v.vouw() == {}


def test_relations_from_beside_the_api_count_as_the_details_own(v: Vouwer) -> None:
    v.land(_detail())
    relatie = {
        "relation": f"https://open.overheid.nl/documenten/{UUID.format(2)}",
        "role": f"{TOOI}/def/thes/kern/c_4d1ea9ba",
    }
    v.land([relatie, "geen object", {"role": None}], soort="relaties")
    assert v.een()["bijlage_bij"] == UUID.format(2)


def test_nothing_stays_behind_in_the_connection(v: Vouwer, tmp_path: Path) -> None:
    v.land(_detail())
    with duckdb.connect() as con:
        fold_publications(con, v.raw, tmp_path / "p.parquet")
        assert con.execute("select table_name from duckdb_tables()").fetchall() == []
        assert con.execute("select view_name from duckdb_views() where not internal").fetchall() == []
        assert (
            con.execute("select function_name from duckdb_functions() where function_name = 'op_volgorde'").fetchall()
            == []
        )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["onbruikbaar.parquet", "ontleed", "p.parquet", "raw"]
