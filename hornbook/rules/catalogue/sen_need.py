"""The kinds of special educational need, most important first.

Reveals health, so treated as special category data. Keeps: promises 24, 32.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

sen_need = declare(
    Category(
        "sen_need",
        "Special educational needs: the kinds of need",
        (
            Field("rank", "Order", "number", special="health", law=CENSUS),
            Field(
                "need",
                "Kind of need",
                "code",
                "sen_type",
                special="health",
                law=CENSUS,
                formats={"csv": "SEN Need|SEN Need {n}|SEN Type"},
            ),
        ),
        many=True,
        natural=("rank",),
        retention="sen-record",
    )
)
