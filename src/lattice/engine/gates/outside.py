"""The third gate for what goes outside: which hosts of the web may be asked."""

from __future__ import annotations

from lattice.actions import FetchUrl
from lattice.model.web import WebRules


def check_fetch(action: FetchUrl, rules: WebRules) -> None:
    """Raise `invalid_value` for what is no address, `forbidden` for one that may not be asked."""
    # 4 ms that only a fetch pays
    from lattice.model.web_address import check_listed, parse_url

    check_listed(parse_url(action.url).host, rules)
