"""The exceptions, few and meant to teach.

    OstrakaError            base: catch this one
    ├── InputError          a file or text that cannot be read as an article
    ├── UnknownName         a state, bloc, language, format or claim that we do not know
    ├── BadDate             a date that is not one
    ├── LedgerError         the ledger cannot be opened, is busy, or is not a ledger
    │   └── StillWeighing   so much is not weighed yet that it is done in the background: ask again
    └── BadData             one of our own (or a user's) data files is broken

They are for mistakes of a caller and for broken data files. What is wrong with a text
is not an exception but a `Trouble`, returned beside the results.
"""


class OstrakaError(Exception):
    """Base of everything that Ostraka raises on purpose. `exit_code` is the command line's."""

    exit_code = 1


class InputError(OstrakaError):
    """A file or text that cannot be read as an article."""

    exit_code = 3


class UnknownName(OstrakaError):
    """A state, language, format or claim that we do not know."""

    exit_code = 4


class BadDate(OstrakaError):
    """A date that is not one: we take YYYY, YYYY-MM or YYYY-MM-DD."""

    exit_code = 5


class LedgerError(OstrakaError):
    """The ledger cannot be opened, is busy, or is not a ledger."""

    exit_code = 6


class StillWeighing(LedgerError):
    """So many claims are not weighed yet for that day that it is done in the background: ask again."""

    def __init__(self, left: int, total: int) -> None:
        super().__init__(f"{left} of {total} claims are not weighed yet for that day; it is being done: ask again soon")
        self.left, self.total = left, total


class BadData(OstrakaError):
    """A data file (words, states, settings) is broken; the message says file and entry."""

    exit_code = 7
