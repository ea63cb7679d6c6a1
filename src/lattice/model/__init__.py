"""Plain data: ids, values, schema, rows, queries, events, people, errors. Imports nothing of Lattice above it."""
