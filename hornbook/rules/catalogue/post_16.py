"""Hours of study after 16, this year and last, and whether the pupil has a full-time job.

Keeps: promises 33, 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare


def _hours(name: str, label: str, column: str) -> Field:
    return Field(name, label, "number", law=CENSUS, formats={"census_export": column})


post_16 = declare(
    Category(
        "post_16",
        "Study after 16",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            _hours("qualification_hours", "Hours for qualifications", "qualhrs"),
            _hours("other_hours", "Other planned hours", "nonqualhrs"),
            _hours(
                "qualification_hours_last_year", "Hours for qualifications last year", "qualhrspreviousyear"
            ),
            _hours("other_hours_last_year", "Other planned hours last year", "nonqualhrspreviousyear"),
            _hours("t_level_hours", "Hours for T levels", "tlevelqualhrs"),
            _hours("t_level_other_hours", "Other hours beside T levels", "tlevelnonqualhrs"),
            Field(
                "full_time_job",
                "In full-time work",
                "flag",
                law=CENSUS,
                formats={"census_export": "ftemp"},
            ),
        ),
        many=True,
        natural=("census", "establishment"),
    )
)
