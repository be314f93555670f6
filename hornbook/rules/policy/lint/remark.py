"""What the linter says: a code, the line, the words that stand there, why they are wrong, what to write."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Remark:
    """One thing wrong with a text. The quote stands word for word in that line."""

    line: int
    code: str
    quote: str
    why: str
    suggest: str

    def as_dict(self) -> dict[str, object]:
        return {
            "code": self.code,
            "line": self.line,
            "quote": self.quote,
            "why": self.why,
            "suggest": self.suggest,
        }
