"""Errors of Postgres as LatticeErrors: what they mean to people, without SQL and without names."""

from __future__ import annotations

import logging

import psycopg
from psycopg import errors

from lattice.model.errors import LatticeError, Stage

_log = logging.getLogger(__name__)


def explain(error: psycopg.Error, *, writing: bool = False) -> LatticeError:
    """The LatticeError for an error of Postgres; what it said stays in the server's log."""
    # the words may hold a value of a row, so they are only for who asks for them
    _log.debug("%s %s", error.sqlstate, error)
    match error:
        case errors.InsufficientPrivilege():
            # what the rules of the database refuse is refused as what is not there
            return LatticeError(
                "forbidden", "That may not be changed by you.", "Ask its owner.", stage=Stage.AUTHORIZATION
            )
        case errors.QueryCanceled():
            return LatticeError(
                "too_slow", "It took longer than the server allows, and was stopped.", "Ask for less at once."
            )
        case errors.LockNotAvailable() | errors.DeadlockDetected() | errors.SerializationFailure():
            return LatticeError("busy", "Others are writing to the workspace.", "Try again in a moment.")
        case errors.DiskFull() | errors.OutOfMemory():
            return LatticeError(
                "disk_full", "The server's disk is full; nothing was changed.", "Tell who keeps the server."
            )
        case errors.TooManyConnections() | errors.AdminShutdown() | errors.CannotConnectNow():
            return LatticeError("busy", "The server's database is starting or stopping.", "Try again soon.")
        case errors.ProgramLimitExceeded() | errors.StringDataRightTruncation():
            return LatticeError("too_large", "It is larger than the database keeps.", "Store a file instead.")
        case psycopg.OperationalError() if writing:
            return LatticeError(
                "busy", "The server lost its database before anything was changed.", "Try again in a moment."
            )
        case psycopg.OperationalError():
            return LatticeError("busy", "The server's database cannot be reached.", "Try again in a moment.")
        case _:
            return LatticeError(
                "failed", "The server's database refused a statement.", "Tell who keeps the server."
            )
