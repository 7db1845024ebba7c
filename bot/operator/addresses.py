"""Addresses among the settings: which can be used, and why others cannot."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
OWN_PATHS = ("/healthz", "/metrics")
PROXIES = ("http", "https", "socks5", "socks5h")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_PATH = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*")
_TOKEN = re.compile(r"/bot\d+:")


def check_address(url: str) -> str:
    """Return an address without the slashes at its end.

    Raises:
        ValueError: nothing can be asked for there, or it holds more than an address does.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError("must be an address such as https://bot.example.org")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must have no user and no password")
    if "?" in url or "#" in url:
        raise ValueError("must end with its path, without ? and #")
    if not _PATH.fullmatch(parts.path) or "//" in parts.path.rstrip("/"):
        raise ValueError("has a path with characters that no address may have: write them as %XX, or leave them out")
    return url.rstrip("/")


def check_server(url: str) -> str:
    """Return the address of a Bot API server.

    Raises:
        ValueError: it can be none.
    """
    if _TOKEN.search(url):
        raise ValueError("must end before /bot: the token goes into TELEGRAM_TOKEN alone")
    return check_address(url)


def check_public(url: str, server: str) -> str:
    """Return the address at which a Bot API server is to post updates.

    Raises:
        ValueError: a server would not post there, or the address is needed for something else.
    """
    parts = urlsplit(check_address(url))
    if parts.path.rstrip("/") in OWN_PATHS:
        raise ValueError(f"must have another path than {' and '.join(OWN_PATHS)}, which are there already")
    if server == TELEGRAM:
        if parts.scheme != "https":
            raise ValueError("must begin with https://: Telegram posts to nothing else")
        if parts.port not in WEBHOOK_PORTS:
            raise ValueError("Telegram posts to the ports 443, 80, 88 and 8443 only")
        if _is_of_this_place(parts.hostname or ""):
            raise ValueError("must be an address that Telegram reaches, not one of this machine or network")
    return url.rstrip("/")


def check_proxy(url: str) -> str:
    """Return the address of a proxy, with a scheme.

    Raises:
        ValueError: it can be none.
    """
    whole = url if "://" in url else f"http://{url}"
    parts = _split(whole)
    if parts is None or parts.scheme not in PROXIES or parts.path.strip("/") or "?" in url or "#" in url:
        raise ValueError("must be a proxy's address such as http://USER:PASSWORD@HOST:PORT")
    return whole


def _split(url: str) -> SplitResult | None:
    """Split an address; None where it has no host, or a port that is none."""
    try:
        parts = urlsplit(url)
        fits = parts.hostname and _HOST.fullmatch(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if fits and url.isprintable() and " " not in url else None


def _is_of_this_place(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:  # a name
        return "." not in host or host.endswith((".localhost", ".local"))
