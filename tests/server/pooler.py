"""PgBouncer in front of the tests' own server, in transaction mode: each transaction gets the next of a few sessions."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.server.ports import free_port
from tests.server.postgres import NOBODY, START_SECONDS, USER, Server, _as_nobody

CONFIG = """
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
pool_mode = {mode}
default_pool_size = 5
server_round_robin = 1
logfile = {folder}/log
"""
ENCRYPTED = """
client_tls_sslmode = require
client_tls_key_file = {folder}/key
client_tls_cert_file = {folder}/certificate
"""


@contextmanager
def pooled(server: Server, mode: str = "transaction", key: bytes = b"", certificate: bytes = b"") -> Iterator[int]:
    """Run PgBouncer before a server, and yield its port; without one the test is skipped.

    Args:
        server: the server behind it.
        mode: after what a session is given to the next client.
        key: a key in PEM, with which it takes encrypted connections alone.
        certificate: the certificate of the key.
    """
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("no pooler to test with: install Debian's pgbouncer")
    folder = Path(tempfile.mkdtemp(prefix="doorbot-pooler-"))
    port = free_port()
    (folder / "users").write_text(f'"{USER}" "se@cret"\n"guest" "se@cret"\n')
    config = CONFIG + ENCRYPTED if key else CONFIG
    (folder / "config").write_text(config.format(server=server.port, port=port, folder=folder, mode=mode))
    (folder / "key").write_bytes(key)
    (folder / "certificate").write_bytes(certificate)
    if _as_nobody():
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    running = subprocess.Popen([program, "-q", folder / "config"], stderr=subprocess.DEVNULL, **_as_nobody())
    try:
        until = time.monotonic() + START_SECONDS
        while not _answers(port):
            assert time.monotonic() < until, (folder / "log").read_text()[-500:]
            assert running.poll() is None, (folder / "log").read_text()[-500:]
        yield port
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int) -> bool:
    try:
        psycopg.connect(
            host="127.0.0.1", port=port, user=USER, password="se@cret", dbname="postgres", connect_timeout=2
        ).close()
    except psycopg.OperationalError as error:
        return "transaction blocks not allowed" in str(error)
    return True
