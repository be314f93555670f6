"""A PostgreSQL of our own for one command: made in a temporary folder, on loopback, gone at the end.

    python -m tests.postgres python -m pytest -m database

Two roles, neither a superuser and neither able to step round row-level security: hornbook_owner makes
databases and tables, hornbook_app is what the product runs as (tests/conftest.py changes over).

There are two servers, one a test worker: the ledger is sealed up to the oldest transaction of the whole
server, so that on a shared one a test would wait for another's.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWNER, APP = "hornbook_owner", "hornbook_app"
ROLES = f"CREATE ROLE {OWNER} LOGIN CREATEDB NOBYPASSRLS; CREATE ROLE {APP} LOGIN NOBYPASSRLS;"
# Nothing here outlives the run, so nothing need reach the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


def binaries() -> Path:
    """The newest PostgreSQL on this machine: Debian keeps one folder a version and none on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("No PostgreSQL here: bin/setup dev installs it, or says what to type.")


def as_whom() -> dict[str, Any]:
    """PostgreSQL will not run as root: as root, the account that its package made."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make(folder: Path, whom: dict[str, Any]) -> None:
    if whom:
        shutil.chown(folder, whom["user"], whom["group"])
    initdb = [binaries() / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale"]
    subprocess.run(
        [*initdb, "--no-sync", folder / "data"], check=True, stdout=subprocess.DEVNULL, cwd="/", **whom
    )


def start(folder: Path, port: int, whom: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    # The kernel stops the server should this process be killed before it can.
    command = [
        "setpriv",
        "--pdeathsig",
        "INT",
        binaries() / "postgres",
        "-D",
        folder / "data",
        f"--port={port}",
    ]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen([*command, *settings], stdout=log, stderr=log, cwd="/", **whom)
    ready = subprocess.run(
        [binaries() / "psql", "--quiet", "--no-psqlrc", f"--command={ROLES}", *wait_for(server, port)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ready.returncode:
        stop(server)
        raise SystemExit(f"PostgreSQL did not start:\n{ready.stderr}{(folder / 'log').read_text()}")
    return server


def wait_for(server: subprocess.Popen[bytes], port: int) -> list[str]:
    """Connection arguments, once the server answers, or once it is clear that it will not."""
    where = ["--host=127.0.0.1", f"--port={port}", "--username=postgres"]
    for _ in range(300):
        answer = subprocess.run(
            [binaries() / "pg_isready", "--quiet", "--timeout=1", *where[:2]], check=False
        )
        if answer.returncode == 0 or server.poll() is not None:
            break
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    return where


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": open connections are dropped
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh server, as HORNBOOK_DATABASE_URL wants it."""
    whom = as_whom()
    folder = Path(tempfile.mkdtemp(prefix="hornbook-postgres-"))
    try:
        make(folder, whom)
        port = free_port()
        server = start(folder, port, whom)
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder)


def main(command: list[str]) -> int:
    """Run the command beside the server; without one, print the address and wait to be interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as address, running() as second:
        settings = {"HORNBOOK_DATABASE_URL": address, "HORNBOOK_DATABASE_URL_GW1": second}
        print(f"HORNBOOK_DATABASE_URL={address}", flush=True)
        if not command:
            try:
                signal.pause()
            except KeyboardInterrupt:
                return 0
        return subprocess.run(command, env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
