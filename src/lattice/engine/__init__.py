"""The engine: runs an action through the gates, its handler, the log and the audit, in one transaction."""
