"""The tables that migrations make are the tables that the models describe."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState


def missing(state: ProjectState) -> list[str]:
    """app.operation of every change that the models ask for and no migration makes."""
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)
    return [f"{app}: {o.describe()}" for app, made in changes.items() for m in made for o in m.operations]


def test_no_model_waits_for_its_migration():
    assert missing(ProjectState.from_apps(apps)) == []


def test_a_field_without_its_migration_is_named():
    state = ProjectState.from_apps(apps)
    of = state.models["hold", "dated"]
    fields = {name: field for name, field in of.fields.items() if name != "periods"}
    state.models["hold", "dated"] = ModelState("hold", "Dated", fields, of.options, of.bases)
    assert missing(state) == ["hold: Remove field periods from dated"]
