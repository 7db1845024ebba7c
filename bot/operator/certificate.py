"""The certificate of the address at which Telegram posts updates, where the operator has made it: Telegram has to be given it."""

import re
import ssl
from pathlib import Path

LARGEST = 64 << 10  # bytes; a chain of several has a tenth of that
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_WHOLE = re.compile(f"{_BEGIN}.+?{_END}", re.DOTALL)


def read_certificate(file: Path) -> bytes:
    """Return a certificate as it is to be uploaded.

    Raises:
        ValueError: there is none in the file, or more than Telegram may have.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from None
    text = content.decode("ascii", "replace")
    if "PRIVATE KEY" in text:
        raise ValueError(
            "names a file with a private key, which is nobody's but yours: name one with the certificate alone"
        )
    if len(content) > LARGEST or not (found := _WHOLE.findall(text)) or not all(map(_is_certificate, found)):
        raise ValueError(f"must name a file in PEM, which begins with {_BEGIN}")
    return content


def _is_certificate(text: str) -> bool:
    try:
        ssl.create_default_context(cadata=text)
    except (ssl.SSLError, ValueError):
        return False
    return True
