"""On what basis: does the text rest each use on law that can carry it?

Keeps: promises 58 to 64. UK GDPR Articles 6, 9 and 10, and Schedule 1 to the Data Protection Act 2018.
"""

from collections.abc import Iterator

from hornbook.rules.base.written import Block

from .checks import Found, check
from .text import Hit, Text, words

BASIS = (
    r"6\(?1?\)?\(1\)|\b6\(1\)|legal obligation|public task|public interest|consent|contract|vital interests?"
    r"|legitimate interests?|the law (says|makes|requires)|\bAct (19|20)\d\d|Regulations "
    r"(19|20)\d\d|statutory duty"
)
LEADS_TO_PURPOSES = (
    r"\b(we|the school|the trust|the council) (will )?(use|collect and use|process|need|hold)s? "
    r"[^.:;]{0,60}(information|data)[^.:;]{0,40}(to|for|in order to)?\s*:?\s*$"
)


def purposes(text: Text) -> tuple[Block | None, tuple[Block, ...]]:
    """The words that lead to the list of purposes, and the list."""
    for section in text.sections:
        for place, block in enumerate(section.blocks):
            if block.kind == "para" and _leads(block):
                listed = _run_of_items(section.blocks[place + 1 :])
                if len(listed) >= 3:
                    return block, listed
    for section in text.sections:
        listed = tuple(each for each in section.blocks if each.kind in {"item", "row"})
        if (
            section.heading
            and section.about("purposes")
            and not section.about("sharing")
            and len(listed) >= 3
        ):
            return section.heading, listed
    return None, ()


def _leads(block: Block) -> bool:
    what = words(r"collect the following").search(block.plain)
    return bool(words(LEADS_TO_PURPOSES).search(block.plain)) and not what


def _run_of_items(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    run: list[Block] = []
    for block in blocks:
        if block.kind not in {"item", "row"}:
            break
        run.append(block)
    return tuple(run)


def tied(listed: tuple[Block, ...]) -> bool:
    """Does at least every second purpose say which basis it has?"""
    return bool(listed) and 2 * sum(bool(words(BASIS).search(each.plain)) for each in listed) >= len(listed)


@check("no-basis-per-purpose", "UK GDPR, Article 13(1)(c)", of="notice", absence=True)
def no_basis_per_purpose(text: Text) -> Iterator[Found]:
    lead, listed = purposes(text)
    suggest = "Say behind each purpose which basis it has and which law gives the task; a table does it best."
    if lead and not tied(listed):
        why = f"{len(listed)} purposes are listed, and nothing says which basis each of them has"
        yield Found(text.whole(lead), why, suggest)
    elif not text.has(BASIS):
        yield Found(text.anchor("", "basis", "purposes"), "No lawful basis is named at all", suggest)


@check(
    "wrong-special-category-condition",
    "UK GDPR, Article 9(2)(b); Data Protection Act 2018, Schedule 1, paragraph 1",
    of="notice",
)
def wrong_condition(text: Text) -> Iterator[Found]:
    if not text.about_pupils:
        return
    for hit in text.hits(r"9 ?\(2\) ?\(b\)|employment,? (and )?social security (and|or) social protection"):
        if not words(r"\b(staff|employees?|workforce|governors?)\b").search(hit.sentence):
            why = (
                "This condition is about the law of employment, social security and social "
                "protection: no home for pupils' data"
            )
            suggest = (
                "Name Article 9(2)(g) with paragraph 6 (a function given by law) or 18 (safeguarding) "
                "of Schedule 1, "
                "or Article 9(2)(h) for health and social care."
            )
            yield Found(hit, why, suggest)


@check("equality-condition-overreach", "Data Protection Act 2018, Schedule 1, paragraph 8")
def equality_overreach(text: Text) -> Iterator[Found]:
    """Paragraph 8 is for comparing how groups fare, and serves no decision about one person."""
    for hit in text.hits(r"equality of (opportunity|treatment)"):
        about = hit.says(
            r"special category|sensitive|substantial public interest|Schedule 1|condition|9 ?\(2\) ?\(g\)"
        )
        groups = hit.says(
            r"\b(compar|monitor|review|keep under review)\w*\b[^.]*\b(groups?|equality)|\bgroups\b"
        )
        if about and not groups:
            why = (
                "This condition serves only to compare how groups fare, for four kinds of data, "
                "and never a measure or decision about one pupil"
            )
            suggest = (
                "For support of a pupil name paragraph 6 or 18 of Schedule 1, or Article 9(2)(h); "
                "keep the equality condition for comparing groups, and say so."
            )
            yield Found(hit, why, suggest)


@check(
    "criminal-offence-gateway", "UK GDPR, Article 10; Data Protection Act 2018, section 10(5)", of="notice"
)
def offences_without_a_gateway(text: Text) -> Iterator[Found]:
    held = (
        r"youth (justice|offending)|criminal (offences?|convictions?|records?|allegations?)|\bconvictions?\b"
        r"|\bcautions?\b|offending (history|behaviour)|probation"
    )
    if text.has(r"Article 10\b|criminal[- ]offence data|official authority"):
        return
    for hit in text.hits(held):
        told_only = words(r"law enforcement|prevent|detect|prosecut|we will share|police may").search(
            hit.sentence
        )
        if not told_only and not _shared(text, hit):
            why = "This may tell of an offence, and nothing in the text says on what ground such data is held"
            suggest = (
                "Name official authority or a condition of Schedule 1 under Article 10 (such as "
                "paragraph 6 or 18), "
                "or leave it out."
            )
            yield Found(hit, why, suggest)


def _shared(text: Text, hit: Hit) -> bool:
    """In a list of recipients it is whom we tell, not what we hold."""
    return text.section_of(hit.block).about("sharing") or hit.says(r"\bteams?\b[^.]*\bshare")


@check("public-authority-legitimate-interests", "UK GDPR, Article 6(1), closing words")
def legitimate_interests(text: Text) -> Iterator[Found]:
    if not text.public:
        return
    pattern = r"legitimate interests?\b|\b6 ?\(1\) ?\((f|ea)\)"
    for hit in text.hits(pattern):
        limited = hit.says(
            r"\bnot\b[^.]{0,60}(rely|use|available|rest)|cannot|outside (our|its|their) (public )?tasks?"
            r"|other than in the performance|no public task|not part of our"
        )
        if not limited and not hit.says(r"(our|the) suppliers?|their own|charit"):
            why = "A public authority cannot rest its tasks on legitimate interests, recognised ones included"
            suggest = (
                "Name the law that gives the task: a legal obligation, 6(1)(c), or a public task, 6(1)(e)."
            )
            yield Found(hit, why, suggest)


@check("consent-as-the-story", "UK GDPR, Articles 6(1) and 13(1)(c)", of="notice")
def consent_as_the_story(text: Text) -> Iterator[Found]:
    for hit in text.hits(
        r"(not|never) (share|pass|give|disclose)[^.]{0,80}without (your |their )?consent,? unless"
    ):
        why = (
            "It sounds as if consent were the rule; what schools share rests on duties and tasks, "
            "and seldom on consent"
        )
        suggest = "Say to whom you give what because the law says so, and for what alone you ask consent."
        yield Found(hit, why, suggest)
