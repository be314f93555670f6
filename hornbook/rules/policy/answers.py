"""The shapes a decision takes, and the sentences that more than one of them needs."""

from collections.abc import Mapping

from .types import Decision, Waiting

ASK_DPO = "Ask the data protection officer if you think it should be."


def allow(fields: Mapping[str, frozenset[str]], why: str, *cites: str) -> Decision:
    return Decision("allow", fields, cites, why)


def deny(code: str, why: str, next: str, *cites: str) -> Decision:
    return Decision("deny", {}, cites, why, next, code)


def hold(code: str, why: str, next: str, *cites: str) -> Decision:
    return Decision("hold", {}, cites, why, next, code)


def unknown_category(category: str) -> Decision:
    return deny(
        "not-in-pack",
        f"The notice does not say that {category.replace('_', ' ')} is held, so it cannot be.",
        "Have the pack and the notice changed first, and tell people before you collect it.",
        "pack:categories",
        "UK GDPR, Articles 5(1)(a) and 13",
    )


def unknown_purpose(purpose: str) -> Decision:
    named = f"{purpose!r} is not one of" if purpose else "No purpose was named, and there must be one of"
    return deny(
        "purpose-undeclared",
        f"{named} the reasons the notice gives for using data.",
        "Choose a reason from the notice; a new one has to be announced before it is used.",
        "pack:purposes",
        "UK GDPR, Article 5(1)(b)",
    )


def not_in_force(purpose: str, waits: Waiting) -> Decision:
    """The pack names the purpose, and nobody outside has been told of it in time."""
    cites = (f"pack:purposes.{purpose}", "UK GDPR, Articles 5(1)(b), 13(3) and 14(4)")
    return deny("purpose-not-in-force", waits.why, waits.next, *cites)
