"""The frame that every page shares: templates, menu, style and script, and what a page may load (nothing).

What is on a page belongs in `paginas`; writing files in `making`.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jbr_pipeline.reporting.handbook import KOP
from jbr_pipeline.reporting.numbers import dag
from jbr_pipeline.reporting.publieksversie.content import Inhoud

NAAM = "Jaarrapportage Bedrijfsvoering Rijk"
VOORPAGINA = "index.html"


def domeinpad(domein: str) -> str:
    """Where the page of a domain is."""
    return f"domeinen/{domein}.html"


def indicatorpad(code: str) -> str:
    """Where the page of an indicator is."""
    return f"indicatoren/{code}.html"


def naar(pad: str, pagina: str) -> str:
    """The address of a path of the site as a link on the page at another path."""
    return posixpath.relpath(pad, posixpath.dirname(pagina) or ".")


@dataclass(frozen=True)
class Pagina:
    """One page: where it is, what it is called, its template and the words the template gets."""

    pad: str
    """Relative to the folder of the site, with forward slashes."""
    titel: str
    sjabloon: str
    woorden: Mapping[str, object] = field(default_factory=dict)
    menu: str | None = None
    """The row of the menu in which it stands: `cijfers`, `onderwerpen` or `uitleg`; None when it is not in the menu."""
    kort: str | None = None
    """What the menu calls it, when that is shorter than its title."""
    onder: Sequence[tuple[str, str]] = ()
    """Title and path of the pages above it, besides the front page."""

    def naar(self, pad: str) -> str:
        """The address of another path of the site as a link on this page."""
        return naar(pad, self.pad)


class Site:
    """Renders pages with the menu of all of them."""

    def __init__(self, inhoud: Inhoud, paginas: Sequence[Pagina]) -> None:
        self._inhoud = inhoud
        self._menu = [(rij, [p for p in paginas if p.menu == rij]) for rij in ("cijfers", "onderwerpen", "uitleg")]
        self._omgeving = _environment()

    def html(self, pagina: Pagina) -> str:
        """The whole page."""
        template = self._omgeving.get_template(f"{pagina.sjabloon}.html.j2")
        return template.render(
            pagina=pagina,
            naar=pagina.naar,
            menu=self._menu,
            verzonnen=self._inhoud.verzonnen,
            stand=dag(self._inhoud.stand),
            sitenaam=NAAM,
            domeinnaam=KOP,
            domeinpad=domeinpad,
            **pagina.woorden,
        )


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"stijl": bestand("stijl.css"), "zoeken": bestand("zoeken.js"), "beleid": beleid()}
    return made


@cache
def bestand(naam: str) -> Markup:
    """The text of a style sheet or script of this room, to stand in a page."""
    return Markup((resources.files(__package__) / "templates" / naam).read_text(encoding="utf-8"))  # noqa: S704 our own


def beleid() -> str:
    """What a page may do: the style and the script that are in it, by their hash, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash('stijl.css')}; script-src {_hash('zoeken.js')}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(naam: str) -> str:
    digest = hashlib.sha256(bestand(naam).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
