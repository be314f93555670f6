"""The source tree, as the tests of the house read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, committed or about to be, from its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(Path(name) for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file())


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    """Path and source of each Python module under these folders."""
    for path in files():
        if path.suffix == ".py" and path.parts[0] in folders:
            yield path.as_posix(), (ROOT / path).read_text()


def texts() -> Iterator[tuple[str, str]]:
    """Path and content of each file that is text."""
    for path in files():
        try:
            yield path.as_posix(), (ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue


def lines_of_code(source: str) -> int:
    return sum(bool(line.strip()) for line in source.splitlines())


def under(path: str, homes: tuple[str, ...]) -> bool:
    """Whether the module is one of these, or lies in one: "stages/hold/vault" is vault.py and vault/."""
    inside = path.removeprefix("hornbook/").removesuffix(".py")
    return any(inside == home or inside.startswith(home.rstrip("/") + "/") for home in homes)


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """`timezone.now` as "django.utils.timezone.now", whatever it was imported as; "" for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, names)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                names[each.asname or each.name.partition(".")[0]] = (
                    each.name if each.asname else each.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for each in node.names:
                names[each.asname or each.name] = f"{node.module}.{each.name}"
    return names
