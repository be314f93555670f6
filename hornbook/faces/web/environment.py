"""The pages' Jinja2: escaped by default, strict about names, and what every template may use.

In our templates a misspelt name is an error, and only an absent key is nothing. The govuk macros were written
for an engine that forgives both, so they, and only they, are forgiven.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.http import urlencode
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    Template,
    pass_context,
)
from jinja2.utils import missing

from . import menu, words
from .desk import may

GOVUK = "govuk_frontend_jinja/"


class Missing(ChainableUndefined):
    """Strict for a name nobody defined; forgiving for a key that was not given."""

    __slots__ = ()

    def _strict(self) -> None:
        if self._undefined_obj is missing and self._undefined_name != "caller":
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._strict()
        return super().__str__()

    def __html__(self) -> str:
        return self.__str__()

    def __iter__(self):
        self._strict()
        return super().__iter__()

    def __bool__(self) -> bool:
        self._strict()
        return False

    def __len__(self) -> int:
        self._strict()
        return 0

    def __eq__(self, other: object) -> bool:
        self._strict()
        return type(self) is type(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = ChainableUndefined.__hash__


class Pages(Environment):
    """Gives the govuk macros a forgiving twin of itself."""

    forgiving: "Pages | None" = None

    def get_template(self, name: Any, *more: Any, **and_more: Any) -> Template:
        if self.forgiving and isinstance(name, str) and name.startswith(GOVUK):
            return self.forgiving.get_template(name, *more, **and_more)
        return super().get_template(name, *more, **and_more)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def with_query(request: HttpRequest, **changes: Any) -> str:
    """This page's address with its query changed; None takes a key out. Filters stay in the address."""
    kept = {key: values for key, values in request.GET.lists() if key not in changes}
    query = kept | {key: [str(value)] for key, value in changes.items() if value is not None}
    return f"?{urlencode(query, doseq=True)}" if query else request.path


@pass_context
def day(context: Any, value: date | None, today: date | None = None) -> str:
    """`{{ due|day }}`: in full, with how far off it is. A macro knows no request: give it today."""
    request = context.get("request")
    return words.day(value, today or getattr(request, "today", None))


def environment(**options: Any) -> Pages:
    own = options.pop("loader")
    govuk = PrefixLoader({GOVUK.rstrip("/"): PackageLoader("govuk_frontend_jinja")})
    options.update(loader=ChoiceLoader([own, govuk]), undefined=Missing, trim_blocks=True, lstrip_blocks=True)
    made = Pages(**dict(options, autoescape=True))
    made.globals.update(
        url=url,
        static=static,
        with_query=with_query,
        json_script=json_script,
        menu=menu.of,
        footer=menu.footer,
        may=may,
    )
    made.filters.update(
        day=day,
        short_day=words.short_day,
        moment=words.moment,
        away=words.away,
        plural=words.plural,
        groups_of_four=words.groups_of_four,
        lower_first=words.lower_first,
        fact=words.fact,
    )
    made.forgiving = made.overlay(undefined=ChainableUndefined)
    return made
