from __future__ import annotations

import io
import os
import tracemalloc
from pathlib import Path

import pytest

from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from tests.ingest.builders import only, opened, rows_of, written


def code_of(*paths: Path | str, **options: object) -> str:
    with pytest.raises(LatticeError) as caught:
        opened(*paths, **options)
    assert caught.value.message.isprintable()
    return caught.value.code


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert code_of(tmp_path / "no.csv") == "not_found"
    assert code_of(tmp_path / "no\x1b[31m\u202e.csv") == "not_found"
    assert code_of(str(tmp_path) + "/a\0b") == "not_found"
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "gone.csv")
    assert code_of(tmp_path / "dangling.csv") == "not_found"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert code_of(loop) == "invalid_file"
    os.mkfifo(tmp_path / "pipe.csv")
    assert code_of(tmp_path / "pipe.csv") == "invalid_file"
    assert code_of("/dev/null") == "invalid_file"
    assert code_of(written(tmp_path, "empty.csv", "")) == "invalid_file"
    assert code_of(written(tmp_path, "blank.csv", "\n\n")) == "invalid_file"
    assert code_of(written(tmp_path, "binary.csv", bytes(range(256)) * 20)) == "invalid_file"
    assert code_of(written(tmp_path, "zip.csv", b"PK\x03\x04abc")) == "invalid_file"
    assert code_of() == "usage"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a\n1\n")
    path.chmod(0)
    assert code_of(path) == "invalid_file"


def test_a_folder_gives_its_data_files_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    written(tmp_path, "b.csv", "a\n1\n")
    written(tmp_path, "a.json", '[{"x": 1}]')
    written(tmp_path, "readme.txt", "hello")
    (tmp_path / "link.csv").symlink_to(tmp_path / "b.csv")
    sources = opened(tmp_path)
    assert [s.plan.table for s in sources] == ["a", "b"]
    assert "link.csv, readme.txt" in sources.notes[0]
    with pytest.raises(LatticeError, match="one name for them"):
        opened(tmp_path, table="t")


def test_a_folder_without_data_is_an_error(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "invalid_file"


def test_standard_input_is_known_by_its_contents_and_leaves_nothing_behind() -> None:
    with opened("-", stdin=io.BytesIO(b"a,b\n1,2\n"), table="t") as sources:
        assert rows_of(sources[0]) == [["1", "2"]]
        kept = sources[0]._reader._path  # type: ignore[attr-defined]
        assert kept.exists()
    assert not kept.exists()
    assert code_of("-", stdin=io.BytesIO(b"")) == "invalid_file"
    assert code_of("-", stdin=io.BytesIO(b"x" * 100), limits=Limits(import_bytes=10)) == "too_large"


def test_a_file_that_changes_between_the_passes_is_a_conflict(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a\n1\n")
    source = only(path)
    path.write_text("a\n1\nx\n")
    with pytest.raises(LatticeError) as caught:
        rows_of(source)
    assert caught.value.code == "conflict"


def test_a_file_that_grows_while_it_is_read_is_a_conflict(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a\n" + "1\n" * 5_000)
    batches = only(path).batches()
    next(batches)
    with path.open("a") as file:
        file.write("2\n")
    with pytest.raises(LatticeError, match="changed while it was being read"):
        list(batches)


def test_a_strict_source_ends_in_an_error_that_lists_its_refusals(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", "a,b\n1,2\n3\n"), strict=True)
    with pytest.raises(LatticeError, match="line 3 has 1 value") as caught:
        rows_of(source)
    assert caught.value.code == "rows_refused"


@pytest.mark.parametrize("kind", ["csv", "json", "ndjson"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, kind: str) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"t{rows}.{kind}"
        with path.open("w") as file:
            if kind == "csv":
                file.write("n,text,date\n")
                file.writelines(f"{i},some text {i},2024-01-01\n" for i in range(rows))
            else:
                objects = (f'{{"n": {i}, "text": "some text {i}"}}' for i in range(rows))
                file.write(f"[{','.join(objects)}]" if kind == "json" else "\n".join(objects))
        tracemalloc.start()
        for _ in only(path).batches():
            pass
        _, top = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return top

    peak(1_000)
    assert peak(24_000) < peak(8_000) + 500_000


def test_progress_reaches_the_size_of_the_file(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", "a\n" + "1\n" * 5_000))
    seen = [source.bytes_read for _ in source.batches()]
    assert seen == sorted(seen)
    assert source.bytes_read == source.size_bytes


def test_a_dump_without_line_ends_stops_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b\n" + "1," * 2_000_000)
    assert code_of(path, limits=Limits(row_bytes=1_000_000)) == "too_large"


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    assert code_of(written(tmp_path, "t.csv", "a\n1\n"), limits=Limits(import_bytes=3)) == "too_large"


def test_more_columns_than_a_table_may_have_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", ",".join(f"c{i}" for i in range(600)) + "\n")
    assert code_of(path) == "too_large"
