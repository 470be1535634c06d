"""Every form of CSV becomes one plain form, and every line of the file sent is accounted for."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.limits import BuitenGrenzen
from jbr_pipeline.sources.deliveries.text import Tekstbestand, als_tekst

KOP = "a;b;c\n"


@pytest.fixture
def lees(tmp_path: Path):
    def read(content: str | bytes, formaat: str = "csv") -> Tekstbestand:
        bron = tmp_path / "bron"
        bron.write_bytes(content.encode() if isinstance(content, str) else content)
        return als_tekst(bron, formaat, tmp_path)

    return read


def records(tekst: Tekstbestand) -> list[tuple[int, list[str]]]:
    """The records below the header with their line, read as CSV in which no record runs over a line."""
    lines = tekst.pad.read_text(encoding="utf-8").removeprefix("\ufeff").removesuffix("\n").split("\n")[1:]
    assert len(lines) == tekst.aantal
    numbers = range(2, len(lines) + 2) if tekst.regelnummers is None else tekst.regelnummers.tolist()
    return [
        (number, next(csv.reader([line], delimiter=";", strict=True)))
        for number, line in zip(numbers, lines, strict=True)
    ]


@pytest.mark.parametrize(
    ("encoded", "codering"),
    [
        ("a;b;c\nÉén;€;ï\n".encode(), "utf-8"),
        ("a;b;c\nÉén;€;ï\n".encode("utf-8-sig"), "utf-8-sig"),
        ("a;b;c\nÉén;€;ï\n".encode("cp1252"), "cp1252"),
    ],
)
@pytest.mark.parametrize("einde", [b"\n", b"\r\n"])
@pytest.mark.parametrize("formaat", ["csv", "csv.gz"])
def test_encoding_line_ends_and_compression_do_not_matter(lees, encoded, codering, einde, formaat) -> None:
    content = encoded.replace(b"\n", einde)
    tekst = lees(gzip.compress(content) if formaat == "csv.gz" else content, formaat)
    assert tekst.codering == codering
    assert tekst.kop == ("a", "b", "c")
    assert records(tekst) == [(2, ["Één", "€", "ï"])]


@pytest.mark.parametrize(
    ("content", "alleen_spaties"),
    [
        (b"a;b;c\n 1;2 ;3\n", True),
        (b"a;b;c\n1;2\t;3\n", False),
        ("a;b;c\n1;\u00a02;3\n".encode(), False),
        ("a;b;c\n1;\u00a02;\u00e9\n".encode("cp1252"), False),
    ],
)
def test_whitespace_other_than_spaces_is_noticed(lees, content: bytes, alleen_spaties: bool) -> None:
    assert lees(content).alleen_spaties is alleen_spaties


def test_one_byte_that_is_no_utf8_makes_a_file_without_utf8_cp1252(lees) -> None:
    assert records(lees(b"a;b;c\nz;\xe9;CAF\xc9\x94\n")) == [(2, ["z", "é", "CAFÉ”"])]


@pytest.mark.parametrize(
    ("content", "regel"),
    [
        ("a;b;c\né;x;y\n1;".encode() + b"\xe9;x\n", 3),
        (b"a;b;c\n1;\xe9;x\n" + "€;x;y\n".encode(), 2),
        (b"\xef\xbb\xbfa;b;c\n1;\xe9;x\n", 2),
        ("a;b;c\n‘x’;2;3\n4;5;é".encode()[:-1], 3),
    ],
)
def test_a_file_in_two_encodings_is_refused_by_the_line_where_it_stops_being_utf8(
    lees, content: bytes, regel: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As cp1252 every accent that was UTF-8 would become two signs, and a name another name."""
    monkeypatch.setattr("jbr_pipeline.sources.deliveries.text.BLOK", 16)
    with pytest.raises(Bestandsfout, match=f"Regel {regel} bevat een teken dat geen UTF-8 is"):
        lees(content)


@pytest.mark.parametrize(("content", "reden"), [(b"PK\x03\x04x;y\n", "werkmap of zip"), (b"\x1f\x8bx;y\n", "gzip")])
def test_what_is_packed_and_says_to_be_text_is_told_so(lees, content: bytes, reden: str) -> None:
    with pytest.raises(Bestandsfout, match=f"De inhoud van het bestand is .*{reden}.*verwacht: tekst"):
        lees(content)


