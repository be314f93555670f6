"""Who asks, for which controller, on which day: set once for every request.

request.now, request.today   the only clock the pages know
request.second_factor        whether a second factor was shown in this sign-in
request.workplaces           where this account has a role today: Seat(controller, name, slug, roles, pack), …
request.workplace            the one chosen
request.pack                 the policy pack by which it works
request.actor                an Actor, or None: not signed in, no second factor yet, or nothing chosen
"""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.stages.parties import queries as parties

from . import errors

CHOSEN = "controller"


def second_factor_shown(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


class SignedIn:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.localtime()
        request.today = request.now.date()
        request.second_factor = second_factor_shown(request)
        request.workplaces, request.workplace, request.actor, request.pack = (), None, None, None
        request.desk = request.purpose = None
        if request.second_factor:
            seat(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict):
        """An address that did not say whom it is for is closed to everybody."""
        return None if hasattr(view, "declared") else errors.forbidden(request)


def seat(request: HttpRequest) -> None:
    """Put the person at the controller they chose, or at the only one they have."""
    request.workplaces = tuple(parties.seats(request.user.ref, request.today))
    chosen = request.session.get(CHOSEN)
    by_ref = {str(seat.controller): seat for seat in request.workplaces}
    if chosen in by_ref:
        request.workplace = by_ref[chosen]
    elif len(request.workplaces) == 1:
        request.workplace = request.workplaces[0]
    if request.workplace:
        held = request.workplace
        request.actor = Actor(request.user.ref, held.controller, held.roles, second_factor=True)
        request.pack = parties.load_pack(held.pack)


def choose(request: HttpRequest, ref: str) -> bool:
    """Remember where this person works until they sign out; False when they have no role there."""
    if ref not in {str(seat.controller) for seat in request.workplaces}:
        return False
    request.session[CHOSEN] = ref
    return True
