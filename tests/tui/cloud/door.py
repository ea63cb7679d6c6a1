"""The door of a server for tests: invitations, tokens and new workspaces over real HTTP, on loopback."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lattice.model.ids import new_id

DEADLINE_S = 10.0


@dataclass
class Door:
    """What a server answers at its door, and what it was asked."""

    secret: str = "s3cret-of-the-invitation-0123456789"
    admin: str = "laa_admin-token-of-this-server"
    workspace: str = field(default_factory=new_id)
    name: str = "acme research"
    member: str = "human:bo"
    used: bool = False
    lost: bool = False
    """Whether the answer to the next redemption is garbage, after it was used."""
    seq: int = 40
    tokens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    op_ids: list[str] = field(default_factory=list)
    address: str = ""
    fingerprint: str = ""

    @property
    def invite(self) -> str:
        sent = {
            "v": 1,
            "server": self.address,
            "secret": self.secret,
            "fingerprint": self.fingerprint,
        }
        return "lattice-invite:" + base64.urlsafe_b64encode(json.dumps(sent).encode()).decode().rstrip("=")

    def token(self) -> str:
        self.tokens.append(f"lat_{len(self.tokens)}-{new_id()}")
        return self.tokens[-1]

    async def look(self, request: Request) -> Response:
        asked = await request.json()
        self.asked.append("look")
        if asked["secret"] != self.secret or self.used:
            return refusal("not_found", "This invitation does not hold (any more).", 404)
        until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=6, hours=2)
        return JSONResponse(
            {
                "workspace_id": self.workspace,
                "workspace": self.name,
                "invited_by": "Ada [Berg]",
                "role": "editor",
                "expires_at": until.isoformat(),
                "for_name": "Bo",
            }
        )

    async def join(self, request: Request) -> Response:
        asked = await request.json()
        self.asked.append("join")
        op_id = request.headers["lattice-op-id"]
        self.op_ids.append(op_id)
        if asked["secret"] != self.secret or (self.used and op_id not in self.op_ids[:-1]):
            return refusal("not_found", "This invitation does not hold (any more).", 404)
        self.used = True
        if self.lost:
            self.lost = False
            return Response(b"<html>gone", 200)
        return JSONResponse(self._joined(asked["handle"]))

    def _joined(self, handle: str) -> dict[str, object]:
        self.member = f"human:{handle}"
        return {
            "workspace_id": self.workspace,
            "workspace": self.name,
            "member": self.member,
            "role": "editor",
            "token": self.token(),
            "expires_at": None,
        }

    async def me(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token == self.admin:
            return JSONResponse(
                {
                    "actor": "",
                    "admin": True,
                    "device": "",
                    "expires_at": None,
                    "workspaces": [],
                    "server": "x",
                }
            )
        if token not in self.tokens:
            return refusal("signed_out", "This token does not hold (any more).", 401)
        facts = {"id": self.workspace, "name": self.name, "member": self.member, "role": "editor"}
        return JSONResponse(
            {
                "actor": self.member,
                "admin": False,
                "device": "laptop",
                "expires_at": None,
                "workspaces": [facts],
                "server": "Lattice",
            }
        )

    async def end(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        self.asked.append("end")
        if token not in self.tokens:
            return refusal("signed_out", "This token does not hold (any more).", 401)
        self.tokens.remove(token)
        return Response(status_code=204)

    async def create(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.admin}":
            return refusal("forbidden", "Only an admin token makes workspaces.", 403)
        asked = await request.json()
        self.workspace, self.name = new_id(), asked["name"]
        return JSONResponse(self._joined(asked["handle"]) | {"role": "owner"}, 201)

    async def describe(self, request: Request) -> Response:
        self.asked.append("describe")
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return refusal("signed_out", "This token does not hold (any more).", 401)
        return JSONResponse({"value": {"seq": self.seq}})

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/join/look", self.look, methods=["POST"]),
                Route("/v1/join", self.join, methods=["POST"]),
                Route("/v1/me", self.me),
                Route("/v1/tokens/end", self.end, methods=["POST"]),
                Route("/v1/workspaces", self.create, methods=["POST"]),
                Route("/v1/{workspace}/workspace.describe", self.describe, methods=["POST"]),
            ]
        )


def refusal(code: str, message: str, status: int) -> Response:
    body = {"code": code, "stage": "identity", "message": message, "hint": "Ask for a new one."}
    return JSONResponse({"error": body}, status)


@contextmanager
def opened(door: Door | None = None, *, certificate: tuple[Path, Path] | None = None) -> Iterator[Door]:
    """A door that is open on a free port of loopback; with a certificate and its key it speaks TLS."""
    door = door or Door()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    tls = {"ssl_certfile": certificate[0], "ssl_keyfile": certificate[1]} if certificate else {}
    server = uvicorn.Server(uvicorn.Config(door.app, log_level="error", lifespan="off", **tls))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    end = time.monotonic() + DEADLINE_S
    while not server.started:
        assert time.monotonic() < end, "the test server never came up"
        threading.Event().wait(0.01)
    door.address = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
    try:
        yield door
    finally:
        server.should_exit = True
        thread.join(DEADLINE_S)


def make_certificate(folder: Path) -> tuple[Path, Path, str]:
    """A certificate that nobody vouches for, its key, and its fingerprint."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert, secret, hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).hexdigest()
