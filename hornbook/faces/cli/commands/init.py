"""hornbook init: a data folder, its tables and keys, a first controller and whoever signs in first."""

import argparse

from hornbook.faces.cli import answers, preparing, terminal
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.stages.keys import ring
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries as known

HELP = """Make the data folder, its tables and its keys; then a controller and its first account.

Run it again to bring the tables up to date, or to add an account: what is there stays as it is.
The first password and the second factor are shown once, and kept nowhere in clear.

example: hornbook init --controller elm --name "Elm House School" \\
             --pack england-alternative-provision --email dpo@elm.example.org"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--controller", metavar="SLUG", help="its short name in addresses and commands")
    parser.add_argument("--name", help="its full name")
    parser.add_argument("--pack", help="the policy pack it works by")
    parser.add_argument("--email", help="of the account to make")
    parser.add_argument("--person", metavar="NAME", default="", help="whose account it is")
    parser.add_argument("--role", action="append", default=[], help="default: dpo")


def run(args: argparse.Namespace) -> int:
    home = preparing.folder()
    preparing.tables()
    where = preparing.root_key()
    ring().opens()
    lines = [f"Data folder: {home}", f"Root key:    {where}", "Its tables are as this version needs them."]
    login = None
    if args.controller:
        login = _first_account(args)
        lines += _said(login) if login else ["Nothing else was added: the account is there already."]
    elif not known.all_controllers():
        lines += [
            "",
            "Next: say who works here (see hornbook init --help):",
            "  hornbook init --controller SLUG --name NAME --pack PACK --email EMAIL",
        ]
    lines += ["", "Keep the root key in the safe too: without it nothing can be opened, by anyone."]
    lines += ["Then: hornbook doctor, and hornbook serve"]
    data = {"home": str(home), "root": where, "login": _for_machines(login)}
    answers.give(args.json, data, lines)
    return 0


def _first_account(args: argparse.Namespace) -> preparing.Login | None:
    at = terminal.now()
    there = {c.slug: c for c in known.all_controllers()}
    missing = [f for f in ("name", "pack", "email") if not getattr(args, f)]
    if args.controller in there:
        missing = [f for f in missing if f == "email"]
    if missing:
        raise BadInput(
            Finding(
                "error",
                "argument-missing",
                "hornbook init",
                None,
                f"--{missing[0]}",
                "A controller has a name, a pack and somebody who signs in first.",
                "Give --name, --pack and --email.",
            )
        )
    if args.controller in there:
        controller = there[args.controller].ref
    else:
        controller = parties.found(slug=args.controller, name=args.name, pack=args.pack, at=at)
    roles = tuple(args.role or ["dpo"])
    return preparing.employ(controller, args.email, args.person or args.email, roles, at)


def _said(login: preparing.Login) -> list[str]:
    return [
        "",
        f"Account:       {login.email} ({', '.join(login.roles)})",
        f"Password:      {login.password}",
        f"Second factor: {login.secret}",
        f"               {login.address}",
        "Put the second factor into an authenticator app now: neither is shown again.",
        "Change the password after signing in: /account/password/",
    ]


def _for_machines(login: preparing.Login | None) -> dict[str, object] | None:
    if login is None:
        return None
    return {
        "account": login.account,
        "email": login.email,
        "roles": list(login.roles),
        "password": login.password,
        "second_factor": login.secret,
        "otpauth": login.address,
    }
