"""Models over the wire: a stream of typed events from a service that speaks the Messages API."""

from lattice.assistant.provider.address import chosen_address, service_address
from lattice.assistant.provider.client import Answer, Provider
from lattice.assistant.provider.decoding import Malformed
from lattice.assistant.provider.events import (
    BlockDone,
    CallBegun,
    CallDone,
    DoneBlock,
    ProviderEvent,
    RedactedDone,
    Request,
    ResponseDone,
    ResponseStarted,
    Restarted,
    Retrying,
    StopReason,
    SystemPart,
    TextDelta,
    TextDone,
    ThinkingDelta,
    ThinkingDone,
    ToolInputDelta,
    UsageSeen,
)
from lattice.assistant.provider.limits import LIMITS, Limits

__all__ = [
    "LIMITS",
    "Answer",
    "BlockDone",
    "CallBegun",
    "CallDone",
    "DoneBlock",
    "Limits",
    "Malformed",
    "Provider",
    "ProviderEvent",
    "RedactedDone",
    "Request",
    "ResponseDone",
    "ResponseStarted",
    "Restarted",
    "Retrying",
    "StopReason",
    "SystemPart",
    "TextDelta",
    "TextDone",
    "ThinkingDelta",
    "ThinkingDone",
    "ToolInputDelta",
    "UsageSeen",
    "chosen_address",
    "service_address",
]
