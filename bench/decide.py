"""How long a batch of questions takes, from the command as a person runs it: `python -m bench.decide`.

Every topic, in turn, with its example's facts. Printed: the time of the whole process, start included.
"""

import json
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hornbook.faces.cli.commands.decide import from_words
from hornbook.rules.policy.topics import topics

LINES = 320


def lines() -> list[str]:
    asked = [(name, shlex.split(topic.example)[1:]) for name, topic in topics.items()]
    facts = [{"topic": name, **from_words(name, words)} for name, words in asked]
    return [json.dumps(facts[number % len(facts)]) for number in range(LINES)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "batch.jsonl"
        batch.write_text("\n".join(lines()), "utf-8")
        began = time.perf_counter()
        command = [sys.executable, "-m", "hornbook", "decide", "--batch", str(batch), "--json"]
        done = subprocess.run(command, capture_output=True, check=True)
        took = time.perf_counter() - began
    answers = json.loads(done.stdout)
    print(f"{len(answers)} answers over {len(topics)} topics in {took:.2f} s")


if __name__ == "__main__":
    main()
