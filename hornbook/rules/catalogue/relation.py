"""How a contact stands to a pupil: who they are, in which order to ring, what a court has said.

Keeps: promise 37. A court order narrows what the contact may be told; it never widens it.
"""

from hornbook.rules.catalogue.base import REGISTER, Category, Field, declare

relation = declare(
    Category(
        "relation",
        "How parents, carers and contacts stand to the pupil",
        (
            Field("contact_ref", "Contact", "identifier"),
            Field(
                "relationship",
                "Relationship to the pupil",
                law=REGISTER,
                formats={"csv": "Parent/Carer {n} Relationship|Contact {n} Relationship|Relationship"},
            ),
            Field(
                "parental_responsibility",
                "Has parental responsibility",
                "flag",
                formats={"csv": "Parent/Carer {n} Parental Responsibility|Parental Responsibility"},
            ),
            Field(
                "priority",
                "Whom to ring first",
                "number",
                formats={"csv": "Parent/Carer {n} Priority|Contact {n} Priority"},
            ),
            Field("lives_with", "The pupil lives with them", "flag", law=REGISTER),
            Field("emergency", "May be rung in an emergency", "flag", law=REGISTER),
            Field("court_order", "What a court has ordered about contact or information", "long_text"),
            Field("court_order_until", "The order is reviewed or ends on", "date"),
        ),
        many=True,
        natural=("contact_ref",),
        points_at="contact_ref",
        retention="family-contact",
    )
)
