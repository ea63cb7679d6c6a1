"""Secrets: made at random, shown once, known again by their hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re

import msgspec

#: Bytes of randomness in a secret.
SECRET_BYTES = 32
#: What tokens of members, agents and keepers of the server begin with, so that a leaked one is told at sight.
MEMBER, AGENT, ADMIN = "lat_", "lai_", "laa_"
#: What the one string of an invitation begins with.
INVITE = "lattice-invite:"

_SHAPE = re.compile(r"(?:la[tia]_)?[A-Za-z0-9_-]{43}\Z")


class _Invitation(msgspec.Struct, frozen=True):
    """What the string of an invitation holds."""

    v: int
    server: str
    secret: str
    fingerprint: str


def new_secret(prefix: str = "") -> str:
    """A secret of 256 random bits."""
    return prefix + base64.urlsafe_b64encode(os.urandom(SECRET_BYTES)).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is random enough that a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def is_secret(text: str) -> bool:
    """Whether a text has the form of a secret: what has not is not looked up."""
    return _SHAPE.match(text) is not None


def is_same(hash_: str, secret: str) -> bool:
    """Whether a secret is the one of a hash, in the same time whatever differs."""
    return hmac.compare_digest(hash_, hash_of(secret))


def invitation(server: str, secret: str, fingerprint: str) -> str:
    """The one string to send."""
    body = msgspec.json.encode(_Invitation(1, server, secret, fingerprint))
    return INVITE + base64.urlsafe_b64encode(body).decode().rstrip("=")
