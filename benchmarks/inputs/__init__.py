"""The input of the benchmarks: made-up deliveries and publications of any size, the same bytes every time.

Deliveries are plain CSV by contract with faults of every kind that a rule looks for; publications are raw responses as
the harvest keeps them. Nothing here is calibrated on real figures: for that there is the sample of the pipeline itself.
"""
