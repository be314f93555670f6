"""Who has looked at the record, from the ledger: by day, by role and by reason.

Keeps: promises 99, 200. Colleagues are named by what they are here for: who they are is theirs. What was
refused is told too, for it was tried.
"""

from collections import Counter
from uuid import UUID

from hornbook.rules.base.about import Section
from hornbook.rules.base.dates import local_day, spoken
from hornbook.rules.policy.types import Pack
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.queries import Line

WHAT = {
    "collect.admit": "Taken in from a file",
    "collect.preview": "Compared with a file that came",
    "collect.settle": "Taken in from a file",
    "retain.mean": "Looked through for disposal",
    "retain.begin": "Disposal begun",
    "retain.propose": "Proposed for disposal",
    "retain.review": "Looked through for disposal",
    "rights.ask_for_id": "Proof of identity asked for",
    "rights.ask_to_clarify": "Asked what is sought in a request",
    "rights.clarified": "What is sought in a request written down",
    "rights.close": "A request ended",
    "rights.copy": "A copy handed out",
    "rights.count": "Counted, to see that a copy is whole",
    "rights.decide": "Decided who may have a copy",
    "rights.extend": "Longer time taken for a request",
    "rights.gather": "Opened, to make a copy",
    "rights.id_received": "Proof of identity seen",
    "rights.lift": "Given in a copy after all",
    "rights.mask": "Name looked up, so that it could be taken out of a paper about somebody else",
    "rights.open": "A request written down",
    "rights.read_words": "What was typed in a request read",
    "rights.withhold": "Something kept back from a copy",
    "share.plan": "Looked through for a disclosure",
    "share.send": "Sent to somebody outside",
    "use.change": "Changed",
    "use.find": "Shown in a search",
    "use.list": "Shown in a list",
    "use.moves": "Shown in a list of joiners and leavers",
    "use.open": "Opened",
    "use.read": "Opened",
}
PAGE = 500


def section(controller: UUID, person: UUID, pack: Pack) -> Section:
    counted: Counter[tuple[str, str, str, str]] = Counter()
    last: int | None = None
    while lines := ledger.about(controller, person, PAGE, before=last):
        last = lines[-1].id
        counted.update(_row(line, pack) for line in lines)
    rows = [
        {"Day": day, "What was done": what, "By": by, "Why": why, "Times": str(times)}
        for (day, what, by, why), times in counted.items()
    ]
    return Section("ledger", "Who has opened or used your record", rows)


def _row(line: Line, pack: Pack) -> tuple[str, str, str, str]:
    what = WHAT.get(line.act, line.act.replace(".", ": ").replace("_", " "))
    if line.verdict == "refused":
        what = f"Refused: {what[:1].lower()}{what[1:]}"
    roles = [pack.roles[r].label if r in pack.roles else r for r in line.roles.split()]
    purpose = pack.purposes.get(line.purpose)
    return spoken(local_day(line.at)), what, ", ".join(roles), purpose.text if purpose else ""
