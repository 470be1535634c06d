"""A stand-in for open.overheid.nl, for examples, tests and a first run without the outside world.

`documents` is what one made-up publication looks like in the API's answers, `corpus` makes some three thousand of
them, `state` searches and changes them, `faults` decides which answers go wrong, and `server` serves it all over HTTP
on this machine. Everything is made up and says so: in every title, and in a header of every answer.
"""
