"""How a policy says it answers people, where it asks more of them, or gives them less, than the law does.

Keeps: promises 204, 222, 225. UK GDPR Articles 12 and 15; Data Protection Act 2018, Schedules 2 to 4.
"""

from collections.abc import Iterator

from hornbook.rules.base.written import Block

from .checks import Found, check
from .text import Hit, Text, first_of_each_block, words

REQUEST = (
    r"(subject )?access requests?|requests? (for|to see|to access) (access|information|your"
    r"|their|personal|a copy)"
    r"|exercise (any|one|a|your|these|their)[^.]{0,30}rights?|rights requests?|requests? "
    r"(must|should|need|has|have)"
)
IN_WRITING = (
    r"in writing|\bwritten\b|by (letter|post|e-?mail|fax)|on (our|the) [\w ]{0,30}form\b"
    r"|(complete|fill in) [\w ]{0,30}form"
)
MUST = r"\b(must|need to|needs to|have to|has to|should|required to|only (be )?(accept|consider)\w*|are to)\b"
#: Where the law itself says written, or asks for a form of its own.
RIGHTLY_WRITTEN = (
    r"educational record|curricular record|freedom of information|\bFOI\b|biometric"
    r"|photograph|video|police|court"
    r"|law enforcement|supplier|where possible|if you can|it helps|need not|do(es)? not "
    r"(have|need) to|no need"
)


@check("written-only-request", "UK GDPR, Articles 12(2) and 15")
def written_only(text: Text) -> Iterator[Found]:
    for hit in first_of_each_block(text.hits(REQUEST)):
        said = hit.sentence
        if not (words(MUST).search(said) and words(IN_WRITING).search(said)) or words(RIGHTLY_WRITTEN).search(
            said
        ):
            continue
        if text.section_of(hit.block).topics & {"record", "biometrics", "photographs", "cctv", "sharing"}:
            continue
        why = (
            "A request counts in whatever way it is made, also by word of mouth and to anybody on your staff"
        )
        suggest = "Write: You can ask in any way. It helps us if you write; if you tell us, we write it down."
        yield Found(hit, why, suggest)


@check("identity-check-too-wide", "UK GDPR, Article 12(6)")
def identity_check(text: Text) -> Iterator[Found]:
    pattern = (
        r"(two|2|three|3) (forms|pieces|types|proofs) of (identification|ID\b|identity)|(always"
        r"|must) [^.]{0,40}proof of identity"
    )
    for hit in text.hits(pattern):
        if not hit.says(
            r"reasonable doubt|if we (doubt|are unsure|are not sure|do not know)|where we (doubt"
            r"|cannot be sure)"
        ):
            why = (
                "Proof of identity may be asked for only where there is reasonable doubt, and no more "
                "of it than settles that"
            )
            suggest = "Write: If we are not sure who is asking, we may ask for what we need to be sure."
            yield Found(hit, why, suggest)


@check("refusal-test-too-wide", "UK GDPR, Articles 12(5) and 15(3)")
def refusal_test(text: Text) -> Iterator[Found]:
    """Only what is *manifestly* unfounded or excessive; a further copy may cost a fee, no more."""
    for block in text.blocks:
        wide = words(
            r"(unfounded|excessive)[^.]{0,60}(if|where|when) (it|they) (is|are) (repetitive"
            r"|repeated)|further copies"
        ).search(block.plain)
        bare = words(r"\b(unfounded|excessive)\b").search(block.plain)
        refuses = words(r"refus|\bfee\b|deemed|not act|decline").search(block.plain)
        if not refuses or not (bare and not words(r"manifestly").search(block.plain)):
            continue
        found = wide or bare
        why = (
            "The test is whether a request is manifestly unfounded or excessive, judged each "
            "time; repeating it, or asking for a further copy, is not enough"
        )
        suggest = (
            "Write: Only where a request is manifestly unfounded or excessive may we refuse it or "
            "charge a reasonable fee; "
            "we give our reasons. For further copies we may charge a reasonable fee."
        )
        yield Found(Hit(block, found.start(), found.end()), why, suggest)


@check("exemption-too-wide", "Data Protection Act 2018, Schedule 3")
def exemptions(text: Text) -> Iterator[Found]:
    withheld = _withheld(text)
    yield from _abuse(text.hits(r"(at|of) risk of abuse", withheld))
    yield from _court(
        text.hits(
            (
                r"(is|was|been|are) (given|provided|supplied|submitted) to (a|the) court|court "
                r"(reports?|proceedings)"
            ),
            withheld,
        )
    )


def _withheld(text: Text) -> tuple[Block, ...]:
    """Blocks on what is not disclosed: by their own words, or by those that lead to their list."""
    says = words(r"\b(not|never|refuse to|withhold)\b[^.]{0,40}\b(disclose|release|provide|give|information)")
    found: list[Block] = []
    lead = False
    for block in text.blocks:
        own = bool(says.search(block.plain))
        lead = own if block.kind != "item" else lead
        if own or lead:
            found.append(block)
    return tuple(found)


def _abuse(hits: Iterator[Hit]) -> Iterator[Found]:
    for hit in hits:
        if not hit.says(
            r"parent|(other than|not|unless) [^.]{0,30}(the )?(pupil|child) (asks|makes|requests)"
            r"|pupil's own request"
        ):
            why = (
                "This may be held back from a parent or whoever else answers for the child, and never "
                "from the pupil who asks"
            )
            suggest = (
                "Add: … when somebody with parental responsibility asks. A pupil's own request is not "
                "refused for this."
            )
            yield Found(hit, why, suggest, "Data Protection Act 2018, Schedule 3, paragraph 21")


def _court(hits: Iterator[Hit]) -> Iterator[Found]:
    for hit in hits:
        if not hit.says(
            r"processed by (a|the) court|by the court|rules? of (the )?court|listed|court may withhold"
        ):
            why = (
                "It covers what a court processes under certain rules; the school's own copy of what "
                "it gave to a court is not covered by that alone"
            )
            suggest = (
                "Write: is processed by a court in a report or evidence that the court's own rules "
                "let it withhold."
            )
            yield Found(hit, why, suggest, "Data Protection Act 2018, Schedule 3, paragraphs 3, 9 and 18")
