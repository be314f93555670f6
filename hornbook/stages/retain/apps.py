"""How long it is kept, and how it goes: reviewed, approved by two, destroyed, certified."""

from django.apps import AppConfig


class Retain(AppConfig):
    name = "hornbook.stages.retain"
    label = "retain"
