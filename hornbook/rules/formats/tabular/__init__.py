"""A school's own table of pupils, saved as CSV by whatever made it: read as drafts, and written safely.

Keeps: 22, 24, 288. Pure: bytes in, drafts and findings out; bytes out. What had to be guessed is said as a
finding, a date that could be two days is never guessed, and names stay exactly as written.
"""

from .mapping import Mapping
from .reading import Look, look, read
from .writing import write_csv

__all__ = ["Look", "Mapping", "look", "read", "write_csv"]
