"""The only door to the record: who, which person, which purpose, now?"""

from django.apps import AppConfig


class Use(AppConfig):
    name = "hornbook.stages.use"
    label = "use"

    def ready(self) -> None:
        from . import about  # noqa: F401  registers what this stage holds about a person
