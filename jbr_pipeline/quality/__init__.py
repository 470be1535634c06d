"""Whether deliveries keep the rules of their contract, counted by Great Expectations and by our own SQL.

The only room that knows Great Expectations. `rules` turns a contract into SQL (which row breaks what, for
quarantine and per delivery), `suite` turns it into expectations, `run` evaluates those on the pipeline's open
DuckDB connection and gives neutral results. What is done with a result belongs to the caller.

Importing this package does not import Great Expectations, which takes seconds; running a check does.
"""

from jbr_pipeline.quality.rules import breuk, breuken_sql, gebroken_sql, tellingen_sql
from jbr_pipeline.quality.run import Toetsuitkomst, Uitkomst, check_files, check_rows
from jbr_pipeline.quality.suite import expectation_type

__all__ = [
    "Toetsuitkomst",
    "Uitkomst",
    "breuk",
    "breuken_sql",
    "check_files",
    "check_rows",
    "expectation_type",
    "gebroken_sql",
    "tellingen_sql",
]
