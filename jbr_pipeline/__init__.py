"""Pipeline behind the figures of the Jaarrapportage Bedrijfsvoering Rijk (JBR).

The rooms, in the direction in which the data flows: `contracts` (what goes in and out), `sources`
(the outside world), `quality`, `indicators`, `disclosure`, `warehouse`, `reporting`, and the rim:
`orchestration` and `cli`. See docs/architecture.md.
"""

__version__ = "0.1.0"
