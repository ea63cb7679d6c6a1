"""Where the service is: an address that a secret may be sent to."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from lattice.model.errors import LatticeError
from lattice.model.web_address import parse_url

#: Without a setting and without `ANTHROPIC_BASE_URL`.
DEFAULT_ADDRESS = "https://api.anthropic.com"
#: What the SDK adds to an address by itself; people copy it along.
_ADDED = ("/v1/messages", "/v1")


def chosen_address(setting: str, environment: Mapping[str, str]) -> str:
    """The address that was set, else that of the environment, else the default one."""
    return setting.strip() or environment.get("ANTHROPIC_BASE_URL", "").strip() or DEFAULT_ADDRESS


def service_address(text: str, *, plain_http: bool = False) -> str:
    """The address as the SDK takes it; raises `invalid_value` for what is none, or where a key could be read.

    Without `plain_http`, http is for this machine alone: a key would cross the network in clear.
    """
    url, host = parse_url(text or DEFAULT_ADDRESS)
    url = url.partition("?")[0].rstrip("/")
    for ending in _ADDED:
        url = url.removesuffix(ending)
    if url.startswith("http:") and not plain_http and not _is_loopback(host):
        raise LatticeError(
            "invalid_value",
            f"The address of the model service, {url}, is not https: the key would travel in clear.",
            "Write it with https://; http:// is for this machine only.",
        )
    return url


def stays_here(address: str) -> bool:
    """Whether what is sent to an address does not leave this machine."""
    return _is_loopback(urlsplit(address).hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
