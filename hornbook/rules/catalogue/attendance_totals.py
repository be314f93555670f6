"""Sessions possible and missed in a term and in the second half of the summer, as counted for the census.

Keeps: promises 25, 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare


def _count(name: str, label: str, column: str) -> Field:
    return Field(name, label, "number", law=CENSUS, formats={"census_export": column})


attendance_totals = declare(
    Category(
        "attendance_totals",
        "Sessions possible and missed",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            _count("term_possible", "Sessions possible in the term", "termlysessionspossible"),
            _count("term_authorised", "Sessions missed with leave in the term", "termlysessionsauthorised"),
            _count(
                "term_unauthorised", "Sessions missed without leave in the term", "termlysessionsunauthorised"
            ),
            _count("summer_possible", "Sessions possible, end of summer", "summerhalfterm2sessionspossible"),
            _count(
                "summer_authorised",
                "Sessions missed with leave, end of summer",
                "summerhalfterm2sessionsauthorised",
            ),
            _count(
                "summer_unauthorised",
                "Sessions missed without leave, end of summer",
                "summerhalfterm2sessionsunauthorised",
            ),
            _count(
                "summer_educational",
                "Sessions educated elsewhere, end of summer",
                "summerhalfterm2sessionseducational",
            ),
            _count(
                "summer_exceptional",
                "Sessions missed for exceptional reasons, end of summer",
                "summerhalfterm2sessionsexceptional",
            ),
            _count(
                "summer_coronavirus",
                "Sessions missed because of coronavirus, end of summer",
                "summerhalfterm2sessionscoronavirus",
            ),
        ),
        many=True,
        natural=("census", "establishment"),
        retention="attendance-register",
    )
)
