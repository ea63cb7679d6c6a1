"""The shape of the house: imports point down, modules stay small, start-up is light, data is no markup."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "lattice"

#: What each part may import, beside itself. A part that is not listed here fails.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "actions": {"model"},
    "databases": {"actions", "model"},
    "engine": {"databases", "actions", "model"},
    "client": {"engine", "databases", "actions", "model", "registry", "secrets", "places"},
    "server": {"engine", "databases", "actions", "model", "settings", "secrets", "places"},
    "ingest": {"client", "actions", "model"},
    "sample": {"client", "actions", "model"},
    "context": {"ingest", "client", "actions", "model"},
    "assistant": {
        *("context", "ingest", "client", "actions", "model"),
        *("secrets", "settings", "places"),
    },
    "mcp": {*("assistant", "context", "ingest", "client", "actions", "model"), "workspaces", "settings"},
    "places": {"model"},
    "toml_text": set(),
    "settings": {"places", "toml_text", "model"},
    "secrets": {"places", "model"},
    "setting_docs": {"settings"},
    "registry": {"model"},
    "folder_file": {"registry", "model"},
    "workspaces": {"places", "registry", "folder_file", "model"},
    "joining": {"client", "registry", "workspaces", "secrets", "settings", "places", "model"},
    "moving": {"joining", "client", "registry", "workspaces", "secrets", "model"},
    "browser": {"model"},
    "household": {"workspaces", "settings", "secrets", "model"},
    "cli": {
        *("tui", "browser", "mcp", "server"),
        *("assistant", "sample", "context", "ingest", "client", "actions", "model"),
        *("workspaces", "joining", "moving", "household", "settings", "setting_docs", "secrets", "places"),
    },
    "tui": {
        *("assistant", "sample", "context", "ingest", "client", "actions", "model"),
        *("workspaces", "joining", "moving", "household", "settings", "setting_docs", "secrets", "places"),
    },
    "__init__": set(),
    "__main__": {"cli"},
}
#: The command line opens the workbench by one name only.
CLI_TO_TUI = {"lattice.tui.entering"}

MAX_LINES = 350
#: A room of the workbench is smaller: what grows beyond that has a second reason to change.
MAX_LINES_OF_TUI = 300
LONG_MODULES: set[str] = set()


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """A module as it is written; each is read once for all tests."""
    return ast.parse(path.read_text("utf-8"))


@cache
def name_of(path: Path) -> str:
    parts = path.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def part_of(module: str) -> str:
    """`lattice.model.ids` belongs to `model`; `lattice` itself to `__init__`."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every module of Lattice that is imported, also inside functions."""
    package = name_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            # `from lattice import model` names a part, `from lattice.model import ids` is inside one
            found = [f"{module}.{a.name}" for a in node.names] if module == "lattice" else [module]
        else:
            continue
        for name in found:
            if name.split(".")[0] == "lattice" and name != "lattice.__version__":
                yield node.lineno, name


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_down_the_floors(path: Path) -> None:
    own = part_of(name_of(path))
    assert own in MAY_IMPORT, (
        f"{own} has no floor: say in MAY_IMPORT and docs/architecture.md where it stands"
    )
    wrong = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if part_of(name) not in MAY_IMPORT[own] | {own, "__init__"}
    ]
    assert wrong == []


#: Folders under widgets/ that others are made of; a module that stands there alone is one of these, too.
MADE_OF = {"grid", "editors", "markdown", "menu"}
#: What is about another pane's matter by its nature, and says so here.
ALSO_KNOWS = {
    ("files", "table"): "a list of files is looked at, filtered and copied as rows are",
    ("files", "viewer"): "the tab of a file is a viewer",
    ("inspector", "history"): "what happened to a row is a history",
}
WIDGETS = "lattice.tui.widgets."
#: Modules that know all panes, and that no pane knows.
THE_WHOLE = ("lattice.tui.screens.workbench", "lattice.tui.screens.offers")


def widget_folder(module: str) -> str:
    """`lattice.tui.widgets.table.pane` belongs to `table`; empty for what is no folder of widgets."""
    name = module.removeprefix(WIDGETS).split(".")[0] if module.startswith(WIDGETS) else ""
    return name if (SRC / "tui" / "widgets" / name).is_dir() else ""


def test_widgets_know_their_own_folder_and_what_they_are_made_of() -> None:
    known, wrong = set(), []
    for path in modules():
        module = name_of(path)
        if not module.startswith(WIDGETS):
            continue
        own = widget_folder(module)
        for line, name in imports_of(path):
            other = widget_folder(name)
            if name.startswith(THE_WHOLE):
                wrong.append(f"{module}, line {line}: {name}")
            if not other or other == own or other in MADE_OF:
                continue
            known.add((own, other))
            if (own, other) not in ALSO_KNOWS:
                wrong.append(f"{module}, line {line}: {name}")
    assert wrong == [], "a widget tells what happens by a message; a screen wires one to another"
    assert known == set(ALSO_KNOWS), "what nobody imports any more is no exception"


def test_the_command_line_knows_the_workbench_by_one_name() -> None:
    wrong = [
        f"{name_of(path)}, line {line}: {name}"
        for path in modules()
        if part_of(name_of(path)) == "cli"
        for line, name in imports_of(path)
        if part_of(name) == "tui" and name not in CLI_TO_TUI
    ]
    assert wrong == []


def test_the_ways_in_reach_neither_the_engine_nor_a_database() -> None:
    for part in ("cli", "tui", "ingest", "sample", "workspaces", "settings"):
        assert not MAY_IMPORT[part] & {"engine", "databases"}


