"""Mathematics and English results that decide what a pupil over 16 must still study, and is funded for.

Keeps: promises 33, 158.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare


def _subject(subject: str, label: str) -> tuple[Field, ...]:
    def column(name: str, text: str, end: str) -> Field:
        return Field(
            f"{subject}_{name}", f"{label}: {text}", law=CENSUS, formats={"census_export": subject + end}
        )

    return (
        column("highest", "highest grade so far", "gcsehighestpriorattainment"),
        column("year_11", "grade by the end of Year 11", "gcsepriorattainmentyear11"),
        column("exemption", "reason not to study it", "gcsefundingexemption"),
        column("highest_last_year", "highest grade by last year", "gcsehighestpriorattainmentpreviousyear"),
    )


prior_attainment = declare(
    Category(
        "prior_attainment",
        "Mathematics and English results before 16",
        (
            Field("census", "Census", help="2024-autumn"),
            Field("establishment", "School", "identifier"),
            *_subject("maths", "Mathematics"),
            *_subject("english", "English"),
        ),
        many=True,
        natural=("census", "establishment"),
    )
)
