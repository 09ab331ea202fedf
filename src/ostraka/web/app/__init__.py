"""The web app: read, see, decide. `create(Options(ledger=…))` gives the application; docs/web.md tells of it.

Every page answers `.json` at the same address. The ledger is opened for a short while only, and what was weighed is
kept by the file's state, so that `ostraka add` and the app run at once.
"""

from ostraka.web.app.main import create
from ostraka.web.app.options import Options

__all__ = ["Options", "create"]
