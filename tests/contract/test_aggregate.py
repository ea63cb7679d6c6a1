"""Counting and summing in groups: exact, in a stated order, the same as Python works it out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.actions import Aggregate, AggregateRows, DatePart, GroupKey, Measure, Reckoning
from lattice.client import Client, LocalClient
from lattice.model.errors import LatticeError
from lattice.model.values import Value
from tests.contract.asking import add, add_many, make, refused
from tests.engine.workspaces import workspace

COUNT = Measure()


async def ask(client: Client, table: str = "people", **options: Any) -> Aggregate:
    return (await client.run(AggregateRows(table=table, **options))).value


def by(*columns: str) -> tuple[GroupKey, ...]:
    return tuple(GroupKey(column) for column in columns)


async def test_without_groups_all_rows_are_one_group_also_when_there_are_none(client: Client) -> None:
    await make(client, n="integer", x="number", t="text")
    every = tuple(Measure(what, "n") for what in Reckoning)
    empty = await ask(client, measures=(COUNT, *every))
    assert empty.columns == ("count", *(f"{what.value} n" for what in Reckoning))
    assert empty.groups == ((0, 0, 0, 0, None, None, 0, None),)
    await add_many(client, [{"n": 3}, {"n": 4}, {"n": 4}, {}])
    found = await ask(client, measures=(COUNT, *every))
    assert found.groups == ((4, 3, 2, 1, 3, 4, 11, 11 / 3),)


async def test_groups_come_by_their_keys_with_empty_first_and_empty_text_is_empty(client: Client) -> None:
    await make(client, city="text", n="integer")
    await add_many(
        client, [{"city": "Oslo", "n": 1}, {"city": "", "n": 2}, {"n": 4}, {"city": "Bergen", "n": 8}]
    )
    found = await ask(client, group_by=by("city"), measures=(Measure(Reckoning.SUM, "n"),))
    assert found.groups == ((None, 6), ("Bergen", 8), ("Oslo", 1))
    assert not found.more


async def test_the_largest_come_first_when_asked_and_what_is_left_out_is_said(client: Client) -> None:
    await make(client, city="text")
    await add_many(client, [{"city": c} for c in "aabbbcdddd"])
    found = await ask(client, group_by=by("city"), sort=("-count",), limit=2)
    assert found.groups == (("d", 4), ("b", 3))
    assert found.more
    assert (await ask(client, group_by=by("city"), sort=("count", "-city"))).groups[0] == ("c", 1)


async def test_dates_and_times_are_put_together_by_year_month_and_day(client: Client) -> None:
    await make(client, day="date", at="datetime")
    await add_many(
        client,
        [
            {"day": "2024-03-31", "at": "2024-03-31T23:30:00Z"},
            {"day": "2024-04-01", "at": "2024-04-01T00:30:00+02:00"},
            {},
        ],
    )
    for part, days, times in (
        (DatePart.YEAR, [None, "2024"], [None, "2024"]),
        (DatePart.MONTH, [None, "2024-03", "2024-04"], [None, "2024-03"]),
        (DatePart.DAY, [None, "2024-03-31", "2024-04-01"], [None, "2024-03-31"]),
    ):
        found = await ask(client, group_by=(GroupKey("day", part),))
        assert [g[0] for g in found.groups] == days
        assert found.columns[0] == f"day:{part.value}"
        assert [g[0] for g in (await ask(client, group_by=(GroupKey("at", part),))).groups] == times
    made = await ask(client, group_by=(GroupKey("_created_by"),))
    assert made.groups == (("human:ada", 3),)


async def test_groups_by_a_reference_say_what_the_rows_are_called(client: Client) -> None:
    await make(client, "companies", name="text")
    await make(client, "people", name="text", company="reference:companies", active="boolean")
    nord = (await add(client, "companies", name="Nord")).id
    await add_many(client, [{"company": nord, "active": True}, {"company": nord}, {}])
    found = await ask(client, group_by=by("company"), measures=(COUNT, Measure(Reckoning.MAX, "active")))
    assert found.groups == ((None, 1, None), (nord, 2, True))
    assert found.labels == {nord: "Nord"}


async def test_a_filter_and_the_trash_keep_rows_out(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(10)])
    assert (await ask(client, where="age >= 7")).groups == ((3,),)


async def test_sums_are_exact_beyond_64_bits_and_of_floats(client: Client) -> None:
    await make(client, n="integer", x="number")
    big = 2**63 - 1
    await add_many(client, [{"n": big, "x": 1e16}, {"n": big, "x": 1.0}, {"n": -5, "x": -1e16}])
    sums = (Measure(Reckoning.SUM, "n"), Measure(Reckoning.SUM, "x"), Measure(Reckoning.MEAN, "n"))
    found = await ask(client, measures=sums)
    assert found.groups == ((2 * big - 5, 1.0, (2 * big - 5) / 3),)
    await add_many(client, [{"x": 1.7e308}, {"x": 1.7e308}])
    await refused(client, AggregateRows(table="people", measures=sums), "invalid_value")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"measures": ()}, "invalid_action"),
        ({"measures": (Measure(Reckoning.SUM),)}, "invalid_action"),
        ({"measures": (Measure(Reckoning.SUM, "name"),)}, "invalid_action"),
        ({"measures": (Measure(Reckoning.MAX, "data"),)}, "invalid_action"),
        ({"group_by": (GroupKey("name", DatePart.YEAR),)}, "invalid_action"),
        ({"group_by": by("nothing")}, "not_found"),
        ({"sort": ("nothing",)}, "invalid_action"),
        ({"limit": 0}, "invalid_action"),
        ({"limit": 1001}, "invalid_action"),
        ({"where": "name ="}, "invalid_filter"),
        ({"group_by": by(*["name"] * 9)}, "invalid_action"),
    ],
)
async def test_what_cannot_be_worked_out_is_refused(
    client: Client, options: dict[str, Any], code: str
) -> None:
    await make(client, name="text", data="json")
    await refused(client, AggregateRows(table="people", **options), code)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "city": st.sampled_from(["", "Oslo", "oslo", "Å", None]),
            "n": st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-3, 3)),
            "x": st.one_of(st.none(), st.floats(-1e300, 1e300, allow_nan=False, allow_subnormal=True)),
        }
    ),
    max_size=30,
)


def _in_python(rows: list[dict[str, Value]]) -> list[tuple[Value, ...]]:
    groups: defaultdict[Value, list[dict[str, Value]]] = defaultdict(list)
    for row in rows:
        groups[row["city"] or None].append(row)
    found: list[tuple[Value, ...]] = []
    for city in sorted(groups, key=lambda c: (c is not None, c or "")):
        numbers = [r["n"] for r in groups[city] if r["n"] is not None]
        floats = [r["x"] for r in groups[city] if r["x"] is not None]
        total = sum(map(Fraction, floats), Fraction())
        found.append(
            (
                city,
                len(groups[city]),
                len(set(numbers)),
                sum(numbers),
                sum(numbers) / len(numbers) if numbers else None,
                min(floats, default=None),
                max(floats, default=None),
                float(total),
                float(total / len(floats)) if floats else None,
            )
        )
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, descending=st.booleans())
async def test_it_agrees_with_python(
    rows: list[dict[str, Value]], descending: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with workspace(tmp_path_factory.mktemp("w")) as client:
        await _agrees(client, rows, descending)


async def _agrees(client: LocalClient, rows: list[dict[str, Value]], descending: bool) -> None:
    await make(client, city="text", n="integer", x="number")
    if rows:
        await add_many(client, rows)
    measures = (
        COUNT,
        Measure(Reckoning.DISTINCT, "n"),
        Measure(Reckoning.SUM, "n"),
        Measure(Reckoning.MEAN, "n"),
        Measure(Reckoning.MIN, "x"),
        Measure(Reckoning.MAX, "x"),
        Measure(Reckoning.SUM, "x"),
        Measure(Reckoning.MEAN, "x"),
    )
    expected = _in_python(rows)
    found = await ask(client, group_by=by("city"), measures=measures)
    assert list(found.groups) == expected
    sort = "-mean x" if descending else "mean x"
    ordered = await ask(client, group_by=by("city"), measures=measures, sort=(sort,))
    expected.sort(key=lambda g: (g[8] is not None, g[8] or 0.0), reverse=descending)
    assert [g[8] for g in ordered.groups] == [g[8] for g in expected]


async def test_an_agent_counts_only_in_tables_that_it_may_know(client: Client) -> None:
    await make(client)
    agent = client.acting("agent:scout", "s")
    assert (await ask(agent)).groups == ((0,),)
    with pytest.raises(LatticeError) as caught:
        await ask(agent, "_messages")
    assert caught.value.code == "not_found"
