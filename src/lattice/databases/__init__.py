"""Databases: what differs between SQLite and Postgres, and the SQL that is composed for both."""
