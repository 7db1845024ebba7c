"""`check --online` and the proxy: Telegram is asked once, and what keeps it from answering is named by its setting."""

import asyncio
import base64

import pytest

from bot.botapi.http import NotSent
from bot.botapi.ways import over_http
from bot.check.online import online_faults
from bot.core.version import VERSION
from bot.operator.settings import Settings, load_settings
from tests.operator.test_start import a_telegram
from tests.server.ports import free_port
from tests.test_command_line import ROOT, TOKEN, checked, run

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def settings(monkeypatch, tmp_path):
    for name in Settings.__struct_fields__:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)


async def asked(monkeypatch, url: str) -> list[str]:
    monkeypatch.setenv("TELEGRAM_API_URL", url)
    return await asyncio.to_thread(online_faults)


@pytest.mark.parametrize(
    ("status", "description", "faults"),
    [
        (200, "", []),
        (401, "Unauthorized", ["TELEGRAM_TOKEN: Telegram does not know this token"]),
        (404, "Not Found", ["TELEGRAM_API_URL: Telegram cannot be reached"]),
        (403, "Forbidden", ["TELEGRAM_API_URL: Telegram cannot be reached"]),
        (500, "Internal Server Error", ["TELEGRAM_API_URL: Telegram cannot be reached"]),
    ],
)
async def test_a_wrong_address_is_not_blamed_on_the_token(monkeypatch, status, description, faults):
    async with a_telegram() as (telegram, url):
        if status != 200:
            telegram.refuses(status, description)
        said = await asked(monkeypatch, url)
    assert len(said) == len(faults)
    assert all(line.startswith(start) for line, start in zip(said, faults, strict=True)), said


async def test_a_server_that_is_not_there_is_named_by_its_address(monkeypatch):
    (line,) = await asked(monkeypatch, f"http://127.0.0.1:{free_port()}")
    assert line.startswith("TELEGRAM_API_URL: Telegram cannot be reached")


def test_without_a_token_telegram_cannot_be_asked(monkeypatch):
    monkeypatch.delenv("TELEGRAM_TOKEN")
    assert online_faults() == ["TELEGRAM_TOKEN: is missing, so Telegram cannot be asked"]


async def test_the_command_asks_when_it_is_told_to(tmp_path, copy):
    async with a_telegram() as (telegram, url):
        telegram.refuses(401, "Unauthorized")
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": url}
        done = await asyncio.to_thread(lambda: checked(tmp_path, copy, "--online", **settings))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("TELEGRAM_TOKEN: ")
    assert "secretsecret" not in done.stderr


async def test_a_server_at_https_is_asked_through_the_proxy(monkeypatch):
    heard: list[bytes] = []

    async def proxy(reader, writer):
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:pass-word@127.0.0.1:{port}")
    async with server:
        (line,) = await asyncio.to_thread(online_faults)
    assert line.startswith("TELEGRAM_API_URL: Telegram cannot be reached through HTTPS_PROXY")
    assert "pass-word" not in line
    head, *lines = heard[0].decode().lower().split("\r\n")
    assert head == "connect api.telegram.org:443 http/1.1"
    assert f"proxy-authorization: basic {base64.b64encode(b'me:pass-word').decode().lower()}" in lines


async def test_a_server_of_ones_own_is_asked_without_it(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    async with a_telegram() as (_, url):
        assert await asked(monkeypatch, url) == []
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    _, updates = over_http(load_settings(None))
    await updates.initialize()
    with pytest.raises(NotSent):
        await updates.do_request(f"https://127.0.0.1:{free_port()}/", "POST")
    await updates.shutdown()


def test_the_version_is_the_package_s(tmp_path):
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text()
    assert run(tmp_path, "--version").stdout == f"doorbot {VERSION}\n"
