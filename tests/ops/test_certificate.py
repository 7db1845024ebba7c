"""A certificate that the operator signed is uploaded with the webhook's address; other files, or a key, never are."""

import pytest
from telegram import Bot

from bot.botapi.subscription import Address, set_webhook
from bot.botapi.updates import ALLOWED_UPDATES
from bot.emulator import Emulator
from bot.operator.certificate import LARGEST, read_certificate
from tests.operator.test_start import until, well
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment
from tests.server.ports import free_port

pytestmark = pytest.mark.sqlite
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBgjCCASmgAwIBAgIUblR+7AvfF+txMZK3pRVgAYzsAGgwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLMjAzLjAuMTEzLjUwIBcNMjYxMTI4MTUwMDAxWhgPMjEyNjEx
MDQxNTAwMDFaMBYxFDASBgNVBAMMCzIwMy4wLjExMy41MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEtJi3m0+QZlPuUBoxJge3akUxUK4DJ/MRUA3lRQwCyM0adV/v
V/tx7Z8mKEE6lKJ/eKda/EGrXKQnqbDwo71cYaNTMFEwHQYDVR0OBBYEFEpMkYrm
4mxmrXTCCZCeXnZs7eLUMB8GA1UdIwQYMBaAFEpMkYrm4mxmrXTCCZCeXnZs7eLU
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgXny4BFBcil0bXXlb
J7vYonmtNRZ5mqOeiIZDPZzyPPwCID9OdmIR8JAvjDmc4MMBOouDSuIRhboOWVCh
8XgGNqWX
-----END CERTIFICATE-----
"""
KEY = "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n"


async def test_the_bot_uploads_the_certificate_of_its_address_and_is_well(tmp_path):
    file, port = tmp_path / "certificate.pem", free_port()
    file.write_text(CERTIFICATE)
    async with BotApi.serve() as api:
        env = environment(api.url, tmp_path / "x", webhook_port=port, WEBHOOK_CERTIFICATE=str(file))
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            await until(well(port), bot)
            assert api.certificate == len(CERTIFICATE)
            assert api.allowed_updates == list(ALLOWED_UPDATES)
            assert await bot.stopped() == 0


@pytest.mark.parametrize("certificate", [b"", CERTIFICATE.encode()])
async def test_telegram_knows_whether_it_was_given_one(certificate):
    telegram = Emulator(now=lambda: 0.0)
    bot = Bot("1:test", request=telegram, get_updates_request=telegram)
    address = Address.of("https://203.0.113.5:8443/hook", "", "1:test", certificate)

    async def sleep(_seconds):
        raise AssertionError

    await set_webhook(bot, address, sleep)
    info = await bot.do_api_request("getWebhookInfo")
    assert (info["url"], info["has_custom_certificate"]) == (address.url, bool(certificate))


def test_a_certificate_is_read_as_it_is_with_those_it_rests_on(tmp_path):
    file = tmp_path / "pem"
    file.write_text(f"made by me\n{CERTIFICATE}{CERTIFICATE}")
    assert read_certificate(file) == file.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "in PEM"),
        ("certificate", "in PEM"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "in PEM"),
        (CERTIFICATE[:-60], "in PEM"),
        (CERTIFICATE + " " * LARGEST, "in PEM"),
        (KEY + CERTIFICATE, "private key"),
        (KEY, "private key"),
        ("\0\xff", "in PEM"),
    ],
)
def test_what_is_no_certificate_or_more_than_one_is_refused(tmp_path, content, said):
    file = tmp_path / "pem"
    file.write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match=said):
        read_certificate(file)


def test_a_file_that_is_not_there_or_none_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ValueError, match="cannot be read"):
            read_certificate(path)
