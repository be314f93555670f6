"""Whether youth support may be told more than a name, an address and a date of birth.

A parent decides below 16, the pupil from 16 (Education and Skills Act 2008, section 14). The census
carries the agreement as its four answers. Keeps: promises 163, 165.
"""

from hornbook.rules.catalogue.base import CENSUS, Category, Field, declare

youth_support_choice = declare(
    Category(
        "youth_support_choice",
        "Choice about youth support services",
        (
            Field("decided_on", "Decided on", "date"),
            Field("decided_by", "Decided by", help="parent or pupil"),
            Field("limited", "Only name, address and date of birth may be passed on", "flag"),
            Field(
                "agreement",
                "Agreement to tell youth support services",
                "code",
                "youth_support_services_agreement",
                law=CENSUS,
                formats={"census_export": "yssa", "csv": "Youth Support Services Agreement"},
            ),
            Field("establishment", "School", "identifier"),
        ),
        many=True,
        natural=("establishment", "decided_on", "decided_by"),
    )
)
