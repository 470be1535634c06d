"""Made-up data that shows the pipeline at work: example deliveries, and a stand-in for open.overheid.nl.

Nothing real is in here, and everything says so.
"""
