"""The command line: one thin module per command, each with a function `run`.

`app.py` holds the table of commands; `common.py` the options and the output they share.
"""
