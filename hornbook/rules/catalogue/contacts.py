"""A person we may reach about a pupil: parent, carer, or someone to ring when they cannot be found.

Held about the contact, who has rights of their own; how they stand to a pupil is in `relation`.
Keeps: promises 2, 37.
"""

from hornbook.rules.catalogue.base import REGISTER, Category, Field, declare

contacts = declare(
    Category(
        "contacts",
        "Names and details of parents, carers and other contacts",
        (
            Field(
                "name",
                "Name",
                "name",
                law=REGISTER,
                formats={"csv": "Parent/Carer {n} Name|Contact {n} Name"},
            ),
            Field("title", "Title", formats={"csv": "Parent/Carer {n} Title"}),
            Field(
                "telephone",
                "Telephone",
                law=REGISTER,
                formats={"csv": "Parent/Carer {n} Telephone|Parent/Carer {n} Mobile|Contact {n} Telephone"},
            ),
            Field(
                "other_telephone",
                "Another telephone number",
                formats={"csv": "Parent/Carer {n} Work Telephone"},
            ),
            Field(
                "email",
                "Email address",
                formats={"csv": "Parent/Carer {n} Email|Contact {n} Email|Email"},
            ),
            Field(
                "line_1", "Address line 1", law=REGISTER, formats={"csv": "Parent/Carer {n} Address Line 1"}
            ),
            Field(
                "line_2", "Address line 2", law=REGISTER, formats={"csv": "Parent/Carer {n} Address Line 2"}
            ),
            Field(
                "line_3", "Address line 3", law=REGISTER, formats={"csv": "Parent/Carer {n} Address Line 3"}
            ),
            Field("line_4", "Town", law=REGISTER, formats={"csv": "Parent/Carer {n} Town"}),
            Field("line_5", "County", law=REGISTER, formats={"csv": "Parent/Carer {n} County"}),
            Field("postcode", "Postcode", law=REGISTER, formats={"csv": "Parent/Carer {n} Postcode"}),
            Field("language", "Language to write to them in", "code", "language"),
        ),
        subject=("contact",),
        retention="family-contact",
    )
)
