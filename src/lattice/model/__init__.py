"""Plain data: ids, values, schema, rows, queries, events, people, errors."""
