"""The process that reads: its limits, its end, what it inherits, and what is left of it."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import zlib
from pathlib import Path

import msgspec
import psutil
import pytest

from lattice.ingest.documents import ReadLimits, media, read_document
from lattice.ingest.documents.reading import Asked
from lattice.ingest.documents.records import NO_ROOM
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus
from tests.ingest.documents import ordinary

posix = pytest.mark.skipif(os.name != "posix", reason="limits of the system are those of POSIX")


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive whose second entry unpacks to 30 GB: longer than anybody waits."""
    path = tmp_path_factory.mktemp("endless") / "endless.tar.gz"
    heads = []
    for name, size in (("first.bin", 0), ("endless.bin", 30_000_000_000)):
        entry = tarfile.TarInfo(name)
        entry.size = size
        heads.append(entry.tobuf(tarfile.GNU_FORMAT))
    zeros = gzip.compress(bytes(100_000_000), 1)
    with path.open("wb") as file:
        file.write(gzip.compress(b"".join(heads)))
        for _ in range(300):
            file.write(zeros)
    return path


LONG = ReadLimits(unpacked_bytes=10**12)


def children() -> list[psutil.Process]:
    name = "lattice.ingest.documents.child"
    return [child for child in psutil.Process().children() if name in _command(child)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


async def a_child() -> psutil.Process:
    async with asyncio.timeout(20):
        while not (found := children()):  # noqa: ASYNC110 - no event tells of another process
            await asyncio.sleep(0.005)
    return found[0]


async def test_a_reading_that_takes_too_long_keeps_what_it_has(endless: Path) -> None:
    limits = ReadLimits(seconds=4, unpacked_bytes=10**12)
    async with read_document(endless, limits=limits) as reading:
        assert reading.status is FileStatus.PARTIAL
        assert reading.error.startswith("Reading it takes longer than 4 s; its text is kept")
        assert "| first.bin | 0 |" in "".join(p.text for p in reading.parts())


async def test_a_reader_that_does_not_even_start_in_time_is_ended(tmp_path: Path) -> None:
    case = ordinary.plain_text(tmp_path, 1)
    async with read_document(case.path, limits=ReadLimits(seconds=0.001)) as reading:
        assert reading.status is FileStatus.FAILED
        assert reading.error == "Reading it takes longer than 0.001 s."
        assert list(reading.parts()) == []
    assert children() == []


@posix
async def test_a_document_that_needs_too_much_memory_fails_with_words(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    path.write_text("word " * 8_000_000, "utf-8")
    async with read_document(path, limits=ReadLimits(memory_bytes=90_000_000)) as reading:
        assert reading.status is FileStatus.FAILED
        assert "more memory than 90 MB" in reading.error


@posix
async def test_a_pdf_that_unpacks_to_more_than_memory_is_a_status(tmp_path: Path) -> None:
    drawing = zlib.compress(b"0 0 m " * 20_000_000, 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(drawing), drawing),
    ]
    body = b"".join(b"%d 0 obj%b\nendobj\n" % (n, text) for n, text in enumerate(objects, 1))
    path = tmp_path / "bomb.pdf"
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Size 5/Root 1 0 R>>")
    async with read_document(path, limits=ReadLimits(memory_bytes=150_000_000)) as reading:
        assert reading.status is FileStatus.FAILED
        assert "more memory than 150 MB" in reading.error
        assert reading.media_type == media.PDF


@posix
@pytest.mark.parametrize(
    ("ended_by", "words"),
    [(signal.SIGSEGV, "crashed (SIGSEGV)"), (signal.SIGKILL, "The system ended its reader")],
)
async def test_a_crash_of_the_reader_is_a_status(endless: Path, ended_by: signal.Signals, words: str) -> None:
    async def crash() -> None:
        (await a_child()).send_signal(ended_by)

    crashing = asyncio.create_task(crash())
    async with read_document(endless, limits=LONG) as reading:
        assert reading.status is FileStatus.FAILED
        assert words in reading.error
    await crashing


async def test_cancelling_ends_the_process_and_leaves_no_file(
    endless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tmp_path / "temporary"
    places.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(places))

    async def read() -> None:
        async with read_document(endless, limits=LONG):
            pytest.fail("it cannot have been read")

    reading = asyncio.create_task(read())
    child = await a_child()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not child.is_running()
    assert list(places.iterdir()) == []


async def test_more_text_than_may_be_is_cut_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("0123456789\n" * 10_000, "utf-8")
    async with read_document(path, limits=ReadLimits(chars=50_000)) as reading:
        assert reading.status is FileStatus.PARTIAL
        assert reading.error == "It has more than 50,000 characters; its text is kept up to there."
        text = "".join(p.text for p in reading.parts())
    assert len(text) == 50_000
    assert path.read_text("utf-8").startswith(text)


async def test_a_cut_pdf_says_up_to_which_page_it_is_kept(tmp_path: Path) -> None:
    case = ordinary.pdf(tmp_path, 3)
    async with read_document(case.path, limits=ReadLimits(chars=90)) as reading:
        assert reading.status is FileStatus.PARTIAL
        assert reading.error == "It has more than 90 characters; its text is kept up to page 2."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_reader_without_room_for_its_text_says_so_by_its_end(tmp_path: Path) -> None:
    case = ordinary.plain_text(tmp_path, 8)
    asked = msgspec.json.encode(Asked(case.name, "", ReadLimits())).decode()
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "lattice.ingest.documents.child", str(case.path), asked]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (NO_ROOM, b"")


