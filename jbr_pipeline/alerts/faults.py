"""What can keep a message from being sent, in words that hold no address, no secret and no answer of a server."""

from __future__ import annotations


class NietVerzonden(Exception):
    """A message could not be sent now; it is worth trying again."""


class Onvolledig(Exception):
    """The settings name half of a channel."""
