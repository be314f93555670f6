"""A web page: what it says in its body, by the line of the file on which each paragraph begins."""

from html.parser import HTMLParser

from hornbook.rules.base.written import Block, Line, Written

from .plain import by_look, decoded

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "nav", "select", "button"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "address",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
        "body",
        "html",
    ]
)
_END_A_ROW = frozenset({"tr", "table", "tbody", "thead", "body", "html"})
_KINDS = {"li": "item", "dd": "item", "tr": "row"} | {f"h{level}": "heading" for level in range(1, 7)}


class _Page(HTMLParser):
    """Takes the words of each block, and where it began; never goes deeper than the page does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._begins = 0
        self._kind, self._level = "para", 0
        self._unseen = 0
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in {"td", "th"}:
            self._words.append(" | " if "".join(self._words).strip() else "")
        elif self._rows and tag in _BLOCKS and tag != "tr":
            self._words.append(" ")
        elif tag in _BLOCKS:
            self.finish()
            self._rows += tag == "tr"
            if tag in _KINDS:
                self._kind = _KINDS[tag]
                self._level = int(tag[1]) if self._kind == "heading" else 0

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif self._rows and tag in _BLOCKS and tag not in _END_A_ROW:
            self._words.append(" ")
        elif tag in _BLOCKS:
            self.finish()
            self._kind, self._level, self._rows = "para", 0, 0

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data.strip() and not self._begins:
            self._begins = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._words.append(data)

    def finish(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.blocks.append(Block(self._kind, (Line(self._begins, text),), self._level))
        self._words, self._begins = [], 0


def html(file: str, data: bytes) -> Written:
    page = _Page()
    page.feed(decoded(file, data))
    page.close()
    page.finish()
    return Written(file, "html", tuple(each.lines[0] for each in page.blocks), by_look(page.blocks))
