"""Every kind of value that a pack may get wrong, refused by file, line and field."""

import pytest

from hornbook.rules.base.refused import BadInput
from hornbook.rules.policy.build import _open
from hornbook.rules.policy.source import read_texts
from hornbook.rules.policy.table import Table
from tests.own_packs import OwnPacks

BASE = "england-school"
HEAD = (
    f'id = "mine"\ntitle = "Mine"\nversion = "1"\nextends = "{BASE}"\nlaw_on = 2026-11-22\ndocuments = []\n'
)


@pytest.fixture
def packs(tmp_path):
    return OwnPacks(tmp_path, BASE)


def route(text):
    return f"{BASE}/routes/wrong.toml", (
        'recipient = "R"\nwhy = "W"\nchild = "C"\npurpose = "next-steps"\nbasis = "6(1)(c)"\n'
        f'gateways = ["Education Act 1996, section 13"]\n{text}\n'
    )


ADDED = {
    "words where a number belongs": (*route('from_age = "13"'), "not-a-number"),
    "a number below nought": (*route("from_age = -1"), "not-a-number"),
    "yes where a number belongs": (*route("from_age = true"), "not-a-number"),
    "words where a day belongs": (*route('starts = "soon"'), "not-a-date"),
    "an hour where a day belongs": (*route("starts = 2026-09-01T10:00:00"), "not-a-date"),
    "a text where a list belongs": (*route('year_groups = "10"'), "not-a-list"),
    "a list of numbers": (*route("year_groups = [10]"), "not-a-list"),
    "a field nobody holds": (*route('[fields]\nidentity = ["shoe_size"]'), "unknown-identity"),
    "a category nobody holds": (*route('[fields]\nshoes = "all"'), "unknown-category"),
    "a limit that is no list of steps": (*route("limit_by = [1, 2]"), "bad-limit"),
    "a limit by nobody known": (*route('limit_by = [[0, "aunt"]]'), "bad-limit"),
    "a limit out of order": (*route('limit_by = [[16, "pupil"], [0, "parent"]]'), "bad-limit"),
    "a limit that starts twice": (*route('limit_by = [[0, "parent"], [0, "pupil"]]'), "bad-limit"),
    "a limit before birth": (*route('limit_by = [[-1, "parent"]]'), "bad-limit"),
    "words left empty": (f"{BASE}/routes/wrong.toml", 'recipient = " "\n', "not-text"),
    "a number where words belong": (f"{BASE}/routes/wrong.toml", "recipient = 7\n", "not-text"),
    "an end that is none": (
        f"{BASE}/retention.toml",
        '[other]\ntrigger = "birth"\nyears = 25\nactions = ["burn"]\ncites = []',
        "unknown-actions",
    ),
    "no end at all": (
        f"{BASE}/retention.toml",
        '[other]\ntrigger = "birth"\nyears = 25\ncites = []',
        "missing",
    ),
    "a start that is none": (
        f"{BASE}/retention.toml",
        '[other]\ntrigger = "whim"\nyears = 25\nactions = ["destroy"]\ncites = []',
        "unknown-trigger",
    ),
    "a role that lists a word": (
        f"{BASE}/roles.toml",
        '[canary]\nlabel = "C"\nacts = []\n[canary.reads]\nnext-steps = "identity"',
        "not-a-list",
    ),
    "a role with what nobody holds": (
        f"{BASE}/roles.toml",
        '[canary]\nlabel = "C"\nacts = []\n[canary.reads]\nnext-steps = ["shoes"]',
        "unknown-category",
    ),
    "a role with a field nobody holds": (
        f"{BASE}/roles.toml",
        '[canary]\nlabel = "C"\nacts = []\n[canary.reads]\nnext-steps = ["identity.shoes"]',
        "unknown-category",
    ),
    "text that is no TOML": (f"{BASE}/retention.toml", "[other", "not-toml"),
}


@pytest.mark.parametrize(("file", "text", "code"), ADDED.values(), ids=ADDED)
def test_a_value_of_the_wrong_kind_stops_the_pack_at_its_file(packs, file, text, code):
    if (packs.folder / file).exists():
        packs.append(file, text)
    else:
        packs.write(file, text)
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    found = refused.value.finding
    assert (found.code, found.file) == (code, file)
    assert found.line
    assert found.why


