"""Reading pages of the public edition back: what stands where, and by which key a figure is found in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LEEG = frozenset({"br", "input", "link", "meta", "path", "line", "rect"})


@dataclass
class Element:
    """An element with its attributes, what is in it, and the element around it."""

    tag: str
    attrs: dict[str, str]
    boven: Element | None = field(default=None, repr=False)
    inhoud: list[Element | str] = field(default_factory=list)

    @property
    def tekst(self) -> str:
        """All text in it."""
        return "".join(i if isinstance(i, str) else i.tekst for i in self.inhoud)

    @property
    def klassen(self) -> list[str]:
        """Its classes."""
        return self.attrs.get("class", "").split()

    def alle(self, *tags: str, klasse: str | None = None) -> list[Element]:
        """Every element below it with one of the tags (any when none is named) and the class."""
        found = []
        for i in self.inhoud:
            if isinstance(i, Element):
                if (not tags or i.tag in tags) and (klasse is None or klasse in i.klassen):
                    found.append(i)
                found += i.alle(*tags, klasse=klasse)
        return found

    @property
    def is_cijfer(self) -> bool:
        """Whether it is a figure, or the sign in place of one."""
        return self.tag == "data" or "geen" in self.klassen


class _Lezer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wortel = Element("", {})
        self._nu = self.wortel

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {k: v or "" for k, v in attrs}, self._nu)
        self._nu.inhoud.append(made)
        if tag not in LEEG:
            self._nu = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._nu.inhoud.append(Element(tag, {k: v or "" for k, v in attrs}, self._nu))

    def handle_endtag(self, tag: str) -> None:
        if tag in LEEG:
            return
        assert self._nu.tag == tag, f"</{tag}> sluit <{self._nu.tag}>"
        assert self._nu.boven is not None
        self._nu = self._nu.boven

    def handle_data(self, data: str) -> None:
        self._nu.inhoud.append(data)


def lees(bestand: Path) -> Element:
    """The page as a tree; an element that is not closed where it should be is an AssertionError."""
    reader = _Lezer()
    reader.feed(bestand.read_text(encoding="utf-8"))
    assert reader.wortel is reader._nu, f"{bestand}: <{reader._nu.tag}> is niet gesloten"
    return reader.wortel
