"""What changed between two versions is told part by part and sentence by sentence, with the words marked."""

from datetime import date

from hornbook.packs import SHIPPED
from hornbook.rules.policy import load
from hornbook.rules.policy.printed import differences, fragment, markdown, notice
from hornbook.rules.policy.printed.tree import Heading, Paragraph, Revised
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ON = date(2026, 11, 24)
BASE = "england-school"


def told(before, after):
    """(part, label, words gone, words come) of every difference."""
    found, part = [], ""
    for block in differences(before, after, "What changed").blocks[1:]:
        if isinstance(block, Heading):
            part = block.text
        elif isinstance(block, Revised):
            found.append((part, block.runs[0][1], block.read("gone"), block.read("come")))
    return found


@keeps("69")
def test_a_sentence_that_changed_shows_the_words_that_went_and_came(tmp_path):
    packs = OwnPacks(tmp_path)
    before = markdown(notice(packs.load(BASE), ON))
    packs.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    after = markdown(notice(packs.load(BASE), ON))
    found = told(before, after)
    assert ("Once you are 14", "Changed:", "13,", "14,") in found
    assert {(gone, come) for _, label, gone, come in found if label == "Changed:"} >= {("13th", "14th")}
    assert all(part in {"Who else is told", "Once you are 14"} for part, *_ in found)


def test_sentences_come_and_go_under_their_headings():
    before = "# A\n\nOne stays. Two goes away for good.\n\n## B\n\n- x\n- y\n"
    after = "# A\n\nOne stays.\n\n## B\n\n- x\n- something new altogether\n- y\n"
    assert told(before, after) == [
        ("A", "Taken out:", "Two goes away for good.", ""),
        ("B", "New:", "", "something new altogether"),
    ]


def test_a_rows_cells_and_lines_are_one_sentence():
    before = "# A\n\n| Who | Why |\n| --- | --- |\n| The council | Duty<br>Law \\| x |\n"
    after = before.replace("Duty", "Task")
    assert told(before, after) == [("A", "Changed:", "Duty;", "Task;")]


def test_what_was_between_two_alike_sentences_went():
    before = "One two three four.\n\nQuite another thing.\n\nFive six seven eight.\n"
    after = "One two three five.\n\nFive six seven nine.\n"
    labels = [label for _, label, _, _ in told(before, after)]
    assert labels == ["Changed:", "Taken out:", "Changed:"]


def test_a_sentence_that_moved_to_another_part_went_there_unchanged():
    assert told("# A\n\nSame words here.\n", "# B\n\nSame words here.\n") == [
        ("B", "New:", "", "B"),
        ("A", "Taken out:", "A", ""),
    ]


def test_words_only_left_out_or_only_put_in_are_marked_alone():
    short, long = "# A\n\nWe keep it for you.\n", "# A\n\nWe keep it safe for you.\n"
    assert told(short, long) == [("A", "Changed:", "", "safe")]
    assert told(long, short) == [("A", "Changed:", "safe", "")]


def test_two_that_say_the_same_differ_in_nothing():
    words = markdown(notice(load(BASE, [SHIPPED]), ON))
    document = differences(words, words, "What changed", "Of two days.")
    assert document.blocks == (
        Heading(1, "What changed"),
        Paragraph("Of two days."),
        Paragraph("Nothing: the two say the same."),
    )


def test_the_difference_is_marked_in_every_form_and_read_out_in_words():
    document = differences(
        "# A\n\nIt is kept until 25.\n", "# A\n\nIt is kept until 21 & gone.\n", "What changed"
    )
    assert "Changed: It is kept until <del>25.</del> <ins>21 &amp; gone.</ins>" in fragment(document)
    assert "Changed: It is kept until ~~25.~~ **21 & gone.**" in markdown(document)
    assert "Changed: It is kept until 25. 21 & gone." in document.said
