"""Small faults put into a module's functions, one at a time, as a tired person would make them.

A fault changes one thing inside one function: a bound, a comparison, and/or, a number by one, a result, a
condition turned round, a statement left out, a no turned into a yes. It is put in by exchanging the code of
the functions that exist already, so that whoever imported them by name has it too.
"""

import ast
import copy
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

#: A no, and the yes it would be if nobody enforced it.
PERMISSIVE = {
    "deny": "allow",
    "hold": "allow",
    "refuse": "comply",
    "withhold": "release",
    "redact": "release",
    "not_available": "withhold",
    "reject": "accept",
    "reject_person": "accept",
    "suppress": "allow",
    "register_only": "report_ico",
    "not_applicable": "allow",
}
BOUNDS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPPOSITE = {
    **{ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is},
}
Key = tuple[str, int]  # a function in its file: its qualified name, and the line where it begins


@dataclass(frozen=True)
class Fault:
    """What is done, where; `place` is the node's number in the module's tree, `turn` which fault there."""

    path: str
    function: str
    first: int
    line: int
    what: str
    place: int
    turn: int
    permissive: bool = False

    @property
    def name(self) -> str:
        return f"{self.path}:{self.function}: {self.what}"


def faults(path: Path, shown: str) -> list[Fault]:
    """Every fault of a module's functions, in the order of its lines."""
    tree = ast.parse(path.read_text("utf-8"))
    return list(_walk(tree, shown, _places(tree)))


def _places(tree: ast.Module) -> dict[int, int]:
    return {id(node): place for place, node in enumerate(ast.walk(tree))}


def _walk(tree: ast.Module, shown: str, places: dict[int, int]) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for names, function in _functions(tree):
        first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
        for node in _inside(function):
            for turn, (what, changed) in enumerate(_changes(node)):
                before, after = _brief(node), _brief(changed)
                told = f"{what}: {before} -> {after}"
                count = lines[names + told] = lines.get(names + told, 0) + 1
                told += f" ({count})" if count > 1 else ""
                yes = what == "a no turned into a yes"
                yield Fault(shown, names, first, node.lineno, told, places[id(node)], turn, yes)


def _functions(tree: ast.AST, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions of a module and of its classes; those inside a function belong to it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield ".".join((*names, node.name)), node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, (*names, node.name))


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a body that have a line: no annotation, no default, no docstring."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if hasattr(node, "lineno"):
            yield node
        if isinstance(node, ast.FunctionDef):
            waiting.extend(reversed(node.body))
        elif isinstance(node, ast.AnnAssign):
            waiting.extend([node.value] if node.value else [])
        elif isinstance(node, ast.Lambda):
            waiting.append(node.body)
        elif not isinstance(node, ast.JoinedStr):  # how a sentence is put together is for its own tests
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each fault that can be made of this node, as the node that would stand in its place."""
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and, or", _like(node, ast.BoolOp(other, node.values))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", node.operand
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and not _texts(node):
        other_op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield "plus, minus", _like(node, ast.BinOp(node.left, other_op, node.right))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare):
        turned = copy.copy(node)
        turned.test = _like(node.test, ast.UnaryOp(ast.Not(), node.test))
        yield "condition turned round", turned
    elif isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield "no result", _like(node, ast.Return(_like(node, ast.Constant(None))))
    elif isinstance(node, ast.Raise | ast.AugAssign | ast.Continue | ast.Break) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
    ):
        yield "left out", _like(node, ast.Pass())


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for number, op in enumerate(node.ops):
        for what, table in (("bound", BOUNDS), ("comparison turned round", OPPOSITE)):
            if type(op) in table:
                ops = [*node.ops[:number], table[type(op)](), *node.ops[number + 1 :]]
                yield what, _like(node, ast.Compare(node.left, ops, node.comparators))


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield "true, false", _like(node, ast.Constant(not node.value))
    elif isinstance(node.value, int):
        for by in (1, -1):
            yield "one off", _like(node, ast.Constant(node.value + by))
    elif node.value in PERMISSIVE:
        yield "a no turned into a yes", _like(node, ast.Constant(PERMISSIVE[str(node.value)]))


def _like(node: ast.AST, other: ast.AST) -> ast.AST:
    return ast.copy_location(other, node)


def _texts(node: ast.BinOp) -> bool:
    parts = [node.left, node.right]
    return any(
        isinstance(each, ast.JoinedStr | ast.List | ast.Tuple)
        or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in parts
    )


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _brief(node: ast.AST) -> str:
    """What a reader needs to find it: the first line, shortened."""
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0]
    return text if len(text) <= 70 else f"{text[:67]}..."


class _Exchange(ast.NodeTransformer):
    def __init__(self, wanted: ast.AST, turn: int) -> None:
        self.wanted, self.turn = wanted, turn

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.wanted:
            return next(changed for n, (_, changed) in enumerate(_changes(node)) if n == self.turn)
        return self.generic_visit(node)


def put_in(fault: Fault, path: Path, live: dict[Key, list[FunctionType]]) -> bool:
    """Exchange the code of the fault's function and of what it made; false where that cannot be."""
    tree = ast.parse(path.read_text("utf-8"))
    wanted = next(node for place, node in enumerate(ast.walk(tree)) if place == fault.place)
    tree = ast.fix_missing_locations(_Exchange(wanted, fault.turn).visit(tree))
    done = False
    for code in _codes(compile(tree, str(path), "exec", dont_inherit=True)):
        if code.co_qualname.split(".<locals>")[0] == fault.function:
            for function in live.get((code.co_qualname, code.co_firstlineno), []):
                try:
                    function.__code__ = code
                except ValueError:  # it closes over fewer names than before
                    return False
                done = True
    return done


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def live_functions(paths: set[str]) -> dict[str, dict[Key, list[FunctionType]]]:
    """File -> its functions as they exist now, by name and line, wherever they are kept."""
    found: dict[str, dict[Key, list[FunctionType]]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in paths:
            code = each.__code__
            of_file = found.setdefault(code.co_filename, {})
            of_file.setdefault((code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def caches(package: str) -> list[Any]:
    """The functions of a package that remember their answers."""
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, _lru_cache_wrapper) and str(each.__module__).startswith(package)
    ]
