"""Help for special educational needs: at which stage, and whether in a unit or a resourced provision.

Reveals health, so treated as special category data. Keeps: promises 24, 32.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

sen = declare(
    Category(
        "sen",
        "Special educational needs: the help given",
        (
            Field(
                "provision",
                "Stage of help",
                "code",
                "sen_provision",
                special="health",
                law=CENSUS,
                formats={"census_export": "senprovision", "csv": "SEN Status|SEN Provision|SEN"},
            ),
            Field("since", "Since", "date", special="health", formats={"csv": "SEN Start Date"}),
            Field(
                "unit",
                "In a special educational needs unit",
                "flag",
                special="health",
                law=CENSUS,
                formats={"census_export": "senunitindicator"},
            ),
            Field(
                "resourced_provision",
                "In a resourced provision",
                "flag",
                special="health",
                law=CENSUS,
                formats={"census_export": "resourcedprovisionindicator"},
            ),
            Field("summary", "What helps", "long_text", special="health", formats={"csv": "SEN Summary"}),
            Field("review_on", "Review on", "date", special="health", formats={"csv": "SEN Review Date"}),
        ),
        retention="sen-record",
    )
)
