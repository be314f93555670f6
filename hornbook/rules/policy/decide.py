"""One decision, asked everywhere: may these people do this with these fields, for this reason, on this day?

Keeps: promises 12, 22, 52, 53, 54, 57, 58, 97, 100, 225. Everything not allowed is refused, and each answer
says why, what to do next, and which clause or pack key decides. Pure: no clock, no table, look-ups only.
"""

from collections.abc import Mapping

from .answers import ASK_DPO, allow, deny, not_in_force, unknown_category, unknown_purpose
from .bases import CONDITIONS
from .sending import decide_sending
from .types import ACTS, Decision, Pack, Purpose, Question, Role

#: Short names of the acts that ask for data.
ALIASES = {"read": "use.read", "find": "use.find", "change": "use.change", "share": "share.send"}

#: Acts on somebody's record, for a purpose. `analyse` reads many at once, never one by name.
ON_RECORDS = frozenset({"use.read", "use.find", "use.change", "analyse"})

Fields = Mapping[str, frozenset[str]]


def decide(pack: Pack, question: Question) -> Decision:
    """The pack's and the law's answer: allow, deny, or hold until something is recorded."""
    act = ALIASES.get(question.act, question.act)
    if act in ON_RECORDS:
        return _declared(pack, question) or _on_record(pack, question, act)
    if act not in ACTS:
        return deny("act-unknown", f"There is no act {question.act!r}.", "Choose a known one.", "pack:roles")
    refused = _act(pack, question, act)
    if refused is not None:
        return refused
    if act == "share.send" and (question.act == "share" or question.route):
        return decide_sending(pack, question)
    return _declared(pack, question, purpose_needed=False) or _act_allowed(question, act)


def _declared(pack: Pack, question: Question, purpose_needed: bool = True) -> Decision | None:
    """Default deny: the category, its fields, the purpose, the one for the other: all declared."""
    if question.category:
        holding = pack.categories.get(question.category)
        if holding is None:
            return unknown_category(question.category)
        beyond = question.fields - holding.fields
        if beyond:
            return _field_not_held(question.category, beyond)
    if not question.purpose and not purpose_needed:
        return None
    purpose = pack.purposes.get(question.purpose)
    if purpose is None:
        return unknown_purpose(question.purpose)
    if question.category and question.category not in purpose.categories:
        return _not_for_this(purpose, question.category)
    return not_in_force(purpose.id, question.waits) if question.waits else None


def _field_not_held(category: str, beyond: frozenset[str]) -> Decision:
    names = ", ".join(sorted(beyond)).replace("_", " ")
    return deny(
        "field-not-in-pack",
        f"The notice does not say that this is held under {category.replace('_', ' ')}: {names}.",
        "Leave it out, or have the pack and the notice changed first.",
        f"pack:categories.{category}",
        "UK GDPR, Article 5(1)(c)",
    )


def _not_for_this(purpose: Purpose, category: str) -> Decision:
    return deny(
        "not-for-this-purpose",
        f"{category.replace('_', ' ').capitalize()} is not used for this reason: {purpose.text}",
        "Choose the reason you need it for; if none fits, you do not need it.",
        f"pack:purposes.{purpose.id}",
        "UK GDPR, Article 5(1)(b) and (c)",
    )


def _act(pack: Pack, question: Question, act: str) -> Decision | None:
    for name in question.roles:
        role = pack.roles.get(name)
        if role is not None and act in role.acts:
            return None
    who = [role.label for role in pack.roles.values() if act in role.acts]
    next = f"This is for: {', '.join(who)}." if who else ASK_DPO
    return deny(
        "role-not-allowed", "Your role here does not do this.", next, "pack:roles", "UK GDPR, Article 32"
    )


def _act_allowed(question: Question, act: str) -> Decision:
    fields = {question.category: question.fields} if question.category and question.fields else {}
    return allow(
        fields, "Your role here does this.", *(f"pack:roles.{name}" for name in sorted(question.roles))
    )


def _on_record(pack: Pack, question: Question, act: str) -> Decision:
    purpose = pack.purposes[question.purpose]
    if act == "analyse" and purpose.level == "individual":
        why = "This reason is about one pupil at a time, and cannot be used to analyse many."
        return deny("not-for-analysis", why, "Choose a reason about groups.", f"pack:purposes.{purpose.id}")
    if act != "analyse" and purpose.level != "individual":
        why = "This reason compares groups of pupils, and never looks at one by name."
        next = "Use the analysis pages, or choose the reason for which you need this pupil's record."
        return deny("not-by-name", why, next, f"pack:purposes.{purpose.id}", "UK GDPR, Article 5(1)(c)")
    granting = [role for role in _roles(pack, question) if _grants(role, question, act)]
    if not granting:
        return deny(
            "role-not-allowed",
            "Your role here does not use this for this reason.",
            "Ask somebody whose work it is, or the data protection officer.",
            "pack:roles",
            f"pack:purposes.{purpose.id}",
            "UK GDPR, Articles 25(2) and 32",
        )
    near = [role for role in granting if "any" in role.relations or role.relations & question.relations]
    if not near:
        return deny(
            "not-yours",
            "Only people who teach or support this pupil may open the record.",
            "Ask the pupil's tutor, or the office to correct who teaches whom.",
            *(f"pack:roles.{role.id}" for role in granting),
            "UK GDPR, Article 32",
        )
    if question.restricted and not purpose.when_restricted:
        why = "Use of this person's data is restricted: it may be kept, and not used for this."
        next = "Wait until the restriction is lifted, or ask the data protection officer."
        return deny("restricted", why, next, "UK GDPR, Article 18", f"pack:purposes.{purpose.id}")
    return _fields(purpose, question, near, act)


def _roles(pack: Pack, question: Question) -> list[Role]:
    return [pack.roles[name] for name in sorted(question.roles) if name in pack.roles]


def _grants(role: Role, question: Question, act: str) -> Fields:
    if act != "analyse" and act not in role.acts:
        return {}
    granted = (role.changes if act == "use.change" else role.reads).get(question.purpose, {})
    if not question.category:
        return granted
    return {question.category: granted[question.category]} if question.category in granted else {}


def _fields(purpose: Purpose, question: Question, roles: list[Role], act: str) -> Decision:
    """What the roles together may have; asking by name for more than that is refused, not trimmed."""
    may: dict[str, frozenset[str]] = {}
    for role in roles:
        for category, fields in _grants(role, question, act).items():
            may[category] = may[category] | fields if category in may else fields
    cites = (f"pack:purposes.{purpose.id}", *purpose.laws, *(f"pack:roles.{role.id}" for role in roles))
    if question.category and question.fields:
        beyond = question.fields - may[question.category]
        if beyond:
            names = ", ".join(sorted(beyond)).replace("_", " ")
            why = f"Your work does not need this part of the record: {names}."
            return deny(
                "field-not-allowed", why, "Leave it out. " + ASK_DPO, *cites, "UK GDPR, Article 25(2)"
            )
        may[question.category] = question.fields
    condition = purpose.conditions.get(question.category)
    if condition:
        cites = (*cites, CONDITIONS[condition].cite)
    return allow(may, f"Used for this reason: {purpose.text}", *cites)
