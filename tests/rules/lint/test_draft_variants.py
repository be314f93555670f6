"""A notice of ours with rarer values in it comes back as its pack, or says what could not be read."""

from dataclasses import replace
from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.written import read
from hornbook.rules.policy import load
from hornbook.rules.policy.draft import Draft, _take_out, _unsay, _until_it_loads, draft
from hornbook.rules.policy.draft.ours import _day, _has, _limit, _minimum
from hornbook.rules.policy.draft.rows import HEADS, _told, used
from hornbook.rules.policy.draft.sheets import Sheets
from hornbook.rules.policy.load import load_texts
from hornbook.rules.policy.printed import markdown, notice
from hornbook.rules.policy.types import Contact
from tests.keeps import keeps
from tests.rules.lint.texts import TODAY, sound

FOLDERS = [SHIPPED]
AP = load("england-alternative-provision", FOLDERS)
COUNCIL = load("england-council", FOLDERS)


def drafted(text: str, kind: str = "md") -> Draft:
    return draft(read(f"notice.{kind}", text.encode()), TODAY, "ours", FOLDERS)


def back(made: Draft):
    files = {name: text for name, text in made.files.items() if name != "unread.md"}
    return load_texts("ours", files, FOLDERS)


def comes_back(pack):
    """The notice of this pack, drafted and printed again, is the same notice."""
    first = markdown(notice(pack, TODAY))
    made = drafted(first)
    assert made.unread == ()
    assert made.stable
    assert markdown(notice(back(made), TODAY)) == first
    return back(made)


def with_purpose(name, **changed):
    return replace(AP, purposes={**AP.purposes, name: replace(AP.purposes[name], **changed)})


