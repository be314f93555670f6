"""How long a batch of deadlines takes, from the command as a person runs it: `bin/bench clock`.

The rows are those of the tests: every kind, with a school's calendar. Printed: the time of the whole process,
start included; it fails past two seconds.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data" / "clock"
SECONDS = 2.0


def main() -> int:
    command = [sys.executable, "-m", "hornbook", "clock", "--json", "--batch", str(DATA / "asked.csv")]
    command += ["--calendar", f"HALFWAY={DATA / 'halfway.toml'}"]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True)
    took = time.perf_counter() - began
    answers = json.loads(done.stdout)
    kinds = {each["kind"] for each in answers}
    print(f"{len(answers)} answers over {len(kinds)} kinds in {took:.2f} s")
    return int(took > SECONDS)


if __name__ == "__main__":
    sys.exit(main())
