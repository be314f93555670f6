"""What no file of ours may say: where we work, who we read about, whose emblem we do not bear."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house.tree import files, texts

# Written apart, so that this file does not say them either.
MACHINE_PATHS = re.compile(r"(?<![\w.:$}~-])/" + r"(work|root|home/\w+|Users/\w+)" + r"/\w")

#: Digests of names, addresses and numbers of people in the documents we build on. They stay there.
PEOPLE = frozenset(Path(__file__).with_name("people.sha256").read_text().split())

EMBLEMS = re.compile(
    r"crown|crest|coat.?of.?arms|govuk-(icon|opengraph|logotype)|transport.*\.(woff2?|ttf|otf|eot)", re.I
)
FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")
TRANSPORT = re.compile(r"gds[ -]transport|@font-face", re.I)


def phrases(text: str) -> Iterator[str]:
    """Every run of one, two or three words, lower case."""
    words = re.findall(r"[\w.@'-]*\w", text.lower())
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def names_people(text: str, people: frozenset[str]) -> bool:
    return any(sha256(phrase.encode()).hexdigest() in people for phrase in set(phrases(text)))


def bears_emblem(path: str, text: str) -> bool:
    in_style = path.endswith(".css") and TRANSPORT.search(text)
    return bool(EMBLEMS.search(Path(path).name) or path.endswith(FONTS) or in_style)


def test_no_file_knows_the_machine_it_was_written_on():
    assert [path for path, text in texts() if MACHINE_PATHS.search(text)] == []


@pytest.mark.parametrize(
    "path", ["/".join(["", "work", "main"]), "see " + "/".join(["", "home", "ann", "x"])]
)
def test_a_machine_path_is_seen(path: str):
    assert MACHINE_PATHS.search(path)


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/",
        "/".join(["$HOME", "work", "x"]),
        "/".join(["docs", "work", "plan"]),
        "/usr/lib/postgresql",
    ],
)
def test_an_address_of_the_product_is_no_machine_path(path: str):
    assert not MACHINE_PATHS.search(path)


def test_no_file_names_a_real_person():
    # Rows of made-up people are data, not prose; they are looked at where they are made.
    assert [path for path, text in texts() if not path.endswith(".csv") and names_people(text, PEOPLE)] == []


def test_a_real_name_is_seen():
    ada = frozenset({sha256(b"ada byron").hexdigest(), sha256(b"ada@example.org").hexdigest()})
    assert names_people("Please ask Ada\n  Byron.", ada)
    assert names_people("write to <ada@example.org>.", ada)
    assert not names_people("Ada, then Byron Ada", frozenset({sha256(b"ada byron").hexdigest()}))


def test_the_package_bears_no_crown_no_crest_and_no_transport_font():
    shipped = {path.as_posix(): "" for path in files() if path.parts[0] == "hornbook"}
    shipped |= {path: text for path, text in texts() if path in shipped}
    assert [path for path, text in shipped.items() if bears_emblem(path, text)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("hornbook/static/images/govuk-crest.svg", "<svg/>"),
        ("hornbook/static/fonts/bold.woff2", ""),
        ("hornbook/static/look.css", 'p { font-family: "GDS Transport", arial }'),
        ("hornbook/static/look.css", "@font-face { src: url(x) }"),
    ],
)
def test_an_emblem_is_seen(path: str, text: str):
    assert bears_emblem(path, text)
