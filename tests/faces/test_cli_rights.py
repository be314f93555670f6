"""hornbook rights: from a letter on the desk to a folder that can be handed over."""

import hashlib
import json
from uuid import UUID

from hornbook.stages.rights import queries
from tests.keeps import keeps
from tests.town import today


@keeps("194", "197", "210")
def test_a_request_is_opened_explained_copied_and_closed(real_town, hornbook, tmp_path):
    school = real_town.school
    ada = school.with_everything()
    about = ("--controller", school.slug, "--about", ada.ref, "--by", "pupil", "--received", "2025-10-14")
    opened = hornbook("rights", "open", "sar", *about, "--json", by=school.dpo)
    assert (opened.status, opened.json["due"], opened.json["state"]) == (0, "2025-11-14", "received")
    case = opened.json["case"]

    shown = hornbook("rights", "show", case, by=school.dpo)
    assert "2025-10-14  -       received: the day itself is not counted" in shown.out
    assert "2025-11-14  counted day 31 of 31: the last day to answer" in shown.out
    assert "Next: Look at what is to be withheld, and make the copy. It is overdue." in shown.out
    assert case in hornbook("rights", "list", by=school.dpo).out

    out = tmp_path / "handed" / "copy"
    copied = hornbook("rights", "copy", case, "--out", out, "--json", by=school.dpo)
    assert copied.status == 0, copied.err
    assert copied.json["certificate"]["complete"] is True
    written = {str(p.relative_to(out)): p for p in out.rglob("*") if p.is_file()}
    assert set(written) == {
        "copy.html",
        "copy.pdf",
        "copy.json",
        "certificate.html",
        "certificate.json",
        "files/document-01.txt",
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in written.values())
    kept = queries.case(school.ref, UUID(case), today()).copies[0].files
    assert kept == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in written.items()}
    assert ada.canary("medical") in written["copy.json"].read_text()

    closed = hornbook("rights", "close", case, "--json", by=school.dpo)
    assert (closed.json["state"], closed.json["next"]["act"]) == ("answered", "")
    assert hornbook("rights", "list", "--json", by=school.dpo).json == []


@keeps("206", "212", "213")
def test_the_clock_waits_is_lengthened_and_decisions_are_written_down(real_town, hornbook):
    school = real_town.school
    ada = school.pupil(age=14)
    about = ("--about", ada.ref, "--by", "parent", "--received", "2026-06-01")
    case = hornbook("rights", "open", "sar", *about, "--json", by=school.dpo).json["case"]

    def told(what, *more):
        answer = hornbook("rights", what, case, *more, "--json", by=school.dpo)
        assert answer.status == 0, answer.err
        return answer.json

    assert told("ask-id", "--on", "2026-06-02")["waiting_for"] == ["identity"]
    assert told("id-received", "--on", "2026-06-04")["due"] == "2026-07-06"
    assert told("ask", "--on", "2026-06-08")["state"] == "asking"
    assert told("answered", "--on", "2026-06-10")["state"] == "received"
    reason = ("--reason", "In a sentence.")
    extended = told("extend", "--because", "complex", "--told", "2026-06-12", *reason)
    assert extended["due"] == "2026-09-07"  # 4 September and two days: a Sunday
    assert told("decide", "--because", "pupil-agrees", *reason)["next"]["act"] == "rights.copy"
    told("withhold", "--code", "serious-harm", "--category", "medical", "--field", "note", *reason)
    assert [w["code"] for w in told("show")["withheld"]] == ["serious-harm"]


@keeps("97", "102")
def test_a_refused_copy_leaves_no_file(real_town, hornbook, tmp_path):
    school = real_town.school
    ada = school.pupil(age=14)
    about = ("--about", ada.ref, "--by", "parent", "--received", today())
    case = hornbook("rights", "open", "sar", *about, "--json", by=school.dpo).json["case"]
    out = tmp_path / "copy"
    refused = hornbook("rights", "copy", case, "--out", out, "--json", by=school.dpo)
    assert (refused.status, json.loads(refused.out)["refused"]) == (1, "not-decided")
    assert [*out.rglob("*")] == []
    for command in (("list",), ("show", case), ("copy", case, "--out", out)):
        teacher = hornbook("rights", *command, by=school.teacher)
        assert (teacher.status, teacher.out) == (1, "")

    (out / "something").write_text("kept")
    taken = hornbook("rights", "copy", case, "--out", out, by=school.dpo)
    assert taken.status == 2
    assert "something in that folder already" in taken.err


def test_what_cannot_be_read_is_said_in_one_sentence(real_town, hornbook):
    school = real_town.school
    about = ("--about", "nobody", "--by", "pupil", "--received", "2026-06-01")
    assert hornbook("rights", "open", "sar", *about, by=school.dpo).status == 2
    about = ("--about", school.pupil().ref, "--by", "pupil", "--received", "yesterday")
    answer = hornbook("rights", "open", "sar", *about, by=school.dpo)
    assert answer.status == 2
    assert "is not a day" in answer.err
    unknown = hornbook("rights", "show", school.dpo.ref, by=school.dpo)
    assert (unknown.status, "no such request" in unknown.err) == (1, True)
