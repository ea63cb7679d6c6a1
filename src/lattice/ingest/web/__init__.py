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

from lattice.ingest.web.pages import fetch_page

__all__ = ["fetch_page"]
