"""Time is an argument; files and mail have homes; a visitor never names the column."""

from collections.abc import Callable

import pytest

from tests.house import habits
from tests.house.tree import modules, under

#: habit -> where it is allowed, and nowhere else
HOMES = {
    habits.reads_a_clock: ("faces", "stages/ledger"),
    habits.writes_a_file: (
        "stages/hold/vault",
        "stages/collect/quarantine",
        "stages/outbox",
        "stages/keys/keyring",
        "stages/keys/root",
        "stages/keys/backups",
        "stages/ledger/sink",
        "faces/cli",
        "site/settings",
    ),
    habits.sends_mail: ("stages/outbox",),
    habits.asks_what_the_visitor_says: (),
}

BROKEN = [
    (habits.reads_a_clock, "from datetime import date\nd = date.today()"),
    (habits.reads_a_clock, "import datetime as dt\nd = dt.datetime.now(dt.UTC)"),
    (habits.reads_a_clock, "from django.utils.timezone import now as then\nd = then()"),
    (habits.reads_a_clock, "from django.utils import timezone\nf = DateTimeField(default=timezone.now)"),
    (habits.reads_a_clock, "f = DateTimeField(auto_now_add=True)"),
    (habits.reads_a_clock, "import time\nd = time.time()"),
    (habits.reads_a_clock, "from django.utils import timezone\nday = timezone.localtime().date()"),
    (habits.writes_a_file, "open('a', 'w')"),
    (habits.writes_a_file, "open('a', mode='ab')"),
    (habits.writes_a_file, "open('a', how)"),
    (habits.writes_a_file, "import gzip\ngzip.open('a', 'wb')"),
    (habits.writes_a_file, "path.open('x')"),
    (habits.writes_a_file, "path.write_bytes(b'')"),
    (habits.writes_a_file, "import os\nos.open(b, os.O_WRONLY)"),
    (habits.writes_a_file, "from tempfile import NamedTemporaryFile\nNamedTemporaryFile()"),
    (habits.writes_a_file, "import shutil as s\ns.copyfile(a, b)"),
    (
        habits.writes_a_file,
        "from django.core.files.storage import default_storage\ndefault_storage.save('a', b)",
    ),
    (habits.sends_mail, "from django.core.mail import send_mail"),
    (habits.sends_mail, "from django.core import mail"),
    (habits.sends_mail, "import smtplib"),
    (habits.asks_what_the_visitor_says, "Pupil.objects.filter(**request.GET.dict())"),
    (habits.asks_what_the_visitor_says, "Q(**{k: v for k, v in self.request.POST.items()})"),
]
SOUND = [
    (habits.reads_a_clock, "def due(today):\n    return today.replace(year=2027)"),
    (habits.reads_a_clock, "from django.utils import timezone\nday = timezone.localtime(at).date()"),
    (habits.reads_a_clock, "from time import monotonic\nd = monotonic()"),
    (habits.writes_a_file, "open('a')\nopen('a', 'rb')\npath.open()\nmy.open(path)\nstore.open(name, 'rb')"),
    (habits.writes_a_file, "import gzip\ngzip.open('w', 'rt')"),
    (habits.sends_mail, "mail = 'a word'"),
    (habits.asks_what_the_visitor_says, "Pupil.objects.filter(ref=request.GET['ref'])\nfilter(**chosen)"),
]


@pytest.mark.parametrize("habit", HOMES, ids=lambda habit: habit.__name__)
def test_no_module_has_the_habit_outside_its_homes(habit: Callable[[str], list[str]]):
    assert habit.__doc__
    seen = [
        f"{path}:{line}"
        for path, source in modules("hornbook")
        if not under(path, HOMES[habit])
        for line in habit(source)
    ]
    assert seen == []


@pytest.mark.parametrize(("habit", "source"), BROKEN)
def test_the_habit_is_seen_where_it_is(habit: Callable[[str], list[str]], source: str):
    assert len(habit(source)) == 1


@pytest.mark.parametrize(("habit", "source"), SOUND)
def test_sound_code_is_left_in_peace(habit: Callable[[str], list[str]], source: str):
    assert habit(source) == []


def test_a_home_is_a_module_or_a_package_of_that_name_and_no_longer_one():
    assert under("hornbook/stages/hold/vault.py", ("stages/hold/vault",))
    assert under("hornbook/stages/hold/vault/files.py", ("stages/hold/vault",))
    assert not under("hornbook/stages/hold/vaulted.py", ("stages/hold/vault",))
