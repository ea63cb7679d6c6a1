from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from lattice.ingest.web.connecting import Network
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from tests.ingest.web.hostile import HOST, Clock, Names, network, page, serving, visit


def anything(head: object) -> None:
    pass


def only(*addresses: str) -> Network:
    """The real policy, in a world where one name has these addresses."""
    clock = Clock()
    return Network(resolve=Names({HOST: [list(addresses)]}), clock=clock, sleep=clock.sleep)


PRIVATE = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "198.18.0.1", "::1", "::ffff:127.0.0.1"]
PRIVATE += [
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "fe80::1%lo",
    "fd00:ec2::254",
    "fec0::1",
    "0.0.0.0",
    "224.0.0.1",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_at_a_private_address_is_not_connected_to(address: str) -> None:
    async with serving() as site, visit(only(address)) as begun:
        with pytest.raises(LatticeError, match="not on the public network") as failure:
            await begun.page(site.url(), anything)
    assert failure.value.code == "forbidden"
    assert site.asked == []


SPELLINGS = ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "127.0.0.1."]
SPELLINGS += ["１２７.０.０.１", "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]"]
SPELLINGS += ["[64:ff9b::127.0.0.1]", "[::127.0.0.1]", "localhost", "LOCALHOST.", "0", "[::]"]


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_of_this_machine_reaches_it(host: str) -> None:
    """With the system's own resolver."""
    clock = Clock()
    async with serving() as site, visit(Network(clock=clock, sleep=clock.sleep)) as begun:
        with pytest.raises(LatticeError) as failure:
            await begun.page(site.url(host=host), anything)
    assert failure.value.code in ("forbidden", "unreachable")
    assert site.asked == []


async def test_a_name_that_turns_private_between_two_looks_is_connected_to_where_it_was_looked_at() -> None:
    """The rebinding: public when it is checked, private when it is connected to."""
    names = Names({HOST: [["127.0.0.1"], ["127.0.0.2"]]})
    async with serving() as site, visit(network(names)) as begun:
        site.answers["/"] = page("hello")
        answer = await begun.page(site.url(), anything)
    assert answer.body == b"hello"
    assert names.asked == [HOST]


async def test_a_name_that_turns_private_between_two_connections_is_refused() -> None:
    names = Names({HOST: [["127.0.0.1"], ["127.0.0.2"]]})
    async with serving() as site, visit(network(names)) as begun:
        site.answers["/robots.txt"] = page("", "text/plain", Connection="close")
        site.answers["/"] = page("secret")
        with pytest.raises(LatticeError, match=r"127\.0\.0\.2 \(loopback\)"):
            await begun.page(site.url(), anything)
    assert site.paths == []


async def test_of_several_addresses_only_public_ones_are_tried() -> None:
    names = Names({HOST: [["169.254.169.254", "::1", "127.0.0.1"]]})
    async with serving() as site, visit(network(names)) as begun:
        site.answers["/"] = page("hello")
        assert (await begun.page(site.url(), anything)).body == b"hello"


async def test_an_address_that_does_not_answer_gives_way_to_the_next() -> None:
    names = Names({HOST: [["127.0.0.3", "127.0.0.1"]]})
    net = network(names, refused=lambda address: "" if address.is_loopback else "private")
    async with serving() as site, visit(net) as begun:
        site.answers["/"] = page("hello")
        assert (await begun.page(site.url(), anything)).body == b"hello"


async def test_the_host_is_named_as_it_was_asked_for_and_nothing_of_this_machine() -> None:
    async with serving() as site, visit() as begun:
        site.answers["/"] = page("hello")
        await begun.page(site.url(), anything)
    fields = site.asked[-1].fields
    assert fields["host"] == f"{HOST}:{site.port}"
    assert fields["user-agent"].startswith("Lattice/")
    assert set(fields) == {"host", "user-agent", "accept", "accept-encoding"}


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with serving() as site, visit() as begun:
        site.answers["/"] = page("hello")
        assert (await begun.page(site.url(), anything)).body == b"hello"


