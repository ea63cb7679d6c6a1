"""Which handler carries out which action: one table, filled by the handlers themselves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from lattice.actions.base import Action
from lattice.engine.work import Reading, Writing

A = TypeVar("A", bound=Action[Any])
R = TypeVar("R")

_readers: dict[type[Action[Any]], Callable[[Reading, Any], Awaitable[Any]]] = {}
_writers: dict[type[Action[Any]], Callable[[Writing, Any], Awaitable[Any]]] = {}


def reads(
    cls: type[A],
) -> Callable[[Callable[[Reading, A], Awaitable[R]]], Callable[[Reading, A], Awaitable[R]]]:
    """Register a handler that only reads."""

    def register(handler: Callable[[Reading, A], Awaitable[R]]) -> Callable[[Reading, A], Awaitable[R]]:
        _readers[cls] = handler
        return handler

    return register


def writes(
    cls: type[A],
) -> Callable[[Callable[[Writing, A], Awaitable[R]]], Callable[[Writing, A], Awaitable[R]]]:
    """Register a handler that changes the workspace."""

    def register(handler: Callable[[Writing, A], Awaitable[R]]) -> Callable[[Writing, A], Awaitable[R]]:
        _writers[cls] = handler
        return handler

    return register


def reader(cls: type[Action[Any]]) -> Callable[[Reading, Any], Awaitable[Any]] | None:
    """The reading handler of an action, or None."""
    return _readers.get(cls)


def writer(cls: type[Action[Any]]) -> Callable[[Writing, Any], Awaitable[Any]] | None:
    """The writing handler of an action, or None."""
    return _writers.get(cls)
