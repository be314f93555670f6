"""The register of promises and the evidence that they are kept. Pure: no Django, no table, no clock."""

from hornbook.promises.register import Document, Promise, Source, binding, documents, register

__all__ = ["Document", "Promise", "Source", "binding", "documents", "register"]
