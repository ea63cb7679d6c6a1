"""Widgets: each shows one thing and tells its screen by messages what was done to it."""
