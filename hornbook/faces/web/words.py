"""How pages say days, numbers and how many: one wording everywhere.

Reads no clock: whoever asks "in how many days" brings today.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (value.astimezone(LONDON) if value.tzinfo else value).date()
    return value


def away(value: date | datetime, today: date) -> str:
    """How far a day is from today.

    >>> away(date(2027, 2, 5), date(2027, 1, 27))
    'in 9 days'
    """
    days = (_date(value) - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def day(value: date | datetime | None, today: date | None = None) -> str:
    """A day in full, and how far off it is when we know today.

    >>> day(date(2027, 2, 5), date(2027, 1, 27))
    'Friday 5 February 2027 (in 9 days)'
    """
    if value is None:
        return ""
    on = _date(value)
    full = f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{full} ({away(on, today)})" if today else full


def short_day(value: date | datetime | None) -> str:
    """A day for a dense table, still unmistakable.

    >>> short_day(date(2027, 2, 5))
    '5 Feb 2027'
    """
    if value is None:
        return ""
    on = _date(value)
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def moment(value: datetime | None) -> str:
    """A time of day as people here say it, on the clock of the wall.

    >>> moment(datetime(2027, 2, 5, 14, 5, tzinfo=LONDON))
    '5 February 2027 at 2:05pm'
    """
    if value is None:
        return ""
    at = value.astimezone(LONDON)
    half = "am" if at.hour < 12 else "pm"
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} at {at.hour % 12 or 12}:{at.minute:02}{half}"


def lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def fact(value: object) -> str:
    """What an act noted, as a page prints it: lists with commas, counts by name.

    >>> fact({"keys": 2, "records": 7}), fact(["identity", "sen"])
    ('keys: 2, records: 7', 'identity, sen')
    """
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its word.

    >>> plural(1204, "pupil"), plural(1, "pupil"), plural(2, "child", "children")
    ('1,204 pupils', '1 pupil', '2 children')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def groups_of_four(text: str) -> str:
    """A long secret as people read it aloud.

    >>> groups_of_four("ABCDEFGHIJ")
    'ABCD EFGH IJ'
    """
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
