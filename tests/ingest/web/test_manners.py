from __future__ import annotations

import asyncio

import pytest

from lattice.ingest.web.connecting import Network
from lattice.ingest.web.fetching import Head
from lattice.ingest.web.manners import Manners, shared_manners
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from tests.ingest.web.hostile import HOST, Clock, Names, network, page, sent_on, serving, visit


def anything(head: Head) -> None:
    pass


RULES = {
    "all": ("User-agent: *\nDisallow: /", {"/": False, "/a": False}),
    "a part": ("User-agent: *\nDisallow: /private/\nAllow: /private/open", {"/": True, "/private/x": False}),
    "allowed inside": ("User-agent: *\nDisallow: /private/\nAllow: /private/open", {"/private/open": True}),
    "by name": (
        "User-agent: Lattice\nDisallow: /a\n\nUser-agent: *\nDisallow: /b",
        {"/a": False, "/b": True},
    ),
    "another": ("User-agent: Googlebot\nDisallow: /", {"/": True}),
    "others and us": ("User-agent: Bingbot\nUser-agent: lattice\nDisallow: /a", {"/a": False, "/b": True}),
    "stars": ("User-agent: *\nDisallow: /*.php$\nDisallow: /q?*x=", {"/a.php": False, "/a.php5": True}),
    "empty": ("", {"/": True}),
    "nonsense": ("\0\ufffd<html><p>User-agent", {"/": True}),
    "mark": ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", {"/a": False}),
    "escapes": ("User-agent: *\nDisallow: /%61", {"/a": False}),
}


@pytest.mark.parametrize(("text", "pages"), RULES.values(), ids=RULES)
async def test_robots_txt_says_what_may_be_fetched(text: str, pages: dict[str, bool]) -> None:
    async with serving() as site, visit() as begun:
        site.answers["/robots.txt"] = page(text, "text/plain")
        for path, allowed in pages.items():
            site.answers[path] = page("hello")
            if allowed:
                assert (await begun.page(site.url(path), anything)).body == b"hello"
                continue
            with pytest.raises(LatticeError, match=r"robots\.txt") as failure:
                await begun.page(site.url(path), anything)
            assert failure.value.code == "forbidden"
    assert site.paths == [path for path, allowed in pages.items() if allowed]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_site_whose_robots_txt_is_in_trouble_is_closed_for_a_while(status: int) -> None:
    clock = Clock()
    async with serving() as site, visit(network(clock=clock)) as begun:
        site.answers |= {"/robots.txt": page("", status=status), "/": page("hello")}
        with pytest.raises(LatticeError) as failure:
            await begun.page(site.url(), anything)
        assert failure.value.code == "unreachable"
        site.answers["/robots.txt"] = page("", "text/plain")
        clock.now += 61
        assert (await begun.page(site.url(), anything)).body == b"hello"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_robots_txt_is_open(status: int) -> None:
    async with serving() as site, visit() as begun:
        site.answers |= {"/robots.txt": page("", status=status), "/": page("hello")}
        assert (await begun.page(site.url(), anything)).body == b"hello"


async def test_robots_txt_is_asked_for_once_in_an_hour_for_each_site() -> None:
    clock = Clock()
    net = network(clock=clock)
    manners = Manners(net)
    async with serving() as site:
        site.answers["/"] = page("hello")
        for wait in (0, 0, 3_500, 200, 0):
            clock.now += wait
            async with visit(net, manners=manners) as begun:
                await begun.page(site.url(), anything)
    assert [asked.path for asked in site.asked].count("/robots.txt") == 2


async def test_robots_txt_passes_the_same_checks_as_a_page() -> None:
    async with serving() as site, visit() as begun:
        site.answers |= {"/robots.txt": sent_on("http://169.254.169.254/"), "/": page("hello")}
        with pytest.raises(LatticeError, match="not on the public network"):
            await begun.page(site.url(), anything)
    assert site.paths == []


async def test_where_a_page_sends_on_robots_txt_is_asked_again() -> None:
    names = Names({HOST: [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
    async with serving() as site, visit(network(names)) as begun:
        site.answers["/robots.txt"] = page("User-agent: *\nDisallow: /shut", "text/plain")
        site.answers["/"] = sent_on(site.url("/shut", "other.test"))
        with pytest.raises(LatticeError, match=r"robots\.txt of http://other\.test"):
            await begun.page(site.url(), anything)
    hosts = [asked.fields["host"].split(":")[0] for asked in site.asked if asked.path == "/robots.txt"]
    assert hosts == [HOST, "other.test"]


async def test_thousands_of_robots_with_thousands_of_rules_are_soon_read() -> None:
    agents = "".join(f"User-agent: r{n}*\n" for n in range(12_000))
    rules = "".join(f"Disallow: /{n}*x*y*$\n" for n in range(10_000))
    async with serving() as site, visit(rules=WebRules(timeout_s=10)) as begun:
        site.answers["/robots.txt"] = page(agents + "User-agent: *\n" + rules, "text/plain")
        site.answers["/page"] = page("hello")
        assert (await begun.page(site.url("/page"), anything)).body == b"hello"
        with pytest.raises(LatticeError, match=r"robots\.txt"):
            await begun.page(site.url("/77xy"), anything)


async def test_of_a_long_robots_txt_the_first_half_megabyte_counts() -> None:
    filler = "# nothing\n" * 60_000
    async with serving() as site, visit() as begun:
        site.answers["/robots.txt"] = page(
            "User-agent: *\nDisallow: /a\n" + filler + "Disallow: /b\n", "text/plain"
        )
        site.answers |= {"/a": page("a"), "/b": page("b")}
        assert (await begun.page(site.url("/b"), anything)).body == b"b"
        with pytest.raises(LatticeError, match=r"robots\.txt"):
            await begun.page(site.url("/a"), anything)


async def test_a_second_lies_between_two_calls_to_one_host() -> None:
    clock = Clock()
    names = Names({HOST: [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
    net = network(names, clock)
    manners = Manners(net)
    for host, waited in ((HOST, 0), (HOST, 1), (HOST, 1), ("other.test", 0)):
        before = clock.now
        await manners.turn(host)
        assert clock.now - before == waited
    clock.now += 0.4
    before = clock.now
    await manners.turn(HOST)
    assert clock.now - before == pytest.approx(0.6)


async def test_calls_at_once_to_one_host_are_put_in_a_row() -> None:
    begun: list[float] = []

    async def sleeping(seconds: float) -> None:
        begun.append(seconds)

    manners = Manners(Network(clock=lambda: 5.0, sleep=sleeping))
    await asyncio.gather(*(manners.turn(HOST) for _ in range(4)))
    assert begun == [1.0, 2.0, 3.0]


async def test_a_page_a_redirect_and_robots_txt_are_spaced_alike() -> None:
    clock = Clock()
    async with serving() as site, visit(network(clock=clock)) as begun:
        site.answers |= {"/": sent_on("/b"), "/b": page("hello")}
        await begun.page(site.url(), anything)
    assert clock.waits == [1.0, 1.0]


async def test_two_visits_at_a_time_and_no_more() -> None:
    net = network()
    manners = Manners(net)
    running, most = 0, 0
    go_on = asyncio.Event()

    async def one() -> None:
        nonlocal running, most
        async with visit(net, manners=manners):
            running += 1
            most = max(most, running)
            if running == 2:
                go_on.set()
            await go_on.wait()
            running -= 1

    await asyncio.gather(*(one() for _ in range(7)))
    assert most == 2


async def test_the_pages_of_one_process_share_their_manners() -> None:
    assert shared_manners() is shared_manners()
