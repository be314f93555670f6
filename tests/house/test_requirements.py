"""What we stand on: pinned with hashes, from nowhere in particular, under licences a school can live with."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution

import pytest
from packaging.requirements import Requirement

from tests.house.tree import ROOT, files, texts

#: Licences that would bind whoever passes Hornbook on. Words, not letters: LGPL is not GPL.
BINDING = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.I)
#: Weaker ones that bind changes to the library itself, which we do not make.
WEAK = re.compile(r"\bL-?GPL|Lesser General Public|\bMPL|Mozilla Public", re.I)
#: Each by name, with its reason. One that offers a binding licence too is used under the weaker.
WEAK_BUT_FINE = {
    "fido2": "BSD-2-Clause, and MPL-2.0 for the public suffix list that it carries unchanged",
    "psycopg": "LGPL-3.0: imported, not changed; an installation may put its own build in its place",
    "psycopg-binary": "LGPL-3.0: as psycopg, which it speeds up",
    "pyphen": "used under MPL-1.1, one of the three it offers: hyphenation patterns, unchanged",
}


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.M))


def wanted_here(name: str) -> Iterator[str]:
    """The pins that apply to this system and this Python."""
    for line in re.findall(r"^([a-z0-9._-]+==.*?) *\\$", (ROOT / name).read_text(), re.M):
        pin = Requirement(line)
        if pin.marker is None or pin.marker.evaluate():
            yield pin.name


def licence(of: Distribution) -> str:
    about = of.metadata
    classifiers = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    return " ".join([about.get("License-Expression", ""), *classifiers, about.get("License", "")[:200]])


def objections(licences: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"{name}: {terms.strip() or 'says no licence'}" for name, terms in licences if not fine(name, terms)
    ]


def fine(name: str, terms: str) -> bool:
    weaker_chosen = name in WEAK_BUT_FINE and WEAK.search(terms)
    return bool(terms.strip() and (weaker_chosen or not (BINDING.search(terms) or WEAK.search(terms))))


def addresses(lock: str) -> list[str]:
    return [line for line in lock.splitlines() if "://" in line]


def installed() -> list[tuple[str, str]]:
    return [(name, licence(distribution(name))) for name in wanted_here("requirements.txt")]


def test_no_lock_file_names_an_address():
    locks = [
        path for path in files() if re.search(r"requirements.*\.(txt|in)$|\.lock$|-lock\.json$", path.name)
    ]
    assert locks
    assert {str(path): addresses((ROOT / path).read_text()) for path in locks} == {
        str(path): [] for path in locks
    }


def test_an_address_is_seen():
    assert addresses("--index-url https" + "://registry.example/simple\ndjango==5.2") != []


def test_every_pin_has_its_hashes():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-build.txt"):
        for block in re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text()):
            assert "--hash=sha256:" in block, block


def test_tests_run_on_the_versions_that_schools_run_on():
    tried = pins("requirements-dev.txt")
    assert {name: tried.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_nothing_we_run_on_binds_whoever_passes_hornbook_on():
    assert objections(installed()) == []


def test_every_weak_licence_is_still_there_for_its_reason():
    assert {name for name, terms in installed() if WEAK.search(terms)} == set(WEAK_BUT_FINE)


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("a", "GPL-3.0-or-later"),
        ("b", "License :: OSI Approved :: GNU Affero General Public License v3"),
        ("c", "AGPL-3.0"),
        ("d", "LGPL-2.1"),
        ("psycopg", "GPL-3.0"),
        ("f", ""),
    ],
)
def test_a_licence_that_binds_is_seen(name: str, terms: str):
    assert len(objections([(name, terms)])) == 1


def test_fine_licences_pass():
    assert (
        objections([("psycopg", "LGPL-3.0-only"), ("django", "BSD-3-Clause"), ("pyphen", "GPLv2+ MPL 1.1")])
        == []
    )


def test_the_licence_and_the_notice_lie_beside_the_readme():
    said = dict(texts())
    assert "Apache License" in said["LICENSE"]
    assert "govuk-frontend" in said["NOTICE"]
