"""Tools that read: what they answer, what they leave out and how to get it."""

from __future__ import annotations

import re
from pathlib import Path

from lattice.actions import AddFile, AddLink, InsertRow, UpdateRow
from lattice.model.people import Caller
from tests.assistant.tools.asking import agent, data, frame, id_of, lines, nord, trust
from tests.contract.asking import NOBODY
from tests.engine.workspaces import add, opened, table


async def test_tables_come_with_definitions_counts_and_columns(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        await nord(one.ada, 3)
        await one.call("define", table="people", definition="Whom we know")
        await one.call("define", table="people", column="age", definition="in years")
        companies, people = lines(await one.call("list_tables"))
        assert companies == {"table": "companies", "rows": 1, "columns": {"name": "text", "country": "text"}}
        assert people["definition"] == "Whom we know"
        assert people["rows"] == 3
        assert people["columns"]["age"] == "integer: in years"
        assert people["columns"]["company"] == "reference to companies"
        (only,) = lines(await one.call("list_tables", tables=["People"]))
        assert only["table"] == "people"
        native = await one.call("list_tables", native=True)
        assert "_files" in native.text
        await one.refused("list_tables", "not_found", tables=["nothing"])


async def test_many_tables_are_told_with_less_of_each(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        for n in range(40):
            await table(one.ada, f"t{n:02}", **{f"column number {c}": "text" for c in range(10)})
        outcome = await one.call("list_tables", max_chars=4000)
        assert "Columns are left out" in outcome.text
        assert len(lines(outcome)) == 42
        less = await one.call("list_tables", max_chars=1500)
        assert re.search(r"\d+ more tables are not shown", less.text)


async def test_rows_are_filtered_sorted_and_paged_to_the_end(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, people = await nord(one.ada, 25)
        first = await one.call(
            "query_rows", table="people", where="age >= 5", sort=["-age"], limit=8, count=True
        )
        assert "8 rows of 20" in first.text
        rows = lines(first)
        assert [row["age"] for row in rows] == [24, 23, 22, 21, 20, 19, 18, 17]
        assert rows[0]["_ref"] == f"lattice://people/{people[24]}" == first.refs[0]
        assert rows[0]["company"] == company
        assert rows[0]["company is"] == "Nord"
        assert "joined" not in rows[0]
        ages = [row["age"] for row in rows]
        outcome = first
        while after := re.search(r'after="([^"]+)"', frame(outcome)):
            outcome = await one.call(
                "query_rows", table="people", where="age >= 5", sort=["-age"], limit=8, after=after[1]
            )
            ages += [row["age"] for row in lines(outcome)]
        assert ages == list(range(24, 4, -1))
        assert "That is the end." in outcome.text
        assert "No rows match." in (await one.call("query_rows", table="people", where="age = 99")).text
        await one.refused("query_rows", "invalid_filter", table="people", where="age >")
        await one.refused("query_rows", "not_found", table="nothing")


async def test_a_page_that_does_not_fit_goes_on_exactly_where_it_was_cut(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        await table(one.ada, "notes", n="integer", text="text")
        for n in range(30):
            await add(one.ada, "notes", n=n, text=f"{n} " + "word " * 400)
        found: list[int] = []
        after = ""
        for _ in range(40):
            outcome = await one.call(
                "query_rows", table="notes", sort=["n"], limit=30, after=after, max_chars=3000
            )
            rows = lines(outcome)
            found += [row["n"] for row in rows]
            assert all("characters)" in row["text"] for row in rows)
            assert "Long values are cut" in outcome.text
            match = re.search(r'after="([^"]+)"', frame(outcome))
            if match is None:
                break
            after = match[1]
        assert found == list(range(30))


async def test_one_row_of_very_many_columns_is_cut_with_words(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        await table(one.ada, "wide", **{f"c{n}": "text" for n in range(200)})
        row = await add(one.ada, "wide", **{f"c{n}": "x" * 100 for n in range(200)})
        outcome = await one.call("query_rows", table="wide", max_chars=3000)
        assert re.fullmatch(r"\+\d+ columns", lines(outcome)[0]["…"])
        assert (await one.call("get_row", table="wide", id=row, max_chars=3000)).refs


async def test_a_row_comes_with_its_writers_links_and_back_references(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, people = await nord(one.ada, 2)
        await one.ada.run(
            AddLink(table="companies", id=company, to_table="people", to_id=people[1], name="owned by")
        )
        outcome = await one.call("get_row", table="companies", id=f"lattice://companies/{company}")
        row = lines(outcome)[0]
        assert row["name"] == "Nord"
        assert row["_created"].endswith("by human:ada")
        assert trust(outcome)[0] == ("person", "human:ada")
        assert "owned by" in data(outcome)[1]
        assert set(outcome.refs) == {
            f"lattice://companies/{company}",
            *(f"lattice://people/{p}" for p in people),
        }
        page = await one.call("get_row", table="companies", id=company, page=True)
        assert "# Nord" in data(page)[0]
        await one.refused("get_row", "not_found", table="people", id=NOBODY)
        await one.refused("get_row", "not_found", table="people", id="not an id")


async def test_a_long_page_is_read_in_pieces(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        await table(one.ada, "notes", title="text", body="markdown")
        row = await add(one.ada, "notes", title="Long", body="0123456789" * 500)
        text, start = "", 0
        for _ in range(20):
            outcome = await one.call("get_row", table="notes", id=row, page=True, start=start, max_chars=2000)
            text += data(outcome)[0]
            match = re.search(r"start=(\d+)", frame(outcome))
            if match is None:
                break
            start = int(match[1])
        assert "0123456789" * 500 in text


async def test_rows_of_several_writers_say_whose_each_is(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        await add(one.ada, "companies", name="Mine")
        async with opened(tmp_path, Caller("human:bo")) as bo:
            await add(bo, "companies", name="Bo's")
        await one.call("insert_rows", table="companies", rows=[{"name": "The agent's"}])
        await one.ada.run(InsertRow(table="companies", values={"name": "Theirs"}, source="list.csv"))
        outcome = await one.call("query_rows", table="companies", sort=["_created_at"])
        assert [row["_from"] for row in lines(outcome)] == [
            "person: human:ada",
            "member: human:bo",
            "agent: agent:assistant",
            "stranger: human:ada, imported",
        ]
        assert trust(outcome)[0][0] == "stranger"
        mine = await one.call("query_rows", table="companies", where="name = Mine")
        assert trust(mine) == [("person", "human:ada")]
        assert "_from" not in lines(mine)[0]


async def test_search_finds_rows_and_files_and_says_whose_words_they_are(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, _ = await nord(one.ada)
        file = await one.ada.run(AddFile(name="a.txt", text="about Nord and others", untrusted=True))
        outcome = await one.call("search", text="nord")
        hits = {hit["_ref"]: hit for hit in lines(outcome)}
        assert hits[f"lattice://companies/{company}"]["snippet"] == "**Nord**"
        assert hits[f"lattice://companies/{company}"]["_from"] == "person: human:ada"
        assert hits[f"lattice://_files/{file.value.row.id}"]["_from"].startswith("stranger")
        assert set(outcome.refs) == set(hits)
        assert lines(await one.call("search", text="nord", tables=["_files"]))[0]["is"] == "a.txt"
        assert "Nothing found" in (await one.call("search", text="xyzzy")).text
        await one.refused("search", "not_found", text="x", tables=["nothing"])


async def test_counting_and_summing_is_exact(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, _ = await nord(one.ada, 4)
        await add(one.ada, "people", name="Alone", age=10, joined="2024-03-05")
        outcome = await one.call(
            "aggregate", table="people", group_by=["company"], measures=["count", "sum age"], sort=["-count"]
        )
        assert lines(outcome) == [
            {"company": company, "company is": "Nord", "count": 4, "sum age": 6},
            {"company": None, "count": 1, "sum age": 10},
        ]
        assert "That is all." in outcome.text
        months = await one.call(
            "aggregate", table="people", group_by=["joined:month"], where="joined is not empty"
        )
        assert lines(months) == [{"joined:month": "2024-03", "count": 1}]
        first = await one.call("aggregate", table="people", group_by=["name"], limit=2)
        assert "There are more groups" in first.text
        none = await one.call("aggregate", table="people", group_by=["name"], where="age = 99")
        assert "No rows match" in none.text
        await one.refused("aggregate", "invalid_action", table="people", measures=["sum name"])


async def test_sql_reads_and_never_writes(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, people = await nord(one.ada, 3)
        outcome = await one.call(
            "sql",
            sql="SELECT p._id, c.name FROM people p JOIN companies c ON c._id = p.company ORDER BY p.age",
        )
        assert lines(outcome) == [["_id", "name"], *([p, "Nord"] for p in people)]
        assert all(one.known.holds(p) for p in people)
        assert "There are more" in (await one.call("sql", sql="SELECT * FROM people", limit=2)).text
        await one.refused("sql", "not_read_only", sql="DELETE FROM people")
        await one.refused("sql", "invalid_sql", sql="SELECT * FROM _messages")
        await one.refused("sql", "invalid_sql", sql="SELECT nothing FROM people")


async def test_history_of_the_workspace_a_row_and_a_change(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, _ = await nord(one.ada)
        change = await one.ada.run(UpdateRow(table="companies", id=company, values={"name": "Sør"}))
        newest = lines(await one.call("history", limit=1))[0]
        assert (newest["change"], newest["by"]) == (change.change_id, "human:ada")
        events = lines(await one.call("history", table="companies", id=company))
        assert events[0]["before"] == {"_version": 1, "name": "Nord"}
        assert events[0]["after"] == {"_version": 2, "name": "Sør"}
        detail = lines(await one.call("history", change=change.change_id))
        assert detail[0]["change"] == change.change_id
        assert detail[1]["_ref"] == f"lattice://companies/{company}"
        assert "Nothing was changed" in (await one.call("history", actor="human:bo")).text
        seqs: list[int] = []
        before: int | None = None
        for _ in range(10):
            outcome = await one.call("history", limit=2, before=before)
            seqs += [change["seq"] for change in lines(outcome)]
            match = re.search(r"before=(\d+)", frame(outcome))
            if match is None:
                break
            before = int(match[1])
        assert seqs == sorted(set(seqs), reverse=True)
        assert len(seqs) == 5
        await one.refused("history", "not_found", change=NOBODY)
        await one.refused("history", "not_found", table="nothing")


async def test_the_trash_lists_rows_and_what_was_dropped(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        assert "empty" in (await one.call("list_trash")).text
        _, people = await nord(one.ada, 2)
        await one.call("delete_rows", table="people", ids=people)
        dropped = await one.call("alter_table", table="companies", change="drop_column", column="country")
        outcome = await one.call("list_trash")
        *rows, column = lines(outcome)
        assert {id_of(row["_ref"]) for row in rows} == set(people)
        assert column["dropped"] == "companies.country"
        assert column["change"] == dropped.change_ids[0]
        assert "1 of 2" in (await one.call("list_trash", limit=1)).text


async def test_duplicates_are_found_and_nothing_is_changed(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        for name in ("Ada Lovelace", "ada  lovelace", "Ada Lovelcae", "Bo"):
            await add(one.ada, "companies", name=name)
        exact = await one.call("find_duplicates", table="companies", on=["name"])
        assert [[row["is"] for row in group["rows"]] for group in lines(exact)] == [
            ["Ada Lovelace", "ada  lovelace"]
        ]
        alike = await one.call("find_duplicates", table="companies", on=["name"], fuzzy=0.85)
        assert len(lines(alike)[0]["rows"]) == 3
        assert "1 group of duplicates, 2 rows more than needed, among 4." in alike.text
        await one.refused("find_duplicates", "not_found", table="companies", on=["nothing"])
