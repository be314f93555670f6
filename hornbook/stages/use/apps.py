"""The only door to the record: who, which person, which purpose, now?"""

from django.apps import AppConfig


class Use(AppConfig):
    name = "hornbook.stages.use"
    label = "use"
