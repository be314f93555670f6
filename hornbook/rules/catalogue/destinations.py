"""Where a Year 11 pupil means to go, and the places offered: what the September Guarantee is checked by.

Keeps: promises 38, 39, 169.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

destinations = declare(
    Category(
        "destinations",
        "Plans, offers and activity after Year 11",
        (
            Field("academic_year", "School year", formats={"csv": "Academic Year"}),
            Field("kind", "Plan, offer or activity", formats={"csv": "Destination Type"}),
            Field("provider", "School, college or employer", formats={"csv": "Destination Provider"}),
            Field("course", "Course or work", formats={"csv": "Destination Course"}),
            Field("activity", "Activity", "code", "nccis_activity", formats={"csv": "Activity Code"}),
            Field("from_date", "From", "date", formats={"csv": "Destination From"}),
            Field("source", "Where we learnt it", formats={"csv": "Destination Source"}),
        ),
        many=True,
        natural=("academic_year", "kind", "provider", "course"),
        retention="destinations",
    )
)
