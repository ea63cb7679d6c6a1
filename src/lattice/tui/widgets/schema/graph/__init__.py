"""The tables of a workspace and their references as a graph."""
