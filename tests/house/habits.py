"""Habits the house does not have. Each takes a module's source and gives the lines where it is seen."""

import ast
import re
from collections.abc import Iterator, Set

from tests.house.tree import dotted, imported

CLOCKS = (
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "django.db.models.functions.Now",
    "django.utils.timezone.now",
    "time.time",
    "time.time_ns",
)
#: These read the clock only when they are given no time.
CONVERTERS = (
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "time.gmtime",
    "time.localtime",
)
WRITERS = (
    "django.core.files.storage",
    "os.mkfifo",
    "os.rename",
    "os.replace",
    "shutil.copy",
    "shutil.copy2",
    "shutil.copyfile",
    "shutil.copyfileobj",
    "shutil.copytree",
    "shutil.move",
    "tempfile",
)
MAILERS = ("django.core.mail", "smtplib")
WRITING = re.compile(r"[rbt]*[wax+][rbt+]*$")
QUERIES = {"filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create", "Q"}


def reads_a_clock(source: str) -> list[str]:
    """Time is an argument: a rule or an act that looks at the clock cannot be asked about another day."""
    tree = ast.parse(source)
    stamped = (
        _seen(node, f"{node.arg}=")
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add")
    )
    given_a_time = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args}
    return sorted([*_mentions(tree, CLOCKS), *_mentions(tree, CONVERTERS, given_a_time), *stamped])


def writes_a_file(source: str) -> list[str]:
    """Files have homes: whatever is written elsewhere is out of reach of sealing, disposal and the scan."""
    tree = ast.parse(source)
    found = list(_mentions(tree, WRITERS))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("write_text", "write_bytes", "touch"):
            found.append(_seen(node, node.attr))
        elif isinstance(node, ast.Call) and _opens_to_write(node):
            found.append(_seen(node, "open to write"))
    return sorted(found)


def sends_mail(source: str) -> list[str]:
    """Mail has one sender: a letter sent past the outbox is in no log, and cannot be held back."""
    tree = ast.parse(source)
    brought = (
        _seen(node, name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _brought_in(node)
        if name.startswith(MAILERS)
    )
    return sorted(brought)


def asks_what_the_visitor_says(source: str) -> list[str]:
    """A query's fields are ours to choose: `filter(**request.GET)` lets the visitor search on any column."""
    return sorted(
        _seen(node, _name(node.func))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _name(node.func) in QUERIES
        for keyword in node.keywords
        if keyword.arg is None and _from_a_request(keyword.value)
    )


def _mentions(tree: ast.Module, banned: tuple[str, ...], but: Set[int] = frozenset()) -> Iterator[str]:
    names = imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in but:
            name = dotted(node, names)
            if name in banned or name.rpartition(".")[0] in banned:
                yield _seen(node, name)


def _opens_to_write(call: ast.Call) -> bool:
    """A mode we cannot read counts as writing, except where the argument may be no mode at all."""
    if _name(call.func) not in ("open", "fdopen"):
        return False
    named = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    if _opens_by_path_and_mode(call.func):
        modes = [*named, *call.args[1:2]]
        return any(not isinstance(mode, ast.Constant) or WRITING.match(str(mode.value)) for mode in modes)
    modes = [*named, *call.args[:1]]
    return any(isinstance(mode, ast.Constant) and WRITING.match(str(mode.value)) for mode in modes)


def _opens_by_path_and_mode(function: ast.AST) -> bool:
    """open(path, mode), gzip.open(path, mode), os.fdopen(fd, mode); but path.open(mode)."""
    return not isinstance(function, ast.Attribute) or (
        isinstance(function.value, ast.Name)
        and function.value.id in ("io", "gzip", "bz2", "lzma", "codecs", "os")
    )


def _from_a_request(value: ast.AST) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == "request")
        or (isinstance(node, ast.Attribute) and node.attr in ("GET", "POST", "request"))
        for node in ast.walk(value)
    )


def _brought_in(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [f"{node.module}.{each.name}" for each in node.names]


def _name(function: ast.AST) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _seen(node: ast.AST, what: str) -> str:
    return f"{node.lineno}: {what}"
