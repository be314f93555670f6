"""Suspensions and permanent exclusions: when, for how many sessions, for which of the official reasons.

A reason may allege an offence, so reasons are read on purpose only. Keeps: promise 28.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare


def _reason(n: int) -> Field:
    return Field(
        f"reason_{n}",
        f"Reason {n}",
        "code",
        "suspension_reason",
        law=CENSUS,
        formats={"census_export": f"reason{n}"},
    )


exclusions = declare(
    Category(
        "exclusions",
        "Suspensions and permanent exclusions",
        (
            Field("establishment", "School", "identifier", law=CENSUS),
            Field("start_date", "From", "date", law=CENSUS, formats={"census_export": "startdate"}),
            Field(
                "category",
                "Kind",
                "code",
                "suspension_category",
                law=CENSUS,
                formats={"census_export": "category"},
            ),
            Field("sessions", "Sessions", "number", law=CENSUS, formats={"census_export": "sessions"}),
            _reason(1),
            _reason(2),
            _reason(3),
            Field(
                "sen_provision",
                "Stage of special educational help at the time",
                "code",
                "sen_provision",
                special="health",
                law=CENSUS,
                formats={"census_export": "senprovision"},
            ),
        ),
        many=True,
        natural=("establishment", "start_date", "category", "reason_1", "reason_2", "reason_3"),
    )
)
