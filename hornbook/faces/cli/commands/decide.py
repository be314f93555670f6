"""hornbook decide: one question about one case, or a file of them, answered by law and pack.

Keeps: promises 82, 83, 91, 163, 207 and 248, as far as a person asks for them. Pure: it opens no data folder.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from hornbook.packs import SHIPPED
from hornbook.rules.base.dates import LONDON
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.policy.topics import Answer, BadFact, Key, Shelf, Topic, decide, topics


def _help() -> str:
    told = "\n\n".join(_told(topic) for _, topic in topics.items())
    return f"""Ask law and pack about one case, or about each line of a file.

example: hornbook decide {topics["educational_record"].example}

An answer of hold means that a named person must decide; it can be the answer in every topic. A fact that
matters and is missing gives hold, and says which. A value that starts with [ or {{ is JSON. A line of a batch
file is one flat JSON object: topic, and its keys.

{told}"""


def _told(topic: Topic) -> str:
    keys = "\n".join(f"    {name}={_key(key)}" for name, key in topic.keys.items())
    return f"  {topic.name}: {topic.what}\n{keys}\n    answers: {', '.join(topic.verdicts)}, hold"


def _key(key: Key) -> str:
    return f"{key.kind.shown}    {key.what}"


HELP = _help()


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help="what is asked; see above")
    parser.add_argument("facts", nargs="*", metavar="key=value", help="the facts of the case")
    parser.add_argument("--batch", metavar="FILE", type=Path, help="a file of JSON objects, one a line")
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="whose day's law it is, for a topic whose case has no day of its own (default: today)",
    )


def run(args: argparse.Namespace) -> int:
    shelf = Shelf([SHIPPED])
    today = _today(args.on)
    if args.batch and args.topic:
        _bad("decide", None, "--batch", "A batch file names its topics itself", "Leave the topic out.")
    if args.batch:
        answers = [_asked(name, facts, today, shelf, at) for name, facts, at in _lines(args.batch)]
        _show(answers, args.json)
    elif args.topic:
        facts = from_words(args.topic, args.facts)
        _show(_asked(args.topic, facts, today, shelf, (f"decide {args.topic}", None)), args.json)
    else:
        _bad("decide", None, "TOPIC", f"Name a topic: {', '.join(topics)}", "Or give a file with --batch.")
    return 0


def _today(on: str | None) -> date:
    if not on:
        return datetime.now(LONDON).date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        _bad("decide", None, "--on", f"{on!r} is no day such as 2026-09-01")


Place = tuple[str, int | None]


def _asked(name: str, facts: Mapping[str, Any], today: date, shelf: Shelf, at: Place) -> Answer:
    try:
        return decide(name, facts, today=today, shelf=shelf)
    except BadFact as bad:
        _bad(*at, bad.key, str(bad))


def _bad(file: str, line: int | None, key: str, why: str, next: str = "") -> NoReturn:
    raise BadInput(Finding("error", "bad-fact", file, line, key, f"{why[:1].upper()}{why[1:]}.", next))


def from_words(name: str, words: Sequence[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            _bad(f"decide {name}", None, key, f"{key!r} is not key=value")
        if key in facts:
            _bad(f"decide {name}", None, key, f"{key!r} is given twice")
        facts[key] = value
        if value[:1] in ("[", "{"):
            try:
                facts[key] = json.loads(value)
            except ValueError:
                _bad(f"decide {name}", None, key, "the value starts as JSON and is none")
    return facts


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any], Place]]:
    """Topic, facts and place of each line; empty lines are left out."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        why = "it is not text in UTF-8" if isinstance(fault, UnicodeDecodeError) else str(fault.strerror)
        _bad(str(path), None, "--batch", f"the file cannot be read: {why}")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            facts = _object(line, str(path), number)
            name = facts.pop("topic", None)
            if not isinstance(name, str):
                _bad(str(path), number, "topic", "the line names no topic", f"Known: {', '.join(topics)}.")
            yield name, facts, (str(path), number)


def _object(line: str, file: str, number: int) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("a key is given twice")
        return dict(pairs)

    try:
        found = json.loads(line, object_pairs_hook=once)
    except (ValueError, RecursionError) as fault:
        twice = "twice" in str(fault)
        _bad(file, number, "", str(fault) if twice else "the line is not JSON")
    if not isinstance(found, dict):
        _bad(file, number, "", "the line is not one flat object of topic and keys")
    return found


def _show(answers: Answer | Sequence[Answer], as_json: bool) -> None:
    if as_json:
        told = answers.as_json() if isinstance(answers, Answer) else [each.as_json() for each in answers]
        json.dump(told, sys.stdout, ensure_ascii=False, indent=None if isinstance(told, list) else 1)
        print()
        return
    for each in [answers] if isinstance(answers, Answer) else answers:
        print(f"{each.topic}: {each.verdict}\nWhy: {each.why}")
        if each.next:
            print(f"Next: {each.next}")
        for cite in each.cites:
            print(f"  {cite}{' (review me)' if cite in each.review else ''}")
