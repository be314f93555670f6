"""Duties kept by hand, and facts that others gate on: one package each."""

from django.apps import AppConfig


class Registers(AppConfig):
    name = "hornbook.stages.registers"
    label = "registers"
