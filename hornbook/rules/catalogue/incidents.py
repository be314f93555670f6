"""Bullying, racial and other incidents: one record for each pupil in them, in their own part.

Pupils in one incident share its reference and nothing else: nobody's record names another pupil. What is
alleged may be a crime, which needs a condition of its own (UK GDPR art. 10). Keeps: promise 30.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

incidents = declare(
    Category(
        "incidents",
        "Bullying, racial and other incidents",
        (
            Field("incident_ref", "Incident", "identifier"),
            Field("happened_on", "Date", "date"),
            Field("kind", "Kind of incident", help="bullying, racial, other"),
            Field("part", "Part the pupil had", help="harmed, said to have harmed, saw it"),
            Field("account", "What happened, without naming other pupils", "long_text", special="criminal"),
            Field("outcome", "What was done", "long_text"),
            Field("may_be_offence", "May be a crime", "flag", special="criminal"),
        ),
        many=True,
        natural=("incident_ref", "part"),
        retention="incident-record",
        safeguarding=True,
        joint=True,
    )
)
