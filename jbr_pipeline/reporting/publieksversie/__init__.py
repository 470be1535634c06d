"""The public edition: a static site in plain Dutch of everything that is published, for whoever has a browser.

`schrijf_paginas` writes it below a folder. Everything on it comes from the published database; it needs no script,
makes no request, and is the same to the byte whenever the deliveries, the editions and the day are.

What is where: `content` reads the database once, `figures` turns rows into numbers and tables, `words` says them,
`series` makes the figures of an indicator, `charts` draws, `site` knows the frame that every page shares, `making`
writes. The pages are in `paginas`, and `soorten` lists them.

To add a page:

1. write `paginas/<naam>.py` with one function `paginas(inhoud: Inhoud) -> Iterable[Pagina]`. Ask the database by
   `inhoud.vraag("<statement in reporting/sql>", **parameters)`; the indicators with their rows are
   `inhoud.indicatoren`, and `series` makes figures of them. A `Pagina` names its path, title, template, the words the
   template gets, and its row in the menu.
2. write `templates/<naam>.html.j2`, which extends `basis.html.j2` and fills the block `inhoud`. Macros in
   `macros.html.j2`: `figuur` (chart with the table behind it), `tabel` (numbers aligned), `feiten` (definition list),
   `melding` (notice), `bladwijzers` (contents of a long page).
3. name its function in `soorten.SOORTEN`, at its place in the menu.

Numbers never stand in a template or text: `figures.cijfer_van(row)` and `figures.telling(...)` give a `Cijfer`, which
prints itself as `<data>` with the value as it is in the database and the key by which it is found there. Tests hold
every one of them against the database. Sentences with numbers are a `Zin`, so that a chart's description says the same.
"""

from jbr_pipeline.reporting.publieksversie.making import schrijf_paginas as schrijf_paginas
