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
#: Acts that ask for no right themselves, and why that is right.
ASK_NOTHING = {
    "demo.fill": "makes people who do not exist, on an installation that is for showing",
    "retain.close": "the last step of a disposal that has begun; nothing follows from it",
    "retain.tidy": "takes away what belongs to nobody",
}
#: What stands plain in the tables of hold; everything else there is sealed (docs/adr/0003).
PLAIN = {
    "person": {"ref", "kind", "rank", "on_roll", "due_month", "made_at"},
    "dated": {"id", "periods"},
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


def silent_acts(source: str) -> dict[str, bool]:
    """Each act of a module, and whether neither it nor what it calls there asks `require` or the gate."""
    functions = {n.name: n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)}
    return {
        name: not asks(function.name, functions, set())
        for function in functions.values()
        for decorator in function.decorator_list
        if (name := act_name(decorator))
    }


def act_name(decorator: ast.expr) -> str:
    """ "share.send" of @act("share.send")."""
    match decorator:
        case ast.Call(func=ast.Name(id="act"), args=[ast.Constant(value=str() as name)]):
            return name
    return ""


def asks(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    seen.add(name)
    for call in (n.func for n in ast.walk(functions[name]) if isinstance(n, ast.Call)):
        match call:
            case ast.Attribute(value=ast.Name(id="gate" | "cases")) | ast.Name(id="carry" | "require"):
                return True
            case ast.Attribute(attr="require"):
                return True
            case ast.Name(id=called) if called in functions and called not in seen:
                if asks(called, functions, seen):
                    return True
    return False


def test_every_act_asks_whether_it_may():
    silent = {n: quiet for _, source in modules("hornbook") for n, quiet in silent_acts(source).items()}
    assert len(silent) > 30
    assert {name for name, quiet in silent.items() if quiet} <= ASK_NOTHING.keys()


def test_an_act_that_asks_nothing_is_seen():
    asking = '@act("a.b")\ndef f(*, by, at):\n    _g(by)\ndef _g(by):\n    parties.require(by, "a.b", at)\n'
    assert silent_acts(asking) == {"a.b": False}
    assert silent_acts(asking.replace("parties.require", "print")) == {"a.b": True}


def test_every_act_that_a_role_may_be_given_is_there_to_be_done():
    given = {name for _, source in modules("hornbook") for name in silent_acts(source)}
    asked = {name for _, source in modules("hornbook") for name in re.findall(r'"([a-z]+\.[a-z]+)"', source)}
    assert set(acts) & given
    assert ACTS - given - asked == set()
