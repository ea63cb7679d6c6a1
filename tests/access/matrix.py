"""Who may do what, written out: nothing here is worked out from the code that is tested.

Words of an outcome:

    yes    it is carried out, or comes as far as what the request itself lacks
    no     `forbidden`: that is known to be there, and is not for them
    ask    `approval_required`: a person has to allow it
    none   as if it were not there: `not_found`, in the words that an id which never was gets
    out    `signed_out`: nobody comes in
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Outcome = Literal["yes", "no", "ask", "none", "out"]

PEOPLE = ("owner", "admin", "editor", "viewer")
AGENTS = tuple(f"agent of {role}" for role in PEOPLE)
#: Their tokens name one table and a few actions.
LIMITED = tuple(f"limited agent of {role}" for role in PEOPLE)
STRANGERS = ("removed", "nobody")
ASKERS = (*PEOPLE, *AGENTS, *LIMITED, *STRANGERS)

#: Whose row it is, and who may see it. `elsewhere` is custom, for somebody else.
KINDS = (
    "own everyone",
    "own private",
    "own custom",
    "other's everyone",
    "other's read",
    "other's write",
    "other's elsewhere",
    "other's private",
)

#: What a limited agent's token lists; beside it agents always may what makes them agents.
LIMITED_ACTIONS = ("row.get", "row.list", "row.update", "row.count", "search.text", "log.list", "file.read")
LIMITED_TABLES = ("people",)

#: Actions about one row, by what they do to it.
OF_A_ROW: dict[str, tuple[str, ...]] = {
    "read": ("row.get", "row.sharing", "link.list", "row.locate"),
    "read file": ("file.read", "file.parts", "file.versions", "file.compare"),
    "change": (
        "row.update", "row.update_many", "row.edit_many", "row.delete", "row.delete_many", "row.revert",
        "row.restore", "row.merge",
    ),
    "tie": ("link.add", "link.add_many", "link.remove"),
    "change file": ("file.update", "file.replace", "file.extract", "artifact.update"),
    "share": ("row.share",),
    "purge": ("row.purge",),
}  # fmt: skip

_ROWS = """
#                                      own                      other's
#                                      everyone private custom  everyone read  write elsewhere private
read        owner,admin,editor,viewer  yes      yes     yes     yes      yes   yes   none      none
read        agents                     yes      yes     yes     yes      yes   yes   none      none
read file   owner,admin,editor,viewer  yes      yes     yes     yes      yes   yes   none      none
read file   agents                     yes      yes     yes     yes      yes   yes   none      none
change      owner,admin,editor         yes      yes     yes     yes      no    yes   none      none
change      viewer                     no       no      no      no       no    no    no        no
change      agents but viewer's        yes      yes     yes     yes      no    yes   none      none
change      viewer's agent             no       no      no      no       no    no    no        no
tie         owner,admin,editor         yes      yes     yes     yes      yes   yes   none      none
tie         viewer                     no       no      no      no       no    no    no        no
tie         agents but viewer's        yes      yes     yes     yes      yes   yes   none      none
tie         viewer's agent             no       no      no      no       no    no    no        no
change file owner,admin,editor         yes      yes     yes     yes      no    yes   none      none
change file viewer                     no       no      no      no       no    no    no        no
change file agents but viewer's        yes      yes     yes     yes      no    yes   none      none
change file viewer's agent             no       no      no      no       no    no    no        no
share       owner,admin,editor         yes      yes     yes     no       no    no    none      none
share       viewer                     no       no      no      no       no    no    no        no
share       agents but viewer's        ask      ask     ask     ask      ask   ask   ask       ask
share       viewer's agent             no       no      no      no       no    no    no        no
purge       owner,admin,editor         yes      yes     yes     yes      no    yes   none      none
purge       viewer                     no       no      no      no       no    no    no        no
purge       agents but viewer's        ask      ask     ask     ask      ask   ask   ask       ask
purge       viewer's agent             no       no      no      no       no    no    no        no
"""

#: Actions that are about no row, or about many, by who may ask.
OF_THE_WORKSPACE: dict[str, tuple[str, ...]] = {
    "look": (
        "audit.list", "change.check_revert", "change.get", "change.list", "column.check_retype", "link.all",
        "log.head", "log.list",
        "member.list", "row.aggregate", "row.count", "row.duplicates", "row.export", "row.list",
        "search.text", "sql.query", "table.dropped", "token.list", "trash.list",
        "view.list", "workspace.logo",
    ),
    "be an agent": (
        "approval.list", "instructions.read", "model.ask", "model.used", "policy.read", "table.list",
        "usage.read", "workspace.describe",
    ),
    "write": (
        "artifact.create", "change.redo", "change.revert", "change.undo", "column.add", "column.define",
        "column.drop",
        "column.rename", "column.retype", "file.add", "row.import", "row.insert", "row.insert_many",
        "table.create", "table.define", "table.drop", "table.rename", "view.delete", "view.rename",
        "view.save",
    ),
    "write outside": ("file.from_url", "table.share"),
    "check": ("audit.verify",),
    "check who": ("invite.list",),
    "rule": ("column.mask",),
    "rule as a person": ("invite.create", "invite.withdraw", "member.readmit", "member.role", "policy.set"),
    "rule as the owner": ("workspace.rename", "workspace.set_logo"),
    "tell the assistant": ("instructions.set",),
    "decide for oneself": ("approval.decide", "member.remove", "token.create", "token.revoke"),
    "converse": (
        "message.add", "message.update", "thread.create", "thread.list", "thread.read", "thread.update",
        "turn.end", "turn.keep", "turn.settle",
    ),
    "converse as a person": ("thread.delete", "thread.fork", "thread.rewind", "turn.begin"),
}  # fmt: skip

_WORKSPACE = """
#                     people                        agents of
#                     owner  admin  editor viewer   owner  admin  editor viewer
look                  yes    yes    yes    yes      yes    yes    yes    yes
be an agent           yes    yes    yes    yes      yes    yes    yes    yes
write                 yes    yes    yes    no       yes    yes    yes    no
write outside         yes    yes    yes    no       ask    ask    ask    no
check                 yes    yes    no     no       yes    yes    no     no
check who             yes    yes    no     no       yes    yes    no     no
rule                  yes    yes    no     no       ask    ask    no     no
rule as a person      yes    yes    no     no       no     no     no     no
rule as the owner     yes    no     no     no       ask    no     no     no
tell the assistant    yes    no     no     no       no     no     no     no
decide for oneself    yes    yes    yes    yes      no     no     no     no
converse              yes    yes    yes    yes      no     no     no     no
converse as a person  yes    yes    yes    yes      no     no     no     no
"""

#: What a column is to people whose role it is masked from, and to the others.
MASKED = {"owner": True, "admin": True, "editor": False, "viewer": False}


class Cell(NamedTuple):
    """One question and what the answer has to be."""

    action: str
    asker: str
    kind: str
    """One of KINDS; empty for what is about no one row."""
    wanted: Outcome


_NAMES = {
    "agents": AGENTS,
    "agents but viewer's": AGENTS[:3],
    "viewer's agent": AGENTS[3:],
}


def _rows() -> dict[tuple[str, str, str], Outcome]:
    """By group, asker and kind of row."""
    table: dict[tuple[str, str, str], Outcome] = {}
    for line in (line for line in _ROWS.splitlines() if line and not line.startswith("#")):
        group, names, outcomes = line[:12].strip(), line[12:39].strip(), line[39:].split()
        askers = _NAMES.get(names) or tuple(names.split(","))
        for asker in askers:
            for kind, outcome in zip(KINDS, outcomes, strict=True):
                table[group, asker, kind] = outcome  # type: ignore[assignment]
    return table


def _workspace() -> dict[tuple[str, str], Outcome]:
    """By group and asker."""
    table: dict[tuple[str, str], Outcome] = {}
    for line in (line for line in _WORKSPACE.splitlines() if line and not line.startswith("#")):
        group, outcomes = line[:22].strip(), line[22:].split()
        for asker, outcome in zip((*PEOPLE, *AGENTS), outcomes, strict=True):
            table[group, asker] = outcome  # type: ignore[assignment]
    return table


def _limited(action: str, whole: Outcome, *, of_people: bool) -> Outcome:
    """A token's lists only ever take away."""
    if action in OF_THE_WORKSPACE["be an agent"]:
        return whole
    return whole if action in LIMITED_ACTIONS and of_people else "no"


