"""Signing in: people are invited, never enrol themselves, and always show a second factor.

InvitedOnly    no sign-up, and no chatter about having signed in
SealedSecrets  what makes a second factor (an app's seed, recovery codes) never lies in clear in a table
"""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

ABOUT = b"hornbook second factor 1"
UNSAID = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


def sealing_key() -> bytes:
    """The key for second-factor secrets: apart from the session secret it is drawn from, and never stored."""
    drawn = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=ABOUT)
    return drawn.derive(settings.SECRET_KEY.encode())


class SealedSecrets(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + AESGCM(sealing_key()).encrypt(nonce, text.encode(), ABOUT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return AESGCM(sealing_key()).decrypt(sealed[:12], sealed[12:], ABOUT).decode()


class InvitedOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *more, **named)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Ask for the password again, by the account's one address; a wrong one counts to the lock-out."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk


def who_tries(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose attempts are counted together: the address as typed, whatever its capitals."""
    typed = (credentials or {}).get("email") or request.POST.get("login")
    return typed.strip().casefold() if typed else None
