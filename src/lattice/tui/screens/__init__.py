"""Screens: each owns its layout, talks to the app by messages and is imported when it is opened."""
