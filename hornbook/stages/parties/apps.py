"""Controllers, their establishments, and the people who sign in for them."""

from django.apps import AppConfig


class Parties(AppConfig):
    name = "hornbook.stages.parties"
    label = "parties"
