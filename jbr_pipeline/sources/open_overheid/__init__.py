"""open.overheid.nl: from its search API to one tidy table of publications.

`client` speaks HTTP, `segments` keeps every used response as received, `state` derives from those what is known,
`windows` and `relations` read what the API does not hand out in one go, `totals` and `reread` find what slipped by,
`labels` and `detail_queue` spread a backlog, `harvest` decides what to ask, and `publications` folds everything into
Parquet. What the figures make of the publications belongs in `indicators`.

The API is not officially documented. Whatever is not certain about it (inclusive dates, a limit on `start`, where
relations live, the order of versions) is found out at run time or made irrelevant; nothing here assumes an answer.
"""
