"""The mirror: a SQLite workspace with what one member may see of a cloud workspace."""
