"""A controller's own pack folder for a test: copies of shipped packs, to change single values in."""

import shutil
from pathlib import Path

from hornbook.packs import SHIPPED
from hornbook.rules.policy import load
from hornbook.rules.policy.types import Pack


class OwnPacks:
    """`packs.change("mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17")`."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        for name in names or [each.parent.name for each in SHIPPED.glob("*/pack.toml")]:
            shutil.copytree(SHIPPED / name, folder / name)

    def change(self, file: str, old: str, new: str) -> None:
        """Exactly one value: a text that is not there, or there twice, is a mistake of the test."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")

    def put_back(self, file: str) -> None:
        """The file as it is shipped."""
        shutil.copyfile(SHIPPED / file, self.folder / file)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def append(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")

    def line_of(self, file: str, text: str) -> int:
        lines = (self.folder / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def load(self, name: str) -> Pack:
        return load(name, [self.folder])
