"""The register holds every promise once, says what its sources say, in words of its own."""

import csv
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from hornbook.promises import binding, documents, register
from hornbook.promises.__main__ import main
from hornbook.promises.print import as_markdown
from hornbook.promises.register import KINDS, STAGES, register_in
from hornbook.rules.base.refused import BadInput

ROOT = Path(__file__).resolve().parents[2]
FACTS = Path(__file__).with_name("facts.csv")
PAGE = ROOT / "docs/reference/promises.md"

#: The keys of the list that the register was made from.
KEYS = {
    "S0": "mmap-notice",
    "S1": "ela-notice",
    "S2": "mmap-policy",
    "S3": "kcc-notice",
    "S4": "amat-notice",
}

DOCUMENTS = """
[[document]]
id = "a-notice"
title = "A notice"
pack = "a"
year = 2020
year_printed = true
kind = "notice"
"""

GROUP = """
group = "A"
topic = "A topic"

[[promise]]
id = "1"
sources = [{ document = "a-notice", lines = "9, 12-14" }]
text = "We say so."
kept_by = "It does so."
kinds = ["E"]
stage = "use"
"""


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def the_list() -> list[dict[str, str]]:
    """The list the register was made from, where a folder `shared` above the checkout has it."""
    for folder in ROOT.parents:
        if (file := folder / "shared/promises.csv").exists():
            with file.open(encoding="utf-8", newline="") as lines:
                return list(csv.DictReader(lines))
    return []


def published_words() -> Iterator[list[str]]:
    """The words of each source document and of each line of the list, as far as they are at hand."""
    for folder in ROOT.parents:
        for document in (folder / "shared/seeds").glob("*.txt"):
            yield words(document.read_text(encoding="utf-8"))
    for line in the_list():
        yield words(line["promise"])
        yield words(line["how_it_is_kept_and_proved"])


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))


def runs(said: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}


def where(source: str) -> str:
    """`S0:9 S2:1,3` as the register writes it; a promise that all documents imply has no lines."""
    if source == "(all)":
        return "; ".join(f"{document} implied" for document in KEYS.values())
    lines: dict[str, list[str]] = {}
    for part in source.split():
        key, numbers = part.split(":")
        lines.setdefault(KEYS[key], []).extend(numbers.split(","))
    return "; ".join(f"{document} {', '.join(numbers)}" for document, numbers in lines.items())


def test_there_are_290_promises_numbered_without_a_gap():
    assert list(register()) == [str(number) for number in range(1, 291)]


def test_each_promise_has_the_group_kinds_and_lines_of_its_sources():
    ours = [
        {
            "id": promise.id,
            "group": promise.group,
            "kinds": " ".join(promise.kinds),
            "sources": "; ".join(f"{source.document} {source.lines}" for source in promise.sources),
        }
        for promise in register().values()
    ]
    assert ours == facts()
    listed = the_list()
    assert [line["id"] for line in listed] in ([], list(register()))
    for line, fact in zip(listed, facts(), strict=bool(listed)):
        kinds = line["kind"].replace("/", " ")
        assert (line["group"], kinds, where(line["source"])) == (
            fact["group"],
            fact["kinds"],
            fact["sources"],
        )


def test_every_promise_is_said_in_words_of_its_own():
    for field in ("text", "kept_by"):
        assert len({getattr(promise, field) for promise in register().values()}) == 290
    published = {run for said in published_words() for run in runs(said, 7)}
    for promise in register().values():
        for text in (promise.text, promise.kept_by):
            assert not runs(words(text), 7) & published, f"promise {promise.id} repeats its source"
    for line in the_list():
        ours = register()[line["id"]]
        assert likeness(ours.text, line["promise"]) < 0.72, f"promise {ours.id} is close to the list"
        assert likeness(ours.kept_by, line["how_it_is_kept_and_proved"]) < 0.72, f"promise {ours.id}: kept_by"


def likeness(ours: str, theirs: str) -> float:
    return SequenceMatcher(None, ours.lower(), theirs.lower(), autojunk=False).ratio()


def test_a_near_copy_would_be_seen():
    assert likeness("Staff alert the headteacher.", "staff alerts the headteacher") >= 0.72
    assert runs(words("a b c d e f g h"), 7) & runs(words("x A b, c d e f g"), 7)


def test_every_promise_is_plain_and_in_one_or_two_sentences():
    for promise in register().values():
        for said in (promise.text, promise.kept_by):
            assert re.match(r'[A-Z"].*[.]$', said), said
            assert len(said) <= 330, said
            assert not re.search(r"\b(students?|entity|data subjects?|DPO|SAR|LA)\b|@|://", said), said


def test_no_address_or_personal_title_is_in_the_register():
    for promise in register().values():
        assert not re.search(r"\b(Mrs?|Ms|Miss|Dr) |[A-Z]{2}\d+ \d[A-Z]{2}", promise.text + promise.kept_by)


def test_every_promise_names_a_stage_and_how_it_is_made_true():
    for promise in register().values():
        assert promise.stage in STAGES
        assert promise.kinds
        assert set(promise.kinds) <= set(KINDS)


def test_a_promise_binds_the_packs_of_its_documents():
    assert register()["163"].binds == ("ela", "amat")
    assert register()["2"].binds == ("mmap",)
    assert register()["123"].binds == ("mmap", "ela", "kcc", "amat")
    assert {document.pack for document in documents().values()} == {"mmap", "ela", "kcc", "amat"}


