"""Signing in: a page in the browser, a code that comes back to this machine, tokens for it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from secrets import token_urlsafe
from urllib.parse import urlencode

from lattice.assistant.oauth.deployment import Deployment
from lattice.assistant.oauth.listener import listening
from lattice.assistant.oauth.tokens import Tokens, ask_for_tokens
from lattice.model.errors import LatticeError

#: How long a person has to sign in, in seconds.
PATIENCE_S = 300.0


async def sign_in(
    deployment: Deployment, show: Callable[[str], None], *, patience_s: float = PATIENCE_S
) -> Tokens:
    """The tokens of who signs in at the address that `show` gets, which opens it in a browser.

    Raises `key_refused` when the service says no, `interrupted` when nobody came back in time,
    `busy` when the port is taken, `unreachable`.
    """
    state, verifier = token_urlsafe(32), token_urlsafe(64)
    async with listening(state, deployment.redirect_port) as listener:
        show(_address(deployment, listener.redirect_uri, state, verifier))
        try:
            async with asyncio.timeout(patience_s):
                code = await listener.code
        except TimeoutError:
            raise LatticeError(
                "interrupted",
                f"Nobody signed in within {patience_s / 60:.0f} minutes.",
                "Nothing was changed; `lattice key login` begins again.",
            ) from None
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": listener.redirect_uri,
        "code_verifier": verifier,
    }
    return await asyncio.to_thread(ask_for_tokens, deployment.token_url, deployment.client_id, form)


def open_browser(address: str) -> bool:
    """Hand a page to the person's browser; False on a machine that has none with a window of its own.

    Not with `webbrowser`, which would take a browser of the terminal, and the terminal is ours.
    """
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None or not (name == "open" or {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)):
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen([program, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return True


def challenge_of(verifier: str) -> str:
    """What is sent ahead of the verifier, which alone turns the code into tokens (S256 of RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _address(deployment: Deployment, redirect_uri: str, state: str, verifier: str) -> str:
    asked = {
        "response_type": "code",
        "client_id": deployment.client_id,
        "redirect_uri": redirect_uri,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    if deployment.scope:
        asked["scope"] = deployment.scope
    joint = "&" if "?" in deployment.authorize_url else "?"
    return f"{deployment.authorize_url}{joint}{urlencode(asked)}"
