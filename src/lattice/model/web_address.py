"""Addresses of the web: what was written, normalised, and whether the person's lists let it pass."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from lattice.model.errors import LatticeError, Stage
from lattice.model.web import WebRules, host_matches

#: Characters of an address; longer ones are attacks or data.
URL_CHARS = 8_000
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class WebAddress(NamedTuple):
    """An address that may be asked for, as far as its words go."""

    url: str
    """Normalised, without fragment."""
    host: str
    """Lower case, IDNA as ASCII, numbers as dotted IPv4; an IPv6 address short and without its brackets."""


def parse_url(text: str) -> WebAddress:
    """The address that a person or an agent wrote; raises `invalid_value` for what is none.

    Which network the host is in is looked at when it is connected to.
    """
    text = text.strip()
    if len(text) > URL_CHARS:
        raise _invalid(text, f"has more than {URL_CHARS:,} characters")
    if not text.isprintable() or any(c in text for c in ' \\"<>^`{|}'):
        raise _invalid(text, "holds characters that no address may hold")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise _invalid(text, str(error)) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise _invalid(text, "is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise _invalid(text, "names a user or a password")
    if not host:
        raise _invalid(text, "names no host")
    try:
        host = _plain_host(host, is_bracketed="[" in parts.netloc)
    except ValueError:
        raise _invalid(text, "names a host that cannot be") from None
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, default) else f"{shown}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return WebAddress(urlunsplit((parts.scheme.lower(), place, path, query, "")), host)


def _plain_host(host: str, *, is_bracketed: bool) -> str:
    """The one spelling of a host, so that no other one slips past a list. Raises ValueError."""
    import ipaddress  # 3 ms that only an address pays

    if is_bracketed:
        if "%" in host:
            raise ValueError("a zone")
        return ipaddress.IPv6Address(host).compressed
    host = host.encode("idna").decode("ascii").lower().rstrip(".")
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise ValueError("no host name")
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return host
    # as browsers read it: the last number fills all that is left, 0x is hexadecimal, 0 octal
    numbers = [_number(part) for part in host.split(".")]
    *first, last = numbers
    if len(numbers) > 4 or any(n > 255 for n in first) or last >= 256 ** (5 - len(numbers)):
        raise ValueError("no IPv4 address")
    value = last + sum(n << 8 * (3 - at) for at, n in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8 if len(text) > 1 and text.startswith("0") else 10)


def check_listed(host: str, rules: WebRules) -> None:
    """Raise `forbidden` when the switch is off or the lists keep the host out."""
    reason = ""
    if not rules.enabled:
        reason = "Fetching web pages is switched off here (setting web.enabled)"
    elif any(host_matches(host, listed) for listed in rules.block):
        reason = f"{host} is on the list of hosts that are never asked (setting web.block)"
    elif rules.allow and not any(host_matches(host, listed) for listed in rules.allow):
        reason = f"{host} is not on the list of hosts that may be asked (setting web.allow)"
    if reason:
        raise LatticeError(
            "forbidden",
            f"{reason}.",
            "The person of this machine can change that: `lattice settings set`.",
            stage=Stage.CONSTRAINTS,
        )


def _invalid(text: str, reason: str) -> LatticeError:
    return LatticeError(
        "invalid_value",
        f"{text[:200]!r} {reason}.",
        "Write a whole address, as https://example.org/page.",
        stage=Stage.CONSTRAINTS,
    )


#: What may be an address in running text; what stands after it as punctuation is cut off below.
_WRITTEN = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)


def addresses_in(text: str) -> frozenset[str]:
    """The addresses that stand in words of a person, normalised; with and without what closes a sentence."""
    found: set[str] = set()
    for match in _WRITTEN.findall(text):
        bare = match.rstrip(".,;:!?*_")
        for written in (match, bare, bare.rstrip(")]")):
            try:
                found.add(parse_url(written).url)
            except LatticeError:
                continue
    return frozenset(found)
