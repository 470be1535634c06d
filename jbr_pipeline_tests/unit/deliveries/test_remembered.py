"""A small file is parsed once, and again as soon as another stands in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jbr_pipeline.sources.deliveries.remembered import Onthouden


def put(file: Path, content: bytes) -> None:
    aside = file.with_suffix(".nieuw")
    aside.write_bytes(content)
    aside.replace(file)


def test_a_file_that_stays_the_same_is_parsed_once(tmp_path: Path) -> None:
    read: list[bytes] = []
    onthouden = Onthouden(lambda content: read.append(content) or content)
    put(tmp_path / "a", b"een")
    assert [onthouden(tmp_path / "a"), onthouden(str(tmp_path / "a"))] == [b"een", b"een"]
    assert read == [b"een"]


def test_a_replacement_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    onthouden = Onthouden(bytes)
    for content in (b"een", b"two"):
        put(tmp_path / "a", content)
        os.utime(tmp_path / "a", (1000, 1000))
        assert onthouden(tmp_path / "a") == content


def test_a_file_that_is_gone_is_not_remembered(tmp_path: Path) -> None:
    onthouden = Onthouden(bytes)
    put(tmp_path / "a", b"een")
    onthouden(tmp_path / "a")
    (tmp_path / "a").unlink()
    with pytest.raises(FileNotFoundError):
        onthouden(tmp_path / "a")
