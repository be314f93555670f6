"""Derived, never typed in: the notice, the record of processing, the board of promises."""

from django.apps import AppConfig


class Account(AppConfig):
    name = "hornbook.stages.account"
    label = "accounting"  # allauth's app is called account

    def ready(self) -> None:
        from . import about, checks, due  # noqa: F401  they register: what is held about a person, what can be seen now
