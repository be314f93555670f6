"""What two documents of one controller, or a document and its pack, say differently.

Keeps: promises 19, 121, 278. UK GDPR Article 5(1)(a): two answers to one question are no answer.
"""

from collections.abc import Iterable, Iterator

from hornbook.rules.base.written import Block
from hornbook.rules.policy.types import Pack

from .agreement import bare, mailboxes, rights_contacts
from .checks import Found, remark
from .facts import MATTERS, Fact, facts, pack_facts
from .remark import Remark
from .text import Text, words

FAIR = "UK GDPR, Articles 5(1)(a) and 24(1)"
OTHER_MATTERS = {
    "retention": ("how long pupils' records are kept", "retention-conflict"),
    "review": ("how often this is looked at again", "review-interval-conflict"),
}
#: What a policy may speak of that a notice then has to tell, and the words by which a notice does.
TOPICS = {
    "biometrics": ("biometric data", r"biometric|fingerprint|facial recognition"),
    "photographs": ("photographs and videos", r"photo|video|\bimages?\b"),
    "cctv": ("CCTV", r"\bCCTV\b|surveillance|security cameras?"),
}


def between(text: Text, other: Text | Pack) -> tuple[Remark, ...]:
    """Remarks about the first; what the other says is in the reason."""
    found: set[Remark] = set()
    if isinstance(other, Pack):
        name = f"the pack {other.id}"
        found |= set(_facts(text, pack_facts(other), name))
        found |= set(_pack_contacts(text, other))
        return tuple(sorted(found))
    name = other.written.file.replace("\\", "/").rpartition("/")[2]
    found |= set(_facts(text, facts(other), name))
    found |= set(_topics(text, other, name))
    found |= set(_people(text, other, name))
    found |= set(_mailboxes(text, other, name))
    found |= set(_regulations(text, other, name))
    return tuple(sorted(found))


def _facts(text: Text, others: Iterable[Fact], name: str) -> Iterator[Remark]:
    theirs: dict[str, list[Fact]] = {}
    for fact in others:
        theirs.setdefault(fact.matter, []).append(fact)
    ours: dict[str, list[Fact]] = {}
    for fact in facts(text):
        ours.setdefault(fact.matter, []).append(fact)
    for matter, here in ours.items():
        there = theirs.get(matter, [])
        if not there or {each.value for each in here} & {each.value for each in there}:
            continue
        what, code = OTHER_MATTERS.get(matter) or (MATTERS[matter].what, MATTERS[matter].code)
        first = here[0]
        assert first.hit is not None
        place = f", line {there[0].hit.quote.line}" if there[0].hit else ""
        why = f"Here it is {first.said}, in {name}{place} it is {there[0].said}: {what}"
        yield remark(code, Found(first.hit, why, "Say the same in both."), FAIR)


def _topics(text: Text, other: Text, name: str) -> Iterator[Remark]:
    if {text.kind, other.kind} != {"notice", "policy"}:
        return
    notice, policy = (text, other) if text.kind == "notice" else (other, text)
    for topic, (what, told) in TOPICS.items():
        section = next((s for s in policy.sections if s.heading and s.about(topic) and s.blocks), None)
        if section is None or section.heading is None or notice.has(told):
            continue
        heading = section.heading
        place = text.anchor("", "categories") if text is notice else text.whole(heading)
        if text is notice:
            why = f"{name}, line {heading.number}, speaks of {what}, and this notice does not"
        else:
            why = f"This policy speaks of {what}, and {name} does not"
        suggest = (
            f"Tell in the notice about {what}: what is held, why, on what basis, for how long; or "
            f"that there is none."
        )
        yield remark(
            "policy-topic-missing-from-notice", Found(place, why, suggest), "UK GDPR, Articles 13 and 14"
        )


def _people(text: Text, other: Text, name: str) -> Iterator[Remark]:
    """Somebody whom one text sends people to, and the other does not know."""
    suggest = "Name one contact for rights in both, by role."
    for who, hit in rights_contacts(text):
        strangers = [each for each in who if "@" not in each and not _knows(other, each)]
        if strangers:
            why = f"{name} does not know this contact for people's rights"
            yield remark("contact-mismatch", Found(hit, why, suggest), "UK GDPR, Article 12(2)")
            break
    for who, hit in rights_contacts(other):
        strangers = [each for each in who if "@" not in each and not _knows(text, each)]
        if strangers:
            place = text.anchor(r"(data protection officer|DPO)[^.]{0,60}(is|contact)", "contact", "rights")
            why = (
                f"{name}, line {hit.quote.line}, sends people who want to use a right to somebody not "
                f"named here"
            )
            yield remark("contact-mismatch", Found(place, why, suggest), "UK GDPR, Article 12(2)")
            break


def _knows(text: Text, name: str) -> bool:
    spaced = name.replace(" ", r"\s+")
    return text.has(rf"\b{spaced}\b")


def _mailboxes(text: Text, other: Text, name: str) -> Iterator[Remark]:
    """The same mailbox, written in two ways; or two mailboxes for one officer."""
    theirs = {bare(address): (address, hit.quote.line) for address, hit in mailboxes(other)}
    exact = {address for address, _ in mailboxes(other)}
    for address, hit in mailboxes(text):
        if address not in exact and bare(address) in theirs:
            why = f"In {name}, line {theirs[bare(address)][1]}, it is {theirs[bare(address)][0]}"
            suggest = "Find out which is right, and give that one in both."
            yield remark("contact-mismatch", Found(hit, why, suggest), "UK GDPR, Article 13(1)(b)")
    ours, others = _officer(text), _officer(other)
    if ours and others and ours.keys().isdisjoint(others.keys()):
        address, block = next(iter(ours.items()))
        if bare(address) not in theirs:
            there = next(iter(others))
            why = f"In {name} the data protection officer is reached at {there}"
            yield remark("contact-mismatch", Found(text.whole(block), why, "Give one address in both."), FAIR)


def _officer(text: Text) -> dict[str, Block]:
    about = words(r"data protection officer|\bDPO\b")
    return {address: hit.block for address, hit in mailboxes(text) if about.search(hit.sentence)}


def _pack_contacts(text: Text, pack: Pack) -> Iterator[Remark]:
    officer = pack.contacts.get("dpo")
    ours = _officer(text)
    if officer and officer.email and ours and officer.email.lower() not in ours:
        address, block = next(iter(ours.items()))
        why = (
            f"In the pack {pack.id} the data protection officer is reached at {officer.email}, "
            f"here at {address}"
        )
        yield remark("contact-mismatch", Found(text.whole(block), why, "Give one address in both."), FAIR)


def _regulations(text: Text, other: Text, name: str) -> Iterator[Remark]:
    """One tells the Department under regulation 4, the other under 5: one school cannot be both."""
    pattern = r"\bregulation ([45])\b(?=[^.;]{0,60}Individual Pupils)"
    ours = [(hit.text[-1], hit) for hit in text.hits(pattern)]
    theirs = [(hit.text[-1], hit) for hit in other.hits(pattern)]
    if ours and theirs and {n for n, _ in ours}.isdisjoint({n for n, _ in theirs}):
        why = (
            f"Here the Department is told under regulation {ours[0][0]}, in {name} under "
            f"regulation {theirs[0][0]}"
        )
        suggest = "Write 4 for a school that a local authority maintains, 5 for an academy, in both."
        cite = (
            "Education (Information About Individual Pupils) (England) Regulations 2013, regulations 4 and 5"
        )
        yield remark("regulation-mismatch", Found(ours[0][1], why, suggest), cite)
