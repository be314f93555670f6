"""Learning and qualifications after 14, as the Learning Records Service or the school itself knows them.

Keeps: promises 36, 49.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

qualifications = declare(
    Category(
        "qualifications",
        "Learning and qualifications from 14",
        (
            Field("title", "Course or qualification", formats={"csv": "Qualification"}),
            Field("awarded_by", "Awarded by", formats={"csv": "Awarding Body"}),
            Field("level", "Level", formats={"csv": "Qualification Level"}),
            Field("grade", "Grade", formats={"csv": "Grade"}),
            Field("awarded_on", "Awarded on", "date", formats={"csv": "Award Date"}),
            Field("source", "Where we learnt it", help="Learning Records Service, or this school"),
        ),
        many=True,
        natural=("title", "awarded_by", "awarded_on"),
    )
)