def test_a_character_cut_in_two_by_a_block_is_still_one(lees, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jbr_pipeline.sources.deliveries.text.BLOK", 7)
    content = "a;b;c\r\n" + "€;é;x\r\n" * 20
    assert [r for _, r in records(lees(content))] == [["€", "é", "x"]] * 20
    assert lees(content).codering == "utf-8"


def test_a_byte_that_is_in_neither_encoding_is_refused_by_line(lees) -> None:
    with pytest.raises(Bestandsfout, match="Regel 3 bevat een teken dat geen UTF-8 en geen Windows-1252 is"):
        lees(b"a;b;c\n1;2;3\n1;\x81;3\n")


def test_nul_characters_are_refused_by_line(lees) -> None:
    with pytest.raises(Bestandsfout, match="Regel 2 bevat nul-tekens"):
        lees(b"a;b;c\n1;\0;3\n")
    with pytest.raises(Bestandsfout, match="Regel 1 bevat nul-tekens"):
        lees("a;b;c\n1;2;3\n".encode("utf-16"))


@pytest.mark.parametrize("content", ["", "\n", "  \n1;2;3\n", "\r\n\r\n", "\ufeff"])
def test_a_file_without_a_header_is_refused(lees, content: str) -> None:
    with pytest.raises(Bestandsfout, match="Regel 1 is leeg; verwacht: een regel met kolomnamen"):
        lees(content)


def test_a_first_line_without_end_is_refused(lees) -> None:
    with pytest.raises(Bestandsfout, match="langer dan 64 kB"):
        lees("x" * 70_000)


def test_a_header_with_an_open_quote_is_refused(lees) -> None:
    with pytest.raises(Bestandsfout, match=r"Regel 1 .*aanhalingsteken wordt niet gesloten"):
        lees('a;"b;c\n1;2;3\n')


@pytest.mark.parametrize(
    "content",
    [b"niet gepakt", gzip.compress(KOP.encode() * 99)[:-9], b"\x1f\x8b"],
    ids=["geen gzip", "half", "begin"],
)
def test_a_broken_gzip_is_refused(lees, content: bytes) -> None:
    with pytest.raises(Bestandsfout, match="geen heel gzip-bestand"):
        lees(content, "csv.gz")


def test_an_unpacked_file_that_is_too_large_is_refused(lees, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jbr_pipeline.sources.deliveries.limits.GROOTSTE_TEKST_BYTES", 100)
    with pytest.raises(Bestandsfout, match="uitgepakt groter dan"):
        lees(gzip.compress(b"0" * 101), "csv.gz")


def test_a_clean_file_is_not_copied(lees, tmp_path: Path) -> None:
    tekst = lees(KOP + '1;"x;y";3\n')
    assert tekst.pad == tmp_path / "bron"
    assert tekst.regelnummers is None


def test_a_file_without_a_line_end_at_the_end_keeps_its_last_row(lees) -> None:
    assert records(lees(KOP + "1;2;3\n4;5;6")) == [(2, ["1", "2", "3"]), (3, ["4", "5", "6"])]


def test_a_carriage_return_inside_a_line_ends_no_line(lees) -> None:
    assert records(lees(KOP + "1;x\ry;3\n4;5;6\n")) == [(2, ["1", "x y", "3"]), (3, ["4", "5", "6"])]


@pytest.mark.parametrize("einde", ["\n", "\r\n"])
def test_blank_lines_are_no_rows_and_do_not_shift_line_numbers(lees, einde: str) -> None:
    content = (KOP + "\n1;2;3\n\n\n4;5;6\n\n").replace("\n", einde)
    assert records(lees(content)) == [(3, ["1", "2", "3"]), (6, ["4", "5", "6"])]


@pytest.mark.parametrize("einde", ["\n", "\r\n"])
def test_a_line_break_inside_quotes_ends_no_row_and_the_row_stands_on_its_first_line(lees, einde: str) -> None:
    content = (KOP + '1;"x\n\ny;z";3\n4;5;6\n"p\nq";"r\ns";7\n8;9;10\n').replace("\n", einde)
    assert records(lees(content)) == [
        (2, ["1", "x  y;z", "3"]),
        (5, ["4", "5", "6"]),
        (6, ["p q", "r s", "7"]),
        (9, ["8", "9", "10"]),
    ]


def test_doubled_quotes_are_one_quote(lees) -> None:
    assert records(lees(KOP + '1;"x ""y"" z";3\n"""";"";""\n')) == [(2, ["1", 'x "y" z', "3"]), (3, ['"', "", ""])]


@pytest.mark.parametrize("fout", ['1;"x;3', '"1;2;3', '1;2;"3', '1;"x"y;3;"', '1;x";"y'])
def test_a_quote_that_is_not_closed_spoils_one_line(lees, fout: str) -> None:
    tekst = lees(f"{KOP}1;2;3\n{fout}\n4;5;6\n7;8;9\n")
    assert tekst.losse_regels == ((3, fout),)
    assert [n for n, _ in records(tekst)] == [2, 4, 5]


def test_a_file_full_of_stray_quotes_is_refused_by_the_first(lees, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jbr_pipeline.sources.deliveries.limits.MEESTE_VERDACHTE_REGELS", 3)
    assert len(lees(KOP + "1;2;3\n" + '1;"x;3\n' * 3).losse_regels) == 3
    with pytest.raises(
        BuitenGrenzen, match="Meer dan 3 regels hebben aanhalingstekens die niet kloppen, vanaf regel 3"
    ):
        lees(KOP + "1;2;3\n" + '1;"x;3\n' * 4)


def test_two_stray_quotes_far_apart_do_not_swallow_the_rows_between(lees) -> None:
    between = "".join(f"{n};x;y\n" for n in range(5000))
    tekst = lees(f'{KOP}1;"x;3\n{between}1;x";3\n9;9;9\n')
    assert [n for n, _ in tekst.losse_regels] == [2]
    assert tekst.aantal == 5002


def test_two_stray_quotes_on_lines_in_succession_are_not_one_row(lees) -> None:
    tekst = lees(KOP + '1;"x;3\n1;x";3\n9;9;9\n')
    assert [n for n, _ in tekst.losse_regels] == [2]
    assert [n for n, _ in records(tekst)] == [3, 4]


@pytest.mark.parametrize(
    ("regel", "velden"),
    [
        ('1;19" scherm;3', ["1", '19" scherm', "3"]),
        ('1;5" x 3";3', ["1", '5" x 3"', "3"]),
        ('1; "x;y" ;3', ["1", "x;y", "3"]),
        ('1;"x" ;3', ["1", "x", "3"]),
    ],
)
def test_quotes_inside_a_bare_field_and_spaces_around_quotes_spoil_nothing(lees, regel, velden) -> None:
    assert records(lees(f"{KOP}{regel}\n4;5;6\n")) == [(2, velden), (3, ["4", "5", "6"])]


def test_unicode_line_separators_end_no_line(lees) -> None:
    line = '1;"x\u2028\n\x0b\u0085y";3'
    assert records(lees(f"{KOP}{line}\n4;5;6\n")) == [(2, ["1", "x\u2028 \x0b\u0085y", "3"]), (4, ["4", "5", "6"])]


word = st.text("abcé€ 5,-", min_size=1, max_size=6).filter(lambda s: s.strip())
inside_quotes = st.text('abcé; "', max_size=6)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


# As wide as real deliveries: in a narrow file a line inside quotes may look like a row.
KOP_10 = ";".join("abcdefghij")
REST = [str(n) for n in range(7)]

bare_row = st.tuples(word, word, word).map(lambda f: (";".join([*f, *REST]), [*f, *REST]))
quoted_row = st.tuples(inside_quotes, word, inside_quotes).map(
    lambda f: (";".join([quoted(f[0]), f[1], quoted(f[2]), *REST]), [*f, *REST])
)
long_row = st.tuples(word, st.lists(inside_quotes, min_size=1, max_size=3), word).map(
    lambda f: (
        ";".join([f[2], quoted("\n".join([f[0], *f[1]])), f[2], *REST]),
        [f[2], " ".join([f[0], *f[1]]), f[2], *REST],
    )
)
stray_row = st.tuples(word, word, word, st.integers(0, 2)).map(
    lambda f: (";".join([*('"' + w if i == f[3] else w for i, w in enumerate(f[:3])), *REST]), None)
)
blank_row = st.just(("", None))


@given(
    st.lists(st.one_of(bare_row, quoted_row, long_row, stray_row, blank_row), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.booleans(),
)
def test_every_line_ends_up_as_a_record_a_loose_line_or_a_blank_one(
    tmp_path_factory: pytest.TempPathFactory, rows, einde: str, codering: str, final_end: bool
) -> None:
    folder = tmp_path_factory.mktemp("tekst")
    text = f"{KOP_10}\n" + "\n".join(line for line, _ in rows) + ("\n" if final_end or not rows else "")
    (folder / "bron").write_bytes(text.replace("\n", einde).encode(codering))
    expected, loose, number = [], [], 2
    for line, fields in rows:
        if fields is not None:
            expected.append((number, fields))
        elif line:
            loose.append((number, line))
        number += 1 + line.count("\n")
    tekst = als_tekst(folder / "bron", "csv", folder)
    assert records(tekst) == expected
    assert list(tekst.losse_regels) == loose
