"""The delivery report: what is wrong with a delivery, where, and how to mend it, for the department that sent it.

`content` gathers what is said, `words` says it in plain Dutch, `page` and `workbook` give it its two forms, `writing`
puts those in place. A report never holds a cell, nor a header that is no column of the contract: only lines, columns
and what was expected there.
"""
