"""Telling people what went wrong: what a message says, what was told already, and sending it.

Plain code: how it is found that something went wrong belongs in `orchestration`.
"""
