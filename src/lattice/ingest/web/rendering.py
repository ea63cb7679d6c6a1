"""Pages that need JavaScript: run in a browser that can reach nothing but what is fetched for it here."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from lattice.ingest.web.bodies import Budget
from lattice.ingest.web.fetching import Answer, Visit
from lattice.ingest.web.manners import USER_AGENT
from lattice.model.errors import LatticeError

if TYPE_CHECKING:
    from playwright.async_api import Browser, Route

#: Requests that one page may make, how many at a time, and seconds for the quiet at its end.
_REQUESTS = 150
_AT_A_TIME = 4
_QUIET_S = 5.0
_CLOSE_S = 5.0
#: What a page is made of; pictures, films and fonts say nothing, and frames are pages of others.
_PARTS = frozenset({"script", "stylesheet", "fetch", "xhr"})
_FORWARDED = ("accept", "origin")
#: Fields of an answer that speak of the connection, which is not the browser's.
_DROPPED = frozenset(
    {
        *("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"),
        *("set-cookie", "alt-svc", "refresh", "nel", "report-to", "strict-transport-security", "link"),
    }
)
#: No way out is left open beside the requests that are answered here: what would connect by itself goes
#: to a proxy that is not there.
_SHUT = (
    "--proxy-server=socks5://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-gpu",
    "--js-flags=--max-old-space-size=256",
)
_NO_SOCKETS = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocket",
                    "EventSource", "SharedWorker"]) {
    delete globalThis[name];
}
"""
#: What a browser needs of the environment; proxies and secrets are not among it.
_ENVIRONMENT = ("PATH", "HOME", "SYSTEMROOT", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


class Unrendered(Exception):
    """The page was not rendered; the text says why, as the end of a sentence."""


def find_browser() -> str:
    """A Chromium of this machine that Playwright can drive; empty when there is none at the usual places."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if os.path.isfile(place)), "")


async def render_page(visit: Visit, answer: Answer) -> bytes:
    """The page as HTML once its scripts have run. Raises Unrendered.

    It has what is left of the visit's time, and as many bytes for all that it loads as a page may have.
    Only GET is carried out for it, and no cookie is kept.
    """
    if not visit.rules.render:
        raise Unrendered("rendering is switched off (setting web.render)")
    try:
        from playwright.async_api import Error
    except ImportError:
        raise Unrendered("Playwright is not installed (`pip install playwright`)") from None
    try:
        async with _browser(visit) as browser, asyncio.timeout_at(visit.deadline):
            return await _rendered(browser, visit, answer)
    except TimeoutError:
        raise Unrendered(f"that took longer than {visit.rules.timeout_s} s") from None
    except (Error, OSError):
        raise Unrendered("the browser could not do it") from None


@asynccontextmanager
async def _browser(visit: Visit) -> AsyncIterator[Browser]:
    """A browser of its own for one page, ended whatever happens."""
    from playwright.async_api import Error, async_playwright

    async with async_playwright() as playwright:
        kind = playwright.chromium
        own = kind.executable_path
        path = await asyncio.to_thread(lambda: own if os.path.isfile(own) else find_browser())
        if not path:
            raise Unrendered("no browser is installed (`playwright install chromium`)")
        try:
            async with asyncio.timeout_at(visit.deadline):
                browser = await kind.launch(
                    executable_path=path,
                    args=list(_SHUT),
                    headless=True,
                    chromium_sandbox=visit.network.sandboxed,
                    env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                )
        except Error:
            raise Unrendered("the browser does not start in its sandbox here") from None
        try:
            yield browser
        finally:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(_CLOSE_S):
                    await browser.close()


async def _rendered(browser: Browser, visit: Visit, answer: Answer) -> bytes:
    from playwright.async_api import TimeoutError as Unfinished

    context = await browser.new_context(
        user_agent=USER_AGENT,
        accept_downloads=False,
        service_workers="block",
        java_script_enabled=True,
        locale="en-US",
        timezone_id="UTC",
    )
    if not hasattr(context, "route_web_socket"):
        raise Unrendered("Playwright is older than 1.48")
    await context.add_init_script(_NO_SOCKETS)
    await context.route_web_socket("**/*", lambda socket: socket.close())
    await context.route("**/*", _Parts(visit, answer).answer)
    page = await context.new_page()
    # a question that waits for a person would wait for ever
    page.on("dialog", lambda dialog: dialog.dismiss())
    await page.goto(answer.head.url, wait_until="domcontentloaded", timeout=0)
    with suppress(Unfinished):
        await page.wait_for_load_state("networkidle", timeout=_QUIET_S * 1000)
    markup: str = await page.content()
    content = markup.encode("utf-8", "replace")
    if len(content) > visit.rules.max_bytes:
        raise Unrendered(f"it becomes larger than {visit.rules.max_bytes:,} bytes")
    return content


class _Parts:
    """Answers what a page asks for, by way of the visit; all that is no part of it is refused."""

    def __init__(self, visit: Visit, answer: Answer) -> None:
        self._visit = visit
        self._page_answer: Answer | None = answer
        self._budget = Budget(visit.rules.max_bytes - len(answer.body))
        self._left = _REQUESTS
        self._turns = asyncio.Semaphore(_AT_A_TIME)

    async def answer(self, route: Route) -> None:
        """Answer one request of the browser."""
        from playwright.async_api import Error

        with suppress(Error):  # the page may be gone by now
            answer = await self._answer_to(route)
            if answer is None and route.request.is_navigation_request():
                await route.fulfill(status=204)  # a page that goes elsewhere stays where it is
                return
            if answer is None:
                await route.abort("blockedbyclient")
                return
            fields = {name: value for name, value in answer.head.fields.items() if name not in _DROPPED}
            await route.fulfill(status=answer.head.status, headers=fields, body=answer.body)

    async def _answer_to(self, route: Route) -> Answer | None:
        request = route.request
        if self._page_answer is not None and request.is_navigation_request():
            answer, self._page_answer = self._page_answer, None
            return answer
        self._left -= 1
        if self._left < 0 or request.method != "GET" or request.resource_type not in _PARTS:
            return None
        asked = await request.all_headers()
        fields = {name: asked[name] for name in _FORWARDED if name in asked}
        try:
            async with self._turns:
                part = await self._visit.part(request.url, fields, self._budget)
        except LatticeError:
            return None
        return part if part.whole else None
