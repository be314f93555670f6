"""Hours and funding of children below school age: free hours, extended hours, the early years pupil premium.

The disability access fund tells of a disability, so it is treated as health data. Keeps: promise 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

early_years = declare(
    Category(
        "early_years",
        "Early years hours and funding",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            Field(
                "hours_at_setting",
                "Hours a week at the setting",
                "number",
                law=CENSUS,
                formats={"census_export": "hoursatsetting"},
            ),
            Field(
                "funded_hours",
                "Free hours a week",
                "number",
                law=CENSUS,
                formats={"census_export": "fundedhours"},
            ),
            Field(
                "extended_hours",
                "Extended free hours a week",
                "number",
                law=CENSUS,
                formats={"census_export": "extendedhours"},
            ),
            Field(
                "eligibility_code",
                "Family's code for extended hours",
                "identifier",
                law=CENSUS,
                formats={"census_export": "eligibilitycode"},
            ),
            Field(
                "disability_access_fund",
                "Disability access fund",
                "flag",
                special="health",
                law=CENSUS,
                formats={"census_export": "dafindicator"},
            ),
            Field(
                "pupil_premium",
                "Early years pupil premium",
                "flag",
                law=CENSUS,
                formats={"census_export": "eyppr"},
            ),
            Field(
                "pupil_premium_basis",
                "Why the premium is paid",
                "code",
                "eypp_basis",
                law=CENSUS,
                formats={"census_export": "eyppbf"},
            ),
        ),
        many=True,
        natural=("census", "establishment"),
    )
)
