"""The process that reads one document: bounds itself, finds the reader, writes parts and reports.

It is started by `reading.py` with the path and what was asked as arguments; records go to its output.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

import msgspec

from lattice.ingest.documents.limits import ReadLimits
from lattice.ingest.documents.output import Output, Stopped, Unreadable
from lattice.ingest.documents.reading import Asked
from lattice.ingest.documents.records import NO_ROOM, cut_short
from lattice.ingest.documents.source import Source
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus


def main() -> None:
    """Read the document that the arguments name."""
    began = time.monotonic()
    asked = msgspec.json.decode(sys.argv[2], type=Asked)
    with _taken_output() as sink:
        output = Output(sink, asked.limits, began)
        _bound(asked.limits)
        failure = _read(Path(sys.argv[1]), asked, output)
        # what the reader held is free by now, so that there is memory for the last words
        try:
            _report(output, failure)
        except OSError:
            os._exit(NO_ROOM)
    os._exit(0)  # the libraries' own ends take time and may crash


def _taken_output() -> BinaryIO:
    """The output, kept from the libraries: what they print goes nowhere."""
    sink = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return open(sink, "wb")


def _bound(limits: ReadLimits) -> None:
    """Have the system hold the limits, where it can."""
    try:
        import resource
        import signal
    except ImportError:  # not a POSIX system: the time is kept by who started this process
        return
    seconds = int(limits.seconds) + 2
    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.chars * 6 + 64_000_000,  # a character may take six bytes of JSON
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in bounds.items():
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS does not bound the address space
            resource.setrlimit(which, (most, most))
    signal.alarm(seconds)  # also when who started it is gone


def _read(path: Path, asked: Asked, output: Output) -> str:
    """Read into `output`; why it ended early, or nothing."""
    from lattice.ingest.documents.detection import media_type_at
    from lattice.ingest.documents.readers import reader_of

    try:
        output.media_type = media_type_at(path, asked.name, asked.media_type)
        output.report(None)
        source = Source(path, asked.name, output.media_type, asked.limits, asked.media_type)
        reader_of(output.media_type, asked.media_type)(source, output)
    except (Unreadable, Stopped) as failure:
        return str(failure)
    except LatticeError as failure:
        return failure.message
    except MemoryError:
        return f"It needs more memory than {asked.limits.memory_bytes // 1_000_000:,} MB to be read"
    except ImportError as failure:
        return (
            f"Reading such a document needs {failure.name or 'a package'}, which is not installed; "
            "install it with: pip install 'lattice-workbench[documents]'"
        )
    except OSError as failure:
        return f"It could not be read: {failure.strerror or shown(str(failure))}"
    except Exception as failure:  # noqa: BLE001 - the worker's boundary: any fault of a library ends here
        words = shown(" ".join(str(failure).split()))
        return f"It is damaged, or not what it seems to be ({type(failure).__name__}: {words})"
    return ""


def _report(output: Output, failure: str) -> None:
    """The last report: how it went."""
    if not failure and not output.partial:
        output.report(FileStatus.READY if output.wrote_text else FileStatus.NO_TEXT)
        return
    # what was left out on the way does not count as the end
    words = cut_short(failure, output.wrote_text, output.last_page) if failure else f"{output.partial}."
    output.report(FileStatus.PARTIAL if output.wrote_text else FileStatus.FAILED, words)


if __name__ == "__main__":
    main()
