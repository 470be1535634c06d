"""The pages of the public edition, a module a kind."""
