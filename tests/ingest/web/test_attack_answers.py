from __future__ import annotations

import asyncio
import gzip

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.ingest.web.kinds import accept_page, check_content
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from tests.ingest.web.hostile import article, page, sent_on, serving, visit

REFUSALS = {"unreachable", "forbidden", "not_found", "invalid_file", "too_large"}
RULES = WebRules(max_bytes=50_000, timeout_s=2)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
PIECES = [b"\r\n", b": ", b"\0", b"-1", b"chunked", b"\xff"]
WHOLE = [
    page(article()),
    page(gzip.compress(article().encode()), Content_Encoding="gzip"),
    CHUNKED + b"\r\n5\r\n<p>hi\r\n0\r\nX: y\r\n\r\n",
    sent_on("/else?a=b#c"),
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + page("<html><p>late"),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good answer with some bytes taken out, put in or changed; or none at all."""
    answer = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, min(len(answer), 250)))
        end = at + draw(st.integers(0, 8))
        pieces = st.one_of(st.binary(max_size=8), st.sampled_from(PIECES))
        answer[at:end] = draw(pieces)
    return bytes(answer)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer=damaged(), robots=st.one_of(st.none(), damaged()))
async def test_whatever_is_answered_ends_in_a_page_or_a_refusal(answer: bytes, robots: bytes | None) -> None:
    async def badly(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async def worse(writer: asyncio.StreamWriter) -> None:
        writer.write(robots or b"")
        await writer.drain()

    refusal: LatticeError | None = None
    async with serving() as site, visit(rules=RULES) as begun:
        site.answers |= {"/": badly, "/else": page("<p>there")}
        if robots is not None:
            site.answers["/robots.txt"] = worse
        try:
            found = await begun.page(site.url(), lambda head: accept_page(head, RULES.max_bytes))
            check_content(found, RULES.max_bytes)
        except LatticeError as said:
            refusal = said
        else:
            assert 0 < len(found.body) <= RULES.max_bytes
    if refusal is not None:
        assert refusal.message.isprintable()
        assert refusal.code in REFUSALS
