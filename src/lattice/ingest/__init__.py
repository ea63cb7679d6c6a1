"""Import and export: files become plans and batches that a client loads, tables become files again."""
