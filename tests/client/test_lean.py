"""What a first request loads: it is paid for by every command on a cloud workspace."""

from __future__ import annotations

import subprocess
import sys

_LOADS = """
import sys
from lattice.client.cloud.lean import load_httpx
load_httpx()
import httpx, httpcore
unasked = {"rich", "pygments", "click", "h2", "httpx._main"} & set(sys.modules)
assert not unasked, unasked
"""
_SPEAKS_HTTP2 = """
import httpcore._async.http2 as spoken
assert spoken.AsyncHTTP2Connection.__module__ == "httpcore._async.http2"
httpx.AsyncClient(http2=True)
"""


def test_httpx_is_loaded_without_its_command_line_and_http2_and_still_speaks_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADS + _SPEAKS_HTTP2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
