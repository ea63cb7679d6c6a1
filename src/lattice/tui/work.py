"""The boundary of background work: it ends with its widget, and failures are told in words."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, runtime_checkable

from textual._context import active_message_pump
from textual.app import ScreenError
from textual.css.query import QueryError
from textual.dom import DOMNode
from textual.widget import Widget, WidgetError
from textual.worker import Worker

from lattice.model.errors import LatticeError
from lattice.tui import doors

_log = logging.getLogger("lattice.tui")


@runtime_checkable
class Guarded(Protocol):
    """An app whose keys wait while something opens."""

    doors: doors.Doors


Failed = Callable[[LatticeError], None]
#: What one meets who looks for parts of a widget that is being taken down.
_GONE = (QueryError, WidgetError, ScreenError)


def tell(node: DOMNode, error: LatticeError) -> None:
    """Say a refusal or failure in a toast: what, and what to do."""
    text = f"{error.message}\n{error.hint}" if error.hint else error.message
    severity = "warning" if error.exit_status in (2, 3, 4, 130) else "error"
    node.app.notify(text, severity="warning" if severity == "warning" else "error", markup=False, timeout=8)


def gone(node: DOMNode) -> bool:
    """Whether a widget is closed, or being closed: its parts may be away before it is itself."""
    return not node.is_attached or any(
        part._pruning or part._closing or part._closed for part in node.ancestors_with_self
    )


def missed(error: Exception) -> bool:
    """Whether the widget that acts now missed a part of itself because it is being closed: no mistake.

    It may be closed before its parts are there, when somebody leaves while it opens.
    """
    node = active_message_pump.get(None)
    if not (isinstance(error, _GONE) and isinstance(node, Widget) and gone(node)):
        return False
    if not node._is_mounted:
        # its messages end before they began, and with them what would take it off the screen
        node._task = asyncio.create_task(node._message_loop_exit())
    return True


def start(
    node: DOMNode,
    work: Coroutine[Any, Any, None],
    *,
    group: str,
    exclusive: bool = True,
    failed: Failed | None = None,
    opens: bool = False,
) -> Worker[None]:
    """Run `work` in a worker of `node`; a LatticeError goes to `failed`, or into a toast.

    Exclusive work cancels what runs in the same group of the same node. Work whose widget is closed
    meanwhile ends; what it finds missing of that is no mistake, and where it would have said in the
    widget that something failed, nobody is there to read it.
    What `opens` something to type into holds back keys until that is there.
    """

    app = node.app
    door = app.doors.new() if opens and isinstance(app, Guarded) else None

    async def guarded() -> None:
        # What is posted here comes from `node`. Left to itself it would come from whoever began the work,
        # and a message that passes its sender on the way up goes no further.
        active_message_pump.set(node)
        task = asyncio.current_task()
        if door is not None and isinstance(app, Guarded) and task is not None:
            app.doors.of_task[task] = door
        try:
            await work
        except LatticeError as error:
            if failed is None:
                tell(node, error)
            elif not gone(node):
                failed(error)
        except _GONE as error:
            if not gone(node):
                _tell_bug(node, error)
        except Exception as error:  # noqa: BLE001 - the edge: a bug must be told and must not end the session
            _tell_bug(node, error)
        finally:
            if door is not None:
                door.open()

    # work that is cancelled before it began is closed with the worker, not left never awaited
    weakref.finalize(guarded, work.close)
    if door is not None:
        weakref.finalize(guarded, door.open)
    return node.run_worker(guarded, group=group, exclusive=exclusive, exit_on_error=False, name=group)


def _tell_bug(node: DOMNode, error: Exception) -> None:
    _log.error("background work failed", exc_info=error)
    bug = LatticeError(
        "failed",
        f"Something went wrong that should not: {type(error).__name__}: {error}.",
        "Nothing was lost; the log file says more.",
    )
    tell(node, bug)
