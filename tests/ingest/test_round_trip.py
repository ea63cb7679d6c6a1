"""Through a real workspace: what went in comes out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions import DeleteRow, ListRows, ListTables
from lattice.client import Client, LoadMode, create_local
from lattice.ingest.choices import parse_types
from lattice.ingest.export import ExportFormat, export_table, export_tables
from lattice.ingest.sources import ImportOptions, Sources, open_sources
from lattice.ingest.writers.opening import SUFFIXES
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.model.rows import LoadReport, Row
from tests.ingest.builders import written

CALLER = Caller(actor="human:ada", origin="api")


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    opened = await create_local(tmp_path / "w.lattice", name="w", caller=CALLER)
    yield opened
    await opened.close()


async def planned(client: Client, *paths: Path, options: ImportOptions) -> Sources:
    schema = (await client.run(ListTables())).value.schema
    return open_sources(paths, schema=schema, options=options)


async def imported(client: Client, *paths: Path, types: str = "", **wanted: object) -> list[LoadReport]:
    options = ImportOptions(types=parse_types(types), **wanted)  # type: ignore[arg-type]
    sources = await planned(client, *paths, options=options)
    return [(await client.load(s.plan, s.batches())).value for s in sources]


async def rows(client: Client, table: str) -> tuple[Row, ...]:
    return (await client.run(ListRows(table=table, limit=1_000))).value.rows


HARD = '''id,name,zip,big,amount,ok,day,at,doc,gap
1,"a ""b""",00501,99999999999999999999,1.5,true,2024-02-29,2024-01-01T10:00:00Z,"{""a"":[1,2]}",
2,"","","1e400",-3e+20,false,1999-12-31,2024-01-01T10:00:00.000001Z,[],x
3,"two
lines",7,0.1000000000000000055511,0.30000000000000004,,,,,
'''


async def test_a_hard_csv_comes_out_as_it_went_in(client: Client, tmp_path: Path) -> None:
    path = written(tmp_path, "hard.csv", HARD)
    await imported(client, path)
    out = tmp_path / "out.csv"
    await export_table(client, "hard", out, ExportFormat.CSV)
    assert out.read_text() == HARD.replace('"1e400"', "1e400")


@pytest.mark.parametrize("format_", [f for f in ExportFormat if f is not ExportFormat.MARKDOWN])
async def test_every_format_gives_the_same_table_again(
    client: Client, tmp_path: Path, format_: ExportFormat
) -> None:
    rows_in = [
        {
            "t": "007",
            "i": 2**53,
            "n": 0.1,
            "b": True,
            "d": "2024-02-29",
            "s": "2024-01-01T10:00:00Z",
            "j": {"a": [1]},
        },
        {"t": "=1+1\n|x", "i": -5, "n": 1e300, "b": False, "d": None, "s": None, "j": [None, "é"]},
    ]
    await imported(client, written(tmp_path, "first.json", json.dumps(rows_in)))
    await export_table(client, "first", tmp_path / f"second{SUFFIXES[format_]}", format_)
    await imported(client, tmp_path / f"second{SUFFIXES[format_]}", table="second")
    assert [r.values for r in await rows(client, "second")] == [r.values for r in await rows(client, "first")]
    infos = (await client.run(ListTables())).value.schema
    types = [[(c.name, c.type) for c in infos.table(name).columns] for name in ("first", "second")]
    assert types[0] == types[1]


async def test_mixed_json_values_stay_what_they_are(client: Client, tmp_path: Path) -> None:
    values = [5, "5", True, None, [1], {"a": 12345678901234567890123}, 1.5]
    await imported(client, written(tmp_path, "m.json", json.dumps([{"v": v} for v in values])))
    assert [r.values["v"] for r in await rows(client, "m")] == values
    await export_table(client, "m", tmp_path / "out.json", ExportFormat.JSON)
    assert [o["v"] for o in json.loads((tmp_path / "out.json").read_text())] == values


async def test_references_go_in_and_out_by_their_key(client: Client, tmp_path: Path) -> None:
    companies = written(tmp_path, "companies.csv", "code,name\n007,Acme\nfj,Fjell\n")
    people = written(tmp_path, "people.csv", "name,company\nAda,007\nBo,\nCy,fj\n")
    await imported(client, companies, key=("code",))
    reports = await imported(client, people, types="company=reference:companies")
    assert (reports[0].added, reports[0].refused) == (3, 0)
    done = await export_table(client, "people", tmp_path / "out.csv", ExportFormat.CSV)
    assert (tmp_path / "out.csv").read_text() == people.read_text()
    assert done.notes == ("company: written as code of companies",)


async def test_a_folder_of_files_that_refer_to_each_other_comes_in_whole(
    client: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    written(folder, "companies.csv", "id,name\n1,Acme\n2,Fjell\n")
    written(folder, "a.csv", "name,company_id\nAda,1\nBo,2\n")
    await imported(client, folder)
    companies = {r.values["name"]: r.id for r in await rows(client, "companies")}
    assert {r.values["name"]: r.values["company_id"] for r in await rows(client, "a")} == {
        "Ada": companies["Acme"],
        "Bo": companies["Fjell"],
    }


async def test_refusals_of_reader_and_table_carry_the_lines_of_the_file(
    client: Client, tmp_path: Path
) -> None:
    await imported(client, written(tmp_path, "t.csv", "n,d\n1,2024-01-01\n"))
    path = written(tmp_path, "u.csv", "n,d\n2,2024-01-02\nx,2024-01-03\n3\n4,never\n5,\n")
    sources = await planned(client, path, options=ImportOptions(table="t"))
    report = (await client.load(sources[0].plan, sources[0].batches())).value
    assert [r.line for r in report.refusals] == [3, 5]
    assert [r.line for r in sources[0].refusals] == [4]
    assert [r.values["n"] for r in await rows(client, "t")] == [1, 2, 5]


async def test_a_strict_import_with_a_ragged_line_leaves_nothing(client: Client, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b\n1,2\n3\n")
    with pytest.raises(LatticeError) as caught:
        await imported(client, path, strict=True)
    assert caught.value.code == "rows_refused"
    assert (await client.run(ListTables())).value.tables == ()


async def test_a_file_that_changes_while_it_is_loaded_leaves_nothing(client: Client, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a\n" + "1\n" * 5_000)
    sources = await planned(client, path, options=ImportOptions())
    path.write_text("a\n2\n")
    with pytest.raises(LatticeError) as caught:
        await client.load(sources[0].plan, sources[0].batches())
    assert caught.value.code == "conflict"
    assert (await client.run(ListTables())).value.tables == ()


async def test_an_upsert_changes_by_key_and_says_what_it_did(client: Client, tmp_path: Path) -> None:
    await imported(client, written(tmp_path, "t.csv", "k,v\na,1\nb,2\n"), key=("k",))
    report = (
        await imported(client, written(tmp_path, "t.csv", "k,v\nb,3\nc,4\na,1\n"), mode=LoadMode.UPSERT)
    )[0]
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)


async def test_an_export_in_many_pages_has_every_row_once(client: Client, tmp_path: Path) -> None:
    await imported(client, written(tmp_path, "t.csv", "n\n" + "".join(f"{i}\n" for i in range(2_500))))
    seen: list[tuple[int, int]] = []
    done = await export_tables(
        client,
        ["t"],
        tmp_path,
        ExportFormat.NDJSON,
        where="n >= 100",
        progress=lambda n, of: seen.append((n, of)),
    )
    lines = (tmp_path / "t.ndjson").read_text().splitlines()
    assert sorted(json.loads(line)["n"] for line in lines) == list(range(100, 2_500))
    assert done[0].rows == 2_400
    assert seen[-1] == (2_400, 2_400)


async def test_an_export_that_is_cancelled_leaves_no_file(client: Client, tmp_path: Path) -> None:
    await imported(client, written(tmp_path, "t.csv", "n\n" + "".join(f"{i}\n" for i in range(5_000))))
    folder = tmp_path / "out"
    folder.mkdir()
    begun = asyncio.Event()
    task = asyncio.create_task(
        export_table(client, "t", folder / "t.csv", ExportFormat.CSV, progress=lambda n, of: begun.set())
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert list(folder.iterdir()) == []


async def test_a_table_or_filter_that_is_wrong_leaves_no_file(client: Client, tmp_path: Path) -> None:
    await imported(client, written(tmp_path, "t.csv", "n\n1\n"))
    for table, where, code in (("x", "", "not_found"), ("t", "n >", "invalid_filter")):
        with pytest.raises(LatticeError) as caught:
            await export_table(client, table, tmp_path / "o.csv", ExportFormat.CSV, where=where)
        assert caught.value.code == code
    assert not (tmp_path / "o.csv").exists()


async def test_a_number_that_json_would_round_is_refused_by_a_json_column(
    client: Client, tmp_path: Path
) -> None:
    path = written(tmp_path, "t.json", '[{"a": {"b": 1}}, {"a": {"b": 1e400}}, {"a": 1e400}]')
    sources = await planned(client, path, options=ImportOptions(types=parse_types("a=json")))
    report = (await client.load(sources[0].plan, sources[0].batches())).value
    assert (report.added, [r.line for r in sources[0].refusals]) == (1, [2, 3])


async def test_a_value_with_a_nul_is_refused_with_its_line(client: Client, tmp_path: Path) -> None:
    reports = await imported(client, written(tmp_path, "t.csv", "a,b\nx,1\ny\0z,2\n"))
    assert [(r.line, r.column) for r in reports[0].refusals] == [(3, "a")]


async def test_a_reference_to_a_row_in_the_trash_goes_out_as_its_id(client: Client, tmp_path: Path) -> None:
    await imported(client, written(tmp_path, "firms.csv", "id,name\n1,Acme\n2,Fjell\n"), key=("id",))
    await imported(client, written(tmp_path, "p.csv", "firm\n1\n2\n"), types="firm=reference:firms")
    gone = next(r for r in await rows(client, "firms") if r.values["id"] == 1)
    await client.run(DeleteRow(table="firms", id=gone.id))
    await export_table(client, "p", tmp_path / "o.csv", ExportFormat.CSV)
    assert (tmp_path / "o.csv").read_text() == f"firm\n{gone.id}\n2\n"
    await export_table(client, "p", tmp_path / "o.xlsx", ExportFormat.XLSX)
    await export_table(client, "p", tmp_path / "o.sqlite", ExportFormat.SQLITE)


async def test_names_that_make_one_file_name_make_two_files(client: Client, tmp_path: Path) -> None:
    for name in ("a/b", "a:b", ".."):
        await imported(client, written(tmp_path, "t.csv", "n\n1\n"), table=name)
    folder = tmp_path / "out"
    folder.mkdir()
    await export_tables(client, ["a/b", "a:b", ".."], folder, ExportFormat.CSV)
    assert sorted(p.name for p in folder.iterdir()) == ["a_b.csv", "a_b_2.csv", "table_...csv"]