async def test_parts_can_be_read_as_often_as_wanted_until_the_reading_is_given_back(tmp_path: Path) -> None:
    case = ordinary.markdown(tmp_path, 4)
    async with read_document(case.path) as reading:
        assert [p.text for p in reading.parts()] == [p.text for p in reading.parts()] != []
    with pytest.raises(ValueError, match="closed"):
        list(reading.parts())


async def test_documents_are_read_side_by_side(tmp_path: Path) -> None:
    cases = [ordinary.markdown(tmp_path, n) for n in range(4)]

    async def text_of(path: Path) -> str:
        async with read_document(path) as reading:
            return "".join(p.text for p in reading.parts())

    texts = await asyncio.gather(*(text_of(case.path) for case in cases))
    assert texts == [case.path.read_text("utf-8") for case in cases]


async def test_a_name_and_a_media_type_may_be_given_beside_the_path(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c"
    path.write_text("# Title\n\nText\n", "utf-8")
    async with read_document(path, name="notes.md") as reading:
        assert (reading.media_type, reading.title) == (media.MARKDOWN, "Title")
    async with read_document(path, media_type="text/markdown; charset=utf-8") as reading:
        assert (reading.media_type, reading.title) == (media.MARKDOWN, "Title")
    async with read_document(path, media_type="application/pdf") as reading:
        assert (reading.media_type, reading.status) == (media.PLAIN, FileStatus.READY)


async def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LatticeError) as missing:
        async with read_document(tmp_path / "nothing.pdf"):
            pass
    assert missing.value.code == "not_found"
    with pytest.raises(LatticeError) as folder:
        async with read_document(tmp_path):
            pass
    assert (folder.value.code, "is not a file" in folder.value.message) == ("invalid_file", True)


@posix
async def test_a_pipe_in_the_file_system_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LatticeError) as refused:
        async with read_document(tmp_path / "pipe"):
            pass
    assert refused.value.code == "invalid_file"


def in_place_of_pypdfium2(folder: Path, code: str) -> str:
    """A folder for `sys.path` in which PDF's library is this code."""
    folder.mkdir()
    (folder / "pypdfium2.py").write_text(code, "utf-8")
    return str(folder)


async def test_a_missing_library_is_named_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = in_place_of_pypdfium2(tmp_path / "lib", "raise ModuleNotFoundError('no', name='pypdfium2')")
    monkeypatch.setattr(sys, "path", [place, *sys.path])
    case = ordinary.pdf(tmp_path, 5)
    async with read_document(case.path) as reading:
        assert reading.status is FileStatus.FAILED
        assert "needs pypdfium2, which is not installed" in reading.error
        assert "pip install 'lattice-workbench[documents]'" in reading.error


_LOOKS_AROUND = """
import os, sys
os.write(1, b"noise on the output")
os.write(2, b"noise on the errors")
print("more noise")
seen = [k for k in os.environ if k == "SECRET_TOKEN"]
seen += ["input"] if sys.stdin.read() else []
try:
    os.close(os.open("/dev/tty", os.O_RDWR))
    seen.append("terminal")
except OSError:
    pass
raise ModuleNotFoundError("no", name=f"found:{','.join(seen)}")
"""


@posix
async def test_a_reader_has_no_terminal_no_input_and_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    place = in_place_of_pypdfium2(tmp_path / "lib", _LOOKS_AROUND)
    monkeypatch.setattr(sys, "path", [place, *sys.path])
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    case = ordinary.pdf(tmp_path, 6)
    async with read_document(case.path) as reading:
        assert "needs found:, which" in reading.error
    assert tuple(capfd.readouterr()) == ("", "")


@posix
async def test_a_reader_is_bounded_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import resource as r\n"
        "soft = [r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)]\n"
        "raise ModuleNotFoundError('no', name=f'found:{soft}')"
    )
    monkeypatch.setattr(sys, "path", [in_place_of_pypdfium2(tmp_path / "lib", code), *sys.path])
    case = ordinary.pdf(tmp_path, 7)
    async with read_document(case.path, limits=ReadLimits(seconds=20, memory_bytes=700_000_000)) as reading:
        assert "found:[700000000, 22, 0]," in reading.error
