"""The contracts of the house hold, and each one breaks when somebody breaks it.

The contracts are in pyproject.toml; why they are as they are, in docs/adr/0001-the-house.md.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]

#: contract -> ways to break it: file -> the import planted in it
BREAKS: dict[str, list[dict[str, str]]] = {
    "house": [
        {"hornbook/rules/base/refused.py": "import hornbook.stages"},
        {"hornbook/stages/hold/models.py": "import hornbook.faces"},
        {"hornbook/newcomer/__init__.py": ""},
    ],
    "rules": [
        {"hornbook/rules/base/refused.py": "import hornbook.rules.law"},
        {"hornbook/rules/catalogue/base.py": "import hornbook.rules.formats"},
        {"hornbook/rules/newcomer.py": ""},
    ],
    "stages": [
        {"hornbook/stages/ledger/acts.py": "import hornbook.stages.keys"},
        {"hornbook/stages/collect/acts.py": "import hornbook.stages.share"},
        {"hornbook/stages/newcomer/__init__.py": ""},
    ],
    "faces": [
        {"hornbook/faces/cli/planted.py": "import hornbook.faces.web"},
        {"hornbook/faces/newcomer/__init__.py": ""},
    ],
    "pure": [
        {"hornbook/rules/law/planted.py": "from django.db import models"},
        {"hornbook/rules/base/planted.py": "def later():\n    import sqlite3"},
    ],
    "one-door": [
        {
            "hornbook/stages/share/acts.py": "import hornbook.stages.hold.queries",
            "hornbook/stages/hold/queries.py": "",
        },
        {"hornbook/stages/use/planted.py": "import hornbook.stages.hold"},
        {
            "hornbook/faces/web/planted.py": "from hornbook.stages.hold import vault",
            "hornbook/stages/hold/vault.py": "",
        },
    ],
    "own-models": [
        {"hornbook/stages/share/acts.py": "import hornbook.stages.parties.models"},
        {"hornbook/faces/web/planted.py": "from hornbook.stages.ledger.models import Entry"},
    ],
    "categories": [
        {
            "hornbook/rules/catalogue/planted.py": "import hornbook.rules.catalogue.planted_too",
            "hornbook/rules/catalogue/planted_too.py": "",
        }
    ],
    "formats": [
        {
            "hornbook/rules/formats/planted/read.py": "import hornbook.rules.formats.planted_too.write",
            "hornbook/rules/formats/planted_too/write.py": "",
        }
    ],
    "linkage": [
        {"hornbook/stages/share/acts.py": "import splink"},
        {"hornbook/rules/base/planted.py": "from duckdb import connect"},
    ],
    "no-cycles": [
        {
            "hornbook/stages/share/first.py": "import hornbook.stages.share.second",
            "hornbook/stages/share/second.py": "import hornbook.stages.share.first",
        },
        {
            "hornbook/stages/share/deep/first.py": "import hornbook.stages.share.second",
            "hornbook/stages/share/second.py": "import hornbook.stages.share.deep.first",
        },
    ],
}

#: What must go on being allowed, whatever the contracts forbid.
SOUND = {
    "hornbook/stages/use/gate/planted.py": "import hornbook.stages.hold",
    "hornbook/stages/hold/categories/planted.py": "import hornbook.stages.hold.models",
    "hornbook/stages/hold/models.py": "import hornbook.stages.ledger",
    "hornbook/stages/analyse/link.py": "import splink",
    "hornbook/stages/ledger/__init__.py": "",
}


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    only = ["--contract", contract] if contract else []
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *only],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be broken."""
    python_only = shutil.ignore_patterns("node_modules", "*.css", "*.js", "*.svg", "*.csv", "*.gz")
    shutil.copytree(ROOT / "hornbook", tmp_path / "hornbook", ignore=python_only)
    shutil.copytree(ROOT / "tests/house", tmp_path / "tests/house")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder: Path, sources: dict[str, str]) -> None:
    for name, source in sources.items():
        path = folder / name
        for package in path.relative_to(folder).parents:
            if package.name:
                (folder / package).mkdir(exist_ok=True, parents=True)
                (folder / package / "__init__.py").touch()
        with path.open("a") as module:
            module.write(f"\n{source}\n")


def test_every_contract_holds():
    linted = lint(ROOT)
    assert linted.returncode == 0, linted.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in linted.stdout


def test_every_contract_is_shown_to_break():
    assert sorted(BREAKS) == sorted(CONTRACTS)


@pytest.mark.parametrize(
    ("contract", "planted"), [(contract, planted) for contract, ways in BREAKS.items() for planted in ways]
)
def test_a_contract_breaks_when_broken(copy: Path, contract: str, planted: dict[str, str]):
    for stage in ("ledger", "keys", "parties", "hold", "use", "share"):
        plant(copy, {f"hornbook/stages/{stage}/__init__.py": "", f"hornbook/stages/{stage}/models.py": ""})
    plant(copy, planted)

    linted = lint(copy, contract)

    assert linted.returncode == 1
    assert "0 kept, 1 broken" in linted.stdout, linted.stdout + linted.stderr


def test_what_the_house_allows_stays_allowed(copy: Path):
    plant(copy, SOUND)

    linted = lint(copy)

    assert linted.returncode == 0, linted.stdout
