"""How long a record is kept, said in words from the numbers that decide it, so that the two cannot differ.

Keeps: promises 113 to 117. A pack may use words of its own; `says` sees whether they give the same numbers.
"""

import re
from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.law.timeline import lookup

#: The catalogue's retention types that are registers by law.
REGISTERS = frozenset({"admission-register", "attendance-register"})

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BEGINS = {
    "entry": "from the day it was written down",
    "leaving": "from the day {} leave",
    "closed": "from the day it was closed",
}
ENDS = {
    "destroy": "destroyed",
    "archive": "archived",
    "lock": "locked away from everybody",
}


def number(n: int) -> str:
    """
    >>> number(6), number(25)
    ('six', '25')
    """
    return SMALL[n] if n < len(SMALL) else str(n)


def ordinal(n: int) -> str:
    """
    >>> ordinal(25), ordinal(21), ordinal(12)
    ('25th', '21st', '12th')
    """
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def span(years: int, months: int = 0, days: int = 0) -> str:
    """
    >>> span(6), span(1, 6), span(0, 0, 30)
    ('six years', 'one year and six months', '30 days')
    """
    parts = [(years, "year"), (months, "month"), (days, "day")]
    said = [f"{number(n)} {what}{'' if n == 1 else 's'}" for n, what in parts if n]
    return listed(said) or "no time"


def listed(parts: list[str] | tuple[str, ...], last: str = "and") -> str:
    """
    >>> listed(["a", "b", "c"]), listed(["archived", "destroyed"], "or")
    ('a, b and c', 'archived or destroyed')
    """
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def end_in_words(actions: tuple[str, ...]) -> str:
    return listed([ENDS[each] for each in actions], "or")


def register_years(on: date) -> int:
    try:
        return lookup("register-years", on).number
    except Refused:
        return 0


def in_words(
    retention: str,
    trigger: str,
    lasts: tuple[int, int, int],
    actions: tuple[str, ...],
    *,
    whose: str = "your",
    on: date,
) -> str:
    """The sentence for the notice. `whose` says whose birthday counts where it is not the reader's.

    >>> in_words("educational-record", "birth", (25, 0, 0), ("destroy",), on=date(2026, 11, 22))
    'Kept until your 25th birthday, then destroyed.'
    """
    years, months, days = lasts
    if trigger == "birth":
        until = f"until {whose} {ordinal(years)} birthday"
        more = span(0, months, days) if months or days else ""
        kept = f"until {more} after {whose} {ordinal(years)} birthday" if more else until
    else:
        who = "you" if whose == "your" else "they"
        kept = f"for {span(years, months, days)} {BEGINS[trigger].format(who)}"
    least = register_years(on) if retention in REGISTERS else 0
    floor = f", and {number(least)} years at least from the last entry" if least else ""
    return f"Kept {kept}{floor}, then {end_in_words(actions)}."


def says(wording: str, lasts: tuple[int, int, int]) -> bool:
    """Whether words of a pack's own give the numbers that decide.

    >>> says("Kept to the age of 25.", (25, 0, 0)), says("Kept to the age of 25.", (26, 0, 0))
    (True, False)
    """
    told = set(re.findall(r"\d+|[a-z]+", wording.lower()))
    return all({str(n), number(n)} & told or ordinal(n) in wording.lower() for n in lasts if n)
