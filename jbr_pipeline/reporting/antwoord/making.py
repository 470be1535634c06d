"""Making an answer from the published database and putting its two files in a folder."""

from __future__ import annotations

from pathlib import Path

from jbr_pipeline.reporting.antwoord.content import Antwoord, lees_antwoord
from jbr_pipeline.reporting.antwoord.question import Kamervraag
from jbr_pipeline.reporting.antwoord.writing import als_markdown, als_xlsx
from jbr_pipeline.reporting.explanation import NietTeVerklaren
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer


def maak(
    paden: Paden, code: str, *, jaren: str | None, per: str | None, editie: str | None, naar: Path
) -> tuple[Antwoord, tuple[Path, Path]]:
    """Write an answer as Markdown and as XLSX to a folder, which is made when it is not there.

    Raises NietTeVerklaren when there is nothing to answer with; the message says what there is.
    """
    if not paden.database.exists():
        raise NietTeVerklaren("Er is nog geen database; draai eerst jbr run.")
    with lezer(paden.database) as con:
        vraag = Kamervraag.van(con, code, jaren, per, editie)
        answer = lees_antwoord(con, vraag)
    try:
        naar.mkdir(parents=True, exist_ok=True)
        files = naar / f"{vraag.bestandsnaam}.md", naar / f"{vraag.bestandsnaam}.xlsx"
        files[0].write_text(als_markdown(answer), encoding="utf-8")
        files[1].write_bytes(als_xlsx(answer))
    except OSError as fout:
        raise NietTeVerklaren(f"In {naar} is niet te schrijven ({fout.strerror}).") from fout
    return answer, files
