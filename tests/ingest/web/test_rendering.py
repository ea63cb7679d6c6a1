from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from lattice.ingest.web.connecting import Network
from lattice.ingest.web.rendering import find_browser
from lattice.model.files import File
from lattice.model.web import WebRules
from tests.ingest.web.hostile import HOST, Names, Site, network, page, sent_on, serving
from tests.ingest.web.opened import fetch, kept, text_of, workspace

pytest.importorskip("playwright", reason="Playwright is not installed, which drives a browser")
if not find_browser():
    pytest.skip("no Chromium is installed", allow_module_level=True)

#: As the person of a test may be root, for whom Chromium has no sandbox.
SANDBOXED = not (hasattr(os, "geteuid") and os.geteuid() == 0)
WORDS = "Words that only a script writes. " * 40


def shell(script: str = "", head: str = "") -> bytes:
    """A page whose text is written by its scripts."""
    fill = f"document.getElementById('root').innerHTML = '<article><h1>Made</h1><p>{WORDS}</p></article>';"
    return page(
        f"<!DOCTYPE html><html><head><title>App</title>{head}</head><body><div id=root></div>"
        f"<script>{fill}\n{script}</script></body></html>"
    )


def of_test(names: Names | None = None) -> Network:
    return network(names, sandboxed=SANDBOXED)


async def rendered(
    folder: Path, site: Site, net: Network | None = None, rules: WebRules | None = None
) -> tuple[File, str, list[str]]:
    """The file, its text, and what was warned of."""
    warnings: list[str] = []
    async with workspace(folder) as client:
        file = kept(await fetch(client, site.url(), net or of_test(), rules, warnings.append))
        return file, await text_of(client, file), warnings


async def test_a_page_that_needs_scripts_is_kept_as_they_made_it(tmp_path: Path) -> None:
    async with serving() as site:
        site.answers["/"] = page(
            "<html><title>App</title><div id=root></div><script src=/app.js></script></html>"
        )
        site.answers["/app.js"] = page(
            "fetch('/data.json').then(r => r.json()).then(d => {"
            "document.getElementById('root').innerHTML = '<article><p>' + d.words + '</p></article>';"
            "document.title = navigator.userAgent; })",
            "text/javascript",
        )
        site.answers["/data.json"] = page(f'{{"words": "{WORDS}"}}', "application/json")
        file, text, warnings = await rendered(tmp_path, site)
    assert "Words that only a script writes." in text
    assert warnings == []
    assert file.details["rendered"] is True
    assert file.title.startswith("Lattice/")
    assert site.paths == ["/", "/app.js", "/data.json"]
    assert all(asked.fields["user-agent"].startswith("Lattice/") for asked in site.asked)


@pytest.fixture
async def trap() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what anybody said to it."""
    heard: list[bytes] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(b"connected")
        with suppress(ConnectionError):
            heard.append(await reader.read(100))
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], heard
    server.close()


WAYS_OUT = """
const make = (name, fields, parent) => (parent || document.body).append(
    Object.assign(document.createElement(name), fields));
