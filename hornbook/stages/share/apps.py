"""Who gets what: decided, sent, logged."""

from django.apps import AppConfig


class Share(AppConfig):
    name = "hornbook.stages.share"
    label = "share"
