"""TLS of the server's own: the certificate that it shows is the one whose fingerprint invitations carry."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from lattice.server.running import Options, bind, check_options, fingerprint_of, make_server
from lattice.server.settings import ServerSettings
from tests.server.serving import Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that no authority vouches for, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, which makes the certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


async def test_a_server_shows_the_certificate_that_it_was_given(place: Serving, tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    listening = bind("127.0.0.1", 0)
    options = Options(folder=tmp_path, port=0, cert=cert, key=key)
    check_options(options)
    before = place.hosting.address, place.hosting.fingerprint
    server = make_server(place.hosting, listening, options, ServerSettings(disk_floor_bytes=0))
    ready = asyncio.Event()
    running = asyncio.create_task(server.run_until_stopped(listening, ready.set))
    try:
        await ready.wait()
        assert server.url.startswith("https://127.0.0.1:")
        shown = await asyncio.to_thread(
            ssl.get_server_certificate, ("127.0.0.1", int(server.url.rpartition(":")[2]))
        )
        der = ssl.PEM_cert_to_DER_cert(shown)
        assert place.hosting.fingerprint == fingerprint_of(cert) == hashlib.sha256(der).hexdigest()
        url = server.url.replace("127.0.0.1", "localhost")
        trusting = ssl.create_default_context(cafile=str(cert))
        async with httpx.AsyncClient(verify=trusting, trust_env=False) as http:
            assert (await http.get(f"{url}/healthz")).status_code == 200
        async with httpx.AsyncClient(trust_env=False) as http:
            with pytest.raises(httpx.ConnectError):
                await http.get(f"{url}/healthz")
    finally:
        server.stop()
        await running
        place.hosting.address, place.hosting.fingerprint = before
