"""When the pupil could have free school meals, and in which part of the United Kingdom that was decided.

Not special category in law; kept as carefully, for it tells of a family's means. Keeps: promises 22, 23.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

free_school_meals = declare(
    Category(
        "free_school_meals",
        "Free school meals",
        (
            Field(
                "start_date",
                "From",
                "date",
                law=CENSUS,
                formats={"census_export": "fsmstartdate", "csv": "FSM Start"},
            ),
            Field(
                "end_date",
                "Until",
                "date",
                law=CENSUS,
                formats={"census_export": "fsmenddate", "csv": "FSM End"},
            ),
            Field(
                "country",
                "Part of the United Kingdom",
                "code",
                "uk_country",
                law=CENSUS,
                formats={"census_export": "ukcountry"},
            ),
            Field(
                "eligible",
                "Eligible on the day of the list",
                "flag",
                law=CENSUS,
                formats={"csv": "FSM|FSM Eligible|Free School Meals"},
            ),
        ),
        many=True,
        natural=("start_date", "country"),
    )
)
