"""How often each attendance code was used in a period, as the school counted it for the census.

Keeps: promises 25, 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

attendance_summary = declare(
    Category(
        "attendance_summary",
        "Sessions counted by attendance code",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            Field("period", "Period counted", help="term, or summer-half-term-2"),
            Field(
                "reason",
                "Attendance code",
                "code",
                "attendance_codes",
                law=CENSUS,
                formats={"census_export": "attendancereason"},
            ),
            Field("sessions", "Sessions", "number", law=CENSUS, formats={"census_export": "sessions"}),
        ),
        many=True,
        natural=("census", "establishment", "period", "reason"),
        retention="attendance-register",
    )
)
