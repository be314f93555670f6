"""What a pupil's background is, where the law asks or the family chooses to say.

Nationality and country of birth left the school census in 2018: no law requires them, so they may be
left blank. Ethnicity is special category data; "prefer not to say" is an answer.

Keeps: promises 22, 23, 24, 50.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

characteristics = declare(
    Category(
        "characteristics",
        "Ethnicity, language and background",
        (
            Field(
                "ethnicity",
                "Ethnic group",
                "code",
                "ethnicity",
                special="ethnicity",
                law=CENSUS,
                formats={"csv": "Ethnicity|Ethnic Group"},
                help="We have to ask. “Prefer not to say” is an answer.",
            ),
            Field("ethnicity_told_by", "Who told us the ethnic group", formats={"csv": "Ethnicity Source"}),
            Field(
                "first_language",
                "First language",
                "code",
                "language",
                law=CENSUS,
                formats={"census_export": "language", "csv": "First Language|Home Language"},
            ),
            Field(
                "nationality",
                "Nationality",
                "code",
                "nationality_country",
                formats={"csv": "Nationality"},
                help="You may leave this blank.",
            ),
            Field(
                "country_of_birth",
                "Country of birth",
                "code",
                "nationality_country",
                formats={"csv": "Country of Birth"},
                help="You may leave this blank.",
            ),
            Field(
                "service_child",
                "A parent serves in the armed forces",
                "code",
                "service_child",
                law=CENSUS,
                formats={"census_export": "servicechild", "csv": "Service Child"},
            ),
            Field(
                "after_care",
                "Left care through adoption or another order",
                "code",
                "post_looked_after_arrangements",
                law=CENSUS,
                formats={"census_export": "plaa", "csv": "Post Looked After Arrangements"},
                help="The family decides whether to tell us.",
            ),
        ),
    )
)
