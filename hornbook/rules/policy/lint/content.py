"""What a notice has to say and does not: UK GDPR Articles 13 and 14, line by line.

Keeps: promises 8, 19, 116, 121. Where words are missing there is nothing to quote but where they belong.
"""

import re
from collections.abc import Iterator

from hornbook.rules.base.written import Block

from .bases import purposes, tied
from .checks import Found, check
from .text import Hit, Text, words

NUMBER = r"\d+|one|two|three|four|five|six|seven|ten|twelve|twenty[- ]?\w*"
PERIOD = (
    rf"\b({NUMBER}) (school |calendar |academic )?(years?|months?|weeks?|days?)\b|\bage of "
    rf"(\d+|\w+teen|twenty)"
    r"|\d+(st|nd|rd|th) birthday|date of birth|end of (the|each|that) (school |academic |financial )?year"
    r"|until (you|the pupil|they|he|she) leaves?"
)
CRITERIA = r"retention (schedule|table|policy|and disposal)|records management|toolkit for schools"
KEEPS = r"\b(keep|keeps|kept|retain|retains|retained|hold|holds|held|store|stored)\b"
VAGUE = (
    r"statutory recommended period|(recommended|required|appropriate|statutory) (retention "
    r")?period|as long as (is |it is |we )?(necessary|need)"
)
RIGHTS = {
    "see what is held and have a copy": (
        r"subject access|\baccess to\b|\b(see|copy|copies) (of )?(what|the|your|their|my|any)?"
        r"|right of access|request access"
    ),
    "have mistakes corrected": r"correct|rectif|put (it|them|mistakes)? ?right|mistakes",
    "have it deleted": r"delet|\beras|destroy|removed",
    "have its use restricted": (
        r"restrict|stop us using|in certain ways|limit (how|the use|its use|what)|not use it"
        r"|without using it|pause"
    ),
    "take it elsewhere in electronic form": (
        r"portab|transferred (electronically|to (a third party|another|someone))"
        r"|machine[- ]readable|electronic(ally)? (form|copy)|take (it|your (data|information)) "
        r"(with you|elsewhere)|file that a computer"
    ),
    "object to its use": r"\bobject(ion)? (to|how)|right to object|\bobject\b|challenge processing",
}
#: Rights that exist on some bases only, and the words for a basis on which they do.
ON_A_BASIS = {
    "have it deleted": r"consent|contract|vital interests?|legitimate interests?|6 ?\(1\) ?\((a|b|d|ea|f)\)",
    "take it elsewhere in electronic form": r"consent|contract|6 ?\(1\) ?\((a|b)\)",
}
LEADS_TO_RIGHTS = r"\b(rights?|entitled)\b[^.;]{0,80}:?\s*$|\brights? (which|that) you can"


def rights_part(text: Text) -> tuple[Block, ...]:
    """The blocks that tell people their rights, under whatever heading."""
    blocks = list(text.about("rights", "objection"))
    for section in text.sections:
        for place, block in enumerate(section.blocks):
            if block.kind == "para" and words(LEADS_TO_RIGHTS).search(block.plain):
                blocks += section.blocks[place:]
    return tuple(dict.fromkeys(blocks))


def without_basis(text: Text) -> frozenset[str]:
    """Rights that none of the bases named gives, where the text says of each purpose which basis it has."""
    _, listed = purposes(text)
    if not tied(listed):
        return frozenset()
    return frozenset(right for right, basis in ON_A_BASIS.items() if not text.has(basis, listed))


def _rights_place(text: Text) -> Hit:
    return text.anchor(
        r"you (also )?have the (following )?rights? to\s*:|rights which you can exercise", "rights"
    )


@check("missing-right", "UK GDPR, Articles 13(2)(b) and 15 to 21", absence=True)
def missing_right(text: Text) -> Iterator[Found]:
    part = rights_part(text)
    if text.kind == "policy" and not part:
        return
    none = without_basis(text)
    missing = [right for right, say in RIGHTS.items() if right not in none and not text.has(say, part)]
    if missing:
        rights = "; ".join(missing)
        why = f"Rights that the law gives are not among those told: to {rights}"
        yield Found(_rights_place(text), why, f"Add, in your words: to {rights}.")


@check("no-withdrawal-of-consent", "UK GDPR, Articles 7(3) and 13(2)(c)", absence=True)
def no_withdrawal(text: Text) -> Iterator[Found]:
    if text.has(r"\bconsent") and not text.has(
        r"withdr[ae]w|change (your|their) mind|take (your|their) consent back|say no later"
    ):
        why = "Consent is spoken of, and not that it can be taken back at any time"
        suggest = (
            "Add: Where we ask for your consent, you can withdraw it at any time, as easily as you gave it."
        )
        yield Found(_rights_place(text), why, suggest)


@check("no-objection-section", "UK GDPR, Article 21(4)", of="notice", absence=True)
def no_objection_section(text: Text) -> Iterator[Found]:
    """The right to object is to be shown by itself: under a heading, or in a paragraph of its own."""
    headed = any(s.heading and s.about("objection") for s in text.sections)
    apart = [
        b
        for b in text.blocks
        if b.kind in {"para", "heading"}
        and words(r"(right to|you (may|can)( always)?) object").search(b.plain)
    ]
    if not headed and not apart:
        why = (
            "The right to object has to be shown clearly and apart from everything else, and here "
            "it is one of a list or missing"
        )
        suggest = (
            "Give it a heading: Your right to object. Say what people may object to, and what you then do."
        )
        yield Found(text.anchor(r"\bobject to (how|our|the|processing)", "rights"), why, suggest)


