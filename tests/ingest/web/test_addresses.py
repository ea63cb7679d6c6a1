from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.ingest.web.addresses import why_refused

REFUSED = {
    "0.0.0.0": "this network",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "carrier-grade NAT",
    "100.100.100.200": "carrier-grade NAT",
    "100.127.255.255": "carrier-grade NAT",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "metadata of a cloud",
    "169.254.1.1": "link-local",
    "169.254.169.254": "metadata of a cloud",
    "169.254.170.2": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.192": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "::ffff:169.254.169.254": "IPv4-mapped",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:0:127.0.0.1": "reserved",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b::a9fe:a9fe": "NAT64",
    "64:ff9b:1::a00:1": "NAT64",
    "100::1": "discarded",
    "2001::1": "Teredo",
    "2001:0:7f00:1::": "Teredo",
    "2001:2::1": "benchmarking",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4",
    "2002:a9fe:a9fe::": "6to4",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "metadata of a cloud",
    "fd12:3456::1": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "2606:4700::1111%eth0": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
}


@pytest.mark.parametrize(("text", "what"), REFUSED.items(), ids=REFUSED)
def test_an_address_that_is_not_public_is_refused_in_its_own_word(text: str, what: str) -> None:
    assert why_refused(ip_address(text)) == what


@pytest.mark.parametrize(
    "text",
    [
        *("1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.255.255"),
        *("172.32.0.1", "192.167.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255"),
        *("2606:4700:4700::1111", "2a00:1450:4001::200e", "2400:cb00::1", "2001:4860:4860::8888"),
    ],
)
def test_a_public_address_may_be_connected_to(text: str) -> None:
    assert why_refused(ip_address(text)) == ""


@given(st.ip_addresses())
def test_nothing_that_is_known_to_be_special_passes(address: IPv4Address | IPv6Address) -> None:
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or not address.is_global
    )
    if special:
        assert why_refused(address)


@given(st.ip_addresses(v=4))
def test_no_form_of_ipv6_carries_an_address_of_ipv4_past_the_check(inner: IPv4Address) -> None:
    n = int(inner)
    forms = [
        n,  # compatible
        (0xFFFF << 32) | n,  # mapped
        (0xFFFF << 48) | n,  # translated
        (0x64FF9B << 96) | n,  # NAT64
        (0x64FF9B0001 << 80) | n,  # NAT64 of one's own
        (0x2002 << 112) | (n << 80),  # 6to4
        (0x20010000 << 96) | (n ^ 0xFFFFFFFF),  # Teredo
    ]
    assert all(why_refused(IPv6Address(form)) for form in forms)
