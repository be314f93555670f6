"""A school's calendar in a file: two shapes, one meaning, and every slip named by its line."""

from datetime import date

import pytest

from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats.school_calendar import school_calendar
from tests.keeps import keeps

AUTUMN = ((date(2026, 9, 2), date(2026, 10, 16)), (date(2026, 11, 2), date(2026, 12, 18)))

SHAPES = {
    "lists.toml": """
        open = [[2026-09-02, 2026-10-16], [2026-11-02, 2026-12-18]]
        shut = [2026-09-25]
    """,
    "tables.TOML": """
        name = "Pier School"
        [[open]]
        from = 2026-11-02
        to = 2026-12-18
        name = "Autumn, second half"
        [[open]]
        first = "2026-09-02"
        last = "2026-10-16"
        [[shut]]
        on = 2026-09-25
        why = "the school is shut"
    """,
    "plain.csv": "open,2026-09-02,2026-10-16\nopen,2026-11-02,2026-12-18\nshut,2026-09-25\n",
    "headed.csv": (
        "\ufeffWhy,Kind,From,To\n# the autumn\n,open,2026-11-02,2026-12-18\n\n"
        ",Open,2026-09-02,2026-10-16\nthe school is shut,shut,2026-09-25,\n"
    ),
}


@keeps("219")
@pytest.mark.parametrize("file", SHAPES)
def test_every_shape_says_the_same(file):
    found = school_calendar(file, SHAPES[file].encode())
    assert found.open == AUTUMN
    assert found.shut == {date(2026, 9, 25): "the school is shut"}


def test_days_shut_may_be_a_range_and_may_lie_in_a_holiday():
    text = "open,2026-09-02,2026-10-16\nshut,2026-09-01,2026-09-03,training days\n"
    found = school_calendar("x.csv", text.encode())
    assert found.shut == dict.fromkeys([date(2026, 9, n) for n in (1, 2, 3)], "training days")


WRONG = [
    ("x.csv", "", None, "open", "It has no open day."),
    ("x.csv", "shut,2026-09-25\n", None, "open", "It has no open day."),
    ("x.csv", "open,2026-10-16,2026-09-02\n", 1, "to", "2026-09-02 comes before 2026-10-16."),
    ("x.csv", "open,2026-09-02\n", 1, "to", "An open range names its last day as well."),
    ("x.csv", "open,02/09/2026,16/10/2026\n", 1, "from", "'02/09/2026' is no day such as 2026-09-02."),
    ("x.csv", "open,2026-09-31,2026-10-16\n", 1, "from", "'2026-09-31' is no day such as 2026-09-02."),
    (
        "x.csv",
        "open,2026-09-02,2026-10-16\n\nopen,2026-10-16,2026-12-18\n",
        3,
        "from",
        "2026-10-16 is in the range from 2026-09-02 to 2026-10-16.",
    ),
    (
        "x.csv",
        "open,2026-09-02,2027-07-22\n",
        1,
        "to",
        "2026-09-02 to 2027-07-22 is longer than any term.",
    ),
    ("x.csv", "open,2026-09-05,2026-09-06\n", 1, "from", "5 September 2026 is a Saturday."),
    (
        "x.csv",
        "open,2026-09-02,2026-10-16\nshut,2025-09-25\n",
        2,
        "from",
        "2025-09-25 is in no school year that has an open day here.",
    ),
    (
        "x.csv",
        "open,2026-09-02,2026-10-16\nshut,2026-09-25,2027-09-25\n",
        2,
        "from",
        "2027-09-25 is in no school year that has an open day here.",
    ),
    (
        "x.csv",
        "open,2026-09-02,2026-09-04\nshut,2026-09-02,2026-09-04\n",
        None,
        "shut",
        "Every open day is shut.",
    ),
    ("x.csv", "kind,from,to\nhalf,2026-09-02,2026-09-04\n", 2, "kind", "'half' is neither open nor shut."),
    ("x.csv", "kind,to\nopen,2026-09-02\n", 1, "from", "There is no column 'from': write kind,from,to,why."),
    ("x.csv", "kind,from,colour\n", 1, "colour", "'colour' is none of kind, from, to, why."),
    ("x.csv", "kind,from,start\n", 1, "row", "A column is there twice."),
    ("x.csv", "open,2026-09-02,2026-09-04,a,b\n", 1, "row", "There are 5 cells, and 4 columns."),
    ("x.csv", 'open,"2026-09-02\n', 1, "row", "It is not CSV: unexpected end of data."),
    ("x.toml", "open = [", 1, "file", "It is not TOML"),
    ("x.toml", "open = " + "[" * 5000, None, "file", "It is not TOML"),
    ("x.toml", "terms = []\n", 1, "terms", "'terms' is none of open, shut, name."),
    ("x.toml", "\nopen = 2026-09-02\n", 2, "open", "It is not a list."),
    ("x.toml", "open = [[2026-09-02]]\n", 1, "open", "A range is its first day and its last."),
    ("x.toml", "open = [[]]\n", 1, "open", "A range is its first day and its last."),
    ("x.toml", "open = [2026-09-02]\n", 1, "to", "An open range names its last day as well."),
    (
        "x.toml",
        "open = [\n{ from = 2026-09-02, until = 3 } ]\n",
        2,
        "to",
        "'3' is no day such as 2026-09-02.",
    ),
    ("x.toml", "open = [\n{ from = 2026-09-02, size = 3 } ]\n", 2, "size", "'size' is none of kind"),
    ("x.toml", "open = [[2026-09-02T10:00:00, 2026-09-04]]\n", None, "from", "is no day such as"),
]


@pytest.mark.parametrize(("file", "text", "line", "field", "why"), WRONG)
def test_a_slip_is_refused_by_file_line_and_field(file, text, line, field, why):
    with pytest.raises(BadInput) as bad:
        school_calendar(file, text.encode())
    finding = bad.value.finding
    assert (finding.file, finding.field, finding.severity) == (file, field, "error")
    assert why in finding.why
    if "TOML" not in why:
        assert finding.line == line


def test_what_is_no_text_or_far_too_large_is_refused():
    for data, why in ((b"\xff\xfe", "not text in UTF-8"), (b"#" * 1_000_001, "far larger than a calendar")):
        with pytest.raises(BadInput) as bad:
            school_calendar("x.csv", data)
        assert why in bad.value.finding.why
