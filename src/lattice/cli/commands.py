"""The table of commands: what `lattice --help` shows, and which module answers each.

It stands here as plain data so that help and completion import none of those modules;
a test holds it against them.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command, or a group of commands."""

    name: str
    module: str
    """In `lattice.cli`."""
    help: str
    """The first line of its docstring."""
    section: str


_W, _S, _R, _F = "Workspaces", "Tables and columns", "Rows", "Files"
_A, _H, _M, _C = "The assistant", "History", "This machine", "The cloud"

COMMANDS: tuple[Command, ...] = (
    Command("create", "workspace_commands", "Make a workspace on this machine and make it active.", _W),
    Command("workspaces", "workspace_commands", "List the workspaces of this person.", _W),
    Command("use", "workspace_commands", "Make a workspace the active one.", _W),
    Command("open", "workspace_commands", "Take in a workspace file that is already there.", _W),
    Command("rename", "workspace_commands", "Give a workspace another name.", _W),
    Command("forget", "workspace_commands", "Take a workspace off the list; its file stays.", _W),
    Command("status", "status_commands", "Say which workspace is meant, why, and how it is.", _W),
    Command(
        "import", "import_commands", "Bring data in: CSV, TSV, JSON, NDJSON, Excel, SQLite, a folder.", _W
    ),
    Command("export", "export_commands", "Write tables out: CSV, JSON, NDJSON, Markdown, Excel, SQLite.", _W),
    Command("tables", "schema_commands", "List the tables with their columns and counts.", _S),
    Command("table", "schema_commands", "Create or drop a table.", _S),
    Command("column", "schema_commands", "Add, rename, retype or drop a column.", _S),
    Command("define", "schema_commands", "Say in one line what a table or column holds.", _S),
    Command("rows", "row_commands", "Read the rows of a table.", _R),
    Command("get", "row_commands", "Show one row.", _R),
    Command("add", "row_commands", "Add a row.", _R),
    Command("set", "row_commands", "Change columns of a row.", _R),
    Command("delete", "delete_commands", "Delete rows (to the trash), or a whole workspace (for good).", _R),
    Command("restore", "delete_commands", "Bring rows back from the trash.", _R),
    Command("trash", "delete_commands", "List what was deleted.", _R),
    Command("purge", "delete_commands", "Remove rows of the trash for good, also from the log.", _R),
    Command(
        "dedup",
        "dedup_commands",
        "Make one row of those that are the same: the oldest stays, links move to it.",
        _R,
    ),
    Command(
        "view", "view_commands", "Save a filter, sort and columns of a table under a name, for everyone.", _R
    ),
    Command("link", "link_commands", "Tie two rows together.", _R),
    Command("unlink", "link_commands", "Untie two rows.", _R),
    Command("links", "link_commands", "Show what a row is tied to.", _R),
    Command("search", "find_commands", "Find rows by their text.", _R),
    Command("sql", "find_commands", "Read with one SELECT.", _R),
    Command("files", "file_commands", "List the files, artifacts and web pages.", _F),
    Command(
        "file", "file_commands", "Bring files in, read them, write them out, compare their versions.", _F
    ),
    Command("artifact", "artifact_commands", "Write a document into the workspace, and change it.", _F),
    Command("watch", "watch_commands", "Bring a folder in and keep it in step, until ^C.", _F),
    Command("render", "render_commands", "Write the workspace as a tree of Markdown that agents read.", _F),
    Command(
        "ask", "ask_commands", "Ask the assistant, which reads and changes the workspace as you could.", _A
    ),
    Command("key", "key_commands", "Connect the assistant: keep a key, test it, remove it.", _A),
    Command(
        "threads", "thread_commands", "List your conversations with the assistant, the last active first.", _A
    ),
    Command("thread", "thread_commands", "Show, rename, fork or delete a conversation.", _A),
    Command(
        "instructions",
        "instruction_commands",
        "Show or set what every assistant that works on the workspace is told.",
        _A,
    ),
    Command(
        "policy", "policy_commands", "Show what agents may do in the workspace, and what they may spend.", _A
    ),
    Command(
        "approvals",
        "approval_commands",
        "List what agents ask for that a person must allow, newest first.",
        _A,
    ),
    Command(
        "approve",
        "approval_commands",
        "Allow what an agent asks for: once, exactly as it was asked; people only.",
        _A,
    ),
    Command("deny", "approval_commands", "Say no to what an agent asks for; people only.", _A),
    Command("usage", "usage_commands", "Show what the assistant and its chores used: tokens and money.", _A),
    Command(
        "mcp", "mcp_commands", "Serve the workspace to another agent: MCP on standard input and output.", _A
    ),
    Command("log", "history_commands", "Show what happened, newest first.", _H),
    Command("undo", "history_commands", "Take back a change; without one, the newest of yours.", _H),
    Command("redo", "history_commands", "Do again what was undone.", _H),
    Command("diff", "history_commands", "Show what a change did, before and after.", _H),
    Command("audit", "audit_commands", "Show the audit chain, newest first.", _H),
    Command(
        "join",
        "join_commands",
        "Join a workspace on a server by an invitation; it stands beside those that you have.",
        _C,
    ),
    Command(
        "connect",
        "join_commands",
        "Open a workspace on a server with a token you have (LATTICE_TOKEN, typed, or `-`).",
        _C,
    ),
    Command("members", "member_commands", "List who is in the workspace, agents included.", _C),
    Command("who", "member_commands", "List who is here now, and on what.", _C),
    Command("member", "member_commands", "Change a member's role, remove a member, let one in again.", _C),
    Command(
        "invite",
        "invite_commands",
        "Invite somebody into the workspace, list invitations, withdraw one.",
        _C,
    ),
    Command("token", "token_commands", "Make a token for an agent of yours, list tokens, revoke one.", _C),
    Command(
        "share",
        "sharing_commands",
        "Say who may see and change a row, or who sees the rows that a table gets from now on.",
        _C,
    ),
    Command(
        "mask",
        "sharing_commands",
        "Choose whose role lets them read a column; to others its values are masked.",
        _C,
    ),
    Command(
        "sync",
        "sync_commands",
        "Bring what is kept on this machine of a cloud workspace up to date now.",
        _C,
    ),
    Command("web", "web_commands", "Show the workbench in a browser on this machine.", _C),
    Command("serve", "serve_commands", "Serve workspaces to many people.", _C),
    Command("server", "server_commands", "Keep a server, on its machine.", _C),
    Command(
        "publish",
        "moving_commands",
        "Move the workspace to a server, with you as its owner; its file stays as a copy.",
        _C,
    ),
    Command(
        "fetch",
        "moving_commands",
        "Make a copy on this machine of all that you may see of a workspace on a server.",
        _C,
    ),
    Command("settings", "settings_commands", "Show this person's settings.", _M),
    Command("doctor", "doctor_commands", "Check everything that can be wrong, and say what to do.", _M),
)
BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}
