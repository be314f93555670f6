"""Dates as schools write them: the day first, or the year first, or the month as a word.

Keeps: 22. 4/5/2012 is 4 May, as it is in Britain; 4/16/2012 is no day, and is not turned round to make one;
a year of two digits could be two years and is none.
"""

import re

from hornbook.rules.formats.base.cells import day_of, iso_date

_TIME = r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})" + _TIME)
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_WORD = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?[ \-,]+([0-9]{4})" + _TIME,
    re.IGNORECASE,
)


def school_day(text: str) -> str | None:
    """
    >>> school_day("4/5/2012"), school_day("16 October 2024"), school_day("2012-05-04")
    ('2012-05-04', '2024-10-16', '2012-05-04')
    >>> school_day("10/16/2024"), school_day("30/02/2012"), school_day("04/05/12")
    (None, None, None)
    """
    if found := _DAY_FIRST.fullmatch(text):
        return day_of(found[4], found[3], found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return day_of(found[1], found[3], found[4])
    if found := _WORD.fullmatch(text):
        return day_of(found[3], found[2], found[1])
    return iso_date(text)
