"""The Dagster rim: assets, checks, jobs, schedule, sensor. The only room that knows Dagster.

Every asset here is a few lines around a plain function of another room. Nothing is computed here.
"""
