"""Who gets what: decided, sent, logged."""

from django.apps import AppConfig


class Share(AppConfig):
    name = "hornbook.stages.share"
    label = "share"

    def ready(self) -> None:
        from . import about  # noqa: F401  registers what this stage holds about a person
