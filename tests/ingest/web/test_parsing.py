from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

import httpcore
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from lattice.model.web_address import WebAddress, check_listed, parse_url

PIECES = ["http://", "https://", "//", "/", "@", ":", ":80", ":443", "?", "#", ".", "..", "%", "%2f", "%40"]
PIECES += [
    "\\",
    "[",
    "]",
    "::1",
    "127.1",
    "0x7f",
    "017",
    "1",
    "a",
    "example.org",
    "。",
    "１",
    "ß",
    "xn--",
    "-",
]
PIECES += [
    "_",
    " ",
    "\t",
    "\0",
    "\u202e",
    "℀",
    "file:",
    "javascript:",
    "ada",
    "*",
    ";",
    "&",
    "=",
    "+",
    "|",
    "{",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.sampled_from(["", "http://", "https://a"])
)
@example("example.org\\@169.254.169.254", "http://")
@example("169.254.169.254#@example.org", "http://")
@example("example.org:80@169.254.169.254", "http://")
def test_the_host_that_is_checked_is_the_host_that_is_asked(text: str, start: str) -> None:
    """Two readers of one address must not differ: the one checks, the other connects."""
    try:
        address = parse_url(start + text)
    except LatticeError:
        return
    asked = httpcore.URL(address.url)
    assert asked.scheme in (b"http", b"https")
    assert asked.host.decode("ascii").strip("[]") == address.host
    assert urlsplit(address.url).hostname == address.host
    assert parse_url(address.url) == address
    assert address.url.isascii()
    assert "@" not in urlsplit(address.url).netloc


SPELLINGS = {
    "HTTP://EXAMPLE.ORG": "http://example.org/",
    "https://example.org:443/a#b": "https://example.org/a",
    "http://example.org:80": "http://example.org/",
    "http://example.org:8080/ä?q=ü": "http://example.org:8080/%C3%A4?q=%C3%BC",
    "http://example.org./": "http://example.org/",
    "http://münchen.example/": "http://xn--mnchen-3ya.example/",
    "http://1572395042/": "http://93.184.216.34/",
    "http://0x5db8d822/": "http://93.184.216.34/",
    "http://0135.0270.0330.042/": "http://93.184.216.34/",
    "http://93.184.55330/": "http://93.184.216.34/",
    "http://[2606:4700:0:0::1111]/": "http://[2606:4700::1111]/",
    "  https://example.org/a%20b  ": "https://example.org/a%20b",
}


@pytest.mark.parametrize(("text", "url"), SPELLINGS.items(), ids=range(len(SPELLINGS)))
def test_an_address_has_one_spelling(text: str, url: str) -> None:
    assert parse_url(text).url == url


@pytest.mark.parametrize(
    "text",
    ["http://1572395042/", "http://0x5DB8D822/", "http://93.184.216.34./", "http://９３.184.216.34/"],
    ids=range(4),
)
def test_no_spelling_slips_past_the_list(text: str) -> None:
    with pytest.raises(LatticeError, match="never asked"):
        check_listed(parse_url(text).host, WebRules(block=("93.184.216.34",)))


NONE = [
    "",
    "example.org",
    "//example.org/",
    "file:///etc/passwd",
    "ftp://example.org/",
    "http://",
    "http:///x",
]
NONE += ["http://ada@example.org/", "http://ada:secret@example.org/", "http://:@example.org/", "http://a b/"]
NONE += ["http://exa%6dple.org/", "http://example.org%2f@evil.test/", "http://[fe80::1%25lo]/", "http://[::1"]
NONE += ["http://[v1.a]/", "http://256.1.1.1/", "http://1.2.3.4.5/", "http://0x100000000/", "http://08/"]
NONE += ["http://a..b/", "http://.a/", "http://a:b/", "http://a:65536/", "http://a:-1/", "http://a\\b/"]
NONE += [
    "http://a\nb/",
    "http://a\u200bb/",
    f"http://{'a' * 64}.org/",
    f"http://{'a.' * 130}org/",
    "http://a_/\ud800",
]
NONE += [
    "http://" + "a" * 9_000,
    "javascript:alert(1)",
    "data:text/plain,x",
    "http:example.org",
    "h\u0131tp://a/",
]


@pytest.mark.parametrize("text", NONE, ids=range(len(NONE)))
def test_what_is_no_address_of_the_web_is_refused_in_words(text: str) -> None:
    with pytest.raises(LatticeError) as failure:
        parse_url(text)
    assert failure.value.code == "invalid_value"
    assert failure.value.message.isprintable()


def test_loading_what_fetches_is_paid_by_a_fetch_alone() -> None:
    code = "import sys, lattice.ingest.web; print({'httpcore', 'httpx', 'trafilatura'} & set(sys.modules))"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"


def test_an_address_is_plain_data() -> None:
    assert parse_url("https://example.org/a") == WebAddress("https://example.org/a", "example.org")
