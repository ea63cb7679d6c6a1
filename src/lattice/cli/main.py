"""The edge of the command line: start, and every way to end."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence

from lattice.cli.early_keys import keys_kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit status is what comes back."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not _prepare_streams():
        return 1
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone, as `| head` does: nobody wants the rest
        _silence_stdout()
        return 0
    except OSError as error:
        _silence_stdout()
        _say(f"lattice: the answer cannot be written: {error.strerror}.\n")
        return 1
    except KeyboardInterrupt:
        _silence_stdout()
        return 130
    return status


def _run(arguments: list[str]) -> int:
    if not arguments and "_LATTICE_COMPLETE" not in os.environ:
        # before anything else is imported: keys are typed already
        with keys_kept():
            return _open_workbench()
    _end_in_order()
    # 55 ms, and nothing above needs it
    from lattice.cli.program import run_program

    return run_program(arguments)


def _end_in_order() -> None:
    """Let SIGTERM, and the end of the terminal, end a command as ^C does; a second one ends it at once."""

    def stop(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # a shell has started it in the background, where ^C is not for it
            signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.raise_signal(signal.SIGINT)

    with contextlib.suppress(ValueError):  # not the main thread: whoever runs this there ends it
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows knows no SIGHUP
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, stop)


def _open_workbench() -> int:
    """Bare `lattice`, without the 55 ms that reading a command line costs."""
    from lattice.cli.globals import Globals
    from lattice.cli.workbench import open_workbench

    flags = Globals()
    try:
        return open_workbench(flags)
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, it is said in words
        from lattice.cli.failures import report

        return report(error, flags)


def _prepare_streams() -> bool:
    """Streams that take any text; False when there is nowhere to answer."""
    for handle in (0, 1, 2):
        try:
            os.fstat(handle)
        except OSError as error:
            if error.errno == errno.EBADF:
                # so that no database is ever opened as a standard stream
                os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        _say("lattice: standard output is closed; nothing was done.\n")
        return False
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return True


def _silence_stdout() -> None:
    """What is still buffered has nowhere to go; Python would complain about it at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(text: str) -> None:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
