"""Made, and not begun: Children's Wellbeing and Schools Act 2026, section 4.

Keeps: promise 138. Children Act 2004, sections 16LA and 16LC. The duty to share what may keep a child safe,
and the one identifier for a child, are switched off until `timeline.toml` gives them a day; considering a
share and writing down the decision is good practice before that. Neither overrides data protection unless
the Act says so (Data Protection Act 2018, section 183A).
"""

from datetime import date

from .cites import CA_16LA, CA_16LC, implements
from .ruling import Ruling
from .timeline import rule


@implements(CA_16LA)
def must_share(*, relevant: bool, may_help: bool, more_harm: bool, on: date) -> Ruling:
    """Is there a duty to share this that day? Once begun: what may help, unless sharing harms the child more.

    >>> must_share(relevant=True, may_help=True, more_harm=False, on=date(2026, 11, 1)).verdict
    'no_duty'
    """
    duty = rule("safeguarding-sharing-duty")
    rules = (duty, rule("data-protection-prevails"))
    if not duty.on(on):
        why = "The duty has been made and has not begun."
        next = "Consider it all the same, share what is needed to keep a child safe, and write down why."
        return Ruling("no_duty", why, next, rules)
    if more_harm:
        why = "Sharing would harm the child more than it helps."
        return Ruling("no_duty", why, "Write down who judged so, and why.", rules)
    if relevant and may_help:
        why = "It is relevant to keeping the child safe, and may help whoever receives it."
        return Ruling("share", why, "Share what is needed, and write it down.", rules)
    return Ruling("no_duty", "It would not help whoever receives it.", "Write down the decision.", rules)


@implements(CA_16LC)
def identifier_may_travel(on: date) -> bool:
    """May the one identifier be put on anything that leaves? Not before its day has come.

    >>> identifier_may_travel(date(2026, 11, 1))
    False
    """
    return rule("consistent-identifier").on(on)
