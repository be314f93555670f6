"""What is printed from a pack: the notice in its two layers, and the record of processing."""

from .html import fragment, page
from .markdown import markdown
from .notice import LAYERS, notice
from .processing import COLUMNS, processing, processing_rows
from .tree import Document

__all__ = [
    "COLUMNS",
    "LAYERS",
    "Document",
    "fragment",
    "markdown",
    "notice",
    "page",
    "processing",
    "processing_rows",
]
