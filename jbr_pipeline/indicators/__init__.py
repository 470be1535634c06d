"""The indicators: what each is called, means and counts, and the SQL that computes it.

A folder per domain of the JBR holds `catalogus.toml` (one entry an indicator) and a `.sql` file for each.
`basis` holds the populations that they share, `afbakening.toml` the choices of definition. Who may see a
figure is decided in `disclosure`, where it is kept and published in `warehouse`.
"""
