"""Files as they were brought, out of their packing: a zip is opened in memory, within limits, and no deeper.

Keeps: 22, 288. What cannot be opened safely is BadInput, and nothing of it is kept. A packed file that its
reader unpacks by itself (.gz) is left packed.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from hornbook.rules.formats.base.rows import Limits, bad

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
MEMBERS = 200
_SPREADSHEET = ("[Content_Types].xml", "mimetype")

Named = tuple[str, bytes]


def opened(files: Iterable[Named], limits: Limits | None = None) -> tuple[Named, ...]:
    """The files, each under its own name without folders; members of a zip stand where the zip stood."""
    limits = limits or Limits()
    found = [each for name, data in files for each in _one(PurePosixPath(name).name, data, limits)]
    if not found:
        bad("empty", "what was brought", "There is no file in it.", "Bring the files themselves.")
    seen: set[str] = set()
    for name, _ in found:
        if name.casefold() in seen:
            bad(
                "name-twice",
                name,
                "Two of the files have this name, and findings could not tell them apart.",
                "Give them names of their own.",
            )
        seen.add(name.casefold())
    if sum(len(data) for _, data in found) > limits.unpacked:
        bad("too-large", found[0][0], "The files together are too large.", "Bring them in parts.")
    return tuple(found)


def _one(name: str, data: bytes, limits: Limits) -> Iterator[Named]:
    if len(data) > limits.packed:
        bad("too-large", name, f"The file is larger than {limits.packed:,} bytes.", "Send it in parts.")
    if not data.startswith((ZIP, EMPTY_ZIP)):
        yield name, data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from _members(name, packed, len(data), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as wrong:
        bad("not-zip", name, f"The zip file cannot be opened ({type(wrong).__name__}).", "Send it again.")


def _members(name: str, packed: zipfile.ZipFile, size: int, limits: Limits) -> Iterator[Named]:
    infos = [i for i in packed.infolist() if not i.is_dir()]
    if any(i.filename in _SPREADSHEET for i in infos):
        bad("not-csv", name, "The file is a spreadsheet or document, not a table.", "Save it as CSV UTF-8.")
    wanted = [i for i in infos if not _made_by_the_packer(i.filename)]
    if len(wanted) > MEMBERS:
        bad("too-many", name, f"The zip file holds more than {MEMBERS} files.", "Bring them in parts.")
    left = min(limits.unpacked, max(limits.free, limits.ratio * size))
    for info in wanted:
        _sound(name, info)
        with packed.open(info) as source:
            content = source.read(left + 1)
        if len(content) > left:
            bad(
                "too-large",
                name,
                "The zip file unpacks to far more than files of this kind hold.",
                "Check where it came from.",
            )
        left -= len(content)
        if content.startswith(ZIP):
            bad("zip-in-zip", name, "The zip file holds another.", "Open it, and bring what is inside.")
        yield PurePosixPath(info.filename).name, content


def _made_by_the_packer(member: str) -> bool:
    return member.startswith("__MACOSX/") or PurePosixPath(member).name in (".DS_Store", "Thumbs.db")


def _sound(name: str, info: zipfile.ZipInfo) -> None:
    """Nothing is written under a member's name; a name that tries to lead elsewhere is no honest file's."""
    if info.flag_bits & 0x1:
        bad("locked", name, "The zip file is locked with a password.", "Bring it unlocked.")
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        bad("path-trick", name, "A file in the zip has a name that leads out of it.", "Pack it again.")
    if stat.S_ISLNK(info.external_attr >> 16):
        bad("path-trick", name, "The zip file holds a link in place of a file.", "Pack the files themselves.")
