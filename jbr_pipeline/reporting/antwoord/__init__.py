"""Answers to Parliament: one figure over some years on one page, with what it means and what to know about it.

Everything in an answer is read from the published database; only the sentences around the figures are here.
"""
