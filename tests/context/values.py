"""Values of every type, and the texts that break what is careless, for hypothesis."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from lattice.model.values import INTEGER_MAX, INTEGER_MIN, ColumnType, Value

ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
SNIPPETS = st.sampled_from(
    [
        "---",
        "\n---\n",
        "```",
        "\n```\n",
        "~~~~",
        "# Heading",
        "\n## notes\n",
        "<!-- lattice:end c1 -->",
        "\n<!-- lattice:end c1 -->\n",
        "\n\\<!-- lattice:field c2 fenced -->\n",
        "\n<!-- lattice:made links 00000000 -->\n",
        "<!--",
        "\n<script>",
        "null",
        "~",
        "no",
        "0x1F",
        "1e3",
        "2024-01-01",
        "- a\n- b",
        "{a: 1}",
        "&a *a",
        "!!python/object:os",
        ": # ",
        "\r\n",
        "\r",
        "\u202e",
        "\u2028",
        "\x85",
        "\ufeff",
        "\uffff",
        "\x1b[31m",
        "\x7f",
        "   ",
        "\t",
        "\n\n\n",
        "😀",
        "é" * 300,
    ]
)
_LETTERS = st.text(string.ascii_letters + " \n`#", max_size=8)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40),
    st.lists(st.one_of(SNIPPETS, _LETTERS), max_size=8).map("".join),
)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _FLOATS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
VALUES: dict[ColumnType, st.SearchStrategy[Value]] = {
    ColumnType.TEXT: TEXTS,
    ColumnType.MARKDOWN: TEXTS,
    ColumnType.INTEGER: st.integers(INTEGER_MIN, INTEGER_MAX),
    ColumnType.NUMBER: _FLOATS.map(lambda x: x + 0.0),
    ColumnType.BOOLEAN: st.booleans(),
    ColumnType.DATE: st.dates().map(str),
    ColumnType.DATETIME: st.datetimes().map(lambda t: t.isoformat(timespec="microseconds") + "Z"),
    ColumnType.JSON: JSON,
    ColumnType.REFERENCE: st.just(ID),
}
