"""Ties → figures: isolation, reach, opposition, dependence, leverage, influence, change, and what carries them.

The definitions stand in docs/measures.md; the judgement in `settings.toml` and `weights.csv`; the arithmetic in
`standing.py` (plain arrays), `cells.py` (ties → arrays), `dependence.py`, `change.py`; `picture.py` puts one date
together, `figures.py` says it of one state.
"""

from ostraka.measures.account import Account, Pair, account, pair
from ostraka.measures.amounts import Amounts, amounts
from ostraka.measures.cells import System, system
from ostraka.measures.figures import Isolation, Partner, isolation
from ostraka.measures.picture import Picture, picture
from ostraka.measures.settings import Settings, settings

__all__ = [
    "Account",
    "Amounts",
    "Isolation",
    "Pair",
    "Partner",
    "Picture",
    "Settings",
    "System",
    "account",
    "amounts",
    "isolation",
    "pair",
    "picture",
    "settings",
    "system",
]
