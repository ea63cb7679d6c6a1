"""The words of SQL that SQLite reads, as far as they can stand in one SELECT."""

from __future__ import annotations

#: Keywords, each once; those of several words are offered whole.
KEYWORDS: tuple[str, ...] = (
    *("SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "HAVING", "DISTINCT", "AS"),
    *("JOIN", "LEFT JOIN", "INNER JOIN", "CROSS JOIN", "FULL JOIN", "RIGHT JOIN", "ON", "USING"),
    *("AND", "OR", "NOT", "IN", "IS", "NULL", "LIKE", "GLOB", "BETWEEN", "EXISTS", "ESCAPE", "COLLATE"),
    *("CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "ASC", "DESC", "NULLS FIRST", "NULLS LAST"),
    *("WITH", "RECURSIVE", "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "VALUES", "ALL", "MATERIALIZED"),
    *("OVER", "PARTITION BY", "WINDOW", "FILTER", "ROWS", "RANGE", "PRECEDING", "FOLLOWING"),
    *("UNBOUNDED", "CURRENT ROW", "NATURAL", "OUTER", "TRUE", "FALSE", "EXPLAIN QUERY PLAN"),
)

#: Functions, each with what it does in a few words.
FUNCTIONS: dict[str, str] = {
    "count": "how many",
    "sum": "all together",
    "total": "all together, 0.0 of none",
    "avg": "the mean",
    "min": "the least",
    "max": "the greatest",
    "group_concat": "texts run together",
    "string_agg": "texts run together",
    "coalesce": "the first that is not empty",
    "ifnull": "the second where the first is empty",
    "nullif": "empty where both are the same",
    "iif": "one of two",
    "lower": "in small letters",
    "upper": "in capitals",
    "length": "characters",
    "trim": "without blanks at the ends",
    "substr": "part of a text",
    "replace": "a text with others in it",
    "instr": "where a text stands in another",
    "printf": "a text after a pattern",
    "round": "with so many decimals",
    "abs": "without its sign",
    "date": "the day",
    "time": "the time of day",
    "datetime": "day and time",
    "strftime": "a time after a pattern",
    "julianday": "days, to be subtracted",
    "unixepoch": "seconds since 1970",
    "json_extract": "part of a JSON value",
    "json_array_length": "how many it holds",
    "json_each": "a row for each part of a JSON value",
    "json_group_array": "values as a JSON array",
    "json_group_object": "pairs as a JSON object",
    "typeof": "what kind of value",
    "row_number": "1, 2, 3 … within its window",
    "rank": "its place within its window",
    "dense_rank": "its place, without gaps",
    "lag": "of the row before",
    "lead": "of the row after",
    "first_value": "of the first row",
    "last_value": "of the last row",
    "ntile": "which of so many parts",
}

#: Every single word that is a keyword, folded.
RESERVED: frozenset[str] = frozenset(
    part.casefold() for keyword in KEYWORDS for part in keyword.split()
) | frozenset(
    {
        *("by", "left", "inner", "cross", "full", "right", "delete", "insert", "update", "create", "drop"),
        *(
            "into",
            "set",
            "table",
            "index",
            "view",
            "alter",
            "add",
            "column",
            "to",
            "primary",
            "key",
            "unique",
        ),
        *("default", "check", "references", "begin", "commit", "rollback", "transaction", "pragma", "attach"),
        *("replace", "nothing", "do", "conflict", "indexed", "isnull", "notnull", "match", "regexp"),
    }
) - {"rows", "range", "key", "column", "match", "conflict", "nothing", "filter", "window", "recursive"}
