"""What is due when, reckoned without a line of Hornbook: days typed from public calendars, loops, no rules.

    python -m tests.rules.clock_oracle > tests/data/clock/asked.csv

writes the batch again; the test compares the command with the file, and the file with this.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

D = timedelta(1)


def _days(year: int, months: str) -> set[date]:
    return {date(year, *map(int, day.split("/"))) for day in months.split()}


ENGLAND = (
    _days(2022, "1/3 4/15 4/18 5/2 6/2 6/3 8/29 9/19 12/26 12/27")
    | _days(2023, "1/2 4/7 4/10 5/1 5/8 5/29 8/28 12/25 12/26")
    | _days(2024, "1/1 3/29 4/1 5/6 5/27 8/26 12/25 12/26")
    | _days(2025, "1/1 4/18 4/21 5/5 5/26 8/25 12/25 12/26")
    | _days(2026, "1/1 4/3 4/6 5/4 5/25 8/31 12/25 12/28")
    | _days(2027, "1/1 3/26 3/29 5/3 5/31 8/30 12/27 12/28")
    | _days(2028, "1/3 4/14 4/17 5/1 5/29 8/28 12/25 12/26")
    | _days(2029, "1/1 3/30 4/2 5/7 5/28 8/27 12/25 12/26")
)
ELSEWHERE = (
    _days(2024, "1/2 3/18 7/12 8/5 12/2")
    | _days(2025, "1/2 3/17 7/14 8/4 12/1")
    | _days(2026, "1/2 3/17 6/15 7/13 8/3 11/30")
    | _days(2027, "1/4 3/17 7/12 8/2 11/30")
    | _days(2028, "1/4 3/17 7/12 8/7 11/30")
)
OPEN = [
    ("2026-06-01", "2026-07-22"),
    ("2026-09-02", "2026-10-16"),
    ("2026-11-02", "2026-12-18"),
    ("2027-01-04", "2027-02-12"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
    ("2027-06-07", "2027-07-22"),
]
SCHOOL = {
    day
    for first, last in OPEN
    for day in (date.fromisoformat(first) + n * D for n in range(100))
    if day <= date.fromisoformat(last) and day.weekday() < 5 and day != date(2027, 5, 3)
}


def months(day: date, n: int) -> date:
    year, month = day.year + (day.month + n - 1) // 12, (day.month + n - 1) % 12 + 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def roll(day: date) -> date:
    while day.weekday() > 4 or day in ENGLAND:
        day += D
    return day


def nth(day: date, n: int, counts: set[date]) -> date | None:
    while n:
        day += D
        if day > max(counts):
            return None
        n -= day in counts
    return day


WEEKDAYS = {date(2022, 1, 1) + n * D for n in range(8 * 365) if (date(2022, 1, 1) + n * D).weekday() < 5}
WORKING, KINGDOM = WEEKDAYS - ENGLAND, WEEKDAYS - ENGLAND - ELSEWHERE


def birthday(born: date, age: int) -> date:
    if (born.month, born.day) == (2, 29) and (born.year + age) % 4:
        return date(born.year + age, 3, 1)
    return born.replace(year=born.year + age)


def due(kind: str, received: str, extra: str) -> str:
    facts = dict(pair.split("=") for pair in extra.split(";") if pair)
    if kind == "breach_ico":
        end = datetime.fromisoformat(received).astimezone(UTC) + timedelta(hours=72)
        return end.astimezone(ZoneInfo(facts.get("tz", "Europe/London"))).isoformat()
    at = datetime.fromisoformat(received) if "T" in received else None
    day = at.astimezone(ZoneInfo("Europe/London")).date() if at else date.fromisoformat(received)
    found = _due(kind, day, facts)
    return found.isoformat() if found else ""


def _due(kind: str, day: date, facts: dict[str, str]) -> date | None:
    given = {key: date.fromisoformat(value) for key, value in facts.items() if value[:2] == "20"}
    number = int(facts.get("age") or facts.get("years") or facts.get("days") or 0)
    match kind:
        case "sar" | "rights_request" | "art14_notice":
            return min([roll(months(day, 1)), *given.values()])
        case "sar_extended":
            return roll(months(day, 3))
        case "sar_id":
            return roll(months(max(given.values()), 1)) if given else None
        case "sar_clarify" | "sar_extension_notice":
            return _paused(day, given, facts.get("count") == "inclusive" and day >= date(2026, 2, 5))
        case "sar_exam_marks":
            if day >= given["announced"]:
                return roll(months(day, 1))
            return roll(min(months(day, 5), given["announced"] + 40 * D))
        case "edu_record" | "ctf" | "ctf_dual":
            bound = kind != "edu_record" or facts["school"] in ("maintained", "pru", "special_non_maintained")
            return nth(day, 15, SCHOOL) if bound and facts.get("calendar") else None
        case "foi":
            if "calendar" not in facts:
                return nth(day, 20, KINGDOM)
            most = nth(day, 60, KINGDOM)
            school = nth(day, 20, KINGDOM & SCHOOL)
            return min(most, school) if most and school else None
        case "complaint_ack":
            return roll(day + 30 * D) if day >= date(2026, 6, 19) else None
        case "breach_review_meeting":
            return nth(day, number or 5, WORKING)
        case "breach_review_outcome":
            return nth(day, number or 2, WORKING)
        case "new_pupil_return":
            return day + 5 * D
        case "policy_review":
            return months(day, 12 * number)
        case "ico_fee_expiry":
            return birthday(day, 1) - D
        case "attains_age" | "retain_until_age":
            return birthday(day, number)
        case "health_opinion_last_valid":
            return months(day, 6) - D
    raise KeyError(kind)


def _paused(day: date, given: dict[str, date], inclusive: bool) -> date | None:
    plain = months(day, 1)
    if not given or given["asked"] > roll(plain):
        return roll(plain)
    if "answered" not in given:
        return None
    return roll(max(plain + (given["answered"] - given["asked"]) + inclusive * D, given["answered"]))


#: Leap days, month ends, Christmas, Easter, one-off holidays, the days on which the law changed.
DAYS = """
2022-05-03 2022-08-19 2023-04-08 2024-01-31 2024-02-29 2024-11-25 2025-02-28 2025-03-18 2025-10-14 2025-11-25
2026-01-31 2026-02-04 2026-02-05 2026-02-28 2026-03-03 2026-05-15 2026-06-18 2026-06-19 2026-11-25 2026-12-01
2026-12-25 2027-02-26 2027-11-27 2028-01-31 2028-02-29 2028-03-14
2026-03-28T23:59:00+00:00 2026-06-30T23:30:00+00:00 2026-10-24T23:30:00+01:00
"""
INSTANTS = """
2025-06-06T10:00:00+01:00 2026-12-24T16:30:00+00:00 2026-03-28T12:00:00+00:00 2026-03-29T00:59:59+00:00
2026-10-24T12:00:00+01:00 2026-10-25T01:30:00+01:00 2026-10-25T01:30:00+00:00 2026-10-22T02:00:00+01:00
2026-06-06T12:00:00+02:00 2028-02-28T09:00:00+00:00 2024-02-27T00:00:00+00:00 2026-04-02T17:45:00+01:00
2027-03-27T08:00:00Z 2026-06-18T23:30:00+00:00
"""
IN_SCHOOL = """
2026-06-01 2026-06-12 2026-07-01 2026-07-22 2026-07-31 2026-08-20 2026-09-01 2026-09-26 2026-10-16 2026-10-20
2026-11-05 2026-12-18 2026-12-25 2027-02-15 2027-03-25 2027-04-05 2027-04-20 2027-05-29 2027-06-30 2027-07-05
"""
PAUSES = """
2026-03-02 2026-03-10 2026-03-20;2026-06-01 2026-06-08 2026-06-08;2026-06-01 2026-06-01 2026-06-03
2026-06-01 2026-07-01 2026-07-08;2026-06-01 2026-07-02 2026-07-08;2026-02-14 2026-03-16 2026-03-19
2026-02-04 2026-02-10 2026-02-12;2026-02-05 2026-02-10 2026-02-12;2026-11-25 2026-12-01 2026-12-31
2028-01-31 2028-02-10 2028-02-29;2025-11-03 2025-11-10 2025-11-24;2026-03-03 2026-03-20
"""


def rows() -> Iterator[tuple[str, str, str]]:
    for day in DAYS.split():
        for kind in ("sar", "sar_extended", "rights_request", "complaint_ack"):
            yield kind, day, "right=erasure" if kind == "rights_request" else ""
    for day in DAYS.split()[3:-3]:
        yield "art14_notice", day, ""
        yield "new_pupil_return", day, ""
        yield "health_opinion_last_valid", day, ""
        yield "ico_fee_expiry", day, ""
        yield "sar_id", day, f"id_received={date.fromisoformat(day) + 9 * D}"
        yield "breach_review_meeting", day, ""
        yield "breach_review_outcome", day, "days=1" if day < "2026" else ""
        yield "foi", day, ""
    for at in INSTANTS.split():
        yield "breach_ico", at, ""
        yield "breach_ico", at, "tz=Europe/Paris"
    for day in IN_SCHOOL.split():
        yield "edu_record", day, "school=pru;calendar=HALFWAY"
        yield "ctf", day, "calendar=HALFWAY"
        yield "ctf_dual", day, "school=academy;calendar=HALFWAY"
        yield "foi", day, "calendar=HALFWAY"
    yield "edu_record", "2026-10-12", "school=academy;calendar=HALFWAY"
    yield "edu_record", "2026-10-12", "school=independent"
    yield "ctf", "2026-10-12", ""
    for pause in filter(None, PAUSES.replace(";", "\n").split("\n")):
        received, asked, *answered = pause.split()
        told = f"asked={asked}" + "".join(f";answered={day}" for day in answered)
        for count in ("", ";count=inclusive", ";count=exclusive"):
            yield "sar_clarify", received, told + count
        yield "sar_extension_notice", received, told
    yield "sar_extension_notice", "2026-01-30", ""
    yield "sar_id", "2026-03-02", ""
    yield "sar_id", "2026-03-02", "id_received=2026-03-10;fee_paid=2026-03-12"
    for received, announced in (
        *(("2026-06-01", "2026-08-13"), ("2026-03-02", "2026-08-13"), ("2026-08-12", "2026-08-13")),
        *(("2026-08-13", "2026-08-13"), ("2026-09-01", "2026-08-13"), ("2026-03-14", "2026-07-06")),
        *(("2024-09-30", "2025-02-28"), ("2025-11-10", "2025-11-15"), ("2026-02-23", "2026-02-24")),
    ):
        yield "sar_exam_marks", received, f"announced={announced}"
    yield "art14_notice", "2026-06-05", "contact=2026-06-20"
    yield "art14_notice", "2026-06-05", "contact=2026-09-20;disclosure=2026-06-13"
    for born in ("2010-02-03", "2012-02-29", "2008-02-29", "2001-11-22", "2000-02-29"):
        for age in (13, 16, 18, 25):
            yield "attains_age", born, f"age={age}"
        yield "retain_until_age", born, "age=25"
    for on in ("2024-02-29", "2018-05-24", "2026-12-31"):
        for years in (1, 2, 4):
            yield "policy_review", on, f"years={years}"


if __name__ == "__main__":
    write = csv.writer(sys.stdout, lineterminator="\n")
    write.writerow(["kind", "received", "extra", "due"])
    write.writerows([*row, due(*row)] for row in rows())
