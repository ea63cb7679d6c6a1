"""A service that one signs in to, as strict as RFC 6749 and RFC 7636 ask, for tests."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from lattice.assistant.oauth import Deployment
from tests.assistant.service import Answer, Came, Service, serving


class SignIn:
    """Gives codes to whoever asks, tokens for a code once, and a renewal for each refresh token once."""

    def __init__(self) -> None:
        self.service: Service | None = None
        self.lifetime: float | None = 3600
        self.refuse = ""
        """The error that the page sends back instead of a code."""
        self.token_status = 0
        """Instead of tokens: this status."""
        self.token_body = b"{}"
        self.renewals = 0
        self.spent: list[str] = []
        """Refresh tokens that were used twice: no client may do that."""
        self._codes: dict[str, Came] = {}
        self._refresh = ""
        self._number = 0
        self._lock = threading.Lock()

    @property
    def deployment(self) -> Deployment:
        """How it is reached."""
        assert self.service is not None
        return Deployment(
            f"{self.service.url}/authorize", f"{self.service.url}/token", "lattice-test", "models"
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same, as a deployment says it."""
        found = self.deployment
        return {
            "ANTHROPIC_OAUTH_AUTHORIZE_URL": found.authorize_url,
            "ANTHROPIC_OAUTH_TOKEN_URL": found.token_url,
            "ANTHROPIC_OAUTH_CLIENT_ID": found.client_id,
            "ANTHROPIC_OAUTH_SCOPE": found.scope,
        }

    def answer(self, came: Came) -> Answer:
        """The page, or the tokens."""
        with self._lock:
            return self._page(came) if came.path == "/authorize" else self._tokens(came)

    def _page(self, came: Came) -> Answer:
        back: dict[str, str] = {"state": came.query["state"]}
        if self.refuse:
            back["error"] = self.refuse
        else:
            self._number += 1
            back["code"] = f"code-{self._number}"
            self._codes[back["code"]] = came
        return Answer(302, headers={"location": f"{came.query['redirect_uri']}?{urlencode(back)}"})

    def _tokens(self, came: Came) -> Answer:
        if self.token_status:
            return Answer(self.token_status, self.token_body)
        form = came.form
        if form.get("client_id") != "lattice-test":
            return _no("invalid_client")
        if form.get("grant_type") == "refresh_token":
            if form["refresh_token"] != self._refresh:
                self.spent.append(form["refresh_token"])
                return _no("invalid_grant")
            self.renewals += 1
            return self._given()
        page = self._codes.pop(form.get("code", ""), None)
        if page is None or page.query["redirect_uri"] != form.get("redirect_uri"):
            return _no("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if page.query["code_challenge"] != challenge or page.query["code_challenge_method"] != "S256":
            return _no("invalid_grant")
        return self._given()

    def _given(self) -> Answer:
        self._number += 1
        self._refresh = f"refresh-canary-{self._number}"
        given = {
            "access_token": f"access-canary-{self._number}",
            "refresh_token": self._refresh,
            "token_type": "bearer",
        }
        if self.lifetime is not None:
            given["expires_in"] = self.lifetime  # type: ignore[assignment]
        return Answer(200, json.dumps(given).encode(), {"content-type": "application/json"})


def _no(error: str) -> Answer:
    return Answer(400, json.dumps({"error": error, "error_description": "canary"}).encode())


@contextmanager
def signing() -> Iterator[SignIn]:
    """The service while it runs."""
    found = SignIn()
    with serving(found.answer) as service:
        found.service = service
        yield found
