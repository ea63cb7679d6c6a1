"""Posts on x.com: what its public oEmbed endpoint says of them, as a small page."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode, urlsplit

import msgspec

from lattice.ingest.reader import shown
from lattice.ingest.web.fetching import Answer, Head, Visit
from lattice.ingest.web.kinds import check_content
from lattice.model.errors import LatticeError

_HOSTS = frozenset(f"{sub}{host}" for sub in ("", "www.", "mobile.") for host in ("x.com", "twitter.com"))
_POST = re.compile(r"/(?:i/web|\w{1,20})/status(?:es)?/([0-9]{1,20})(?:/.*)?", re.ASCII)


class Post(msgspec.Struct, frozen=True):
    """What the endpoint says of a post."""

    html: str
    author_name: str = ""
    author_url: str = ""
    url: str = ""


def post_address(url: str) -> str:
    """The address of the post that a normalised address names; empty when it names none."""
    parts = urlsplit(url)
    found = _POST.fullmatch(parts.path)
    if parts.hostname not in _HOSTS or found is None:
        return ""
    name = parts.path.split("/")[1]
    return f"https://twitter.com/{name}/status/{found.group(1)}"


async def fetch_post(visit: Visit, address: str) -> tuple[Answer, bytes]:
    """What the endpoint answered of a post, and a page that holds it and no scripts.

    The endpoint is made for programs, so robots.txt is not asked; addresses, lists and bounds hold.
    """
    query = urlencode({"url": address, "omit_script": "1", "dnt": "true"})
    limit = visit.rules.max_bytes

    def accepts(head: Head) -> None:
        if head.status in (403, 404):
            raise LatticeError(
                "not_found", f"{shown(address)} is not there, or not for everybody.", "Check the address."
            )
        if head.status != 200:
            raise LatticeError(
                "unreachable", f"The endpoint for posts answers {head.status}.", "Try again in a while."
            )

    answer = await visit.endpoint(f"{visit.network.post_endpoint}?{query}", accepts)
    check_content(answer, limit)
    try:
        post = msgspec.json.decode(answer.body, type=Post)
    except msgspec.DecodeError:
        raise LatticeError(
            "unreachable", "The endpoint for posts answers something else than a post.", "Try again later."
        ) from None
    return answer, _page(post)


def _page(post: Post) -> bytes:
    title = html.escape(f"{post.author_name or 'Somebody'} on X")
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>{title}</title></head>\n"
        f"<body>{post.html}</body></html>\n"
    ).encode("utf-8", "replace")