@check(
    "no-controller-complaint",
    "UK GDPR, Articles 12(4) and 13(2)(ca); Data Protection Act 2018, section 164A",
    since="complaints-to-controller",
    absence=True,
)
def no_controller_complaint(text: Text) -> Iterator[Found]:
    told = (
        r"164A|acknowledg[^.]{0,80}(30|thirty) days|within (30|thirty) days that we have"
        r"|\b(can|may|right|rights|entitled|free)( to| also| always)*( make a)? complain(t|ts)?"
        r"( directly| first)? (to|with) (us|the (school|trust|academy|council)|our)\b"
    )
    if text.has(told):
        return
    lines = sorted(
        text.hits(r"(complain|concern)[^.]*(Information Commission|\bICO\b|supervisory|regulator)"),
        key=lambda hit: -len(hit.block.plain),
    )
    place = lines[0] if lines else text.anchor("", "complaint", "rights", "contact")
    why = (
        "People have the right to complain to you first, and to be told so: an invitation to "
        "get in touch does not say it"
    )
    suggest = (
        "Add: You may complain to us about how we use your information. Within 30 days we tell you that we "
        "have your complaint; then we look into it and tell you the outcome without delay. You may also "
        "complain to the Information Commissioner."
    )
    yield Found(place, why, suggest)


@check("no-dpo", "UK GDPR, Articles 13(1)(b) and 37(1)(a)", absence=True)
def no_dpo(text: Text) -> Iterator[Found]:
    if text.public and not text.has(r"data protection officer|\bDPO\b"):
        why = "A public authority has to have a data protection officer, and the text names none"
        suggest = (
            "Add: Our data protection officer is … and can be reached at …; a role and an address are enough."
        )
        yield Found(
            text.anchor(r"discuss anything in this (privacy )?notice|^\s*contact\s*:?\s*$", "contact"),
            why,
            suggest,
        )


OTHERS = r"\bICO\b|Information Commission|\bDfE\b|Department for Education|supervisory|Careers Service"
COUNCIL = r"\bKCC\b|\b[Cc]ouncil\b|local authority|Transparency Team"
WAY = r"[\w.+-]+@[\w-]+\.[\w.-]+|\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"


@check("no-contact-details", "UK GDPR, Article 13(1)(a) and (b)", absence=True)
def no_contact_details(text: Text) -> Iterator[Found]:
    others = OTHERS if text.body == "council" else f"{OTHERS}|{COUNCIL}"
    own = [
        block
        for block in text.blocks
        if any(re.search(WAY, line.text) for line in block.lines) and not words(others).search(block.plain)
    ]
    if not own:
        why = "There is no address, number or mailbox at which you yourself can be reached"
        suggest = (
            "Add a post or e-mail address and a telephone number of your own, and those of your "
            "data protection officer."
        )
        place = text.anchor(
            r"please contact [^.]{0,80}to exercise|(please )?contact [^.]{0,60}(right|question|query)",
            "contact",
        )
        yield Found(place, why, suggest)


@check("no-controller-named", "UK GDPR, Article 13(1)(a)", of="notice", absence=True)
def no_controller_named(text: Text) -> Iterator[Found]:
    if not text.names_itself:
        why = "Nobody can see whose notice this is: it says 'we' and never a name"
        yield Found(
            text.whole(text.title), why, "Begin: We, … School, are the controller of this information."
        )


@check("no-retention-period", "UK GDPR, Articles 5(1)(e) and 13(2)(a)", absence=True)
def no_retention_period(text: Text) -> Iterator[Found]:
    suggest = (
        "Say for each kind of record how long it is kept, or by what it is decided; for "
        "example: until your 25th birthday."
    )
    statutory = list(text.hits(r"statutory recommended period"))
    for hit in statutory:
        yield Found(hit, "There is no such period: neither a number nor a way to find it is given", suggest)
    if statutory or text.kind == "policy" or _says_how_long(text):
        return
    vague = [hit for hit in text.hits(VAGUE) if words(KEEPS).search(hit.sentence)]
    place = vague[0] if vague else text.anchor("", "retention", "security")
    yield Found(
        place, "The text does not say how long anything is kept, nor by what that is decided", suggest
    )


def _says_how_long(text: Text) -> bool:
    """A period in a sentence about keeping, or in the part about it; or a schedule that gives it."""
    part = text.about("retention")
    if text.has(PERIOD, part) or text.has(CRITERIA):
        return True
    return any(words(KEEPS).search(hit.sentence) for hit in text.hits(rf"{PERIOD}|\bcriteria\b"))


@check("missing-transfer-line", "UK GDPR, Articles 13(1)(f) and 44A", of="notice", absence=True)
def missing_transfer_line(text: Text) -> Iterator[Found]:
    said = (
        r"abroad|overseas|outside (of )?(the )?(UK|United Kingdom|EEA|European|country)"
        r"|another country|other countries"
        r"|third countr|international transfer"
    )
    if not text.has(said):
        why = "Nothing says whether information leaves the United Kingdom"
        suggest = (
            "Add: Nothing is sent outside the United Kingdom. If something is: where to, and how "
            "it is protected there."
        )
        yield Found(text.anchor("", "sharing", "rights"), why, suggest)


@check("missing-automation-line", "UK GDPR, Articles 13(2)(f) and 22C", of="notice", absence=True)
def missing_automation_line(text: Text) -> Iterator[Found]:
    for hit in text.hits(r"automated|by (a )?(machine|computer)s?\b|a computer (never|does not)|profiling"):
        if not words(r"\bobject to\b|right").search(hit.sentence):
            return
    why = "Nothing says whether decisions about pupils are taken by machine alone"
    suggest = (
        "Add: No decision about you is taken by a machine alone. If one is: how it works and "
        "what it means for pupils."
    )
    yield Found(text.anchor(r"object to (automated|decisions)", "automation", "rights"), why, suggest)
