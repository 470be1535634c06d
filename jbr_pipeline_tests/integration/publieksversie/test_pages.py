"""The pages as files: which there are, where they lead, what they may load, and that they are the same each time."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jbr_pipeline.reporting.publieksversie import schrijf_paginas
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer
from jbr_pipeline_tests.integration.publieksversie.lezen import Element


def koppen(page: Element) -> list[int]:
    return [int(e.tag[1]) for e in page.alle("h1", "h2", "h3", "h4", "h5", "h6")]


def test_there_is_a_page_for_every_indicator_and_every_domain(paginas: dict[str, Element], voorbeeldmap: Path) -> None:
    with lezer(Paden(voorbeeldmap).database) as con:
        codes = {f"indicatoren/{c}.html" for (c,) in con.execute("select indicator_code from indicator").fetchall()}
        domains = {f"domeinen/{d}.html" for (d,) in con.execute("select distinct domein from indicator").fetchall()}
    assert codes | domains | {"index.html", "indicatoren/index.html", "uitleg.html", "bestanden.html"} <= set(paginas)


def test_every_link_leads_somewhere(paginas: dict[str, Element], publieksversie: Path, voorbeeldmap: Path) -> None:
    ids = {path: {e.attrs["id"] for e in page.alle() if "id" in e.attrs} for path, page in paginas.items()}
    dead = []
    files = set()
    for path, page in paginas.items():
        for link in page.alle("a"):
            parts = urlsplit(link.attrs["href"])
            if parts.scheme == "https":
                continue
            target = (
                (publieksversie / path).parent.joinpath(unquote(parts.path)) if parts.path else publieksversie / path
            )
            name = target.resolve().relative_to(publieksversie.resolve()).as_posix()
            if name.startswith("bestanden/") and target.is_file():
                files.add(name)
            elif name not in paginas or (parts.fragment and parts.fragment not in ids[name]):
                dead.append((path, link.attrs["href"]))
    assert dead == []
    with lezer(Paden(voorbeeldmap).database) as con:
        codes = {f"bestanden/csv/{c}.csv" for (c,) in con.execute("select indicator_code from indicator").fetchall()}
    assert codes <= files


def test_every_page_is_reached_from_the_front_page(paginas: dict[str, Element], publieksversie: Path) -> None:
    seen, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        if path in seen or path not in paginas:
            continue
        seen.add(path)
        for link in paginas[path].alle("a"):
            target = (publieksversie / path).parent.joinpath(urlsplit(link.attrs["href"]).path).resolve()
            if target.is_relative_to(publieksversie.resolve()):
                todo.append(target.relative_to(publieksversie.resolve()).as_posix())
    assert seen == set(paginas)


def test_a_page_may_load_nothing_but_its_own_style_and_script(paginas: dict[str, Element]) -> None:
    for path, page in paginas.items():
        (policy,) = [m for m in page.alle("meta") if m.attrs.get("http-equiv") == "Content-Security-Policy"]
        assert policy.attrs["content"].startswith("default-src 'none';"), path
        assert "unsafe" not in policy.attrs["content"], path
        assert page.alle("link", "img", "iframe", "object", "form") == [], path
        assert not any(k == "style" or k.startswith("on") or k == "src" for e in page.alle() for k in e.attrs), path


def test_headings_begin_with_one_and_skip_none(paginas: dict[str, Element]) -> None:
    for path, page in paginas.items():
        levels = koppen(page)
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), path


def test_no_two_elements_of_a_page_have_the_same_id(paginas: dict[str, Element]) -> None:
    for path, page in paginas.items():
        ids = [e.attrs["id"] for e in page.alle() if "id" in e.attrs]
        assert len(ids) == len(set(ids)), path


def test_every_page_says_that_the_sample_is_made_up(paginas: dict[str, Element]) -> None:
    assert all("Verzonnen voorbeeldgegevens" in page.tekst for page in paginas.values())


def test_the_same_database_gives_the_same_bytes(
    paginas: dict[str, Element], publieksversie: Path, voorbeeldmap: Path, tmp_path: Path
) -> None:
    schrijf_paginas(Paden(voorbeeldmap), tmp_path)
    first = {f.relative_to(publieksversie): f.read_bytes() for f in publieksversie.rglob("*.html")}
    assert {f.relative_to(tmp_path): f.read_bytes() for f in tmp_path.rglob("*.html")} == first


def test_nothing_on_a_page_tells_which_run_or_machine_made_it(publieksversie: Path, voorbeeldmap: Path) -> None:
    with lezer(Paden(voorbeeldmap).database) as con:
        runs = {run for (run,) in con.execute("select run_id from draai").fetchall()}
    for file in publieksversie.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not any(run in text for run in runs)
        assert str(voorbeeldmap) not in text
        assert not re.search(r"\d{2}:\d{2}:\d{2}", text)
