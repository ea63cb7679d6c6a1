"""A line to type in whose enter stands in the table of keys, so that a person may give it another key."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Input


class TypedLine(Input, inherit_bindings=False):
    """A field as Textual has it, but for enter: who makes a kind of it binds `submit`."""

    BINDINGS = [
        binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.action != "submit"
    ]
