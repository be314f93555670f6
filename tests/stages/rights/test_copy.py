"""A copy is all of it, or says what it is not: for the person, and of nobody else."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.db import DatabaseError
from pypdf import PdfReader

from hornbook.rules.base.refused import Refused
from hornbook.stages.ledger import act as ledger_act
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger import sink
from hornbook.stages.rights import acts, queries
from hornbook.stages.rights.copies import certificate as certify
from hornbook.stages.rights.copies import gathering, rendering
from hornbook.stages.use import acts as use
from tests.keeps import keeps
from tests.stages.rights.conftest import Asking
from tests.town import now, today


@keeps("196", "197")
def test_every_canary_is_in_page_pdf_and_json_or_named_as_withheld(asking, pdf_text):
    ada = asking.school.with_everything()
    handed = asking.copies(ada)
    page = handed.files["copy.html"].decode()
    read = json.loads(handed.files["copy.json"])
    records = [r for c in read["categories"] for r in c["records"]]
    values = {v["value"] for r in records for v in r["values"] if "value" in v}
    printed = pdf_text(handed.files["copy.pdf"])

    details = {v for f, v in ada.values["contacts"][0].items() if f not in ("name", "title")}
    file = ada.values["file"][0]["content"]
    given = set(ada.canaries) - details - {file}
    assert len(given) > 90
    assert [c for c in given if c not in values] == []
    assert [c for c in given if c not in page] == []
    assert [c for c in given if c not in printed] == []

    everything = b"".join(handed.files.values()).decode("utf-8", "replace")
    assert [c for c in details if "canary" in c and c in everything] == []
    row = next(r for r in handed.certificate.rows if r.category == "contacts")
    assert (row.held.fields, row.given.fields, row.withheld.fields) == (12, 2, 10)
    assert row.reasons == {"third-party": 10}
    assert "Telephone" in handed.files["certificate.html"].decode()
    assert handed.files["files/document-01.txt"].decode() == file


@keeps("197")
def test_the_certificate_counts_every_category_of_the_pack_and_is_signed(asking):
    ada = asking.school.with_everything()
    handed = asking.copies(ada)
    told = json.loads(handed.files["certificate.json"])
    assert told["complete"] is True
    assert {r["category"] for r in told["categories"]} == {*asking.school.pack.categories, "files"}
    assert all(r["held"]["records"] for r in told["categories"])
    assert {s["stage"] for s in told["stages"]} >= {"share", "rights", "use", "ledger"}
    assert told["files"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in handed.files.items()
        if not name.startswith("certificate")
    }
    assert certify.genuine(asking.school.ref, told)
    told["categories"][0]["given"]["records"] += 1
    assert not certify.genuine(asking.school.ref, told)


@keeps("196")
def test_a_category_of_which_none_is_held_says_so(asking):
    handed = asking.copies(asking.school.pupil())
    says = {r.category: r.says for r in handed.certificate.rows}
    assert says["identity"] == "given in full"
    assert says["medical"] == "none held"
    assert "We hold none of this about you." in handed.files["copy.html"].decode()


@keeps("197")
def test_a_category_that_the_copy_misses_shows_as_held_and_not_given_and_nothing_goes_out(
    asking, monkeypatch
):
    ada = asking.school.with_everything()
    case = asking.opens(ada)
    whole = gathering.parts
    monkeypatch.setattr(gathering, "parts", lambda f: tuple(p for p in whole(f) if p.category != "medical"))

    certificate = asking.does("check_copy", case)
    row = next(r for r in certificate.rows if r.category == "medical")
    assert row.says == "held 1, given 0: not complete"
    assert certificate.missing == ("medical",)
    assert certificate.signature == ""

    with pytest.raises(Refused) as refused:
        asking.does("build_copy", case)
    assert refused.value.code == "not-complete"
    assert "medical: held 1, given 0" in refused.value.why
    assert queries.case(asking.school.ref, case, today()).copies == ()


@keeps("197")
def test_a_value_missing_from_the_page_alone_is_missed_too(asking, monkeypatch):
    ada = asking.school.with_everything()
    case = asking.opens(ada)
    real = certify.count_page
    monkeypatch.setattr(certify, "count_page", lambda page: real(page.replace(b'data-value="sen"', b"", 1)))
    certificate = asking.does("check_copy", case)
    assert certificate.missing == ("sen",)


@keeps("200")
def test_a_stage_that_is_left_out_of_the_copy_is_missed(asking, monkeypatch):
    ada = asking.school.pupil()
    case = asking.opens(ada)
    whole = rendering.as_json

    def without_requests(copy):
        read = json.loads(whole(copy))
        read["stages"] = [s for s in read["stages"] if s["stage"] != "rights"]
        return json.dumps(read).encode()

    monkeypatch.setattr(rendering, "as_json", without_requests)
    assert asking.does("check_copy", case).missing == ("rights",)


@keeps("97")
def test_somebody_else_in_the_same_incident_is_in_no_part_of_the_copy(asking, pdf_text):
    school = asking.school
    ada = school.with_everything()
    bob = school.pupil(preferred_forename="Bobcanary O’Canary", middle_names="Midcanary-Twocanary")
    first, last = (bob.values["identity"][0][f"legal_{n}"] for n in ("forename", "surname"))
    own = ada.values["identity"][0]["legal_forename"]
    school.incident(
        (ada, {"part": "harmed"}),
        (bob, {"part": "bobspartcanary"}),
        account=f"{first} {last} hit {own}; {last.upper()}'s bag, bobcanary o'canary and Twocanary saw.",
    )
    handed = asking.copies(ada)
    other = [*bob.canaries, "bobspartcanary", "Bobcanary", "Twocanary", str(bob.ref)]
    for name, content in handed.files.items():
        text = pdf_text(content) if name.endswith("pdf") else content.decode()
        assert [c for c in other if c.casefold() in text.casefold()] == [], name
    page = handed.files["copy.html"].decode()
    assert f"[another person] hit {own}; [another person]&#39;s bag" in page
    row = next(r for r in handed.certificate.rows if r.category == "incidents")
    assert (row.held.records, row.given.records, row.masked) == (2, 2, 4)
    assert row.says == "given, other people taken out"


@keeps("99", "137", "200")
def test_who_looked_and_who_was_told_are_in_the_copy(asking):
    school = asking.school
    ada = school.pupil()
    school.teaches(school.teacher, ada)
    use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[ada.ref])
    use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[ada.ref])
    with pytest.raises(Refused):
        use.read(by=school.dpo, at=now(), purpose="marketing", people=[ada.ref])
    read = json.loads(asking.copies(ada).files["copy.json"])
    (looked,) = [s["sections"][0]["rows"] for s in read["stages"] if s["stage"] == "ledger"]
    opened = [r for r in looked if r["What was done"] == "Opened"]
    assert [(r["By"], r["Why"], r["Times"]) for r in opened] == [
        ("Teacher", "To teach you and help you learn", "2")
    ]
    assert [r["By"] for r in looked if r["What was done"] == "Refused: opened"] == ["Data protection officer"]
    assert {"share", "rights", "use"} <= {s["stage"] for s in read["stages"]}


@keeps("198", "199", "201", "202", "203", "217")
def test_each_category_says_why_by_what_law_who_gets_it_until_when_and_from_where(asking):
    ada = asking.school.with_everything(age=14)
    read = json.loads(asking.copies(ada).files["copy.json"])
    by_category = {c["category"]: c for c in read["categories"]}
    medical = by_category["medical"]
    assert "To keep children and young people safe" in [w["text"] for w in medical["why"]]
    assert medical["why"][0]["basis"].startswith("public task (UK GDPR, Article 6(1)(e)")
    assert medical["sources"] == ["you and your family", "health professionals"]
    assert str(ada.born.year + 25) in medical["until"]
    address = by_category["address"]
    assert any("Council" in r or "council" in r for r in address["recipients"])
    assert address["records"][0]["values"][0]["source"].startswith("entered by our staff on ")
    told = {t["title"]: " ".join(t["sentences"]) for t in read["told"]}
    assert "dpo@school.example.org" in told["If you are not content"]
    assert "Information Commissioner" in told["If you are not content"]
    assert told["Decisions by machine"].startswith("No decision about you")


@keeps("213", "214", "215")
def test_what_is_withheld_for_a_reason_is_named_and_its_value_is_nowhere(asking):
    ada = asking.school.with_everything()
    case = asking.opens(ada)
    back = asking.does(
        "withhold",
        case,
        code="serious-harm",
        category="medical",
        field="note",
        reason="The doctor says so; canaryreason.",
    )
    handed = asking.does("build_copy", case)
    note = ada.values["medical"][0]["note"]
    assert note.encode() not in b"".join(handed.files.values())
    assert ada.values["medical"][0]["care"] in handed.files["copy.html"].decode()
    row = next(r for r in handed.certificate.rows if r.category == "medical")
    assert (row.reasons, row.whole) == ({"serious-harm": 1}, True)
    assert "Schedule 3, paragraphs 5, 11 and 19" in handed.files["certificate.html"].decode()
    assert b"canaryreason" not in b"".join(handed.files.values())
    assert asking.does("read_words", case) == {f"withheld {back}": "The doctor says so; canaryreason."}

    asking.does("lift", case, withheld=back)
    assert note in asking.does("build_copy", case).files["copy.html"].decode()


@keeps("215")
def test_a_withheld_document_keeps_its_file_back(asking):
    ada = asking.school.pupil()
    asking.school.letter_about(ada, b"canaryfile")
    case = asking.opens(ada)
    asking.does("withhold", case, code="legal-advice", category="documents", reason="Advice.")
    handed = asking.does("build_copy", case)
    assert [name for name in handed.files if name.startswith("files/")] == []
    rows = {r.category: r for r in handed.certificate.rows}
    assert rows["documents"].says == rows["files"].says == "withheld"


@keeps("214")
def test_what_may_be_held_against_a_parent_is_not_held_against_the_child(asking):
    ada = asking.school.pupil()
    case = asking.opens(ada)
    with pytest.raises(Refused) as refused:
        asking.does("withhold", case, code="risk-of-abuse", category="incidents", reason="Risk.")
    assert refused.value.code == "not-against-the-pupil"


@keeps("195")
def test_a_parent_who_asks_gets_their_own_details_and_not_the_other_parents(asking):
    school = asking.school
    child = school.pupil(age=9)
    one, two = school.parent_of(child), school.parent_of(child, relationship="father")
    handed = asking.copies(child, asked_by="parent", asker=one.ref)
    page = handed.files["copy.html"].decode()
    first, second = one.values["contacts"][0], two.values["contacts"][0]
    assert first["telephone"] in page
    assert second["telephone"] not in page
    assert second["name"] in page


@keeps("197")
def test_the_pdf_is_tagged_in_its_language_and_read_in_the_order_it_is_written(asking, pdf_text):
    ada = asking.school.with_everything()
    content = asking.copies(ada).files["copy.pdf"]
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata.title.startswith("A copy of what Example Alternative Provision holds about")
    text = pdf_text(content)
    titles = ["Isanythingheldaboutyou?", "Name,dateofbirthandsex", "Attendance,sessionbysession", "Files"]
    places = [text.index(t) for t in titles]
    assert places == sorted(places)


@keeps("200")
def test_a_receipt_stays_and_the_copy_does_not(asking):
    ada = asking.school.with_everything()
    case = asking.opens(ada)
    handed = asking.does("build_copy", case)
    shown = queries.case(asking.school.ref, case, today())
    (built,) = shown.copies
    assert built.receipt == handed.receipt
    assert built.files == {n: hashlib.sha256(c).hexdigest() for n, c in handed.files.items()}
    assert certify.genuine(asking.school.ref, built.certificate)
    assert [c for c in ada.canaries if c in str(built)] == []
    with zipfile.ZipFile(BytesIO(handed.zipped())) as packed:
        assert sorted(packed.namelist()) == sorted(handed.files)
    line = next(x for x in ledger.about(asking.school.ref, ada.ref) if x.act == "rights.copy")
    assert line.facts["receipt"] == str(handed.receipt)


@keeps("102")
def test_no_copy_comes_out_while_the_ledger_cannot_be_written(real_town, monkeypatch):
    asking = Asking(real_town.school)
    ada = asking.school.pupil()
    case = asking.opens(ada)
    whole = ledger_act._append

    def breaks(draft, verdict, *more):
        if draft.act == "rights.copy":
            raise DatabaseError("no space left")
        return whole(draft, verdict, *more)

    monkeypatch.setattr(ledger_act, "_append", breaks)
    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        asking.does("build_copy", case)
    assert refused.value.code == "ledger-unavailable"
    assert [line["act"] for line in sink.lines()[before:]] == ["rights.copy"]
    assert queries.case(asking.school.ref, case, today()).copies == ()


@keeps("102")
def test_nothing_is_even_opened_while_the_ledger_is_broken(broken_ledger):
    school = broken_ledger.school
    with pytest.raises(Refused) as refused:
        acts.open_case(
            by=school.dpo,
            at=now(),
            kind="sar",
            about=broken_ledger.ada.ref,
            asked_by="pupil",
            received=today(),
        )
    assert refused.value.code == "ledger-unavailable"
    assert queries.open_cases(school.ref, today()) == []
