"""Files in the database: bytes and texts by content, the rows of `_files`, their versions."""
