"""What is printed from a pack: the notice in its layers and languages, and the papers that go with it."""

from .annexes import annexes
from .differences import differences
from .easy import EASY, LONGEST, too_hard
from .glossary import glossary, special_kinds, terms
from .html import banner, fragment, page, sheet, whole
from .large import stacked
from .markdown import fingerprint, markdown, read_back
from .notice import LAYERS, WRITTEN, layers, notice, written
from .others import holds, of_pack
from .policies import conditions_used, policies
from .poster import poster
from .principles import all_principles, principles
from .processing import COLUMNS, processing, processing_rows
from .schedule import schedule
from .translated import autonym, to_translate, translated
from .translated import problems as translation_problems
from .translated import read as read_translation
from .tree import Document, direction

__all__ = [
    "COLUMNS",
    "EASY",
    "LAYERS",
    "LONGEST",
    "WRITTEN",
    "Document",
    "all_principles",
    "annexes",
    "autonym",
    "banner",
    "conditions_used",
    "differences",
    "direction",
    "fingerprint",
    "fragment",
    "glossary",
    "holds",
    "layers",
    "markdown",
    "notice",
    "of_pack",
    "page",
    "policies",
    "poster",
    "principles",
    "processing",
    "processing_rows",
    "read_back",
    "read_translation",
    "schedule",
    "sheet",
    "special_kinds",
    "stacked",
    "terms",
    "to_translate",
    "too_hard",
    "translated",
    "translation_problems",
    "whole",
    "written",
]
