"""The queries that were asked before outlive sessions, damage and each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lattice.tui.widgets.sql.history import (
    KEPT,
    Asked,
    forget,
    found,
    history_path,
    read_history,
    remember,
    with_asked,
)


def test_the_newest_is_first_and_each_query_is_there_once(tmp_path: Path) -> None:
    path = history_path(tmp_path, "W")
    for sql in ("select 1", "select 2", "select 1"):
        remember(path, Asked(sql, "2026-01-01T00:00:00+00:00", rows=1))
    assert [asked.sql for asked in read_history(path)] == ["select 1", "select 2"]
    assert path.stat().st_mode & 0o077 == 0
    forget(path, "select 1")
    assert [asked.sql for asked in read_history(path)] == ["select 2"]


def test_a_damaged_history_costs_no_more_than_itself(tmp_path: Path) -> None:
    path = history_path(tmp_path, "W")
    path.parent.mkdir()
    path.write_bytes(b'[{"sql": 3}]\xff')
    assert read_history(path) == []
    remember(path, Asked("select 1", "x"))
    assert [asked.sql for asked in read_history(path)] == ["select 1"]


def test_a_name_stays_with_its_query_and_is_given_once() -> None:
    known = with_asked([], Asked("select 1", "a", name="one"))
    known = with_asked(known, Asked("select 1", "b", rows=1))
    assert [(a.name, a.rows) for a in known] == [("one", 1)]
    known = with_asked(known, Asked("select 2", "c", name="one", run=False))
    assert [(a.sql, a.name) for a in known] == [("select 2", "one"), ("select 1", "")]


def test_named_queries_outlast_many_others() -> None:
    known = [Asked("select 'kept'", "a", name="kept")]
    for number in range(KEPT + 5):
        known = with_asked(known, Asked(f"select {number}", "b"))
    assert known[-1].name == "kept"
    assert len(known) == KEPT + 1


def test_two_sessions_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = history_path(tmp_path, "W")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: remember(path, Asked(f"select {n}", "a")), range(16)))
    assert {asked.sql for asked in read_history(path)} == {f"select {n}" for n in range(16)}


def test_words_are_looked_for_in_text_and_name_in_any_order() -> None:
    known = [Asked("select city\nfrom people", "a", name="Towns"), Asked("select 1", "b")]
    assert [a.sql for a in found(known, "PEOPLE towns")] == ["select city\nfrom people"]
    assert found(known, "") == known
