"""Results of national curriculum assessment, by key stage and subject.

Keeps: promises 26, 45.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

assessment = declare(
    Category(
        "assessment",
        "National curriculum assessment results",
        (
            Field("stage", "Key stage", law=CENSUS, formats={"csv": "Key Stage"}),
            Field("subject", "Subject", law=CENSUS, formats={"csv": "Subject"}),
            Field(
                "method",
                "Test, task or teacher's judgement",
                law=CENSUS,
                formats={"csv": "Assessment Method"},
            ),
            Field("result", "Result", law=CENSUS, formats={"csv": "Result"}),
            Field("on", "Date", "date", law=CENSUS, formats={"csv": "Assessment Date"}),
        ),
        many=True,
        natural=("stage", "subject", "method", "on"),
    )
)
