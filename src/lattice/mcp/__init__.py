"""The MCP server: a workspace for any agent, by the same tools and through the same gates as everybody."""
