"""What a right says of itself, and the registry of them."""

from dataclasses import dataclass

from hornbook.rules.base.registry import Registry


@dataclass(frozen=True)
class Kind:
    """One right, as a request is opened for it.

    id     its name on the command line
    clock  the kind of clock in the diary that runs for it
    copies whether it is answered with a copy of what is held
    hold   why nothing of the person's record may go meanwhile, one sentence
    """

    id: str
    label: str
    clock: str
    cites: tuple[str, ...]
    copies: bool
    hold: str


kinds: Registry[Kind] = Registry("right")
