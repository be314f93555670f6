"""The only door to the record: who, which person, which purpose, now?

Every function here runs inside an act. It asks the pack and the law through `decide`, adds whom and what
to the act's ledger entry, and only then opens or changes anything; the entry commits in the same
transaction. What is not allowed raises Refused, which the act writes down by itself.
Keeps: promises 97, 99, 100, 102.
"""

from hornbook.stages.hold.slices import Changed, Held, Slice, Source, Tally, Write

from .bringing import Known, KnownContact, bring, compare, contacts_of, digest, match, settle
from .changing import admit, change, group, join
from .copying import beside, tally, there
from .ending import DueFor, due, forget, only_for, overdue, returned, sweep
from .files import file, keep
from .reading import counts, find, groups, here, listing, still_here, take, with_contacts
from .sending import Carried, carry

__all__ = [
    "Carried",
    "Changed",
    "DueFor",
    "Held",
    "Known",
    "KnownContact",
    "Slice",
    "Source",
    "Tally",
    "Write",
    "admit",
    "beside",
    "bring",
    "carry",
    "change",
    "compare",
    "contacts_of",
    "counts",
    "digest",
    "due",
    "file",
    "find",
    "forget",
    "group",
    "groups",
    "here",
    "join",
    "keep",
    "listing",
    "match",
    "only_for",
    "overdue",
    "returned",
    "settle",
    "still_here",
    "sweep",
    "take",
    "tally",
    "there",
    "with_contacts",
]
