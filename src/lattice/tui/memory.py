"""What stays in memory is taken out of the rounds of the garbage collector, which would freeze the screen."""

from __future__ import annotations

import gc

from textual.app import App

#: After the first paint, when modules, styles and the tabs that were left are there, in seconds.
SETTLED_S = 2.0


def settle_memory_soon(app: App[None]) -> None:
    """Once what start-up made is there, count it as lasting, and collect from then on.

    A full collection walks everything that lives: 40 to 75 ms with the workbench and a chat, in the middle
    of a stream. Frozen, what start-up made is not walked again, and later rounds take about 6 ms
    (`make bench`, section chat).
    """

    def settle() -> None:
        gc.enable()
        gc.collect()
        gc.freeze()

    app.set_timer(SETTLED_S, settle)
