"""Passwords are hashed with Argon2id, two at a time: each takes 100 MB, on purpose, while it lasts.

Thirty people who sign in at half past eight would otherwise take three gigabytes between them. The wait is a
fraction of a second; a school's machine has two processors to share anyway.
"""

import threading
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 2
_turns = threading.BoundedSemaphore(AT_ONCE)


class TakingTurns(Argon2PasswordHasher):
    """Argon2id as Django sets it; what is stored is the same, and is read either way."""

    def encode(self, *args: Any, **named: Any) -> str:
        with _turns:
            return super().encode(*args, **named)

    def verify(self, *args: Any, **named: Any) -> bool:
        with _turns:
            return super().verify(*args, **named)
