"""From somebody else's notice to a pack: purposes, categories, recipients, period and ages, placed by words.

What a line means is known by words in `theirs.toml` and by nothing cleverer. A line that fits nothing is
listed, never guessed; what the base pack has and the notice does not name goes, unless the law asks for it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from hornbook.rules.base.written import Block
from hornbook.rules.catalogue.base import categories as catalogue
from hornbook.rules.policy.floor import SETTINGS, law_floor
from hornbook.rules.policy.lint.agreement import rights_contacts
from hornbook.rules.policy.lint.bases import purposes as purposes_of
from hornbook.rules.policy.lint.facts import MATTERS, facts
from hornbook.rules.policy.lint.text import Text, words
from hornbook.rules.policy.types import Pack

from .sheets import From, Sheets, Unread

#: Whoever is not named in the notice may still have to be told by law.
BY_LAW = frozenset({"6(1)(c)", "6(1)(d)"})
ENDS = {"archive": r"archiv", "lock": r"inaccessible|locked", "destroy": r"destroy|delet|dispos|eras"}
NO_PLACE = "nothing in the base pack is known by these words: put it where it belongs, or leave it"


@lru_cache(maxsize=1)
def known_words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "theirs.toml").read_text("utf-8"))


def fill(sheets: Sheets, text: Text, base: Pack) -> None:
    """What the text says of each thing that a pack holds."""
    _whose(sheets, text)
    if text.kind == "notice":
        _categories(sheets, text, base)
        _purposes(sheets, text, base)
        _recipients(sheets, text, base)
    else:
        why = (
            "this is a policy: what is held, why and who is told stands in the notice, and was not looked for"
        )
        sheets.unread.append(Unread(text.title.number, "", why))
    _retention(sheets, text, base)
    _rules(sheets, text)
    _contacts(sheets, text)


def _whose(sheets: Sheets, text: Text) -> None:
    """The name of a body may be copied: it is nobody's own."""
    pattern = (
        r"privacy notice for (?P<a>[A-Z][\w' &-]+?)(?: \(|$)|\bWe,? "
        r"(?P<b>(?-i:[A-Z][\w'&-]*)(?: (?-i:[A-Z][\w'&-]*)){1,6})"
        r"|^(?P<c>(?-i:[A-Z][\w'&-]*)(?: (?-i:[A-Z][\w'&-]*)){1,6})(?: \([A-Z]+\))? "
        r"(?:collects?|keeps?|holds?|uses?|aims?)\b"
    )
    hit = next(text.hits(pattern), None)
    if hit:
        found = words(pattern).match(hit.block.plain, hit.start)
        assert found is not None, "a hit matches where it was found"
        name = next(each for each in found.groups() if each)
        sheets.pack["controller"] = {"name": From(" ".join(name.split()), hit.quote.line)}
        return
    sheets.unread.append(
        Unread(text.title.number, "", "whose notice this is; put the name under [controller]")
    )


def _placed(kind: str, said: str, of: Iterable[str]) -> list[str]:
    """The ids that these words are known by, in the order of the list."""
    among = set(of)
    return [i for i, pattern in known_words()[kind].items() if i in among and words(pattern).search(said)]


def _items(text: Text, topic: str, lead: str) -> tuple[Block, ...]:
    """The items under headings about a topic, or after words that lead to them; not what others do."""
    listed: list[Block] = []
    for section in text.sections:
        headed = bool(section.heading) and section.about(topic) and not section.about("rights")
        leads = headed
        for block in section.blocks:
            if block.kind == "item" and leads:
                listed.append(block)
            elif block.kind != "item":
                opens = block.plain.rstrip().endswith(":")
                leads = (headed or bool(words(lead).search(block.plain))) and opens and not _others(block)
    return tuple(listed)


def _others(block: Block) -> bool:
    return bool(words(r"\bbas[ei]s\b|third parties|approval|following rights?").search(block.plain))


def _categories(sheets: Sheets, text: Text, base: Pack) -> None:
    lead = r"\b(we|school) [^:]*(collect|obtain|hold)|categories of"
    told: set[str] = set()
    for block in _items(text, "categories", lead):
        placed = _placed("categories", block.words, base.categories)
        told |= set(placed)
        for name in placed:
            wording = _said(text, block) if len(placed) == 1 else ""
            said = From(wording or base.categories[name].wording, block.number)
            sheets.categories.setdefault(name, {"wording": said})
        if not placed and not words(r"^special category \w+\W*$").search(block.words):
            sheets.unread.append(Unread(block.number, _said(text, block), NO_PLACE))
    by_law = [c for c in base.categories if any(field.law for field in catalogue[c].fields)]
    tied = {"relation", "youth_support_choice", "identity", "enrolment"} | (
        {"sen_need"} if "sen" in told else set()
    )
    for name in base.categories:
        if name not in told and name in by_law and name not in tied:
            why = f"{name} is not named; it stays, because the law makes schools ask for some of it"
            sheets.unread.append(Unread(text.title.number, "", why))
    sheets.leave_out(
        "categories", [c for c in base.categories if c not in told and c not in by_law and c not in tied]
    )


