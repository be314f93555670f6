"""What a parser under attack might try: each is run confined, by tests/formats/test_written.py."""

from pathlib import Path


def opens_a_file(data: bytes) -> str:
    return Path("/etc/hostname").read_text()


def writes_a_file(data: bytes) -> None:
    Path(data.decode()).write_text("escaped")


def calls_out(data: bytes) -> None:
    import socket

    socket.create_connection(("127.0.0.1", 9))


def starts_another(data: bytes) -> None:
    import subprocess

    subprocess.run(["true"], check=True)


def takes_memory(data: bytes) -> int:
    return len(b"x" * 2_000_000_000)


def never_ends(data: bytes) -> None:
    while True:
        pass


def tells_too_much(data: bytes) -> str:
    return "x" * 2000


def shouts(data: bytes) -> str:
    return data.decode().upper()
