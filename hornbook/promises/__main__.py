"""`python -m hornbook.promises` prints the register; with `--matrix`, who made which and what keeps it."""

import argparse
import sys

from hornbook.promises import evidence, register
from hornbook.promises.print import as_markdown, as_matrix
from hornbook.rules.base.refused import BadInput


def main(arguments: list[str] | None = None) -> int:
    reader = argparse.ArgumentParser(prog="python -m hornbook.promises", description=__doc__)
    reader.add_argument("--evidence", action="store_true", help="add the state of each promise and its tests")
    reader.add_argument("--matrix", action="store_true", help="promise by controller, with what keeps it")
    asked = reader.parse_args(arguments)
    try:
        shown = evidence.read() if asked.evidence or asked.matrix else None
        page = as_matrix(register(), shown or {}) if asked.matrix else as_markdown(register(), shown)
    except BadInput as fault:
        print(fault, file=sys.stderr)
        return 1
    sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
