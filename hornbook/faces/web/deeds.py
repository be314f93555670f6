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
    "pack.adopt": "Adopted a policy pack",
    "people.invite": "Invited a colleague",
}

#: Acts by which somebody only looks.
LOOKING = frozenset({"use.read", "use.open", "use.find", "use.list", "use.moves", "share.plan", "retain.review"})


def words(act: str, verdict: str = "done") -> str:
    """What was done, or what was refused.

    >>> words("share.send", "refused")
    'Refused: sent to a recipient'
    """
    said = DEEDS.get(act, act.replace(".", ": ").replace("_", " "))
    return f"Refused: {said[0].lower()}{said[1:]}" if verdict == "refused" else said