const say = (what) => make('p', {textContent: 'REACHED ' + what});
const tried = (work) => { try { work(); } catch (e) { } };
const rels = ['preconnect', 'dns-prefetch', 'prefetch', 'prerender', 'preload', 'stylesheet'];
for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', 'inside.test', '169.254.169.254']) {
  const url = 'http://' + host + ':PORT/', socket = 'ws://' + host + ':PORT/ws';
  fetch(url, {mode: 'no-cors'}).then(() => say(url), () => 0);
  tried(() => { new Image().src = url + 'img'; });
  tried(() => navigator.sendBeacon(url + 'beacon', 'x'));
  tried(() => { new WebSocket(socket).onopen = () => say(socket); });
  tried(() => new EventSource(url + 'events'));
  tried(() => make('iframe', {src: url + 'frame'}));
  tried(() => make('script', {src: url + 's.js'}));
  tried(() => make('video', {src: url + 'v.mp4', autoplay: true}));
  tried(() => window.open(url + 'open'));
  tried(() => make('form', {method: 'post', action: url + 'form', target: '_blank', id: 'f'}));
  tried(() => f.submit());
  for (const rel of rels) make('link', {rel: rel, href: url + rel, as: 'script'}, document.head);
  const work = `fetch("${url}w", {mode: "no-cors"}); new WebSocket("${socket}")`;
  tried(() => new Worker(URL.createObjectURL(new Blob([work]))));
}
tried(() => navigator.serviceWorker.register('/sw.js').then(() => say('worker'), () => 0));
tried(() => {
  const servers = [{urls: 'stun:127.0.0.1:PORT'},
                   {urls: 'turn:127.0.0.1:PORT?transport=tcp', username: 'a', credential: 'b'}];
  const connection = new RTCPeerConnection({iceServers: servers});
  connection.createDataChannel('x');
  connection.createOffer().then(offer => connection.setLocalDescription(offer));
  say('peers');
});
tried(() => fetch('file:///etc/passwd').then(() => say('file'), () => 0));
tried(() => { make('a', {href: 'data:text/plain,x', download: 'x', id: 'a'}); a.click(); });
tried(() => alert('wait'));
"""


async def test_no_way_out_of_the_page_reaches_this_machine(
    tmp_path: Path, trap: tuple[int, list[bytes]]
) -> None:
    port, heard = trap
    names = Names({HOST: [["127.0.0.1"]], "inside.test": [["10.0.0.1"]], "localhost": [["127.0.0.1"]]})
    # the server of the test is at a loopback address like the trap, which is therefore on the list
    rules = WebRules(block=("127.0.0.1", "localhost"))
    async with serving() as site:
        site.answers["/"] = shell(WAYS_OUT.replace("PORT", str(port)))
        file, text, warnings = await rendered(tmp_path, site, of_test(names), rules)
    assert heard == []
    assert "REACHED" not in text
    assert warnings == []
    assert file.details["rendered"] is True


async def test_a_page_that_goes_elsewhere_is_not_followed(tmp_path: Path) -> None:
    async with serving() as site:
        refresh = "<meta http-equiv=refresh content='0;url=/refreshed'>"
        site.answers["/"] = shell("setTimeout(() => { location.href = '/gone'; }, 1)", refresh)
        site.answers |= {"/gone": page("elsewhere"), "/refreshed": page("elsewhere")}
        _, text, _ = await rendered(tmp_path, site)
    assert "Words that only a script writes." in text
    assert site.paths == ["/"]


async def test_parts_that_lead_inside_are_not_fetched(tmp_path: Path) -> None:
    async with serving() as site:
        site.answers["/"] = shell(
            "fetch('/sent-on').then(r => r.text()).then(t => { document.title = 'REACHED ' + t; }, () => 0)"
        )
        site.answers["/sent-on"] = sent_on("http://169.254.169.254/latest/")
        file, _, _ = await rendered(tmp_path, site)
    assert file.title != "REACHED"
    assert "/sent-on" in site.paths


async def test_a_page_that_never_ends_is_left_in_time_with_its_static_text(tmp_path: Path) -> None:
    rules = WebRules(timeout_s=4)
    async with serving() as site:
        site.answers["/"] = page("<title>App</title><div id=root></div><script>for (;;) {}</script>")
        file, _, warnings = await rendered(tmp_path, site, rules=rules)
    assert "rendered" not in file.details
    assert len(warnings) == 1
    assert "longer than 4 s" in warnings[0]


async def test_a_page_that_grows_over_the_bound_is_left(tmp_path: Path) -> None:
    rules = WebRules(max_bytes=50_000)
    async with serving() as site:
        site.answers["/"] = shell("document.body.append('x'.repeat(60000))")
        file, _, warnings = await rendered(tmp_path, site, rules=rules)
    assert "rendered" not in file.details
    assert "larger than 50,000 bytes" in warnings[0]


async def test_all_parts_of_a_page_share_the_bytes_of_one(tmp_path: Path) -> None:
    rules = WebRules(max_bytes=50_000)
    async with serving() as site:
        loads = "".join(f"<script src=/{n}.js></script>" for n in range(8))
        said = "`<p>Loaded ${window.parts} parts of it.</p>`"
        site.answers["/"] = shell(f"document.querySelector('article').innerHTML += {said}", loads)
        for n in range(8):
            filler = f"window.parts = (window.parts || 0) + 1;//{'x' * 20_000}"
            site.answers[f"/{n}.js"] = page(filler, "text/javascript")
        _, text, _ = await rendered(tmp_path, site, rules=rules)
    assert "Loaded 2 parts of it." in text


async def test_what_a_page_sends_is_not_sent(tmp_path: Path) -> None:
    async with serving() as site:
        site.answers["/"] = shell(
            "fetch('/post', {method: 'POST', body: 'x'}); document.cookie = 'a=b'; fetch('/get')"
        )
        site.answers |= {"/post": page("sent"), "/get": page("got", Set_Cookie="c=d")}
        await rendered(tmp_path, site)
    assert set(site.paths) == {"/", "/get"}
    assert not any("cookie" in asked.fields for asked in site.asked)


@pytest.mark.skipif(SANDBOXED, reason="only root has no sandbox")
async def test_a_browser_without_its_sandbox_is_not_used(tmp_path: Path) -> None:
    async with serving() as site:
        site.answers["/"] = shell()
        file, _, warnings = await rendered(tmp_path, site, network())
    assert "rendered" not in file.details
    assert "does not start in its sandbox" in warnings[0]
