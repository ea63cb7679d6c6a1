"""What a user changed about the table of keys, and why some of it is refused."""

from __future__ import annotations

from collections.abc import Mapping

from lattice.model.errors import LatticeError
from lattice.tui.keys import KEYS, key_of, split_keys

_NAMES = frozenset(key.id for key in KEYS)


def check_keymap(overrides: Mapping[str, str]) -> dict[str, str]:
    """The keymap of a user; raises LatticeError `invalid_value` that names what is wrong.

    Refused are names that are not in the table, nothing to press, and a key that two things want in one
    place. Quitting keeps ^q whatever else it is given.
    """
    keymap: dict[str, str] = {}
    for key_id, keys in overrides.items():
        if key_id not in _NAMES:
            raise _refused(f"There is no key named {key_id!r}.", "The help screen (?) shows the names.")
        wanted = split_keys(keys)
        if not wanted:
            raise _refused(f"{key_id} has no key.", "Name at least one, such as ctrl+g.")
        keymap[key_id] = ",".join(wanted)
    if "app.quit" in keymap and "ctrl+q" not in split_keys(keymap["app.quit"]):
        raise _refused("app.quit must keep ctrl+q.", "Write ctrl+q beside the other key: ctrl+q,f10.")
    _refuse_clashes(keymap)
    return keymap


def _refuse_clashes(keymap: Mapping[str, str]) -> None:
    """Raise when a key that a user chose is already taken where it is pressed."""
    for key_id, keys in keymap.items():
        mine = key_of(key_id)
        for pressed in split_keys(keys):
            for other in KEYS:
                near = other.group == mine.group or {other.group, mine.group} & {"app"}
                if other.id == key_id or not near:
                    continue
                if _normal(pressed) in {_normal(k) for k in split_keys(keymap.get(other.id, other.keys))}:
                    raise _refused(
                        f"{pressed} is wanted by {key_id} and by {other.id} ({other.description}).",
                        "Give one of them another key.",
                    )


def _normal(key: str) -> str:
    """A key in Textual's long form, so that `?` and `question_mark` are the same."""
    from textual.keys import _character_to_key

    return _character_to_key(key) if len(key) == 1 else key


def _refused(message: str, hint: str) -> LatticeError:
    return LatticeError("invalid_value", f"Keys in the settings: {message}", hint)
