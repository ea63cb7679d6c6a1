"""What a user changed about the table of keys: what holds, and why some of it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lattice.model.errors import LatticeError
from lattice.tui.keys import KEYS, key_of, split_keys
from lattice.tui.pressing import normal, strokes, unusable

_NAMES = frozenset(key.id for key in KEYS)
#: Groups whose keys are pressed anywhere on the workbench, whatever pane has the focus.
_OVER = frozenset({"workbench", "tab"})
#: Groups of screens that cover the workbench; nothing of it is pressed there.
_COVERING = frozenset(
    {
        *("welcome", "switcher", "wizard", "card", "import", "bring", "arrivals", "threads", "context"),
        *("dialog", "share", "once", "find", "menu", "settings", "edge", "columns", "groups"),
    }
)
#: Groups whose panes are lists, in which the keys of lists move.
_LISTS = frozenset(
    {
        *("sidebar", "history", "trash", "audit", "schema", "people", "feed", "home"),
        *("switcher", "threads", "context", "bring", "arrivals", "share", "settings"),
        *("columns", "groups"),
    }
)
#: Groups whose keys are pressed in one pane: tables as a graph are changed as in the list.
_TOGETHER = frozenset({"schema", "graph"})
#: Groups whose keys are pressed while one types a text.
_TYPED = frozenset({"composer", "edit", "filter", "find", "wizard"})
#: Keys that mean one thing in every terminal program; given only to what has them from the beginning.
_RESERVED = {
    "tab": "moves the focus",
    "shift+tab": "moves the focus",
    "escape": "goes back",
    "enter": "takes what is under the cursor",
    "up": "moves the cursor",
    "down": "moves the cursor",
    "left": "moves the cursor",
    "right": "moves the cursor",
    "ctrl+c": "stops or copies",
    "ctrl+q": "quits, whatever else is bound",
    "ctrl+z": "puts a program in the background",
    "ctrl+j": "is a new line in a terminal",
}


class Keymap(NamedTuple):
    """A user's keys, line by line: one that cannot be used takes no other with it."""

    keys: dict[str, str]
    """What holds: the name of a key to what is pressed for it, separated by commas."""
    refused: dict[str, LatticeError]
    """Lines that cannot be used, by their name; what they are about keeps its default."""


def read_keymap(overrides: Mapping[str, str]) -> Keymap:
    """What of a user's keys can be used.

    Refused are names that are not in the table, nothing to press, keys that no terminal sends or that mean
    one thing everywhere, and keys that something else wants where they are pressed. Of two lines that want
    the same key the first has it.
    """
    keys: dict[str, str] = {}
    refused: dict[str, LatticeError] = {}
    for key_id, said in overrides.items():
        try:
            keys[key_id] = _fit(key_id, said)
        except LatticeError as error:
            refused[key_id] = error
    # a line that is refused gives its default back, which another line may have taken: until all is quiet
    while (clash := _first_clash(keys)) is not None:
        key_id, refused[key_id] = clash
        del keys[key_id]
    return Keymap(keys, refused)


def check_key(key_id: str, said: str, overrides: Mapping[str, str]) -> str:
    """What is kept for one line beside the other lines of a user; raises LatticeError `invalid_value`."""
    fitted = _fit(key_id, said)
    keys = read_keymap({name: keys for name, keys in overrides.items() if name != key_id}).keys
    keys[key_id] = fitted
    error = _clash(key_id, keys) or next(
        (found for other in keys if (found := _clash(other, keys)) is not None), None
    )
    if error is not None:
        raise error
    return fitted


def _fit(key_id: str, said: str) -> str:
    """One line by itself, in Textual's notation. Raises LatticeError."""
    if key_id not in _NAMES:
        raise _refused(f"There is no key named {key_id!r}.", "The help screen (?) shows the names.")
    wanted = tuple(normal(pressed) for pressed in split_keys(said))
    if not wanted:
        raise _refused(f"{key_id} has no key.", "Name at least one, such as ctrl+g.")
    mine = key_of(key_id)
    default = {normal(pressed) for pressed in split_keys(mine.keys)}
    for pressed in wanted:
        if pressed in default:
            continue
        if reason := unusable(pressed):
            raise _refused(f"{key_id} cannot be {pressed}: {reason}.", "Give it another key.")
        for stroke in strokes(pressed):
            if stroke in _RESERVED:
                raise _refused(
                    f"{key_id} cannot be {pressed}: {stroke} {_RESERVED[stroke]}.", "Give it another key."
                )
        if mine.group in _TYPED and _is_typed(pressed):
            raise _refused(
                f"{key_id} cannot be {pressed}: it is pressed where one types, and would be typed.",
                "Give it a key with ctrl, or one of F1 to F12.",
            )
    if key_id == "app.quit" and "ctrl+q" not in wanted:
        raise _refused("app.quit must keep ctrl+q.", "Write ctrl+q beside the other key: ctrl+q,alt+q.")
    return ",".join(dict.fromkeys(wanted))


def _is_typed(pressed: str) -> bool:
    from lattice.tui.key_names import key_name

    first = strokes(pressed)[0]
    return first == "space" or (not first.startswith(("ctrl+", "alt+")) and len(key_name(first)) == 1)


def _first_clash(keys: Mapping[str, str]) -> tuple[str, LatticeError] | None:
    """The last line that clashes, for the first one of two that want a key has it."""
    for key_id in reversed(list(keys)):
        if (error := _clash(key_id, keys)) is not None:
            return key_id, error
    return None


def _clash(key_id: str, keys: Mapping[str, str]) -> LatticeError | None:
    """Why what a user wants for a line is taken where it is pressed."""
    mine = key_of(key_id)
    default = {normal(pressed) for pressed in split_keys(mine.keys)}
    for pressed in split_keys(keys[key_id]):
        for other in KEYS:
            if other.id == key_id or not _meet(mine.group, other.group):
                continue
            taken = {normal(one) for one in split_keys(keys.get(other.id, other.keys))}
            # what lies over something else from the beginning may stay there
            if pressed in taken and (pressed not in default or other.id in keys):
                return _refused(
                    f"{pressed} is wanted by {key_id} and by {other.id} ({other.description}).",
                    "Give one of them another key.",
                )
            if pressed in default:
                continue
            for one in taken:
                if _begin_alike(one, pressed):
                    return _refused(
                        f"{pressed} for {key_id} and {one} for {other.id} ({other.description}) begin alike:"
                        " one of them could not be pressed.",
                        "Give one of them another key.",
                    )
    return None


def _begin_alike(one: str, other: str) -> bool:
    """Whether one key is the first of the two strokes of the other."""
    first, second = strokes(one), strokes(other)
    return len(first) != len(second) and normal(first[0]) == normal(second[0])


def _meet(one: str, other: str) -> bool:
    """Whether keys of two groups are ever pressed in one place."""
    pair = {one, other}
    if one == other or "app" in pair or pair == _TOGETHER:
        return True
    if "list" in pair:
        return bool(pair & _LISTS)
    return bool(pair & _OVER) and not pair & _COVERING


def _refused(message: str, hint: str) -> LatticeError:
    return LatticeError("invalid_value", f"Keys in the settings: {message}", hint)