def test_a_file_that_is_no_text_is_refused(packs):
    (packs.folder / BASE / "roles.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert (refused.value.finding.code, refused.value.finding.file) == ("not-utf-8", f"{BASE}/roles.toml")


WITHOUT = {
    "colours": ('[without]\ncolours = ["blue"]', "unknown-key"),
    "routes that are no list": ('[without]\nroutes = "next-school"', "unknown-key"),
    "a route that is not there": ('[without]\nroutes = ["newspaper"]', "nothing-to-take-away"),
    "a contact that is not there": ('[without]\ncontacts = ["newspaper"]', "nothing-to-take-away"),
}


@pytest.mark.parametrize(("text", "code"), WITHOUT.values(), ids=WITHOUT)
def test_only_what_is_there_can_be_taken_away(packs, text, code):
    packs.write(
        "mine/pack.toml",
        f"{HEAD}{text}\n",
    )
    with pytest.raises(BadInput) as refused:
        packs.load("mine")
    assert refused.value.finding.code == code


def test_a_purpose_taken_away_is_gone_from_the_roles_too(packs):
    packs.write(
        "base/pack.toml", (packs.folder / BASE / "pack.toml").read_text("utf-8").replace(BASE, "base")
    )
    for each in ("purposes", "categories", "retention", "roles"):
        packs.write(f"base/{each}.toml", (packs.folder / BASE / f"{each}.toml").read_text("utf-8"))
    packs.write("mine/pack.toml", HEAD.replace(BASE, "base") + '[without]\npurposes = ["next-steps"]\n')
    roles = read_texts(
        "mine2", {"pack.toml": HEAD.replace(BASE, "mine").replace('"mine"', '"mine2"', 1)}, [packs.folder]
    ).raw["roles"]
    assert roles
    assert not [
        name
        for name, role in roles.items()
        if "next-steps" in {**role.get("reads", {}), **role.get("changes", {})}
    ]


def test_a_pack_in_no_folder_is_read_from_its_texts(packs):
    texts = {
        "pack.toml": HEAD,
        "routes/next-school.toml": 'recipient = "Canary"\n',
        "notice/standard.md": "## Canary\n",
        "README.txt": "Nothing of the pack.",
    }
    source = read_texts("mine", texts, [packs.folder])
    assert source.raw["routes"]["next-school"]["recipient"] == "Canary"
    assert source.notice["standard"] == "## Canary\n"
    assert source.places["notice.standard"] == ("mine/notice/standard.md", 1)


def test_a_route_that_tells_nothing_and_one_without_a_law_are_problems(packs):
    file, text = route("[fields]\nidentity = []")
    packs.write(file, text.replace('["Education Act 1996, section 13"]', "[]"))
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert refused.value.finding.code in ("no-gateway", "uses-nothing")


def test_a_pack_without_its_law_day_or_with_a_word_for_a_table_is_refused(packs):
    text = (packs.folder / BASE / "pack.toml").read_text("utf-8")
    day = next(line for line in text.splitlines() if line.startswith("law_on"))
    packs.change(f"{BASE}/pack.toml", day, "")
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert (refused.value.finding.code, refused.value.finding.field) == ("missing", "pack.law_on")
    packs.put_back(f"{BASE}/pack.toml")
    packs.append(f"{BASE}/categories.toml", 'canary = "word"')
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert refused.value.finding.line


def test_a_table_takes_its_values_by_kind_and_refuses_what_is_left():
    places = {"t": ("t.toml", 1)}
    known = frozenset({"a", "b"})
    table = Table("t", {"flag": 1, "one": "c", "list": ["c"], "table": 3, "left": 1}, places)
    for take, code in (
        (lambda: table.flag("flag"), "not-yes-or-no"),
        (lambda: table.one_of("one", known), "unknown-one"),
        (lambda: table.texts("list", known), "unknown-list"),
        (lambda: table.table("table"), "not-a-table"),
        (lambda: table.text("nothing"), "missing"),
        (table.done, "unknown-key"),
    ):
        with pytest.raises(BadInput) as refused:
            take()
        assert refused.value.finding.code == code
    assert Table("t", {"x": 1, "day": None}, places).raw("x") == 1


def test_a_category_held_for_nothing_and_a_table_that_is_a_word_are_refused(packs):
    text = (packs.folder / BASE / "categories.toml").read_text("utf-8")
    packs.write(f"{BASE}/categories.toml", text.replace('fields = "all"', "fields = []", 1))
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert refused.value.finding.code == "no-fields"
    packs.put_back(f"{BASE}/categories.toml")
    packs.change(f"{BASE}/pack.toml", "[controller]", "[other]")
    packs.append(f"{BASE}/routes/next-school.toml", "")
    text = (packs.folder / BASE / "pack.toml").read_text("utf-8")
    packs.write(f"{BASE}/pack.toml", f'rules = "word"\n{text.replace("[rules]", "[else]")}')
    with pytest.raises(BadInput) as refused:
        packs.load(BASE)
    assert refused.value.finding.code == "not-a-table"


def test_a_value_that_may_be_no_word_for_a_table_is_opened_or_refused():
    places = {"t": ("t.toml", 1), "t.x": ("t.toml", 2)}
    assert _open("t.x", {"a": 1}, places).left() == {"a": 1}
    with pytest.raises(BadInput) as refused:
        _open("t.x", "word", places)
    assert (refused.value.finding.code, refused.value.finding.line) == ("not-a-table", 2)
