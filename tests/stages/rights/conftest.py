"""Somebody asks, and what comes back, read as a machine and as a person would read it."""

import io
import json
import re

import pytest
from pypdf import PdfReader

from hornbook.stages.rights import acts
from tests.town import now, today


class Asking:
    """Requests at one school."""

    def __init__(self, school):
        self.school = school

    def opens(self, pupil, *, by=None, received=None, asked_by="pupil", **also):
        return acts.open_case(
            by=by or self.school.dpo,
            at=now(),
            kind="sar",
            about=pupil.ref,
            asked_by=asked_by,
            received=received or today(),
            **also,
        )

    def copies(self, pupil, **also):
        return acts.build_copy(by=self.school.dpo, at=now(), case=self.opens(pupil, **also))

    def does(self, what, case, *, by=None, **also):
        return getattr(acts, what)(by=by or self.school.dpo, at=now(), case=case, **also)


@pytest.fixture
def asking(town):
    return Asking(town.school)


@pytest.fixture
def pdf_text():
    """A PDF's words in the order it is read, without the breaks that lines of a table bring."""

    def read(content):
        pages = PdfReader(io.BytesIO(content)).pages
        return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))

    return read


@pytest.fixture
def in_json():
    """Every value of the machine's copy, by category."""

    def read(content):
        return {
            part["category"]: [v.get("value") for r in part["records"] for v in r["values"] if "value" in v]
            for part in json.loads(content)["categories"]
        }

    return read
