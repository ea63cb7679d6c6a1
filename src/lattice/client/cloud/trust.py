"""Which server is meant, by which certificate it is believed, and what its failures mean in words."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ipaddress
import re
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from lattice.model.errors import CODES, LatticeError, Stage

if TYPE_CHECKING:
    # 90 ms, paid for by those who talk to a server
    import httpx

#: How long connecting to a server may take, and how long it may think, in seconds.
CONNECT_S, ANSWER_S = 10.0, 30.0
#: The port of `lattice serve`.
PORT = 8420
#: Most characters of a server's own words that are passed on.
_WORDS = 2_000
_FINGERPRINT = re.compile(r"[0-9a-f]{64}\Z")
#: What a status means when the body does not say it in our words.
_BY_STATUS = {
    401: "signed_out",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    413: "too_large",
    426: "upgrade_required",
    429: "rate_limited",
    502: "unreachable",
    503: "unreachable",
    504: "unreachable",
    507: "disk_full",
}


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_server(text: str) -> str:
    """The address of a server as it is kept: scheme, host, port, no more; raises `usage`.

    Without a scheme https is meant, on this machine http. Plain http elsewhere is refused: a token would
    be readable on the way.
    """
    text = text.strip()
    bare = "://" not in text
    try:
        parts = urlsplit(f"//{text}" if bare else text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _not_an_address(text) from None
    if bare and port is None and "." not in host and ":" not in host and not is_loopback(host):
        # a word, such as the name of a workspace: it is not looked for in the network
        raise _not_an_address(text)
    scheme = ("http" if is_loopback(host) else "https") if bare else parts.scheme.lower()
    odd = parts.username or parts.password or parts.query or parts.fragment
    if not host or scheme not in ("http", "https") or odd or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        raise _not_an_address(text)
    if scheme == "http" and not is_loopback(host):
        raise LatticeError(
            "usage",
            f"{host} is another machine, and http:// would show your token to everybody on the way.",
            f"Write https://{host}; servers speak it with --cert and --key, or behind a proxy.",
            stage=Stage.CONSTRAINTS,
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _not_an_address(text: str) -> LatticeError:
    return LatticeError(
        "usage",
        f"{text[:100]!r} is not the address of a server.",
        f"Write it as https://host or https://host:{PORT}.",
        stage=Stage.CONSTRAINTS,
    )


def check_fingerprint(text: str) -> str:
    """A fingerprint as it is kept: 64 hex digits, or empty; raises `usage`."""
    plain = re.sub(r"[\s:]", "", text).lower()
    if plain and not _FINGERPRINT.match(plain):
        raise LatticeError(
            "usage", "A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits.", "Copy it whole."
        )
    return plain


def show_fingerprint(fingerprint: str) -> str:
    """A fingerprint for people to compare: `3F A0 …`, in groups of four bytes."""
    groups = [fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8)]
    return " ".join(group.upper() for group in groups)


class _PinnedObject(ssl.SSLObject):
    """A connection that ends before a byte is sent when the certificate is not the one that was agreed to."""

    def do_handshake(self) -> None:
        """As ever, then look at the certificate."""
        super().do_handshake()
        wanted = getattr(self.context, "fingerprint", "")
        shown = hashlib.sha256(self.getpeercert(binary_form=True) or b"").hexdigest()
        if shown != wanted:
            raise ssl.SSLCertVerificationError(f"the certificate is {shown}")


class _PinnedContext(ssl.SSLContext):
    """Believes one certificate, whoever signed it."""

    sslobject_class = _PinnedObject
    fingerprint: str = ""


def tls_context(fingerprint: str = "") -> ssl.SSLContext:
    """For `httpx(verify=…)`: exactly the certificate of that fingerprint, else the machine's authorities."""
    if not fingerprint:
        return ssl.create_default_context()
    context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.fingerprint = check_fingerprint(fingerprint)
    return context


async def fingerprint_of(server: str) -> str:
    """SHA-256 of the certificate that a server shows; empty over plain http. Nothing is sent to it.

    Raises `unreachable`.
    """
    parts = urlsplit(server)
    if parts.scheme != "https":
        return ""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    host = parts.hostname or ""
    try:
        async with asyncio.timeout(CONNECT_S):
            _, writer = await asyncio.open_connection(
                host, parts.port or 443, ssl=context, server_hostname=host
            )
    except (OSError, TimeoutError) as error:
        raise unreachable(server, str(error)) from error
    try:
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True) or b""
    finally:
        writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await writer.wait_closed()
    return hashlib.sha256(shown).hexdigest()


def unreachable(server: str, why: str = "") -> LatticeError:
    """Nobody answers there; nothing was done."""
    reason = f" ({why})" if why else ""
    return LatticeError(
        "unreachable",
        f"{server} does not answer{reason}.",
        "Check the address and the network, or ask whoever runs it whether it is up.",
    )


def untrusted(server: str, *, pinned: bool) -> LatticeError:
    """Somebody answers whose certificate does not hold; nothing was sent to them."""
    if pinned:
        what = f"{server} shows another certificate than the one that was agreed to."
        hint = (
            "Nothing was sent. Its keeper may have renewed it: ask them for the new fingerprint (a new "
            "invitation carries it). If they did not, somebody stands between you and the server."
        )
    else:
        what = f"The certificate of {server} is not vouched for by any authority that this machine knows."
        hint = "Nothing was sent. Ask whoever runs it for the fingerprint and compare it."
    return LatticeError("untrusted_server", what, hint, stage=Stage.IDENTITY)


def failure(
    error: httpx.HTTPError, server: str, *, writes: bool = False, pinned: bool = False
) -> LatticeError:
    """What a failed request means: never sent, believed by nobody, or sent and its answer lost.

    `writes`: whether the request changes something, so that a lost answer leaves it open.
    """
    import httpx

    if _is_certificate(error):
        return untrusted(server, pinned=pinned)
    never_sent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    if writes and not never_sent:
        return LatticeError(
            "outcome_unknown",
            f"The answer of {server} was lost; it may have done it or not.",
            "Ask again: what was done is not done twice.",
        )
    why = " ".join(str(error).split())[:200]
    if isinstance(error, httpx.TimeoutException) or why == "All connection attempts failed":
        why = ""  # which says it in nobody's words
    return unreachable(server, why)


def _is_certificate(error: BaseException) -> bool:
    """Whether the certificate is behind it, however deep."""
    seen: BaseException | None = error
    for _ in range(8):
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = (seen.__cause__ or seen.__context__) if seen is not None else None
    return False


class _Refusal(msgspec.Struct, frozen=True):
    code: str
    message: str
    stage: str = ""
    hint: str = ""
    details: dict[str, msgspec.Raw] = {}


class _Body(msgspec.Struct, frozen=True):
    error: _Refusal


def refusal(status: int, body: bytes, server: str) -> LatticeError:
    """The refusal of a server from the body of its answer; one without our words by its status."""
    try:
        said = msgspec.json.decode(body, type=_Body).error
    except msgspec.DecodeError:
        code = _BY_STATUS.get(status, "failed")
        if code == "unreachable":
            return unreachable(server, f"status {status}")
        return LatticeError(
            code,
            f"{server} answered with status {status}, and not as a Lattice server does.",
            "Check the address: something else may be answering there.",
        )
    code = said.code if said.code in CODES else _BY_STATUS.get(status, "failed")
    stage = Stage(said.stage) if said.stage in set(Stage) else Stage.EXECUTION
    details = {name: msgspec.json.decode(value) for name, value in said.details.items()}
    return LatticeError(code, said.message[:_WORDS], said.hint[:_WORDS], stage=stage, details=details)
