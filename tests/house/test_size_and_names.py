"""A file can be read at one sitting, and its name says what it is for."""

import ast
import re
import statistics

import pytest

from tests.house.tree import lines_of_code, modules

#: path -> why it reads better in one piece than in two
LONG: dict[str, str] = {}

FILE_NAMES = re.compile(r"(^|_)(utils?|helpers?|services?|managers?|core|misc|common)$")
CLASS_NAMES = re.compile(r"(Manager|Helper|Utils?|Service|Handler|Entity|Processor)s?$")


def too_long(sources: dict[str, str], allowed: dict[str, str]) -> list[str]:
    return [path for path, source in sources.items() if lines_of_code(source) > 400 and path not in allowed]


def badly_named(path: str, source: str) -> list[str]:
    """Names that say nothing, in the file's path and in its classes."""
    parts = [part for part in path.removesuffix(".py").split("/") if FILE_NAMES.search(part)]
    classes = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    return parts + [name for name in classes if CLASS_NAMES.search(name)]


def test_no_file_is_too_long_to_read():
    sources = dict(modules("hornbook", "tests", "bench"))
    assert too_long(sources, LONG) == []
    assert all(LONG.values()), "a long file says why"
    assert set(LONG) <= {path for path, source in sources.items() if lines_of_code(source) > 400}


def test_most_files_are_short():
    lengths = [lines_of_code(source) for path, source in modules("hornbook") if lines_of_code(source)]
    assert statistics.quantiles(lengths, n=10)[-1] < 200


def test_a_long_file_is_seen_unless_it_says_why():
    sources = {"a.py": "x = 1\n" * 401, "b.py": "x = 1\n\n" * 400}
    assert too_long(sources, {}) == ["a.py"]
    assert too_long(sources, {"a.py": "a table"}) == []


def test_names_say_what_things_are():
    found = {path: badly_named(path, source) for path, source in modules("hornbook", "tests", "bench")}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("path", "source", "names"),
    [
        ("hornbook/rules/utils.py", "", ["utils"]),
        ("hornbook/core/dates.py", "", ["core"]),
        ("hornbook/stages/date_helpers.py", "", ["date_helpers"]),
        ("hornbook/rules/dates.py", "class DateManager: ...", ["DateManager"]),
        ("hornbook/rules/score.py", "class Clock: ...", []),
    ],
)
def test_an_empty_name_is_seen(path: str, source: str, names: list[str]):
    assert badly_named(path, source) == names
