"""The public edition as people meet it: on a screen, a phone, paper, by keyboard, by ear, without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer

TELEFOON, SCHERM = 360, 1280
VOORBEELDEN = (
    "index.html",
    "uitleg.html",
    "bestanden.html",
    "kwaliteit.html",
    "publicaties.html",
    "taakstelling.html",
    "woo-verzoeken.html",
    "domeinen/informatievoorziening.html",
    "indicatoren/index.html",
    "indicatoren/inhuur_pct.html",
    "indicatoren/leeftijdsopbouw.html",
    "indicatoren/publicaties_per_eerste_tranche_categorie.html",
    "indicatoren/racisme_ervaren_pct.html",
)
"""One of each kind of page, and the ones with the widest tables and the fewest figures."""

BUITEN_GRAFIEKEN = {"exclude": [[".grafiek g"]]}
"""What is drawn in a chart has one role and one name, as a picture; axe cannot judge letters over shapes. A test of
`charts` holds their contrast."""
FOUTEN = {"resultTypes": ["violations", "incomplete"]}
ZONDER_KLEUR = {**FOUTEN, "rules": {"color-contrast": {"enabled": False}}}
"""Half of the time goes to contrast. Colours come from one style sheet and no element has a style of its own, so that
one page of each kind is enough for those."""


def bevindingen(page: Page, opties: dict[str, object]) -> list[tuple[str, str]]:
    """What axe objects to, with the first place."""
    answer = Axe().run(page, context=BUITEN_GRAFIEKEN, options=opties).response
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in answer["violations"] + answer["incomplete"]]


@pytest.fixture
def blad(browser: Browser, publieksversie: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": SCHERM, "height": 900}, base_url=f"{publieksversie.as_uri()}/")
    yield context.new_page()
    context.close()


def adressen(folder: Path) -> list[str]:
    return [f.relative_to(folder).as_posix() for f in sorted(folder.rglob("*.html"))]


def test_axe_finds_nothing_on_any_page(browser: Browser, publieksversie: Path) -> None:
    # Axe puts its own script in the page, which the page itself does not allow.
    context = browser.new_context(viewport={"width": SCHERM, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in adressen(publieksversie):
        page.goto((publieksversie / path).as_uri())
        found[path] = bevindingen(page, FOUTEN if path in VOORBEELDEN else ZONDER_KLEUR)
    context.close()
    assert {path: f for path, f in found.items() if f} == {}


@pytest.mark.parametrize("breedte", [320, TELEFOON])
def test_axe_finds_nothing_on_a_phone_and_nothing_is_wider_than_the_screen(
    browser: Browser, publieksversie: Path, breedte: int
) -> None:
    context = browser.new_context(viewport={"width": breedte, "height": 800}, bypass_csp=True)
    page = context.new_page()
    for path in VOORBEELDEN:
        page.goto((publieksversie / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        # What a table hides until it is scrolled has no contrast that axe can see.
        assert bevindingen(page, ZONDER_KLEUR) == [], path
    context.close()


def test_no_page_asks_for_anything_or_says_anything_to_the_console(browser: Browser, publieksversie: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    pages = [(publieksversie / path).as_uri() for path in adressen(publieksversie)]
    known = set(pages)
    page.route(lambda url: url not in known, refuse)
    for address in pages:
        page.goto(address, wait_until="load")
    context.close()
    assert (asked, said) == ([], [])


def test_someone_with_a_keyboard_reaches_an_indicator_by_searching(blad: Page) -> None:
    blad.goto("index.html")
    blad.keyboard.press("Tab")
    expect(blad.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(blad.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    for _ in range(30):
        blad.keyboard.press("Tab")
        if blad.evaluate("document.activeElement.textContent") == "Alle cijfers":
            break
    blad.keyboard.press("Enter")
    expect(blad.get_by_role("heading", level=1, name="Alle cijfers")).to_be_visible()
    for _ in range(30):
        blad.keyboard.press("Tab")
        if blad.evaluate("document.activeElement.id") == "zoekwoord":
            break
    blad.keyboard.type("VERZUIM melding")
    expect(blad.get_by_role("status")).to_have_text("1 cijfer gevonden")
    expect(blad.locator(".regels li:visible")).to_have_count(1)
    expect(blad.get_by_role("heading", level=2)).to_have_count(1)
    blad.keyboard.press("Tab")
    blad.keyboard.press("Enter")
    expect(blad.get_by_role("heading", level=1)).to_have_text("Meldingsfrequentie van ziekteverzuim")


def test_searching_forgives_accents_and_says_when_nothing_is_found(blad: Page) -> None:
    blad.goto("indicatoren/index.html")
    blad.get_by_label("Zoek een cijfer").fill("categorieen")
    assert blad.locator(".regels li:visible").count() > 0
    blad.get_by_label("Zoek een cijfer").fill("kwijnend appelmoes")
    expect(blad.get_by_role("status")).to_have_text("Geen cijfer gevonden. Probeer een ander woord.")
    blad.get_by_label("Zoek een cijfer").fill("")
    expect(blad.get_by_role("status")).to_be_empty()


def test_the_skip_link_leads_past_the_menu(blad: Page) -> None:
    blad.goto("domeinen/personeel.html")
    blad.keyboard.press("Tab")
    blad.keyboard.press("Enter")
    expect(blad.locator("main")).to_be_focused()


def test_without_script_every_indicator_is_still_there(
    browser: Browser, publieksversie: Path, voorbeeldmap: Path
) -> None:
    with lezer(Paden(voorbeeldmap).database) as con:
        names = {name for (name,) in con.execute("select naam from indicator").fetchall()}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((publieksversie / "indicatoren/index.html").as_uri())
    assert set(page.locator(".regels a").all_inner_texts()) == names
    expect(page.get_by_role("searchbox")).to_be_hidden()
    context.close()


def test_on_paper_the_table_behind_every_chart_is_open_and_the_menu_is_not_there(blad: Page) -> None:
    blad.goto("domeinen/duurzaamheid.html")
    blad.emulate_media(media="print")
    tables = blad.locator(".figuur table")
    assert tables.count() > 5
    assert all(
        tables.nth(n).evaluate("t => t.checkVisibility({contentVisibilityAuto: true})") for n in range(tables.count())
    )
    expect(blad.locator("nav.breed")).to_be_hidden()


def test_letters_in_a_chart_stay_readable_on_a_phone(browser: Browser, publieksversie: Path) -> None:
    context = browser.new_context(viewport={"width": TELEFOON, "height": 800})
    page = context.new_page()
    for path in VOORBEELDEN:
        page.goto((publieksversie / path).as_uri())
        heights = page.evaluate(
            """() => [...document.querySelectorAll('.grafiek text')].map(
                t => parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a)"""
        )
        assert all(height >= 11 for height in heights), path
    context.close()


def test_no_words_of_a_chart_are_cut_off_or_lie_over_each_other(browser: Browser, publieksversie: Path) -> None:
    context = browser.new_context(viewport={"width": SCHERM, "height": 900})
    page = context.new_page()
    for path in adressen(publieksversie):
        page.goto((publieksversie / path).as_uri())
        wrong = page.evaluate(
            """() => [...document.querySelectorAll('.grafiek')].flatMap(svg => {
                const rand = svg.getBoundingClientRect();
                const vakken = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                const buiten = vakken.filter(([, v]) => v.left < rand.left - 1 || v.right > rand.right + 1
                    || v.top < rand.top - 2 || v.bottom > rand.bottom + 2);
                const over = vakken.filter(([, a], n) => vakken.some(([, b], m) => m > n && a.left < b.right - 1
                    && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4));
                return [...buiten.map(([t]) => 'buiten: ' + t), ...over.map(([t]) => 'over: ' + t)]
                    .map(t => svg.querySelector('title').textContent + ': ' + t);
            })"""
        )
        assert wrong == [], path
    context.close()
