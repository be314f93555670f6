"""The record itself: sealed values under each person's own key."""

from django.apps import AppConfig


class Hold(AppConfig):
    name = "hornbook.stages.hold"
    label = "hold"
