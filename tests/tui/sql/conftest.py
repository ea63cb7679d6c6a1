"""The workbench of the other tests, and a query in it."""

from __future__ import annotations

from tests.tui.workbench.conftest import home as home
