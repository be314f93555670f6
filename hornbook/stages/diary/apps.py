"""Clocks running: what is due, when, paused by whom, met or missed."""

from django.apps import AppConfig


class Diary(AppConfig):
    name = "hornbook.stages.diary"
    label = "diary"