def _people(text: Text) -> frozenset[str]:
    """Names of people whom the text names, so that none of them comes along."""
    named = {name for who, _ in rights_contacts(text) for name in who}
    officer = r"(?:officer|DPO|headteacher|contact)(?: is|,|:)? (?-i:((?:[A-Z][\w'-]+ ){1,2}[A-Z][\w'-]+))"
    for hit in text.hits(officer):
        named |= set(words(officer).findall(hit.text))
    return frozenset(named)


def _said(text: Text, block: Block) -> str:
    """The words of a line, unless they name a person or a mailbox."""
    named = "@" in block.words or any(name in block.words for name in _people(text))
    return "" if named else block.words


def _purposes(sheets: Sheets, text: Text, base: Pack) -> None:
    _, listed = purposes_of(text)
    told: set[str] = set()
    for block in listed:
        placed = [each for each in _placed("purposes", block.words, base.purposes) if each not in told]
        if placed:
            told.add(placed[0])
            sheets.purposes[placed[0]] = {
                "text": From(_said(text, block) or base.purposes[placed[0]].text, block.number)
            }
        else:
            sheets.unread.append(Unread(block.number, _said(text, block), NO_PLACE))
    if not told:
        why = "no list of purposes was found; those of the base pack stand, look at each"
        sheets.unread.append(Unread(text.title.number, "", why))
        return
    needed = {"lawful-sharing", "safeguarding", "rights-and-records", "education-duties"}
    needed |= {route.purpose for name, route in base.routes.items() if name in _told_routes(text, base)}
    out = [n for n, p in base.purposes.items() if n not in told and n not in needed and not p.law_given]
    sheets.leave_out("purposes", out)


def _recipients(sheets: Sheets, text: Text, base: Pack) -> None:
    told: set[str] = set()
    for block in _items(text, "sharing", r"\b(we|school) [^:]*shar(e|ed) [^:]*with"):
        placed = [each for each in _placed("routes", block.words, base.routes) if each not in told]
        if placed:
            told.add(placed[0])
            sheets.routes[placed[0]] = {
                "recipient": From(_said(text, block) or base.routes[placed[0]].recipient, block.number)
            }
        elif not _placed("routes", block.words, base.routes):
            sheets.unread.append(Unread(block.number, _said(text, block), NO_PLACE))
    told |= _told_routes(text, base)
    gone = set(sheets.pack.get("without", {}).get("purposes", []))
    out = [
        n for n, r in base.routes.items() if r.purpose in gone or (n not in told and r.basis not in BY_LAW)
    ]
    for name in out:
        sheets.routes.pop(name, None)
    sheets.leave_out("routes", out)


def _told_routes(text: Text, base: Pack) -> frozenset[str]:
    """Recipients that the text names anywhere."""
    known = known_words()["routes"].items()
    return frozenset(name for name, pattern in known if name in base.routes and text.has(pattern))


def _retention(sheets: Sheets, text: Text, base: Pack) -> None:
    fact = next((each for each in facts(text) if each.matter == "retention" and each.hit), None)
    if fact is None or fact.hit is None:
        why = "how long anything is kept; the periods of the base pack stand, look at each"
        sheets.unread.append(Unread(text.title.number, "", why))
        return
    trigger, years = fact.value if isinstance(fact.value, tuple) else ("birth", 25)
    said = fact.hit.sentence
    ends = sorted((a for a, p in ENDS.items() if words(p).search(said)), key=lambda a: _place(ENDS[a], said))
    line = fact.hit.quote.line
    for name, kept in base.retention.items():
        table = {
            "trigger": trigger,
            "years": From(years, line),
            "actions": From(ends or list(kept.actions), line),
        }
        sheets.retention[name] = table


def _place(pattern: str, said: str) -> int:
    found = words(pattern).search(said)
    return found.start() if found else 0


def _rules(sheets: Sheets, text: Text) -> None:
    """Numbers that the law leaves a school to choose, where the choice is no looser than the law."""
    rules: dict[str, From] = {}
    for fact in facts(text):
        setting = MATTERS[fact.matter].setting if fact.matter in MATTERS else ""
        if fact.matter == "review":
            setting = "notice_review_months"
        if setting and fact.hit and isinstance(fact.value, int) and setting not in rules:
            line = fact.hit.quote.line
            if _looser(setting, fact.value, text):
                sheets.unread.append(Unread(line, "", f"{fact.said} is looser than the law, which governs"))
            else:
                rules[setting] = From(fact.value, line)
    if rules:
        sheets.pack["rules"] = rules


def _looser(setting: str, value: int, text: Text) -> bool:
    floor, direction = law_floor(setting, text.on), SETTINGS[setting].direction
    if floor is None:
        return False
    return value > floor[0] if direction == "at-most" else direction == "at-least" and value < floor[0]


def _contacts(sheets: Sheets, text: Text) -> None:
    """Roles stay; people and their addresses do not come along."""
    asked = r"\bcontact (us|our|the|(?-i:[A-Z]))|officer[^.]{0,20} is\b|[\w.+-]+@[\w-]+\.\w+"
    lines = sorted({hit.quote.line for hit in text.hits(asked)})
    if lines:
        named = ", ".join(str(line) for line in lines)
        why = (
            f"contacts are named (lines {named}); the draft has roles at example.org, put your own "
            f"into pack.toml"
        )
        sheets.unread.append(Unread(lines[0], "", why))


__all__ = ["fill"]
