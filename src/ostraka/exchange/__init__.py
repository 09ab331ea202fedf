"""Other people's formats: what comes into the ledger, and leaves it, in forms that are not ours."""
