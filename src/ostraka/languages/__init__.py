"""How each language says it: one folder a language, data only.

A third language adds a folder here and no code. `pack.py` loads the folders.
"""
