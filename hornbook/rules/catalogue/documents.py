"""Papers about a pupil: what each is, and where its sealed file lies. The file itself is held apart.

Keeps: promises 4, 44.
"""

from hornbook.rules.catalogue.base import Category, Field, declare

documents = declare(
    Category(
        "documents",
        "Documents about the pupil",
        (
            Field("title", "Title"),
            Field("kind", "Kind", help="letter, report, plan, form, photograph, other"),
            Field("dated", "Date on the document", "date"),
            Field("received_on", "Received on", "date"),
            Field("media_type", "Kind of file"),
            Field("size", "Size in bytes", "number"),
            Field("file_ref", "File", "identifier"),
        ),
        many=True,
        natural=("file_ref",),
    )
)
