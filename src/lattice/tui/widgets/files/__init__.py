"""The files of a workspace: their lists, one of them in the viewer, and what one does with them.

The modules are imported one by one: the viewer is not needed before a file is opened.
"""
