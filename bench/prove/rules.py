"""Rules need no Django: their tests run where it is not installed, and reach every branch.

    bin/prove rules [arguments for pytest]

A virtual environment of its own is made, with what rules and their tests import and nothing else; the tests
of `rules/` run in it, measured by branch. It fails where Django can be imported, a test fails, a branch is
not reached, or it takes longer than it may.
"""

import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = ("holidays", "tzdata", "pypdf", "charset-normalizer")
TESTING = ("pytest", "pytest-xdist", "hypothesis", "coverage", "weasyprint", "cryptography")
TESTS = ("tests/rules", "tests/formats")
SECONDS = 30
CONFIG = """
[run]
branch = true
source = hornbook.rules
parallel = true
data_file = {folder}/measured
patch = subprocess
[report]
exclude_also =
    if __name__ == .__main__.:
"""


def with_what_they_need(names: tuple[str, ...]) -> dict[str, Distribution]:
    """These distributions and all that they require, as they are installed here."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if name in names:
                raise
            continue  # asked for on another system only
        for line in found[name].requires or []:
            if "extra ==" not in line:
                waiting.append(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0])
    return found


def tops(of: Distribution) -> Iterator[Path]:
    """The files and folders of a distribution that stand directly in site-packages."""
    site = Path(str(of.locate_file("")))
    for first in {Path(str(file)).parts[0] for file in of.files or []} - {"..", "__pycache__"}:
        yield site / first


def environment(folder: Path) -> Path:
    """A virtual environment with links to what is needed; gives its interpreter."""
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python*/site-packages"))
    for each in with_what_they_need(NEEDED + TESTING).values():
        for top in tops(each):
            link = site / top.name
            if top.exists() and not link.exists():
                link.symlink_to(top)
    return folder / "bin" / "python"


def main() -> int:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        python = str(environment(folder / "venv"))
        if subprocess.run([python, "-c", "import django"], capture_output=True).returncode == 0:
            print("Django can be imported: nothing is shown.")
            return 1
        config = folder / "coveragerc"
        config.write_text(CONFIG.format(folder=folder), "utf-8")
        measured = [python, "-m", "coverage"]
        tests = ["-m", "pytest", "-p", "no:cacheprovider", "-n", "2", *(sys.argv[1:] or TESTS)]
        began = time.perf_counter()
        passed = subprocess.run([*measured, "run", f"--rcfile={config}", *tests], cwd=ROOT).returncode
        took = time.perf_counter() - began
        subprocess.run([*measured, "combine", "-q", f"--rcfile={config}"], cwd=ROOT, check=True)
        report = [*measured, "report", f"--rcfile={config}", "-m", "--skip-covered", "--fail-under=100"]
        reached = subprocess.run(report, cwd=ROOT).returncode
    print(
        f"Django                       not installed\ntook                         {took:.0f} s, of {SECONDS}"
    )
    return int(bool(passed or reached) or took > SECONDS)


if __name__ == "__main__":
    sys.exit(main())
