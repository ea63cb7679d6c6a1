"""What went wrong, said once: as words for people or as JSON, with its exit status."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import typer

from lattice.cli.globals import Globals
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible

#: Every usage error of typer descends from this one (`BadParameter` is a `UsageError`).
_UsageError = typer.BadParameter.__mro__[1]
#: A log file grows to this, then one older one is kept.
_LOG_BYTES = 1_000_000
#: Conflicts shown to people; all of them stand in the JSON.
_SHOWN_CONFLICTS = 10


def report(error: BaseException, flags: Globals) -> int:
    """Write `error` to stderr and answer the exit status."""
    refusal = _as_refusal(error, flags)
    if flags.as_json:
        _write(json.dumps({"error": _as_data(refusal)}, ensure_ascii=True, default=str) + "\n")
    else:
        _write(_as_words(refusal))
    return refusal.exit_status


def _as_refusal(error: BaseException, flags: Globals) -> LatticeError:
    if isinstance(error, LatticeError):
        return error
    if isinstance(error, _UsageError):
        return _usage(error)
    if isinstance(error, (KeyboardInterrupt, asyncio.CancelledError, typer.Abort)):
        return interrupted()
    return LatticeError(
        "failed",
        f"Something went wrong inside Lattice: {type(error).__name__}.",
        f"The details are in {_keep_traceback(error, flags)}.",
    )


def interrupted() -> LatticeError:
    """What ^C ends with, where nothing more is known."""
    return LatticeError("interrupted", "Stopped. What was not finished was not done.")


def _usage(error: BaseException) -> LatticeError:
    """A usage error of typer in Lattice's form."""
    format_message = getattr(error, "format_message", None)
    message = str(format_message() if format_message is not None else error).strip()
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "lattice"
    return LatticeError("usage", message, f"`{path} --help` says more.", stage=Stage.CONSTRAINTS)


def _as_data(refusal: LatticeError) -> dict[str, object]:
    body = refusal.body
    data: dict[str, object] = {
        "code": body.code,
        "stage": body.stage,
        "message": body.message,
        "hint": body.hint,
    }
    if refusal.details:
        data["details"] = refusal.details
    return data


def _as_words(refusal: LatticeError) -> str:
    lines = [f"lattice: {visible(refusal.message, lines=True)}"]
    lines += [f"  {visible(line)}" for line in _conflicts(refusal)]
    if refusal.hint:
        lines.append(f"  {visible(refusal.hint, lines=True)}")
    return "\n".join(lines) + "\n"


def _conflicts(refusal: LatticeError) -> list[str]:
    conflicts = refusal.details.get("conflicts")
    if not isinstance(conflicts, list):
        return []
    lines = []
    for one in conflicts[:_SHOWN_CONFLICTS]:
        if isinstance(one, dict):
            place = f"{one.get('table')}/{one.get('row_id')} {one.get('column') or ''}".strip()
            lines.append(f"{place}: expected {one.get('expected')!r}, is now {one.get('current')!r}")
    if len(conflicts) > _SHOWN_CONFLICTS:
        lines.append(f"and {len(conflicts) - _SHOWN_CONFLICTS} more; --json lists them all")
    return lines


def _keep_traceback(error: BaseException, flags: Globals) -> Path | str:
    """Write the traceback to the log file; where it is, or why there is none."""
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        path = flags.home_path / "logs" / "lattice.log"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError as problem:
        return f"no log, for none can be written ({problem.strerror})"
    logger = logging.getLogger("lattice.cli")
    logger.propagate = False
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.error("unexpected", exc_info=error)
    handler.close()
    return path


def _write(text: str) -> None:
    if sys.stderr is None:
        return
    sys.stderr.write(text)
    sys.stderr.flush()
