"""A pack is read whole, laid over the one it extends, frozen, or refused by file and line."""

from dataclasses import FrozenInstanceError

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput
from hornbook.rules.policy import load
from hornbook.rules.policy import packs as ids
from hornbook.rules.policy.load import digest_of
from tests.keeps import keeps
from tests.own_packs import OwnPacks

BASE = "england-school"


@pytest.fixture
def packs(tmp_path):
    return OwnPacks(tmp_path)


def refused(packs, name="mmap"):
    """The finding that stops this pack: what, and exactly where."""
    with pytest.raises(BadInput) as stopped:
        packs.load(name)
    return stopped.value.finding


def test_the_same_files_give_the_same_digest_wherever_they_lie(packs):
    for name in ids([SHIPPED]):
        assert packs.load(name).digest == load(name, [SHIPPED]).digest


CHANGES = {
    "a number": ("mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17"),
    "a word of the notice": ("mmap/notice/standard.md", "## Why we use it", "## Why we use this"),
    "a word for children": ("mmap/notice/child.md", "## What we know", "## What we all know"),
    "a field on a route": ("mmap/routes/kent-choices.toml", 'identifiers = ["upn"]\n', ""),
    "a value of the pack below": (f"{BASE}/pack.toml", "sar_presumed_age = 12", "sar_presumed_age = 13"),
    "a role's right": (f"{BASE}/roles.toml", 'pastoral-care = ["incidents"]\nnext-steps', "next-steps"),
}


