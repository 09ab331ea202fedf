"""Which states, bodies and parties there are, who belongs to whom, and who spoke for them when.

Data in CSV files, read by `table`. What a language calls them is in `languages/xx/`.
"""
