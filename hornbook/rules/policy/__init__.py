"""A pack of policy, loaded and checked, and the one decision that everything asks of it."""

from .decide import decide
from .floor import Effective, effective, lint_floor
from .load import load, packs
from .retention import Due, due

__all__ = ["Due", "Effective", "decide", "due", "effective", "lint_floor", "load", "packs"]
