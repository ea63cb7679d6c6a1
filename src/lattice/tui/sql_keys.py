"""The part of the table of keys that is about the SQL console."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SQL_GROUPS: dict[str, str] = {
    "sql": "SQL",
}

SQL_KEYS: tuple[Key, ...] = (
    Key("workbench.sql", "Q", "SQL", "Ask in SQL: the query that was in front last, or a new one.", False),
    Key("workbench.as_query", "g q", "As SQL", "Write what the table shows as a query.", False),
    Key(
        "sql.run",
        "ctrl+r,f5,ctrl+enter",
        "Run",
        "Run the query: what is selected, or the statement at the cursor.",
    ),
    Key("sql.back", "escape", "Back", "Stop what runs; else from the text to the result, and back."),
    Key("sql.explain", "ctrl+l", "Explain", "Show how the query would be answered, step by step."),
    Key(
        "sql.history",
        "f10,ctrl+up",
        "Queries",
        "All queries asked in this workspace, found by any word.",
        False,
    ),
    Key("sql.name", "ctrl+s", "Name", "Give the query a name, by which its tab and the history know it."),
    Key("sql.new", "ctrl+n", "New query", "Write another query, in a tab of its own.", False),
    Key("sql.stop", "ctrl+c", "Stop", "Stop the query that runs.", False),
    Key("sql.more", "m", "More", "Read more rows of the answer, ten times as many."),
    Key("sql.copy_as", "g y", "Copy answer as", "Copy the answer as CSV, tabs, Markdown or JSON.", False),
    Key("sql.complete", "tab", "Complete", "Take the word that is offered."),
    Key("sql.take", "enter", "Take it", "Take the word that was gone to.", False),
    Key("sql.next", "down", "Next", "The next word that is offered, or the next line.", False),
    Key("sql.previous", "up", "Previous", "The word before, or the line before.", False),
    Key("sql.offer", "ctrl+@,ctrl+space", "Offer", "Show what may stand at the cursor.", False),
    Key("sql.all", "ctrl+a", "Select all", "Select the whole text.", False),
    Key(
        "sql.comment",
        "ctrl+slash,ctrl+underscore",
        "Comment",
        "Turn the line, or those selected, into a comment, and back.",
        False,
    ),
    Key("sql.external", "ctrl+e", "Editor", "Edit the query in your $EDITOR.", False),
    Key("sql.forget", "ctrl+d", "Forget", "Take this query out of the history.", False),
)