@keeps("19")
@pytest.mark.parametrize(
    "changed",
    [
        {"text": "To canary you well"},
        {"basis": "6(1)(c)"},
        {"laws": ("Canary Act 2000, section 1",)},
        {"level": "groups"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_purpose_changed_comes_back_changed(changed):
    purpose = next(
        name for name, each in AP.purposes.items() if not each.law_given and each.level == "individual"
    )
    try:
        pack = with_purpose(purpose, **changed)
        found = comes_back(pack)
    except BadInput as bad:
        pytest.fail(str(bad))
    ((key, value),) = changed.items()
    assert value in {getattr(each, key) for each in found.purposes.values()}


YOUTH = AP.routes["youth-support"]


@keeps("19")
@pytest.mark.parametrize(
    "changed",
    [
        {"ends": date(2027, 7, 31)},
        {"starts": date(2027, 1, 4)},
        {"from_age": 14},
        {"limit_by": ((0, "parent"), (15, "pupil"))},
        {"year_groups": frozenset({"10", "11"})},
        {"why": "A canary reason."},
        {"recipient": "Canary services"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_route_changed_comes_back_changed(changed):
    found = comes_back(replace(AP, routes={**AP.routes, "youth-support": replace(YOUTH, **changed)}))
    ((key, value),) = changed.items()
    assert value in [getattr(each, key) for each in found.routes.values()]


@keeps("19")
def test_periods_that_part_two_categories_come_back_apart():
    kept = AP.categories["identity"].retention
    longer = replace(
        AP.retention[kept], id="longer", years=30, wording=AP.retention[kept].wording.replace("25", "30")
    )
    cited = replace(AP.retention[kept], cites=("Canary Act 2000",))
    moved = replace(AP.categories["identity"], retention="longer")
    pack = replace(
        AP,
        retention={**AP.retention, kept: cited, "longer": longer},
        categories={**AP.categories, "identity": moved},
    )
    found = comes_back(pack)
    assert found.retention[found.categories["identity"].retention].years == 30
    assert ("Canary Act 2000",) in {each.cites for each in found.retention.values()}


def test_a_category_that_the_base_has_not_comes_with_its_fields():
    extra = next(name for name in AP.categories if name not in COUNCIL.categories)
    added = replace(AP.categories[extra], retention=next(iter(COUNCIL.retention)))
    purpose = next(name for name, each in COUNCIL.purposes.items() if not each.law_given)
    purposes = {
        **COUNCIL.purposes,
        purpose: replace(
            COUNCIL.purposes[purpose], categories=(*COUNCIL.purposes[purpose].categories, extra)
        ),
    }
    pack = replace(COUNCIL, categories={**COUNCIL.categories, extra: added}, purposes=purposes)
    made = drafted(markdown(notice(pack, TODAY)))
    assert f"[{extra}]" in made.files["categories.toml"]


PRINTED = markdown(notice(AP, TODAY))


def spoilt(row: str, cell: int, words: str) -> Draft:
    cells = row.split(" | ")
    cells[cell] = words if cell < len(cells) - 1 else f"{words} |"
    return drafted(PRINTED.replace(row, " | ".join(cells)))


def test_a_row_that_cannot_be_read_is_listed_by_its_line_and_the_rest_still_loads():
    tables = [line for line in PRINTED.split("\n") if line.startswith("| ") and "---" not in line]
    told = set()
    for row in tables[1:]:
        if row.count(" | ") < 2 or len(told) > 4:
            continue
        made = spoilt(row, 1, "canary nonsense")
        if made.unread:
            told |= {each.why for each in made.unread}
            assert back(made).id == "ours"
    assert told


def test_contacts_come_by_role_and_a_real_address_is_left_to_be_put_in():
    contacts = {
        **AP.contacts,
        "dpo": replace(AP.contacts["dpo"], email="canary@hill.sch.uk"),
        "canary": Contact("canary", "Canary officer", "canary@example.org"),
    }
    made = drafted(markdown(notice(replace(AP, contacts=contacts), TODAY)))
    assert "hill.sch.uk" not in made.files["pack.toml"]
    assert any("is not copied: put it in" in each.why for each in made.unread)
    assert "Canary officer" in made.files["pack.toml"]


def test_a_notice_of_nobody_and_without_purposes_takes_those_of_the_base():
    made = drafted("Privacy notice\n\nYou may ask for a copy.\n", "txt")
    whys = " ".join(each.why for each in made.unread)
    assert "whose notice this is" in whys
    assert "no list of purposes was found" in whys
    assert back(made).id == "ours"


def test_a_policy_gives_its_rules_and_not_its_lists():
    made = drafted(sound("sound-policy.md"))
    assert "this is a policy" in " ".join(each.why for each in made.unread)
    assert back(made).id == "ours"


def test_the_small_parts_of_a_route_are_read_from_their_words():
    assert _day("From 4 January 2027", "From ") == date(2027, 1, 4)
    assert _day("From 4 Canary 2027", "From ") is None
    assert _day("From your birthday", "From ") is None
    assert _limit(["A parent may limit it", "You alone may limit it from 16", "Only with consent"]) == [
        [0, "parent"],
        [16, "pupil"],
    ]
    assert set(_minimum(AP)) == {"identity", "address"}
    assert _has(None, "country", "GB")
    assert not _has(None, "country", "FR")
    assert _has(YOUTH, "limit_by", [[0, "parent"], [16, "pupil"]])


def test_what_a_cell_runs_together_is_taken_apart_or_not_at_all():
    by = {"Names": "identity", "Names and homes": "address", "Needs": "sen"}
    assert used(["Names; needs"], by) == ("identity", "sen")
    assert used(["Names and homes; Needs"], by) == ("address", "sen")
    assert used(["Names; shoes"], by) == ()


def a_sheet() -> Sheets:
    return Sheets(pack={"id": "ours", "title": "t", "version": "1", "extends": AP.id, "law_on": TODAY})


def test_what_the_loader_refuses_is_taken_out_or_raised():
    sheets = a_sheet()
    sheets.routes["canary"] = {"recipient": "Canary", "travels": "x"}
    at = Finding("error", "c", "ours/routes/canary.toml", 1, "routes.canary.travels", "Why.")
    assert _take_out(sheets, at)
    assert sheets.routes["canary"] == {"recipient": "Canary"}
    assert _take_out(sheets, replace(at, field="routes.canary"))
    assert "canary" not in sheets.routes
    assert sheets.pack["without"] == {"routes": ["canary"]}
    assert not _take_out(sheets, replace(at, field="routes.canary"))
    assert not _take_out(sheets, replace(at, field="pack.title"))
    assert not _unsay(sheets, replace(at, code="unknown-mark", field="no such mark"), AP)
    assert not _unsay(sheets, at, AP)


def test_a_notice_whose_line_of_version_is_gone_is_a_draft_all_the_same():
    version = next(line for line in PRINTED.split("\n") if "Notice version" in line)
    assert back(drafted(PRINTED.replace(version, ""))).id == "ours"


def test_a_table_with_a_row_too_many_cells_wide_is_read_without_it():
    row = next(line for line in PRINTED.split("\n") if line.startswith("| ") and YOUTH.recipient in line)
    wide = drafted(PRINTED.replace(row, f"{row}\n| canary | too | many | cells | by | far |"))
    assert "canary" not in "".join(text for name, text in wide.files.items() if name.endswith(".toml"))
    assert back(wide).id == "ours"


@keeps("19")
def test_conditions_changed_come_back_changed():
    name = next(n for n, each in AP.purposes.items() if each.conditions and not each.law_given)
    category = next(iter(AP.purposes[name].conditions))
    changed = {**AP.purposes[name].conditions, category: "sch1-18"}
    other = {**AP.purposes[name].conditions, category: "sch1-6"}
    conditions = changed if changed != AP.purposes[name].conditions else other
    found = comes_back(with_purpose(name, conditions=conditions))
    assert dict(conditions) in [dict(each.conditions) for each in found.purposes.values()]


def test_a_draft_that_no_removal_can_mend_is_raised():
    sheets = a_sheet()
    del sheets.pack["law_on"]
    sheets.pack["extends"] = "nowhere"
    with pytest.raises(BadInput):
        _until_it_loads(sheets, FOLDERS, AP)


def test_a_notice_without_contacts_keeps_those_of_the_base():
    pack = replace(AP, contacts={"dpo": AP.contacts["dpo"]})
    text = markdown(notice(pack, TODAY))
    lines = text.split("\n")
    start = lines.index(f"| {' | '.join(HEADS['contacts'])} |")
    end = next(n for n in range(start, len(lines)) if not lines[n].startswith("|"))
    made = drafted("\n".join([*lines[:start], *lines[end:]]))
    assert set(back(made).contacts) == set(AP.contacts)


def test_what_is_listed_twice_or_has_no_place_is_said_once():
    text = sound().replace(
        "- our local authority", "- our local authority\n- our local authority\n- Special category data"
    )
    text = text.replace("- Attendance and absence", "- Attendance and absence\n- the phases of the moon")
    made = drafted(text, "txt")
    assert [each.said for each in made.unread if "moon" in each.said] == ["the phases of the moon"]
    assert made.files["unread.md"].count("our local authority") <= 1


def test_what_a_recipient_is_told_in_other_words_is_not_guessed():
    label = categories["identity"].label
    assert _told("identity", f"{label}: canary things", AP, {}) is None


def test_a_draft_that_is_refused_again_and_again_is_given_up(monkeypatch):
    sheets = a_sheet()
    names = iter(range(1000))

    def refuse(*_):
        name = f"canary-{next(names)}"
        sheets.routes[name] = {"recipient": "Canary"}
        raise BadInput(Finding("error", "c", f"ours/routes/{name}.toml", 1, f"routes.{name}", "Why."))

    monkeypatch.setattr("hornbook.rules.policy.draft.load_texts", refuse)
    with pytest.raises(AssertionError, match="no removal can mend"):
        _until_it_loads(sheets, FOLDERS, AP)
