"""Disclosure control: between the figures in the closed zone and everything that is published.

Which cells are too small is decided here, on figures alone; computing figures belongs in `indicators`,
publishing in `warehouse`.
"""
