"""Which addresses of the network are public: only these are ever connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: What is not public of IPv4, by IANA's registry of special addresses, and why.
_SPECIAL_4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "metadata of a cloud"),
        ("169.254.169.254/32", "metadata of a cloud"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "6to4"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
#: What has a name of its own, for the words of a refusal; all of IPv6 outside of `_GLOBAL_6` is refused.
_SPECIAL_6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discarded"),
        ("2001::/32", "Teredo"),
        ("2001:2::/48", "benchmarking"),
        ("2001:db8::/32", "documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "reserved"),
        ("3ffe::/16", "reserved"),
        ("3fff::/20", "documentation"),
        ("fd00:ec2::254/128", "metadata of a cloud"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")


def parse_address(text: str) -> IPv4Address | IPv6Address:
    """The address that a resolver answered, with its zone; raises ValueError for what is none."""
    return ip_address(text)


def why_refused(address: IPv4Address | IPv6Address) -> str:
    """What the address is, in a word, when it is not a public one; empty when it may be connected to.

    Forms of IPv6 that carry an address of IPv4 inside (mapped, NAT64, 6to4, Teredo) are refused whatever
    they carry: a name that is on the public network has an address of its own.
    """
    if isinstance(address, IPv4Address):
        found = next((what for network, what in _SPECIAL_4 if address in network), "")
    elif address.scope_id:
        return "link-local"
    else:
        found = next((what for network, what in _SPECIAL_6 if address in network), "")
        if not found and address not in _GLOBAL_6:
            found = "reserved"
    # the tables say why; what Python knows beside them counts too
    return found or ("" if address.is_global and not address.is_multicast else "reserved")
