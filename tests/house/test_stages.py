"""What every stage owes: it tells what it holds about a person, and each act leaves one line."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from hornbook.rules.base.about import abouts
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.types import ACTS
from hornbook.stages.hold.acts import INDEXED
from hornbook.stages.ledger.act import acts
from hornbook.stages.ledger.tenancy import Tenant
from tests.house.tree import modules

#: Stages with a person in their tables that register nothing, and why that is right.
EXEMPT = {
    "ledger": "who did what about whom is told from the ledger itself, and outlives every record",
    "hold": "the record is what `gate` opens for a copy and forgets for a disposal",
    "retain": "a batch and a certificate hold a reference and counts, and are what is left to show",
}
#: Acts that no role is given: steps of another act, or the system's own.
INTERNAL = {
    "retain.begin": "the first step of a disposal",
    "retain.close": "the last",
    "retain.mean": "who goes along, written down before a key is touched",
    "retain.resume": "what is left to do",
    "retain.review": "needs retain.propose",
    "retain.tidy": "takes away what belongs to nobody",
    "retain.tombstones": "takes away what nobody can open",
    "retain.withdraw": "needs retain.propose",
    "share.plan": "needs share.send",
    "use.list": "needs use.read",
}
#: What stands plain in the tables of hold; everything else there is sealed (docs/adr/0003).
PLAIN = {
    "person": {"ref", "kind", "rank", "on_roll", "due_month", "made_at"},
    "record": {"ref", "person", "category", "other", "filed_under", "recorded_at"},
    "token": {"id", "person", "token"},
    "joint": {"ref", "category", "recorded_at"},
    "part": {"id", "joint", "person"},
    "group": {"ref", "kind", "label"},
    "groupmember": {"id", "group", "person"},
    "groupstaff": {"id", "group", "account", "relation"},
    "kept": {"ref", "person", "size", "made_at"},
}


def naming_a_person(model) -> list[str]:
    """Its columns that say whom a row is about."""
    return [
        f.name
        for f in model._meta.get_fields()
        if f.name in ("person", "person_ref", "about") and isinstance(f, models.UUIDField | models.ForeignKey)
    ]


def stages_naming_a_person(every=None) -> set[str]:
    found = apps.get_models() if every is None else every
    ours = [m for m in found if m.__module__.startswith("hornbook.stages.")]
    return {m._meta.app_label for m in ours if naming_a_person(m)}


def test_every_stage_that_names_a_person_tells_what_it_holds():
    assert stages_naming_a_person() >= {"use", "share", "hold", "retain", "ledger"}
    assert stages_naming_a_person() - EXEMPT.keys() - set(abouts) == set()
    assert all(EXEMPT.values())


def test_whoever_keeps_something_after_disposal_says_what():
    """Whose `forget` removes nothing keeps something: then the certificate says so."""
    for stage, about in abouts.items():
        source = Path(apps.get_app_config(stage).path, "about.py").read_text()
        forgets = next(n for n in ast.parse(source).body if getattr(n, "name", "") == "forget")
        removes = any(
            isinstance(n, ast.Attribute) and n.attr in ("delete", "update") for n in ast.walk(forgets)
        )
        assert removes or about.keeps, stage


def test_every_model_of_a_stage_belongs_to_a_controller_or_says_why_not():
    shared = {
        "account",
        "controller",
    }  # who signs in may work for several; a controller is not its own tenant
    loose = {
        m._meta.model_name
        for m in apps.get_models()
        if m.__module__.startswith("hornbook.stages.") and not issubclass(m, Tenant)
    }
    assert loose <= shared


def test_no_foreign_key_points_at_a_person_outside_hold():
    person = apps.get_model("hold", "person")
    pointing = {f.related_model._meta.app_label for f in person._meta.related_objects}
    assert pointing == {"hold"}


@pytest.mark.parametrize("model", list(apps.get_app_config("hold").get_models()), ids=lambda m: m.__name__)
def test_what_stands_plain_in_the_record_is_listed(model):
    columns = {f.name for f in model._meta.concrete_fields} - {"controller", "sealed"}
    assert columns == PLAIN[model._meta.model_name]


def test_what_is_searched_by_is_described_and_of_much_variety():
    for category, fields in INDEXED.items():
        for name in fields:
            kind = categories[category].field(name).kind
            assert kind in ("name", "identifier", "date", "text"), f"{category}.{name} is a {kind}"


def declared_acts() -> dict[str, str]:
    """Every act in the source, registered or not yet imported: name -> module."""
    pattern = re.compile(r'^@act\("([a-z.-]+)"\)', re.M)
    return {name: path for path, source in modules("hornbook") for name in pattern.findall(source)}


def test_every_act_is_given_to_a_role_or_says_why_not():
    assert set(acts) & declared_acts().keys(), "acts are found in the source as they are named"
    assert {name for name in declared_acts() if name not in ACTS} - INTERNAL.keys() == set()
