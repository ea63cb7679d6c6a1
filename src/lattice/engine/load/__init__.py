"""Imports: rows are staged in short transactions and become visible in one change."""
