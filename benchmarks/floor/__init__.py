"""The floor: what the same work costs without a pipeline around it.

One process and one DuckDB connection read the landed files typed, count the violations of every rule, compute every
indicator, fold the publications and write the tables. Left out is all that makes a pipeline: orchestration, quarantine,
provenance, disclosure control, and reading a file in any other form than plain CSV as the contract asks for it (its own
typed reader is more lenient: it rounds decimals and takes a day without its zero). `benchmarks.compare` holds the
result against that of the pipeline.
"""