@pytest.mark.parametrize("port", [0, 1, 22, 25, 110, 143, 445, 587, 993, 2049, 6000, 6667])
async def test_ports_of_other_services_are_closed(port: int) -> None:
    names = Names()
    async with visit(network(names)) as begun:
        with pytest.raises(LatticeError, match=f"Port {port} ") as failure:
            await begun.page(f"http://{HOST}:{port}/", anything)
    assert failure.value.code == "forbidden"
    assert names.asked == []


async def test_a_name_without_address_is_unreachable() -> None:
    async with visit() as begun:
        with pytest.raises(LatticeError, match=r"nowhere\.test has no address") as failure:
            await begun.page("http://nowhere.test/", anything)
    assert failure.value.code == "unreachable"


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    async with serving() as site:
        pass
    async with visit() as begun:
        with pytest.raises(LatticeError, match="no connection can be made") as failure:
            await begun.page(site.url(), anything)
    assert failure.value.code == "unreachable"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the host of the tests, with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, which makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


async def test_tls_is_begun_with_the_name_though_the_address_is_pinned(certificate: Path) -> None:
    names = Names({HOST: [["127.0.0.1"]]})
    net = network(names, tls=lambda: trusting(certificate))
    async with serving(server_side(certificate)) as site, visit(net) as begun:
        site.answers["/"] = page("hello")
        assert (await begun.page(site.url(), anything)).body == b"hello"
    assert set(site.names) == {HOST}


@pytest.mark.parametrize("wrong", ["name", "authority"])
async def test_a_certificate_that_is_not_valid_ends_it(certificate: Path, wrong: str) -> None:
    host = "other.test" if wrong == "name" else HOST
    trusted = {"tls": lambda: trusting(certificate)} if wrong == "name" else {}
    net = network(Names({host: [["127.0.0.1"]]}), **trusted)
    async with serving(server_side(certificate)) as site, visit(net) as begun:
        with pytest.raises(LatticeError, match="certificate") as failure:
            await begun.page(site.url(host=host), anything)
    assert failure.value.code == "unreachable"
    assert site.asked == []


async def test_tls_that_is_tampered_with_is_unreachable(certificate: Path) -> None:
    context = server_side(certificate)
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # there, records say which of them are the answer
    async with serving(context) as site:

        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while data := await reader.read(65_536):
                writer.write(data[:-1] + bytes([data[-1] ^ 1]) if data[0] == 23 else data)

        async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            theirs, ours = await asyncio.open_connection("127.0.0.1", site.port)
            back = asyncio.create_task(carry(theirs, writer))
            with suppress(asyncio.CancelledError):
                while data := await reader.read(65_536):
                    ours.write(data)
            back.cancel()
            ours.close()
            writer.close()

        server = await asyncio.start_server(relay, "127.0.0.1", 0)
        net = network(tls=lambda: trusting(certificate))
        async with visit(net) as begun:
            with pytest.raises(LatticeError) as failure:
                await begun.page(f"https://{HOST}:{server.sockets[0].getsockname()[1]}/", anything)
        server.close()
    assert failure.value.code == "unreachable"


async def test_what_was_encrypted_does_not_go_on_in_the_open(certificate: Path) -> None:
    net = network(tls=lambda: trusting(certificate))
    async with serving(server_side(certificate)) as site, visit(net) as begun:
        site.answers["/"] = page("", "", 301, Location=f"http://{HOST}:{site.port}/open")
        with pytest.raises(LatticeError, match="not encrypted") as failure:
            await begun.page(site.url(), anything)
    assert failure.value.code == "forbidden"


async def test_the_lists_hold_for_every_host_that_is_asked() -> None:
    async with serving() as site:
        site.answers["/"] = page("", "", 302, Location=f"http://blocked.test:{site.port}/")
        names = Names({HOST: [["127.0.0.1"]], "blocked.test": [["127.0.0.1"]]})
        for rules in (WebRules(block=("blocked.test",)), WebRules(allow=(HOST,))):
            async with visit(network(names), rules) as begun:
                with pytest.raises(LatticeError, match=r"blocked\.test is (not )?on the list") as failure:
                    await begun.page(site.url(), anything)
            assert failure.value.code == "forbidden"
    assert all(asked.fields["host"].startswith(HOST) for asked in site.asked)