@pytest.mark.parametrize(("file", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_the_digest_changes_with_anything_said_and_comes_back_with_it(packs, file, old, new):
    before = packs.load("mmap").digest
    packs.change(file, old, new)
    assert packs.load("mmap").digest != before
    packs.put_back(file)
    assert packs.load("mmap").digest == before


def test_a_comment_changes_nothing(packs):
    before = packs.load("mmap").digest
    packs.append("mmap/pack.toml", "# nothing of this is said to anybody")
    assert packs.load("mmap").digest == before


def test_the_digest_covers_the_order_in_which_things_are_told(packs):
    pack = packs.load("mmap")
    turned = dict(reversed(pack.purposes.items()))
    assert digest_of(pack) == pack.digest
    assert digest_of(type(pack)(**{**_values(pack), "purposes": turned})) != pack.digest


def _values(pack):
    return {name: getattr(pack, name) for name in pack.__dataclass_fields__}


@keeps("57")
def test_a_loaded_pack_cannot_be_changed(packs):
    pack = packs.load("mmap")
    with pytest.raises(FrozenInstanceError):
        pack.title = "canary"
    for table in (pack.rules, pack.purposes, pack.routes["youth-support"].fields, pack.roles["head"].reads):
        with pytest.raises(TypeError):
            table["canary"] = "canary"


def test_a_pack_lays_its_differences_over_the_one_it_extends(packs):
    packs.write(
        "mine/pack.toml",
        'id = "mine"\ntitle = "Mine"\nversion = "1"\nextends = "mmap"\nlaw_on = 2026-11-22\ndocuments = []\n'
        '[without]\nroutes = ["kent-choices"]\n[rules]\nsar_presumed_age = 14\n',
    )
    packs.write("mine/routes/send-forum.toml", 'recipient = "Our own forum"\n')
    mine, base = packs.load("mine"), packs.load("mmap")
    assert mine.extends == ("mmap", "england-alternative-provision", BASE)
    assert mine.rules == {**base.rules, "sar_presumed_age": 14}
    assert set(base.routes) - set(mine.routes) == {"kent-choices"}
    assert mine.routes["send-forum"].recipient == "Our own forum"
    assert mine.routes["send-forum"].fields == base.routes["send-forum"].fields
    assert mine.notice == base.notice
    assert mine.places["routes.send-forum.recipient"] == ("mine/routes/send-forum.toml", 1)


def test_the_first_folder_that_has_a_pack_wins(packs, tmp_path):
    packs.change("mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17")
    assert load("mmap", [tmp_path, SHIPPED]).rules["photo_consent_age"] == 17
    assert load("mmap", [SHIPPED, tmp_path]).rules["photo_consent_age"] == 18


def test_a_category_taken_away_is_gone_from_purposes_roles_and_routes_too(packs):
    mmap = packs.load("mmap")
    used = [p.categories for p in mmap.purposes.values()]
    granted = [
        set(c) for r in mmap.roles.values() for g in (*r.reads.values(), *r.changes.values()) for c in [g]
    ]
    sent = [set(route.fields) for route in mmap.routes.values()]
    assert "incidents" in packs.load(BASE).categories
    for names in (*used, *granted, *sent):
        assert "incidents" not in names


#: what is wrong -> (file, text added, code, text on the line that is named, words of why)
WRONG = {
    "a key nobody reads": (
        "mmap/categories.toml",
        'colour = "blue"',
        "unknown-key",
        'colour = "blue"',
        "There is no key 'colour' here.",
    ),
    "a category the catalogue does not know": (
        "mmap/categories.toml",
        '[shoe_size]\nwording = "Shoe size"\nfields = "all"\nretention = "educational-record"',
        "unknown-category",
        "[shoe_size]",
        "The catalogue has no category 'shoe_size'.",
    ),
    "a category without retention": (
        "mmap/categories.toml",
        '[early_years]\nwording = "Early years"\nfields = "all"\nretention = "for-ever"',
        "no-retention",
        'retention = "for-ever"',
        "there is no type 'for-ever'",
    ),
    "a category held for no purpose": (
        "mmap/categories.toml",
        '[early_years]\nwording = "Early years"\nfields = "all"\nretention = "educational-record"',
        "held-for-nothing",
        "[early_years]",
        "'early_years' is held for no purpose",
    ),
    "a role for no purpose": (
        "mmap/roles.toml",
        '[cook]\nlabel = "Cook"\nrelations = ["any"]\n[cook.reads]\ncooking = ["identity"]',
        "unknown-purpose",
        'cooking = ["identity"]',
        "There is no purpose 'cooking'.",
    ),
    "a role beyond the purpose": (
        "mmap/roles.toml",
        '[cook]\nlabel = "Cook"\nrelations = ["any"]\n[cook.reads]\nmoderation = ["medical"]',
        "not-for-this-purpose",
        'moderation = ["medical"]',
        "'moderation' does not use 'medical'",
    ),
    "a role that does not say whose": (
        "mmap/roles.toml",
        '[cook]\nlabel = "Cook"\nrelations = []\n[cook.reads]\npastoral-care = ["medical.care"]',
        "no-relation",
        "relations = []",
        "does not say whose",
    ),
    "a basis without its law": (
        "mmap/purposes.toml",
        '[catering]\ntext = "To cook"\nbasis = "6(1)(e)"\nlaws = []\ncategories = ["identity"]',
        "no-law",
        "laws = []",
        "6(1)(e) needs the law that gives the duty or task",
    ),
    "a basis that is none": (
        "mmap/purposes.toml",
        '[catering]\ntext = "To cook"\nbasis = "because"\nlaws = []\ncategories = ["identity"]',
        "unknown-basis",
        'basis = "because"',
        "'basis' cannot be 'because'",
    ),
    "a purpose that uses nothing": (
        "mmap/purposes.toml",
        '[catering]\ntext = "To cook"\nbasis = "6(1)(e)"\nlaws = ["A law"]\ncategories = []',
        "uses-nothing",
        "categories = []",
        "'catering' uses no category",
    ),
    "an act nobody does": (
        "mmap/roles.toml",
        '[cook]\nlabel = "Cook"\nrelations = []\nacts = ["soup.cook"]',
        "unknown-acts",
        'acts = ["soup.cook"]',
        "'acts' does not know 'soup.cook'.",
    ),
    "no TOML at all": ("mmap/roles.toml", "[cook\n", "not-toml", "[cook", "This is not TOML"),
}


@keeps("57", "58", "117", "22")
@pytest.mark.parametrize(("file", "text", "code", "at", "why"), WRONG.values(), ids=WRONG)
def test_a_pack_that_does_not_agree_with_itself_is_refused_by_file_and_line(packs, file, text, code, at, why):
    if (packs.folder / file).exists():
        packs.append(file, text)
    else:
        packs.write(file, text)
    found = refused(packs)
    assert (found.code, found.file, found.line) == (code, file, packs.line_of(file, at))
    assert why in found.why


ROUTES = {
    "no gateway": (
        'gateways = ["Education Act 1996, section 507B", "Education and Skills Act 2008, section 72"]',
        "gateways = []",
        "no-gateway",
        "gateways = []",
    ),
    "a purpose nobody declares": ('purpose = "next-steps"', 'purpose = "fun"', "unknown-purpose", '"fun"'),
    "a field not held": ('identifiers = ["upn"]', 'identifiers = ["shoe"]', "unknown-identifiers", '"shoe"'),
    "a category its purpose does not use": (
        'identifiers = ["upn"]',
        'medical = ["care"]',
        "not-for-this-purpose",
        "medical =",
    ),
    "a limit that nobody may set": (
        'limit_by = [[0, "parent"], [16, "pupil"]]\n',
        "",
        "half-a-limit",
        "[minimum]",
    ),
    "ages out of order": (
        '[[0, "parent"], [16, "pupil"]]',
        '[[16, "pupil"], [0, "parent"]]',
        "bad-limit",
        "limit_by",
    ),
    "an unknown need": ('needs = ["agreement"]', 'needs = ["luck"]', "unknown-needs", '"luck"'),
    "nobody left by age": (
        'year_groups = ["11"]',
        "from_age = 13\nbelow_age = 12",
        "ages-leave-nobody",
        "below",
    ),
    "an end before its start": (
        'year_groups = ["11"]',
        "starts = 2026-02-01\nends = 2026-01-01",
        "ends-first",
        "ends =",
    ),
}


@keeps("124", "65")
@pytest.mark.parametrize(("old", "new", "code", "at"), ROUTES.values(), ids=ROUTES)
def test_a_route_that_cannot_stand_is_refused_by_file_and_line(packs, old, new, code, at):
    file = "mmap/routes/kent-choices.toml"
    packs.change(file, old, new)
    found = refused(packs)
    assert (found.code, found.file, found.line) == (code, file, packs.line_of(file, at))


def test_a_minimum_is_never_wider_than_the_whole(packs):
    file = "mmap/routes/kent-choices.toml"
    packs.change(file, "[minimum]\n", '[minimum]\nrelation = ["relationship"]\n')
    found = refused(packs)
    assert (found.code, found.file, found.line) == (
        "minimum-too-wide",
        file,
        packs.line_of(file, 'relation = ["relationship"]'),
    )


def test_words_about_how_long_cannot_say_another_number_than_the_one_that_decides(packs):
    file = f"{BASE}/retention.toml"
    packs.append(file, '[visitor-record]\nwording = "Kept for two years."\ntrigger = "entry"\nyears = 3')
    packs.append(file, 'actions = ["destroy"]')
    found = refused(packs, BASE)
    assert (found.code, found.file, found.line) == (
        "says-otherwise",
        file,
        packs.line_of(file, "Kept for two years."),
    )
    packs.change(file, "Kept for two years.", "Kept for three years.")
    assert packs.load(BASE).retention["visitor-record"].wording == "Kept for three years."


def test_a_pack_cannot_extend_itself_by_any_way_round(packs):
    packs.change(f"{BASE}/pack.toml", "documents = []", 'documents = []\nextends = "mmap"')
    found = refused(packs)
    assert (found.code, found.file) == ("extends-itself", f"{BASE}/pack.toml")


def test_an_unknown_pack_is_refused_with_those_there_are(packs):
    found = refused(packs, "nobody")
    assert (found.code, found.value) == ("no-such-pack", "nobody")
    assert found.next == (
        "Known packs: amat, ela, england-alternative-provision, england-council, england-school, "
        "england-trust, kcc, mmap."
    )
    assert refused(packs, "../mmap").code == "no-such-pack"


def test_a_stray_file_is_refused(packs):
    packs.write("mmap/secrets.toml", "a = 1")
    assert (refused(packs).code, refused(packs).file) == ("unknown-file", "mmap/secrets.toml")


def test_a_pack_is_named_as_its_folder(packs):
    packs.change("mmap/pack.toml", 'id = "mmap"', 'id = "other"')
    assert (refused(packs).code, refused(packs).line) == ("id-is-not-folder", 2)


#: what is wrong in the base that every school shares -> (file, old, new, code, the clause that is named)
TWO_LEVELS_UP = {
    "an unknown key": (
        "retention.toml",
        "[educational-record]\n",
        '[educational-record]\ncolour = "blue"\n',
        "unknown-key",
        "There is no key 'colour' here.",
    ),
    "looser than the law": (
        "pack.toml",
        "breach_hours = 72",
        "breach_hours = 96",
        "looser-than-law",
        "UK GDPR, Article 33",
    ),
    "a category without retention": (
        "categories.toml",
        'retention = "attendance-register"',
        'retention = "for-ever"',
        "no-retention",
        "UK GDPR, Article 5(1)(e)",
    ),
    "a route without a gateway": (
        "routes/emergency-services.toml",
        'gateways = ["UK GDPR, Article 6(1)(d)", "Data Protection Act 2018, Schedule 1, paragraph 18"]',
        "gateways = []",
        "no-gateway",
        "UK GDPR, Article 6(3)",
    ),
    "a route without the agreement that it needs": (
        "routes/emergency-services.toml",
        'needs = ["emergency"]',
        'needs = ["emergency", "agreement"]',
        "no-agreement",
        "Data Protection Act 2018, section 121",
    ),
}


@keeps("57", "65", "117")
@pytest.mark.parametrize("name", ["mmap", "ela", "amat"])
@pytest.mark.parametrize(("file", "old", "new", "code", "clause"), TWO_LEVELS_UP.values(), ids=TWO_LEVELS_UP)
def test_a_fault_in_a_base_two_levels_up_is_named_where_it_stands(packs, name, file, old, new, code, clause):
    assert packs.load(name).extends[1] == BASE
    packs.change(f"{BASE}/{file}", old, new)
    found = refused(packs, name)
    changed = new.strip().splitlines()[-1]
    assert (found.code, found.file, found.line) == (
        code,
        f"{BASE}/{file}",
        packs.line_of(f"{BASE}/{file}", changed),
    )
    assert clause in found.why
    assert found.next


def test_a_pack_says_again_what_its_base_says_wrongly_and_is_named_itself(packs):
    """The line is that of the value that holds, not of the one it was laid over."""
    packs.change("ela/pack.toml", "[rules]\n", "[rules]\nbreach_hours = 96\n")
    found = refused(packs, "ela")
    assert (found.code, found.file) == ("looser-than-law", "ela/pack.toml")
    assert found.line == packs.line_of("ela/pack.toml", "breach_hours")


def test_a_rule_of_the_pack_below_can_be_taken_away_and_no_other_pack_is_touched(packs):
    assert "educational_record_school_days" in packs.load(BASE).rules
    assert "educational_record_school_days" not in packs.load("england-trust").rules
    packs.change(
        "england-trust/pack.toml", 'rules = ["educational_record_school_days"]', 'rules = ["tea_time"]'
    )
    found = refused(packs, "amat")
    assert (found.code, found.file) == ("nothing-to-take-away", "england-trust/pack.toml")
    assert found.line == packs.line_of("england-trust/pack.toml", "tea_time")
    assert found.why == "The pack extended has no 'tea_time' among its rules."