def cells() -> list[Cell]:
    """The whole matrix."""
    found: list[Cell] = []
    rows, workspace = _rows(), _workspace()
    for group, actions in OF_A_ROW.items():
        for action in actions:
            for kind in KINDS:
                found += [Cell(action, asker, kind, rows[group, asker, kind]) for asker in (*PEOPLE, *AGENTS)]
                for asker, like in zip(LIMITED, AGENTS, strict=True):
                    # files are another table than theirs: no more is known of them than that there are none
                    whole = "none" if group == "read file" else rows[group, like, kind]
                    found.append(Cell(action, asker, kind, _limited(action, whole, of_people=True)))
                found += [Cell(action, asker, kind, "out") for asker in STRANGERS]
    for group, actions in OF_THE_WORKSPACE.items():
        for action in actions:
            for asker in (*PEOPLE, *AGENTS):
                found.append(Cell(action, asker, "", workspace[group, asker]))
            for asker, like in zip(LIMITED, AGENTS, strict=True):
                found.append(
                    Cell(action, asker, "", _limited(action, workspace[group, like], of_people=True))
                )
            found += [Cell(action, asker, "", "out") for asker in STRANGERS]
    return found


def seen_kinds(asker: str) -> frozenset[str]:
    """Kinds of rows that an asker may see."""
    table = _rows()
    like = asker.removeprefix("limited ")
    return frozenset(kind for kind in KINDS if table.get(("read", like, kind)) == "yes")
