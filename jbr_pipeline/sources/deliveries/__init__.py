"""Departmental deliveries: from the drop folder to typed rows.

`landing` keeps the bytes and writes the manifest, `text` and `spreadsheets` bring every form of file to one
plain form, `typed` turns that text into rows by contract. Whether rows and files keep the rules is `quality`
and `warehouse`.
"""
