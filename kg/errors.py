"""The errors that kg raises.

KGError                 every error that a user can cause or mend
├── InputError          an article or a folder that cannot be read
├── DataError           a shipped or user-made data file (rules, lexicon, decisions) is wrong
├── QueryError          a query that is unknown, malformed or refused
│   └── LimitError      a query that takes too long, needs too much, or whose server does not answer
├── NotFoundError       a name, article, claim or graph that is not there
├── FaultError          kg or a library that it uses has failed where it should not
└── StoreError          the graph folder cannot be read or written, or is of another version
    ├── BusyError       another process is writing to the graph folder
    └── DamageError     a part of the graph folder is not as it was written
"""


class KGError(Exception):
    """Base of all errors of kg; its message is one line that a user can act on."""


class InputError(KGError):
    """An article, file or folder cannot be read."""


class DataError(KGError):
    """A data file holds something that its loader does not know; the message names file and entry."""


class QueryError(KGError):
    """A query is unknown, malformed, lacks a parameter or is refused."""


class LimitError(QueryError):
    """A query was stopped; ``limit`` is time, memory or answers, or server where another one gave none."""

    def __init__(self, message: str, limit: str) -> None:
        super().__init__(message)
        self.limit = limit


class NotFoundError(KGError):
    """No entity, article, claim or graph answers to what was asked for."""


class FaultError(KGError):
    """kg or a library that it uses has failed where it should not; the message names the error."""


class StoreError(KGError):
    """The graph folder cannot be read or written, is in use, damaged or of another version."""


class BusyError(StoreError):
    """Another process is writing to the graph folder."""


class DamageError(StoreError):
    """A part of the graph folder is not as it was written; ``kg check --repair`` mends it."""
