"""Disclosure control: between the figures in the closed zone and everything that is published.

Which values are left out to protect persons, and whether that suffices, is decided here; computing figures belongs in
`indicators`, publishing in `warehouse`.
"""
