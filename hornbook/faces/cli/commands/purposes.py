"""hornbook purposes list | propose | decide | tell | withdraw"""

import argparse
from typing import Any

from hornbook.faces.cli import answers, given, terminal
from hornbook.rules.base.dates import spoken
from hornbook.rules.law import dpa_2018_conditions as special
from hornbook.rules.law import uk_gdpr_bases as bases
from hornbook.stages.account import telling
from hornbook.stages.parties import queries as parties
from hornbook.stages.registers.purposes import acts, queries

HELP = """New purposes: what the pack names and people were not told of, and the way of each into force.

A purpose is refused until it was proposed, checked, agreed, told to people by the published notice, and its
day has come.

example: hornbook purposes list
         hornbook purposes propose trips --collected-on public_task --kind statistics --why "As asked for."
         hornbook purposes decide REF --agree --why "It is right."
         hornbook purposes tell REF --on 2026-11-24 --how letter"""


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help in (
        ("list", "what waits to be proposed, and how far each change is"),
        ("propose", "propose a purpose that the pack names, and have it checked"),
        ("decide", "agree to it, or refuse"),
        ("tell", "write down when and how people were told"),
        ("withdraw", "take it back, before its day or after"),
    ):
        sub = below.add_parser(name, help=help)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        given.controller(sub)
        if name == "propose":
            _propose_arguments(sub)
        elif name != "list":
            sub.add_argument("ref", type=given.reference)
        if name in ("propose", "decide", "withdraw"):
            sub.add_argument("--why", required=True, metavar="TEXT", help="in your words; name nobody")
        if name == "decide":
            verdict = sub.add_mutually_exclusive_group(required=True)
            verdict.add_argument("--agree", action="store_true")
            verdict.add_argument("--refuse", action="store_true")
        if name == "tell":
            sub.add_argument("--on", metavar="DATE", type=given.day, default=terminal.today())
            sub.add_argument("--how", choices=telling.WAYS, default="notice")
            sub.add_argument("--effective", metavar="DATE", type=given.day, help="a later first day of use")


def _propose_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("purpose")
    sub.add_argument("--collected-on", required=True, choices=bases.COLLECTED_ON)
    sub.add_argument("--kind", required=True, choices=bases.NEW_PURPOSES)
    sub.add_argument("--fresh-consent", action="store_true")
    sub.add_argument("--not-our-task", dest="own_task", action="store_false")
    sub.add_argument("--annex1", choices=tuple(bases.recognised_interests()), default="")
    sub.add_argument("--special-use", choices=special.PURPOSES, default="other")
    sub.add_argument("--policy-document", action="store_true")


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    data, lines = WHAT[args.what](args, by)
    answers.give(args.json, data, lines)
    return 0


def _list(args: argparse.Namespace, by: Any) -> tuple[Any, list[str]]:
    pack, on = parties.pack_of(by.controller), terminal.today()
    new = queries.unproposed(by.controller, pack, on)
    found = queries.changes(by.controller, on)
    lines = [f"{name}  not proposed: {', '.join(sorted(uses))}" for name, uses in new.items()]
    lines += [f"{c.ref}  {c.purpose}  {c.stands}{_days(c)}" for c in found]
    data = {
        "unproposed": {name: sorted(uses) for name, uses in new.items()},
        "changes": [_change(each) for each in found],
    }
    return data, lines or ["Every purpose that the pack names is in force."]


def _propose(args: argparse.Namespace, by: Any) -> tuple[Any, list[str]]:
    said = ("purpose", "collected_on", "kind", "why", "fresh_consent", "own_task", "annex1", "special_use")
    asked = {name: getattr(args, name) for name in (*said, "policy_document")}
    ref = acts.propose(by=by, at=terminal.now(), **asked)
    return _shown(by, ref)


def _decide(args: argparse.Namespace, by: Any) -> tuple[Any, list[str]]:
    acts.decide(by=by, at=terminal.now(), change=args.ref, agree=args.agree, why=args.why)
    return _shown(by, args.ref)


def _tell(args: argparse.Namespace, by: Any) -> tuple[Any, list[str]]:
    told = {"on": args.on, "how": args.how, "effective": args.effective}
    telling.tell(by=by, at=terminal.now(), change=args.ref, **told)
    return _shown(by, args.ref)


def _withdraw(args: argparse.Namespace, by: Any) -> tuple[Any, list[str]]:
    acts.withdraw(by=by, at=terminal.now(), change=args.ref, why=args.why)
    return _shown(by, args.ref)


def _shown(by: Any, ref: Any) -> tuple[Any, list[str]]:
    found = queries.change(by.controller, ref, terminal.today())
    assert found is not None
    lines = [f"{found.ref}  {found.purpose}: {found.stands}{_days(found)}"]
    lines += [f"  {a['topic']}: {a['verdict']}. {a['why']} {a['next']}".rstrip() for a in found.answers]
    return _change(found), lines


def _days(change: queries.Change) -> str:
    if change.told_on is None or change.effective_on is None:
        return ""
    return f", told on {spoken(change.told_on)}, in force from {spoken(change.effective_on)}"


def _change(change: queries.Change) -> dict[str, Any]:
    return {
        "change": change.ref,
        "purpose": change.purpose,
        "categories": list(change.categories),
        "basis": change.basis,
        "laws": list(change.laws),
        "stands": change.stands,
        "answers": list(change.answers),
        "told_on": change.told_on,
        "told_how": change.told_how,
        "notices": dict(change.notices),
        "effective_on": change.effective_on,
    }


WHAT = {"list": _list, "propose": _propose, "decide": _decide, "tell": _tell, "withdraw": _withdraw}