def test_no_module_uses_a_private_name_of_another_part() -> None:
    wrong = []
    for path in modules():
        own = part_of(name_of(path))
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lattice."):
                private = [
                    a.name for a in node.names if a.name.startswith("_") and not a.name.startswith("__")
                ]
                if private and part_of(node.module or "") != own:
                    wrong.append(f"{name_of(path)}, line {node.lineno}: {private}")
    assert wrong == []


def test_modules_stay_small() -> None:
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    most = {name: MAX_LINES_OF_TUI if part_of(name) == "tui" else MAX_LINES for name in lines}
    long = {name: count for name, count in lines.items() if count > most[name] and name not in LONG_MODULES}
    assert long == {}, "too many lines: find the second reason to change, and give it a module"


def test_every_module_says_its_one_thing_first() -> None:
    silent = [name_of(path) for path in modules() if not ast.get_docstring(tree_of(path))]
    assert silent == []


#: Names of packages and machines do not belong in a product, nor do promises to finish it later.
UNWANTED = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK)\b|pypi\.org|pythonhosted|/(?:home|Users|root|work|tmp)/|lorem ipsum",
    re.IGNORECASE,
)


@pytest.mark.parametrize("folder", ["src", "themes", "docs", "assets", ".ci"])
def test_nothing_speaks_of_machines_or_of_later(folder: str) -> None:
    found = []
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix not in {".py", ".toml", ".tcss", ".md", ".sql", ""} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if UNWANTED.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert found == []


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that are loaded in a new process once `statement` has run."""
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


READERS = {"openpyxl", "python_calamine", "charset_normalizer"}


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        ("import lattice.model.values, lattice.model.schema", {"textual", "typer", "sqlite3", "asyncio"}),
        ("import lattice.actions", {"textual", "typer", "sqlite3", "rich"}),
        ("import lattice.client", {"textual", "typer", "rich", *READERS}),
        ("import lattice.cli.main", {"textual", "sqlite3", "aiosqlite", *READERS}),
        ("import lattice.tui.entering", {"typer", *READERS}),
    ],
    ids=["model", "actions", "client", "cli", "tui"],
)
def test_start_up_loads_no_more_than_it_needs(statement: str, kept_out: set[str]) -> None:
    assert loaded_after(statement) & kept_out == set()


def is_built_text(node: ast.AST) -> bool:
    """An f-string with a hole, `%`, `+` or `.format`: text that data can get into."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        sides = (node.left, node.right)
        return any(
            is_built_text(side) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in sides
        )
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
        and isinstance(node.func.value, ast.Constant)
    )


#: What reads its first text as markup when it is a plain string.
MARKUP_READERS = {
    "Static",
    "Label",
    "Button",
    "Checkbox",
    "RadioButton",
    "Option",
    "Tab",
    "TabPane",
    "Collapsible",
}
MARKUP_METHODS = {"update", "write_line", "set_label"}


def is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def turns_markup_off(node: ast.AST) -> bool:
    """`**{…, "markup": False}`."""
    return isinstance(node, ast.Dict) and any(
        isinstance(key, ast.Constant) and key.value == "markup" and is_false(value)
        for key, value in zip(node.keys, node.values, strict=True)
    )


def is_of_textual(called: ast.expr) -> bool:
    """`super().notify`: all other calls end in the app's own, which turns markup off for everybody."""
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Call)


def markup_hazards(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and is_built_text(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in {"border_title", "border_subtitle"}:
                    yield node.lineno, f"{target.attr} from built text"
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_plain = any(
            is_false(k.value) if k.arg == "markup" else k.arg is None and turns_markup_off(k.value)
            for k in node.keywords
        )
        if is_plain:
            continue
        if called == "notify" and is_of_textual(node.func):
            yield node.lineno, "notify without markup=False"
        elif called in {"from_markup", "Content.from_markup"} and any(map(is_built_text, node.args)):
            yield node.lineno, "from_markup with built text"
        elif called in MARKUP_READERS | MARKUP_METHODS and node.args and is_built_text(node.args[0]):
            yield node.lineno, f"{called} with built text"


def test_what_is_notified_passes_the_app_that_turns_markup_off() -> None:
    tree = ast.parse((SRC / "tui" / "app.py").read_text("utf-8"))
    own = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "notify"]
    assert len(own) == 1
    assert not list(markup_hazards(own[0]))
    assert any(isinstance(n, ast.Attribute) and n.attr == "notify" for n in ast.walk(own[0]))


def test_foreign_text_never_meets_the_markup_parser() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in sorted((SRC / "tui").rglob("*.py"))
        for line, what in markup_hazards(tree_of(path))
    ]
    assert found == [], "use Text, Content or markup=False for what is data"


@pytest.mark.parametrize(
    "code",
    [
        'super().notify("done")',
        'Static(f"{name}")',
        'Label("a" + name)',
        'Label("a %s" % name)',
        'label.update("{}".format(name))',
        'self.border_title = f"{name}"',
        'Content.from_markup(f"[b]{name}")',
    ],
)
def test_the_markup_check_sees_a_hazard(code: str) -> None:
    assert list(markup_hazards(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "self.notify(message, markup=False)",
        'notify(message, **{**rest, "markup": False})',
        'Static(f"{name}", markup=False)',
        'Static(Text(f"{name}"))',
        'Label("fixed words")',
        "values.update(other)",
    ],
)
def test_the_markup_check_lets_plain_text_pass(code: str) -> None:
    assert not list(markup_hazards(ast.parse(code)))
