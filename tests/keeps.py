"""`@keeps("163", "165")`: this test shows that the product keeps these promises of the source documents."""

from collections.abc import Callable
from typing import TypeVar

import pytest

F = TypeVar("F", bound=Callable[..., object])


def keeps(*promises: str) -> Callable[[F], F]:
    if not promises:
        raise ValueError("name at least one promise")
    return pytest.mark.keeps(*promises)
