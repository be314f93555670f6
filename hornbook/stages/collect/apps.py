"""What comes in: received, kept sealed, looked over, admitted to the record."""

from django.apps import AppConfig


class Collect(AppConfig):
    name = "hornbook.stages.collect"
    label = "collect"
