"""Every setting as one line of the settings screen, made from the tree of settings."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from lattice.model.errors import LatticeError
from lattice.setting_docs import Described, described
from lattice.settings import BOUNDS, CHOICES, Settings, parse_setting, setting_value

#: What the parts of the screen are called, in its order: settings by their section, or by their own name.
PARTS: dict[str, tuple[str, ...]] = {
    "You": ("person",),
    "Look": ("theme", "display", "animations"),
    "Keys": ("keys",),
    "Editing": ("editor",),
    "Finding": ("search",),
    "Documents": ("files",),
    "Assistant": ("assistant", "secrets"),
    "Agents": ("agents",),
    "Web": ("web",),
    "Context": ("context",),
    "Changes of others": ("live_poll_ms",),
    "Limits": ("limits",),
}
#: Settings that a workspace takes up when it is opened.
_AT_OPENING = ("person", "agents", "web", "limits", "live_poll_ms")


class Field(NamedTuple):
    """One setting on the screen."""

    key: str
    """Dotted, as in the file."""
    part: str
    name: str
    """What it is called within its part."""
    says: Described

    @property
    def sentence(self) -> str:
        """What it is for, without the marks of the documents."""
        return self.says.sentence.replace("`", "")

    @property
    def section(self) -> str:
        """The table of the file it stands in, or itself."""
        return self.key.partition(".")[0]


def fields() -> list[Field]:
    """All settings, part by part; one that has no part yet comes at the end under its own name."""
    of_section = {section: part for part, sections in PARTS.items() for section in sections}
    order = list(PARTS)
    found = []
    for one in described():
        section, _, rest = one.key.partition(".")
        part = of_section.get(section, section.capitalize())
        found.append(Field(one.key, part, (rest or section).replace("_", " "), one))
    return sorted(found, key=lambda f: order.index(f.part) if f.part in order else len(order))


def value_words(settings: Settings, key: str) -> str:
    """A setting as a person reads it, which is also how it is typed."""
    return words_of(setting_value(settings, key))


def words_of(value: object) -> str:
    """A value of a setting as it is typed; the keys are counted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dict):
        return f"{len(value)} of your own" if value else "as they come"
    return str(value)


def about(field: Field) -> str:
    """What may be said, what it is without that, and from when on it holds."""
    kind = " or ".join(CHOICES.get(field.key, ())) or field.says.type
    if field.key in BOUNDS:
        least, most = BOUNDS[field.key]
        kind = f"{kind} from {least:,} to {most:,}"
    default = words_of(field.says.default) or "nothing"
    words = f"{field.key} · {kind} · by default {default}"
    if field.section in _AT_OPENING:
        words += " · holds from the next opening of a workspace"
    return words


def problem(key: str, text: str) -> str:
    """What is wrong with a typed text, in words; empty when nothing is."""
    try:
        parse_setting(key, text)
    except LatticeError as error:
        return error.message
    return _unknown_action(text) if key == "agents.denied_actions" else ""


def _unknown_action(text: str) -> str:
    """A name that is no action would deny nothing, and nobody would notice."""
    from lattice.actions import specs

    known = set(specs())
    for name in (part.strip() for part in text.split(",")):
        if name and name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            return f"There is no action {name!r}." + (f" Did you mean {near[0]}?" if near else "")
    return ""
