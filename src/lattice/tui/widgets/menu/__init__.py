"""Menus at the pointer or the cursor."""
