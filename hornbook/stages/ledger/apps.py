"""What was done, by whom, about whom, why: written once and never changed."""

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "hornbook.stages.ledger"
    label = "ledger"
