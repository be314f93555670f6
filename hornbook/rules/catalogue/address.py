"""Where the pupil lives: one record an address, and for a council also which school told it.

Keeps: promises 22, 37.
"""

from hornbook.rules.catalogue.base import CENSUS, REGISTER, Category, Field, declare

address = declare(
    Category(
        "address",
        "Addresses of the pupil",
        (
            Field("kind", "Kind of address", help="home, second home, correspondence"),
            Field("order", "Which address", "number", help="1 is the one to write to first"),
            Field("told_by", "School that told us", "identifier"),
            Field(
                "line_1",
                "Address line 1",
                law=REGISTER,
                formats={"csv": "Address Line 1|Address 1|House and Street"},
            ),
            Field("line_2", "Address line 2", law=REGISTER, formats={"csv": "Address Line 2|Address 2"}),
            Field("line_3", "Address line 3", law=REGISTER, formats={"csv": "Address Line 3|Address 3"}),
            Field("line_4", "Town", law=REGISTER, formats={"csv": "Town|Address Line 4|Post Town"}),
            Field("line_5", "County", law=REGISTER, formats={"csv": "County|Address Line 5"}),
            Field(
                "postcode",
                "Postcode",
                law=REGISTER,
                formats={"census_export": "postcode", "csv": "Postcode|Post Code"},
            ),
            Field(
                "uprn",
                "Property number (UPRN)",
                "identifier",
                law=CENSUS,
                formats={"census_export": "uniquepropertyreferencenumber", "csv": "UPRN"},
            ),
        ),
        many=True,
        natural=("kind", "order", "told_by"),
    )
)
