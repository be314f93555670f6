"""`python -m hornbook.promises` prints the register; with `--evidence`, how each one stands today."""

import argparse
import sys

from hornbook.promises import evidence, register
from hornbook.promises.print import as_markdown
from hornbook.rules.base.refused import BadInput


def main(arguments: list[str] | None = None) -> int:
    reader = argparse.ArgumentParser(prog="python -m hornbook.promises", description=__doc__)
    reader.add_argument("--evidence", action="store_true", help="add the state of each promise and its tests")
    asked = reader.parse_args(arguments)
    try:
        page = as_markdown(register(), evidence.read() if asked.evidence else None)
    except BadInput as fault:
        print(fault, file=sys.stderr)
        return 1
    sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
