from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from lattice.ingest.web.connecting import Network
from lattice.ingest.web.posts import post_address
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from tests.ingest.web.hostile import Names, Site, network, page, serving
from tests.ingest.web.opened import fetch, kept, text_of, workspace

POST = "https://x.com/ada/status/1234567890"


POSTS = [POST, f"{POST}?s=20", f"{POST}/photo/1", "https://twitter.com/ada/status/1"]
POSTS += [
    "http://www.x.com/ada/status/1",
    "https://mobile.twitter.com/ada/statuses/1",
    "https://x.com/i/web/status/1",
]
OTHERS = ["https://x.com/ada", "https://x.com/", "https://x.com/ada/status/a", "https://x.com/a/b/status/1"]
OTHERS += ["https://x.com.evil.test/ada/status/1", "https://evil.test/x.com/ada/status/1"]
OTHERS += ["https://notx.com/ada/status/1"]


@pytest.mark.parametrize("url", POSTS)
def test_the_address_of_a_post_is_known(url: str) -> None:
    assert post_address(url).startswith("https://twitter.com/")


@pytest.mark.parametrize("url", OTHERS)
def test_other_addresses_are_no_posts(url: str) -> None:
    assert post_address(url) == ""


def endpoint(site: Site, host: str = "publish.test") -> Network:
    names = Names({host: [["127.0.0.1"]]})
    return network(names, post_endpoint=site.url("/oembed", host))


def post(**fields: str) -> bytes:
    said = {"html": "<blockquote><p>Hello from a post.</p>&mdash; Ada</blockquote>", "author_name": "Ada <b>"}
    return page(msgspec.json.encode(said | fields), "application/json")


async def test_a_post_is_read_through_the_public_endpoint(tmp_path: Path) -> None:
    async with serving() as site:
        site.answers |= {"/oembed": post(), "/robots.txt": page("User-agent: *\nDisallow: /", "text/plain")}
        async with workspace(tmp_path) as client:
            file = kept(await fetch(client, POST, endpoint(site)))
            text = await text_of(client, file)
    assert "Hello from a post." in text
    assert (file.path, file.title, file.untrusted) == (POST, "Ada <b> on X", True)
    (asked,) = site.asked
    query = parse_qs(urlsplit(asked.path).query)
    assert query["url"] == ["https://twitter.com/ada/status/1234567890"]
    assert query["omit_script"] == ["1"]


ELSE = {
    "gone": (page("", status=404), "not_found"),
    "trouble": (page("", status=500), "unreachable"),
    "no json": (page("no json", "application/json"), "unreachable"),
    "a list": (page("[1]", "application/json"), "unreachable"),
    "a number": (page('{"html": 5}', "application/json"), "unreachable"),
    "large": (post(html="x" * 30_000), "too_large"),
    "inside": (page("", "", 302, Location="http://169.254.169.254/"), "forbidden"),
}


@pytest.mark.parametrize(("answer", "code"), ELSE.values(), ids=ELSE)
async def test_an_endpoint_that_says_something_else_is_a_refusal(
    tmp_path: Path, answer: bytes, code: str
) -> None:
    async with serving() as site, workspace(tmp_path) as client:
        site.answers["/oembed"] = answer
        with pytest.raises(LatticeError) as failure:
            await fetch(client, POST, endpoint(site), WebRules(max_bytes=20_000))
    assert failure.value.code == code


async def test_the_endpoint_must_be_on_the_public_network_and_pass_the_lists(tmp_path: Path) -> None:
    names = Names({"publish.test": [["10.0.0.1"]]})
    async with serving() as site, workspace(tmp_path) as client:
        inside = network(names, post_endpoint=site.url("/oembed", "publish.test"))
        with pytest.raises(LatticeError, match="not on the public network"):
            await fetch(client, POST, inside)
        with pytest.raises(LatticeError, match=r"publish\.test is not on the list"):
            await fetch(client, POST, endpoint(site), WebRules(allow=("x.com",)))
    assert site.asked == []
