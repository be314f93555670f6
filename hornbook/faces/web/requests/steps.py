"""The steps of a request: each one form, one act, one sentence that says it was done.

A step shows itself only where the case stands so that it can be taken, by somebody whose role takes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django
from django.http import HttpRequest

from hornbook.faces.web.desk import may
from hornbook.stages.rights import acts as rights
from hornbook.stages.rights.queries import Case
from hornbook.stages.rights.states import ENDS, State

from . import forms

Form = Callable[..., django.Form]


@dataclass(frozen=True)
class Step:
    """One thing to do: what it is called, who may, when it can be done, its form, its act, what was done."""

    id: str
    label: str
    act: str
    form: Form
    do: Callable[..., Any]
    done: str
    states: frozenset[State]
    waits: str = ""

    @property
    def does(self) -> str:
        """The act itself, by the name that the case's next step goes by."""
        return f"rights.{self.id.replace('-', '_')}"


OPEN = frozenset(State) - ENDS
BEFORE = frozenset({State.RECEIVED, State.PROVING, State.ASKING})

STEPS: dict[str, Step] = {
    each.id: each
    for each in (
        Step("id-received", "Proof of identity came", "rights.open", forms.OnDay, rights.id_received,
             "Written down. The clock runs.", BEFORE, "identity"),
        Step("clarified", "They said what they seek", "rights.open", forms.OnDay, rights.clarified,
             "Written down. The clock runs.", BEFORE, "clarity"),
        Step("decide", "Decide who may have the copy", "rights.copy", forms.Decide, rights.decide,
             "Your decision is written down.", OPEN),
        Step("withhold", "Keep something back", "rights.copy", forms.Withhold, rights.withhold,
             "It will be named in the copy as kept back, with the reason of the law.", OPEN),
        Step("ask-for-id", "Ask for proof of identity", "rights.open", forms.OnDay, rights.ask_for_id,
             "Written down. The clock stands still until the proof comes.", BEFORE),
        Step("ask-to-clarify", "Ask what is sought", "rights.open", forms.OnDay, rights.ask_to_clarify,
             "Written down. The clock stands still until they say.", BEFORE),
        Step("extend", "Take the longer time", "rights.copy", forms.Extend, rights.extend,
             "The longer time is taken.", OPEN),
        Step("close", "Close the request", "rights.close", forms.Close, rights.close,
             "The request is closed, and the hold on the record is gone.", OPEN),
    )
}  # fmt: skip


def open_to(request: HttpRequest, case: Case) -> list[tuple[Step, django.Form]]:
    """The steps this person may take now, each with its empty form; what is waited for comes first."""
    paused = case.clock.paused if case.clock else ()
    found = []
    for step in STEPS.values():
        waiting = not step.waits or step.waits in paused
        extended = step.id == "extend" and case.clock is not None and case.clock.extended
        if case.state in step.states and waiting and not extended and may(request, step.act):
            found.append((step, form_of(request, step)))
    return found


def form_of(request: HttpRequest, step: Step, data: Any = None) -> django.Form:
    more = {"pack": request.pack} if step.form is forms.Withhold else {}
    first = dict.fromkeys(("on", "told"), request.today)
    return step.form(data, auto_id=f"{step.id}-%s", initial=first, **more)


def take(request: HttpRequest, step: Step, case: UUID, form: django.Form) -> None:
    step.do(by=request.actor, at=request.now, case=case, **form.cleaned_data)
