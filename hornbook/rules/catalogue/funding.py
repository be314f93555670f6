"""What a school is paid for a pupil, as counted on census day: top-up funding, lunches, two registrations.

Keeps: promises 139, 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

funding = declare(
    Category(
        "funding",
        "Funding the school receives for the pupil",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            Field(
                "top_up",
                "Extra funding for high needs",
                "flag",
                special="health",
                law=CENSUS,
                formats={"census_export": "topupfunding"},
            ),
            Field(
                "duplicate_not_funded",
                "Registered twice, and not funded here",
                law=CENSUS,
                formats={"census_export": "duplicatenotfunded"},
            ),
            Field(
                "school_lunch_taken",
                "Had a school lunch on census day",
                "flag",
                law=CENSUS,
                formats={"census_export": "schoollunchtaken"},
            ),
        ),
        many=True,
        natural=("census", "establishment"),
    )
)
