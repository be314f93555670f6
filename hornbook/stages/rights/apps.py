"""People asking for what is theirs: requests, their clocks, the copies and what was kept back."""

from django.apps import AppConfig


class Rights(AppConfig):
    name = "hornbook.stages.rights"
    label = "rights"

    def ready(self) -> None:
        from . import about  # noqa: F401  registers what this stage holds about a person
