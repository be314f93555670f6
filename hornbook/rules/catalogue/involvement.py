"""Which council teams work with the pupil, from when to when, and where we learnt it.

Help from youth justice may tell of an offence (UK GDPR art. 10): it has a field of its own, which a pack
declares only together with the condition that allows it.

Keeps: promises 34, 35, 46.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

involvement = declare(
    Category(
        "involvement",
        "Help from council teams",
        (
            Field("team", "Team", formats={"csv": "Team|Service"}),
            Field("from_date", "From", "date", formats={"csv": "Involvement From"}),
            Field("to_date", "Until", "date", formats={"csv": "Involvement To"}),
            Field("source", "Where we learnt it", formats={"csv": "Involvement Source"}),
            Field("youth_justice", "Help from youth justice", "flag", special="criminal"),
            Field("note", "What the help is", "long_text"),
        ),
        many=True,
        natural=("team", "from_date"),
    )
)
