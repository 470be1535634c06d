"""Made-up deliveries of all ministries, with the quirks of real files and figures that come out as published.

`generate` leads, the SQL files invent the rows, `plan` says which file is written in which form, `text_form` turns
rows into text by contract and `writing` makes the bytes. What is done with deliveries belongs in other rooms.
"""

from jbr_pipeline.sample.deliveries.generate import DOELEN, maak_aanleveringen

__all__ = ["DOELEN", "maak_aanleveringen"]
