"""The workbench over the workspace of the other tests of it, which is on this machine."""

from __future__ import annotations

from tests.tui.workbench.conftest import home

__all__ = ["home"]
