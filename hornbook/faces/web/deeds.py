"""What each act is called on a page that says what happened. A test finds the act that has no words."""

DEEDS: dict[str, str] = {
    "use.read": "Opened a record",
    "use.open": "Opened the pupil’s page",
    "use.find": "Looked for a pupil",
    "use.list": "Opened a list of pupils",
    "use.moves": "Looked at who joined and left",
    "use.change": "Changed a record",
    "share.plan": "Looked at who would go",
    "share.send": "Sent to a recipient",
    "retain.review": "Looked at what is due for disposal",
    "retain.propose": "Proposed disposal",
    "retain.approve": "Approved disposal",
    "retain.withdraw": "Took a proposed disposal back",
    "retain.begin": "Began a disposal",
    "retain.resume": "Went on with a disposal",
    "retain.dispose": "Destroyed a record",
    "retain.close": "Ended a disposal",
    "retain.tombstones": "Removed again what a backup had brought back",
    "retain.mean": "Made sure who goes with whom",
    "retain.tidy": "Cleared what had run out",
    "rights.open": "Wrote down that somebody asks",
    "rights.ask_for_id": "Asked for proof of identity",
    "rights.id_received": "Proof of identity came",
    "rights.ask_to_clarify": "Asked what is sought",
    "rights.clarified": "Heard what is sought",
    "rights.extend": "Took the longer time",
    "rights.decide": "Decided who may have the copy",
    "rights.withhold": "Kept something back",
    "rights.lift": "Gave what had been kept back",
    "rights.gather": "Gathered the record for a copy",
    "rights.mask": "Took other people’s names out of a copy",
    "rights.count": "Counted a copy against the record",
    "rights.copy": "Made the copy",
    "rights.read_words": "Read what was typed in a request",
    "rights.close": "Closed the request",
    "diary.recount": "Counted every clock again",
    "collect.receive": "Received a file",
    "collect.weigh": "Checked a file",
    "collect.preview": "Looked at what a file would change",
    "collect.begin": "Began to admit a file",
    "collect.admit": "Admitted part of a file",
    "collect.settle": "Ended admitting a file",
    "collect.again": "Saw that a file had been admitted before",
    "collect.withdraw": "Took a file back before it was admitted",
    "account.publish": "Published the notice",
    "account.translate": "Published a translation of the notice",
    "account.show_notice": "Wrote down who was shown the notice",
    "account.own": "Said who sees to a promise",
    "account.prove": "Filed proof of a promise",
    "account.open": "Opened a paper filed as proof",
    "purposes.propose": "Proposed a new purpose",
    "purposes.decide": "Decided about a new purpose",
    "purposes.tell": "Wrote down that people were told of a new purpose",
    "purposes.withdraw": "Took a new purpose back",
    "pack.adopt": "Adopted a policy pack",
    "people.invite": "Invited a colleague",
}

#: Acts by which somebody only looks.
LOOKING = frozenset(
    {
        "use.read",
        "use.open",
        "use.find",
        "use.list",
        "use.moves",
        "share.plan",
        "retain.review",
        "rights.gather",
    }
)


def words(act: str, verdict: str = "done") -> str:
    """What was done, or what was refused.

    >>> words("share.send", "refused")
    'Refused: sent to a recipient'
    """
    said = DEEDS.get(act, act.replace(".", ": ").replace("_", " "))
    return f"Refused: {said[0].lower()}{said[1:]}" if verdict == "refused" else said
