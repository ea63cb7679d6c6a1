"""Fetching pages of the web: one at a time, from the public network alone, kept as files of strangers.

What is decided here, beside what the rules of the settings say:

- Only http and https, to port 80, 443 or one from 1024 on that no other service is known by. No user or
  password in an address; every spelling of a host is brought into one before it is looked at.
- A name is resolved once for each connection, and the connection goes to an address that was looked at.
  Proxies of the environment are not used: a proxy would resolve the name by itself.
- Each redirect passes the same checks; one from https to http is refused, and so is a refresh by markup.
- robots.txt is asked for pages, not for the parts of a page that is being rendered, nor for the oEmbed
  endpoint of x.com, which is made for programs. When it fails with 5xx, the site is closed.
- `X-Robots-Tag` speaks to search engines and to those who train models; it is kept with the page.
"""

from __future__ import annotations

from collections.abc import Callable

from lattice.client import Client
from lattice.model.files import KeptFile
from lattice.model.web import WebRules

__all__ = ["fetch_page"]


async def fetch_page(
    client: Client,
    url: str,
    *,
    rules: WebRules,
    group_id: str | None = None,
    op_id: str | None = None,
    warn: Callable[[str], None] | None = None,
) -> KeptFile:
    """Fetch one page and keep its readable text as a file that is not trusted.

    The engine gives leave first (switch, lists, budgets). `warn` is told once when a page that needs
    JavaScript was read without. The file's path is the address that was asked for; the same one again gives
    the same file new contents, or leaves it as it is. Leave is asked for with `op_id`, the file is added with
    `op_id.1`.
    Raises `forbidden`, `invalid_value`, `not_found`, `unreachable`, `too_large`, `invalid_file`.
    """
    from lattice.ingest.web import pages  # 0.1 s that only a fetch pays

    return await pages.fetch_page(client, url, rules=rules, group_id=group_id, op_id=op_id, warn=warn)
