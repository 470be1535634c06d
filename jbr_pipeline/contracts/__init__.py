"""What goes in and out of the pipeline, as data: delivery subjects, organisations, published tables.

Here belong the contracts themselves (TOML and CSV) and the code that reads and validates them.
Parsing, rules, sample and documentation follow from these in other rooms; nothing of ours is imported here.
"""
