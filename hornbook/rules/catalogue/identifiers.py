"""The numbers by which schools and the Department for Education know a pupil.

A unique learner number comes from the Learning Records Service at 14 or later. Keeps: promises 22, 36.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

identifiers = declare(
    Category(
        "identifiers",
        "Pupil numbers",
        (
            Field(
                "upn",
                "Unique pupil number (UPN)",
                "identifier",
                law=CENSUS,
                formats={"census_export": "upn", "csv": "UPN|Unique Pupil Number"},
            ),
            Field(
                "former_upn",
                "Unique pupil number the pupil used to have",
                "identifier",
                law=CENSUS,
                formats={"census_export": "formerupn", "csv": "Former UPN"},
            ),
            Field(
                "uln",
                "Unique learner number (ULN)",
                "identifier",
                law=CENSUS,
                formats={"census_export": "uniquelearnernumber", "csv": "ULN|Unique Learner Number"},
                help="Given by the Learning Records Service to pupils starting courses for qualifications.",
            ),
        ),
    )
)
