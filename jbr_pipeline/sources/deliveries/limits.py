"""What a delivery may ask of the machine at most, each with its reason. How it is measured belongs with the readers.

A full bezetting of the largest ministry is about 70.000 rows of 19 columns: 30 MB of text, 1.3 million cells.
"""

from __future__ import annotations

from jbr_pipeline.sources.deliveries.filenames import Bestandsfout

GROOTSTE_BESTAND_BYTES = 1 << 30
"""Of a file as sent; a larger one is not even hashed, since that alone would hold up the others for minutes."""

GROOTSTE_TEKST_BYTES = 1 << 30
"""Of text, unpacked: more than thirty times the largest delivery."""

GROOTSTE_KOP_BYTES = 1 << 16
"""The line with column names is found within the first so many bytes."""

MEESTE_KOLOMMEN = 1000
"""The widest subject has 19 columns; exports bring their own along, but no thousands."""

LANGSTE_REGEL_BYTES = 16 << 20
"""A line of some megabytes is one unreadable line; of a longer one it is the file that has no line ends."""

LANGSTE_RIJ_BYTES = 2 << 20
"""Of a line that can still be a row: DuckDB sets sixteen times as much aside for each thread that reads."""

MEESTE_REGELS = 10_000_000
"""Sixteen bytes of memory go to the place of each line."""

MEESTE_AANHALINGSTEKENS = 20_000_000
"""Some fifty bytes of memory go to the judgement of each quote."""

MEESTE_VERDACHTE_REGELS = 500_000
"""Lines with a quote where none belongs, or the end of a cell of several lines; each takes 25 microseconds, twice."""

GROOTSTE_WERKMAP_BYTES = 512 << 20
"""Of a workbook, unpacked; as XML a cell is about forty bytes, so the largest delivery is some 60 MB."""

HOOGSTE_INPAKVERHOUDING = 200
"""Unpacked to packed; sheets of equal rows reach 60, a bomb of one level 1000."""

INPAKVERHOUDING_VANAF_BYTES = 16 << 20
"""Below this size a high ratio costs nothing: small parts of a good workbook have it too."""

MEESTE_ONDERDELEN = 10_000
"""Files inside a workbook; one with a few sheets has about fifteen."""

MEESTE_CELLEN = 5_000_000
"""Of a workbook: the rectangles from A1 to the last filled cell, since that is what reading one takes."""

GROOTSTE_CELTEKST_BYTES = 256 << 20
"""Of all cells together: a text that is stored once and referred to a million times is a million texts when read."""

DIEPSTE_XML = 64
"""Elements inside elements; a sheet has seven."""

GROOTSTE_XML_TEKEN_BYTES = 4 << 20
"""Of one tag with its attributes: the parser starts over on every block until it is whole."""


class BuitenGrenzen(Bestandsfout):
    """A file that asks more memory or time than any delivery does; it is refused before it is kept."""
