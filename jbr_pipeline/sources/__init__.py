"""The outside world, one folder for each source: what came in, kept as received, and typed by contract.

Judging the data belongs in `quality`, computing with it in `indicators`.
"""