def test_a_pack_is_bound_by_the_promises_of_its_own_documents_only():
    bound = binding(("mmap-notice", "mmap-policy"))
    assert [p.id for p in bound] == [p.id for p in register().values() if "mmap" in p.binds]
    assert "182" not in {p.id for p in bound}
    assert {p.id for p in binding(["kcc-notice"])} >= {"182", "184", "123"}
    assert binding([]) == ()


def test_a_pack_cannot_stand_by_a_document_nobody_knows():
    with pytest.raises(BadInput) as refused:
        binding(["mmap-notice", "lost-notice"])
    assert "'lost-notice'" in str(refused.value)
    assert refused.value.finding.code == "unknown-document"


def test_nothing_is_reached_before_somebody_says_so(tmp_path: Path):
    assert register_from(tmp_path, GROUP)["1"].reached is False
    assert register_from(tmp_path, GROUP + "reached = true\n")["1"].reached is True


def register_from(folder: Path, group: str, documents: str = DOCUMENTS, name: str = "a_controller.toml"):
    (folder / "documents.toml").write_text(documents, encoding="utf-8")
    (folder / name).write_text(group, encoding="utf-8")
    return register_in(folder)


def test_a_good_file_is_read_as_written(tmp_path: Path):
    promise = register_from(tmp_path, GROUP)["1"]
    assert (promise.group, promise.topic, promise.stage) == ("A", "A topic", "use")
    assert (promise.documents, promise.sources[0].lines, promise.binds) == (("a-notice",), "9, 12-14", ("a",))


TWICE = GROUP + GROUP.split("\n\n")[1]
BAD = {
    "the same number twice": (TWICE, "twice", "promise 1"),
    "an unknown document": (GROUP.replace("a-notice", "b-notice"), "unknown-document", "promise 1.sources"),
    "no text": (GROUP.replace('text = "We say so."\n', ""), "missing-field", "promise 1.text"),
    "an empty text": (GROUP.replace("We say so.", ""), "missing-field", "promise 1.text"),
    "no sources": (
        GROUP.replace('{ document = "a-notice", lines = "9, 12-14" }', ""),
        "missing-field",
        "1.sources",
    ),
    "no number": (GROUP.replace('id = "1"\n', ""), "missing-field", "promise.id"),
    "a number that is none": (GROUP.replace('id = "1"', 'id = "one"'), "bad-promise", "promise one.id"),
    "an unknown kind": (GROUP.replace('["E"]', '["E", "Z"]'), "bad-promise", "promise 1.kinds"),
    "an unknown stage": (GROUP.replace('"use"', '"abuse"'), "bad-promise", "promise 1.stage"),
    "a field nobody reads": (GROUP + 'kept = "yes"\n', "unknown-field", "promise 1.kept"),
    "lines that are none": (GROUP.replace("9, 12-14", "page 9"), "bad-promise", "promise 1.sources"),
    "one document twice": (
        GROUP.replace("[{", '[{ document = "a-notice", lines = "1" }, {'),
        "twice",
        "promise 1.sources",
    ),
    "a source that is no table": (
        GROUP.replace('{ document = "a-notice", lines = "9, 12-14" }', '"a-notice"'),
        "wrong-type",
        "promise 1.sources",
    ),
    "a text that is no text": (GROUP.replace('"We say so."', "7"), "wrong-type", "promise 1.text"),
    "another group's letter": (GROUP.replace('"A"', '"B"'), "bad-promise", "group"),
    "no topic": (GROUP.replace('topic = "A topic"\n', ""), "missing-field", "group.topic"),
    "no promises": ('group = "A"\ntopic = "A topic"\n', "missing-field", "promise"),
}


@pytest.mark.parametrize(("group", "code", "field"), BAD.values(), ids=BAD.keys())
def test_a_register_file_is_refused_naming_file_and_promise(
    tmp_path: Path, group: str, code: str, field: str
):
    with pytest.raises(BadInput) as refused:
        register_from(tmp_path, group)
    finding = refused.value.finding
    assert (finding.file, finding.code) == ("a_controller.toml", code)
    assert finding.field.endswith(field)


def test_a_number_used_in_two_files_is_refused(tmp_path: Path):
    register_from(tmp_path, GROUP)
    with pytest.raises(BadInput) as refused:
        register_from(tmp_path, GROUP.replace('"A"', '"B"'), name="b_categories.toml")
    assert (refused.value.finding.file, refused.value.finding.field) == ("b_categories.toml", "promise 1")


def test_a_file_that_is_not_toml_is_refused_with_its_line(tmp_path: Path):
    with pytest.raises(BadInput) as refused:
        register_from(tmp_path, 'group = "A"\ntopic = = "B"\n')
    assert (refused.value.finding.code, refused.value.finding.line) == ("not-toml", 2)


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (DOCUMENTS + DOCUMENTS, "twice"),
        (DOCUMENTS.replace("year = 2020\n", ""), "missing-field"),
        (DOCUMENTS.replace('"notice"', '"letter"'), "bad-promise"),
        (DOCUMENTS.replace("2020", "true"), "wrong-type"),
    ],
)
def test_a_list_of_documents_is_refused_likewise(tmp_path: Path, listed: str, code: str):
    with pytest.raises(BadInput) as refused:
        register_from(tmp_path, GROUP, documents=listed)
    assert (refused.value.finding.file, refused.value.finding.code) == ("documents.toml", code)


def test_a_missing_list_of_documents_is_said(tmp_path: Path):
    with pytest.raises(BadInput) as refused:
        register_in(tmp_path)
    assert (refused.value.finding.file, refused.value.finding.code) == ("documents.toml", "missing-file")


def test_the_printed_page_is_the_register():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(register()), (
        "print it again: python -m hornbook.promises > docs/reference/promises.md"
    )


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")
