"""The figures as files: CSV, Parquet and a workbook, with descriptions that machines read.

Everything comes from the published database, so that no file holds what the database does not; computing and leaving
out belong in `warehouse`. Pages for people are in `publieksversie`; putting files in place is done by `uitgave`.
"""
