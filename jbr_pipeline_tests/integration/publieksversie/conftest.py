"""The pages of the public edition, read back once for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline_tests.integration.publieksversie.lezen import Element, lees


@pytest.fixture(scope="session")
def paginas(publieksversie: Path) -> dict[str, Element]:
    """Every page by its path."""
    return {f.relative_to(publieksversie).as_posix(): lees(f) for f in sorted(publieksversie.rglob("*.html"))}
