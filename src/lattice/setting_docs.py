"""Every setting as it is documented: for `lattice settings`, the settings screen and the docs."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lattice.settings import SECTIONS, Settings, expected_type


class Described(NamedTuple):
    """One setting as it is documented."""

    key: str
    type: str
    default: object
    sentence: str


def keys() -> tuple[str, ...]:
    """The dotted name of every setting, in the order of the tree."""
    return tuple(
        f"{name}.{inner}" if section is not None else name
        for name in Settings.__struct_fields__
        for section in [SECTIONS.get(name)]
        for inner in (section.__struct_fields__ if section is not None else ("",))
    )


def described() -> tuple[Described, ...]:
    """Every setting with its type, default and sentence, in the order of the tree."""
    found: list[Described] = []
    for field in msgspec.structs.fields(Settings):
        section = SECTIONS.get(field.name)
        if section is None:
            found.append(_describe(field, "", Settings))
            continue
        found += [_describe(inner, f"{field.name}.", section) for inner in msgspec.structs.fields(section)]
    return tuple(found)


def _describe(field: msgspec.structs.FieldInfo, prefix: str, owner: type[msgspec.Struct]) -> Described:
    default: object = field.default
    if default is msgspec.NODEFAULT:
        default = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else None
    key = prefix + field.name
    word = "a table of texts" if key == "keys" else expected_type(field.type)
    return Described(key, word, default, _sentences(owner).get(field.name, ""))


def _sentences(owner: type[msgspec.Struct]) -> dict[str, str]:
    """The docstrings under the fields of a struct, which only its source has."""
    import ast
    import inspect
    import textwrap

    (cls,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    assert isinstance(cls, ast.ClassDef)
    found: dict[str, str] = {}
    for before, after in zip(cls.body, cls.body[1:], strict=False):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
        ):
            found[before.target.id] = " ".join(str(ast.literal_eval(after.value)).split())
    return found
