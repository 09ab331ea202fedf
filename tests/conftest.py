"""How the properties are run: the same examples every time; OSTRAKA_HYPOTHESIS=hunt looks for new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("OSTRAKA_HYPOTHESIS", "steady"))
