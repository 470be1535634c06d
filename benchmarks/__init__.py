"""What the pipeline costs: measured against a floor, against what a user would pick instead, and against itself in git.

Nothing in `jbr_pipeline` needs this package. `python -m benchmarks` says what there is to measure.
"""
