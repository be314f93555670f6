"""Medical information that matters at school, and only that.

Each note says why school needs it and when it is looked at again; without a reason it is not taken.
Keeps: promises 24, 31.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

medical = declare(
    Category(
        "medical",
        "Relevant medical information",
        (
            Field(
                "condition",
                "Condition or need",
                special="health",
                formats={"csv": "Medical Condition|Medical Conditions"},
            ),
            Field(
                "care", "What staff must do", "long_text", special="health", formats={"csv": "Medical Care"}
            ),
            Field(
                "note", "Note", "long_text", special="health", formats={"csv": "Medical Note|Medical Notes"}
            ),
            Field("relevance_reason", "Why school needs to know", "text", special="health"),
            Field("review_on", "Look at again on", "date", special="health"),
        ),
        many=True,
        natural=("condition",),
        retention="medical-record",
    )
)
