"""The attendance register: every session of a half-term, mark by mark.

Electronic, and kept at least six years from each entry. Keeps: promise 25.
"""

from hornbook.rules.catalogue.base import REGISTER, Category, Field, declare

attendance = declare(
    Category(
        "attendance",
        "Attendance, session by session",
        (
            Field("half_term", "Half-term", law=REGISTER, help="2026-autumn-1"),
            Field("establishment", "School", "identifier", law=REGISTER),
            Field("marks", "Attendance marks", "marks", "attendance_codes", law=REGISTER),
            Field("last_entry", "Day of the last mark", "date", law=REGISTER),
        ),
        many=True,
        natural=("half_term", "establishment"),
        retention="attendance-register",
        filed_by="half_term",
    )
)
