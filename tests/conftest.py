"""How every test runs: on no network but loopback, and with Django's database where Django is installed."""

import importlib.util
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says something of the machine and its other work, and nothing of a rule.
settings.register_profile("hornbook", deadline=None)
settings.load_profile("hornbook")

WITHOUT_DJANGO = importlib.util.find_spec("django") is None

pytest_plugins = [
    *([] if WITHOUT_DJANGO else ["tests.with_django"]),
    *(name for name in ("tests.evidence_plugin",) if importlib.util.find_spec(name)),
]


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """A test that reaches for the network fails, and says for what it reached."""
    connect = socket.socket.connect
    connect_ex = socket.socket.connect_ex

    def refuse_strangers(address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("localhost", "127.0.0.1", "::1"):
            raise AssertionError(f"a test reached for {address[0]}: only loopback is allowed")

    def guarded(self: socket.socket, address: Any) -> None:
        refuse_strangers(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        refuse_strangers(address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded_ex)
        yield
