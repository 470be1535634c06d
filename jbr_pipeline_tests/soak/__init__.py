"""Tests that do the same thing many times: a few in `make test`, all of them in `make soak` (JBR_SOAK=1)."""
