"""Setting up and taking away a second factor.

Whoever has just shown that a new authenticator or passkey works has shown a second factor; whoever takes
their last one away has none any more, in this sign-in too, and is asked to set one up before anything else.
"""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def shown_now(request: HttpRequest) -> None:
    newest = Authenticator.objects.filter(user=request.user, type__in=STRONG).latest("created_at")
    post_authentication(request, newest)


def forget_if_last(request: HttpRequest) -> None:
    if not is_mfa_enabled(request.user, STRONG):
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [r for r in records if r["method"] != "mfa"]


class SetUpApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        shown_now(self.request)
        return response


class RemoveApp(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        forget_if_last(self.request)
        return response


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        shown_now(self.request)
        return response


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        forget_if_last(self.request)
        return response
