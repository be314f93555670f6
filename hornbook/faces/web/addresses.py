"""What stands after the question mark: numbers and references, or nothing; never an error, never a name."""

from uuid import UUID

from django.http import HttpRequest


def number_in(request: HttpRequest, key: str) -> int | None:
    """A whole number above nought in the address; None where there is none."""
    text = request.GET.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text) else None


def uuid_in(request: HttpRequest, key: str) -> UUID | None:
    """A reference in the address; None where there is none."""
    try:
        return UUID(request.GET.get(key, ""))
    except ValueError:
        return None
