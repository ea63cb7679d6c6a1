"""A table's own form of its pages: templates that can show what they are given, and do nothing else.

`templates/NAME.md.j2` in the tree belongs to the table whose folder is `tables/NAME`. What it makes
stands under the title, in place of the lists of links; values and long texts stay as they are, so that
edits of a page still go back. The language is Jinja's output, `for`, `if` and a list of filters, in its
sandbox: no calls, no assignment, no arithmetic. So what a template costs is bounded by counting the
steps of its loops and the characters it puts out, the same on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lattice.context import sections
from lattice.context.frontmatter import comment
from lattice.context.inline import inline, link, relative
from lattice.context.register import Neighbour
from lattice.context.scene import Place, Scene, shown
from lattice.context.tree import Tree
from lattice.model.rows import Row

if TYPE_CHECKING:
    from jinja2 import Template, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

#: Where templates stand in the tree, and how their names end.
FOLDER = "templates"
ENDING = ".md.j2"
#: Longest template, in bytes, and most steps that its loops take for one page.
SOURCE_BYTES = 100_000
STEPS = 20_000

_FILTERS = frozenset(
    {
        *("default", "first", "join", "last", "length", "list", "lower", "map", "reject", "rejectattr"),
        *("reverse", "round", "select", "selectattr", "sort", "title", "trim", "truncate", "unique", "upper"),
    }
)
_NODES = frozenset(
    {
        *("Template", "Output", "TemplateData", "Name", "Const", "Getattr", "Getitem", "Slice", "Tuple"),
        *("List", "For", "If", "CondExpr", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not"),
        *("Keyword", "Neg"),
    }
)


class Ready(str):
    """Text that is Markdown already."""

    __slots__ = ()


class Unusable(Exception):
    """A template that cannot be used; the message says why, in a line."""


class Form(NamedTuple):
    """The template of a table."""

    path: str
    """In the tree."""
    sum: str
    """Names its text."""
    template: Template | None
    """Compiled; None when it cannot be."""
    reason: str = ""
    """Why it cannot be."""


def forms_of(tree: Tree, places: Iterable[Place]) -> dict[str, Form]:
    """The templates that stand in a tree, by id of their table."""
    if not tree.names(FOLDER):
        return {}
    found: dict[str, Form] = {}
    for place in places:
        name = place.folder.rpartition("/")[2]
        path = f"{FOLDER}/{name}{ENDING}"
        if not place.table.native and (source := tree.read(path)) is not None:
            found[place.table.id] = form_of(path, source)
    return found


def sums_of(tree: Tree) -> str:
    """Names the templates that stand in a tree; empty when there are none."""
    names = sorted(name for name in tree.names(FOLDER) if name.endswith(ENDING))
    found = [(name, tree.read(f"{FOLDER}/{name}")) for name in names]
    return hashlib.blake2b(repr(found).encode(), digest_size=16).hexdigest() if found else ""


def form_of(path: str, source: bytes) -> Form:
    """A template made ready; one that cannot be used says why."""
    sum_ = hashlib.blake2b(source, digest_size=16).hexdigest()
    try:
        if len(source) > SOURCE_BYTES:
            raise Unusable(f"it is longer than {SOURCE_BYTES:,} bytes")
        return Form(path, sum_, _compiled(source.decode()))
    except UnicodeDecodeError:
        return Form(path, sum_, None, "it is not UTF-8")
    except Unusable as error:
        return Form(path, sum_, None, str(error))


def filled(form: Form, scene: Scene, place: Place, row: Row, around: Sequence[Neighbour]) -> str:
    """What a template makes of a row, cut at the characters of a page; raises Unusable."""
    from jinja2 import TemplateError

    if form.template is None:
        raise Unusable(form.reason)
    out: list[str] = []
    left = most = scene.rules.row_chars
    try:
        for piece in form.template.generate(_said(scene, place, row, around)):
            out.append(piece[:left])
            left -= len(piece)
            if left <= 0:
                out.append(f"\n\n*Cut after {most:,} characters.*")
                break
    except TemplateError as error:
        raise Unusable(_reason(error)) from None
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        # what filters say about values that they were not made for
        raise Unusable(f"{type(error).__name__}: {comment(str(error), 200)}") from None
    text = "".join(out).strip()
    return sections.fenced(text, "markdown") if sections.swallows(text) else text


def _compiled(source: str) -> Template:
    from jinja2 import TemplateError, nodes

    environment = _environment()
    try:
        tree = environment.parse(source)
        for node in [*tree.find_all(nodes.Node)]:
            if type(node).__name__ not in _NODES:
                raise Unusable(f"line {node.lineno}: {type(node).__name__} is not for templates of pages")
            if isinstance(node, nodes.Filter) and node.name not in _OWN | _FILTERS:
                raise Unusable(f"line {node.lineno}: there is no filter {comment(node.name, 40)}")
            if isinstance(node, nodes.For):
                node.iter = nodes.Filter(node.iter, "counted", [], [], None, None, lineno=node.lineno)
        return environment.from_string(tree)
    except TemplateError as error:
        raise Unusable(_reason(error)) from None
    except (SyntaxError, RecursionError) as error:
        raise Unusable(comment(f"{type(error).__name__}: {error}", 200)) from None


def _reason(error: TemplateError) -> str:
    line = getattr(error, "lineno", None)
    said = comment(error.message or type(error).__name__, 200)
    return f"line {line}: {said}" if line else said


#: Filters of our own.
_OWN = frozenset({"fence", "oneline"})


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined, pass_context
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    @pass_context
    def counted(context: Context, values: Iterable[object]) -> Iterator[object]:
        left = context["steps_left"]
        for value in values:
            left.pop() if left else _too_many()
            yield value

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_safe, cache_size=0
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters |= {"counted": counted, "fence": _fence, "oneline": _safe}
    return environment


def _too_many() -> None:
    raise ValueError(f"its loops take more than {STEPS:,} steps")


def _safe(value: object) -> str:
    """What is put out: one line in which nothing is Markdown, unless it is Markdown already."""
    return value if isinstance(value, Ready) else Ready(inline("" if value is None else str(value)))


def _fence(value: object) -> Ready:
    """A long text as it is, in a fence that it cannot end."""
    return Ready(sections.fenced(str(value), "text"))


def _said(scene: Scene, place: Place, row: Row, around: Sequence[Neighbour]) -> dict[str, object]:
    """The variables of a template; `docs/context.md` lists them."""
    folder = place.folder_of(row)
    columns = place.table.columns
    values = {column.name: shown(column, row.values.get(column.name)) for column in columns}
    ties: dict[str, list[dict[str, object]]] = {"refers_to": [], "links": [], "referred_to_by": []}
    for n in around:
        other = scene.places.get(n.other.tbl)
        kind = "links" if n.link else "refers_to" if n.outgoing else "referred_to_by"
        ties[kind].append(
            {
                "label": n.other.label,
                "table": other.table.name if other else "",
                "name": n.name,
                "outgoing": n.outgoing,
                "link": Ready(link(n.other.label, relative(n.other.path, folder))),
            }
        )
    return {
        "id": row.id,
        "version": row.version,
        "label": place.label(row),
        "source": row.source or "",
        "created": {"at": row.created_at, "by": row.created_by},
        "updated": {"at": row.updated_at, "by": row.updated_by},
        "table": {"name": place.table.name, "definition": place.table.definition},
        "columns": [
            {"name": c.name, "type": c.type.value, "definition": c.definition, "value": values[c.name]}
            for c in columns
        ],
        "values": values,
        **ties,
        "steps_left": [None] * STEPS,
    }
