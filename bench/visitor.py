"""Somebody with a browser: signs in with password and second factor, and opens every page a link leads to."""

import base64
import hashlib
import hmac
import re
import struct
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

LINK = re.compile(r'href="(/[^"#]*)')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
#: What differs from one address to the next of the same page.
OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LEFT_ALONE = ("/static/", "/account/logout")
ALIKE = 3  # how many addresses of the same page are opened
_counting = threading.Lock()


def code(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@dataclass
class Visitor:
    """One browser, with cookies of its own."""

    root: str
    seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, content, and the address it ended at."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.root + path, data, {"Referer": self.root + path})
        begun = time.monotonic()
        try:
            with self._open(request, timeout=60) as answer:
                status, content, where = answer.status, answer.read(), answer.url
        except urllib.error.HTTPError as error:
            status, content, where = error.code, error.read(), error.url
        took = time.monotonic() - begun
        at = urllib.parse.urlsplit(where).path
        with _counting:
            self.seen[path] = (status, took)
        return status, content.decode("utf-8", "replace"), at

    def sign_in(self, email: str, password: str, secret: str) -> float:
        """Password, then the code of the app; gives how long it took. RuntimeError when it did not work."""
        begun = time.monotonic()
        _, page, at = self.ask("/account/login/")
        _, page, at = self.ask(at, {"login": email, "password": password, **_token(page)})
        if "second-factor" not in at:
            raise RuntimeError(f"{email}: the password led to {at}")
        _, page, at = self.ask(at, {"code": code(secret), **_token(page)})
        if at.startswith("/account/"):
            raise RuntimeError(f"{email}: the code led to {at}")
        return time.monotonic() - begun

    def tour(self, start: str = "/") -> dict[str, tuple[int, float]]:
        """Open whatever a link leads to, a few of each kind of page. Gives path -> (status, seconds)."""
        waiting, queued, kinds = [start], {start}, Counter[str]()
        found: dict[str, tuple[int, float]] = {}
        while waiting:
            path = waiting.pop(0)
            status, page, _ = self.ask(path)
            found[path] = (status, self.seen[path][1])
            for link in LINK.findall(page):
                link = link.replace("&amp;", "&")
                kind = OWN.sub("*", urllib.parse.urlsplit(link).path)
                if link in queued or link.startswith(LEFT_ALONE) or kinds[kind] >= ALIKE:
                    continue
                kinds[kind] += 1
                queued.add(link)
                waiting.append(link)
        return found


def _token(page: str) -> dict[str, str]:
    match = TOKEN.search(page)
    return {"csrfmiddlewaretoken": match[1]} if match else {}
