"""Password and second factor at a terminal: the same accounts, the same counting of wrong tries as the pages.

A wrong code counts as a wrong try too. What is said does not tell whether the address has an account.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from hornbook.rules.base.refused import Refused

HERE = "127.0.0.1"
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def _request() -> HttpRequest:
    """What the counting of wrong tries asks for: who tries, and from where."""
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": HERE, "HTTP_USER_AGENT": "terminal"}
    return request


def with_password(email: str, password: str) -> Any:
    """The account behind this address and password, or Refused."""
    request = _request()
    found = authenticate(request, email=email.strip().casefold(), password=password)
    if found is None:
        raise _refused(request, email)
    return found


def with_code(person: Any, code: str) -> None:
    """Check a code of an authenticator app, or a recovery code; Refused, and counted, when it is wrong."""
    known = Authenticator.objects.filter(user=person, type__in=STRONG)
    if not known.exists():
        raise Refused(
            "no-second-factor",
            what="Not signed in.",
            why="This account has no authenticator app yet.",
            next="Sign in on the pages once: they ask you to set one up.",
        )
    if any(one.wrap().validate_code(code.strip()) for one in known):
        return
    request = _request()
    user_login_failed.send(sender=__name__, credentials={"email": person.email}, request=request)
    raise _refused(request, person.email, "The code is not right, or was used before.")


def _refused(request: HttpRequest, email: str, why: str = "") -> Refused:
    if not AxesProxyHandler.is_allowed(_request(), {"email": email}):
        return Refused(
            "locked-out",
            what="Not signed in.",
            why="There were too many wrong tries for this account.",
            next="Wait five minutes, then try again.",
        )
    return Refused(
        "sign-in-wrong",
        what="Not signed in.",
        why=why or "The address or the password is not right.",
        next="Try again; after ten wrong tries the account rests for five minutes.",
    )
