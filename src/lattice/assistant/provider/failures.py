"""What went wrong with a request, in words for a person, and whether asking again can help."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from lattice.assistant.provider.decoding import Malformed, ServiceError
from lattice.assistant.provider.limits import Limits
from lattice.model.errors import LatticeError

#: Characters of the service's own words that are passed on.
SAID_CHARS = 300

_SET_KEY = "Connect another: *Connect the assistant…* (^p) in the workbench, or `lattice key set`."
_BILLING = "Look at the billing page of your account with the service; nothing was charged for this request."
_LATER = "Ask again in a while."
_NETWORK = "Check the network, and the address of the service in the settings."


#: Takes the key out of words that came from elsewhere.
Scrub = Callable[[str], str]


class Failure(Exception):
    """A request failed."""

    def __init__(self, error: LatticeError, *, again: bool = False, wait_s: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.again = again
        """Asking again can help."""
        self.wait_s = wait_s
        """How long the service asks to wait."""
        self.said = ""
        """The service's own words."""
        self.status = 0


class Refusal(NamedTuple):
    """An answer of the service that is no answer."""

    status: int
    kind: str
    """The type of the error, as the service names it; empty when the body is not of its form."""
    said: str
    """Its own words, without line ends and without the key."""
    code: str = ""
    """`error_code` of its details."""


#: The status that a type of error has, when it comes in the middle of a stream.
STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_SPENT = re.compile(r"credit balance|spend limit|usage limit|billing", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"prompt is too long|exceeds? (the )?context|context (window|limit|length)|too many (text )?tokens",
    re.IGNORECASE,
)
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})


def plain(text: str) -> str:
    """Words of the service on one line, bounded and without control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= SAID_CHARS else f"{line[:SAID_CHARS]}…"


def refusal_of(status: int, body: object, scrub: Scrub) -> Refusal:
    """What an answer with an error status says."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return Refusal(status, "", "")
    said = scrub(str(error.get("message", "")))
    details: Any = error.get("details")
    code = str(details.get("error_code", "")) if isinstance(details, dict) else ""
    return Refusal(status, str(error.get("type", "")), plain(said), code)


def of_refusal(refusal: Refusal, headers: Mapping[str, str], model: str, limits: Limits) -> Failure:
    """The failure that an answer of the service is."""
    asked_s = wait_asked(headers)
    failure = Failure(_error(refusal, model), again=refusal.status in _AGAIN, wait_s=asked_s)
    failure.said, failure.status = refusal.said, refusal.status
    if headers.get("x-should-retry") == "false" or _is_billing(refusal):
        failure.again = False
    if failure.again and asked_s is not None and asked_s > limits.most_asked_wait_s:
        return Failure(_much_later(refusal, asked_s))
    return failure


def of_service_error(error: ServiceError, model: str, limits: Limits, scrub: Scrub) -> Failure:
    """The failure that an `error` event in the middle of a stream is."""
    body = {"error": {"type": error.kind, "message": error.message}}
    return of_refusal(refusal_of(STATUSES.get(error.kind, 500), body, scrub), {}, model, limits)


def of_malformed(error: Malformed) -> Failure:
    """The failure that an answer is which cannot be read."""
    return Failure(
        LatticeError(
            "failed",
            f"The answer of the model service cannot be read: {plain(str(error))}.",
            "Ask again; if it stays, what answers at that address does not speak the Messages API.",
        )
    )


def no_stream(where: str) -> Failure:
    """A page or a document instead of a stream: another server, or a network that wants a sign-in first."""
    return Failure(
        LatticeError(
            "unreachable",
            f"What answers at {where} does not speak the Messages API.",
            "Check the address in the settings, or `ANTHROPIC_BASE_URL`, and whether the network asks for a"
            " sign-in.",
        )
    )


def unreachable(where: str, why: str) -> Failure:
    """No connection, or one that broke."""
    return Failure(LatticeError("unreachable", f"The model service at {where} {why}.", _NETWORK), again=True)


def too_slow(where: str, limits: Limits) -> Failure:
    """An answer that did not end in time."""
    minutes = f"{limits.reply_s / 60:g} minutes" if limits.reply_s >= 60 else f"{limits.reply_s:g} s"
    return Failure(
        LatticeError(
            "unreachable",
            f"The model service at {where} did not end its answer within {minutes}.",
            "Ask for less at once.",
        )
    )


def wait_asked(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds that `retry-after` (a number or a date) asks to wait; None without one that can be read."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if 0 <= seconds < 1e9:
            return seconds
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def _is_billing(refusal: Refusal) -> bool:
    return refusal.status == 402 or "spend_limit" in refusal.code or bool(_SPENT.search(refusal.said))


def _much_later(refusal: Refusal, asked_s: float) -> LatticeError:
    until = datetime.now().astimezone().timestamp() + asked_s
    at = datetime.fromtimestamp(until).strftime("%H:%M" if asked_s < 43_200 else "%Y-%m-%d %H:%M")
    return LatticeError(
        "busy",
        f"{_said('The model service takes no more requests', refusal)} It can be asked again at {at}.",
        "Wait until then, or choose another model.",
        details={"retry_after_s": asked_s},
    )


def _error(refusal: Refusal, model: str) -> LatticeError:
    """In the order in which one rule hides another."""
    status = refusal.status
    if status == 402 or (status < 500 and status not in (401, 404) and _is_billing(refusal)):
        return LatticeError("key_refused", _said("The account of this key cannot pay", refusal), _BILLING)
    if status == 401:
        return LatticeError("key_refused", _said("The model service refuses the key", refusal), _SET_KEY)
    if status == 403:
        return LatticeError("key_refused", _said("The key may not do this", refusal), _SET_KEY)
    if status == 404 and refusal.kind == "not_found_error":
        return LatticeError(
            "model_unavailable",
            _said(f"There is no model {model!r} for this key", refusal),
            "Choose another; the settings of the assistant list those that there are.",
        )
    if not refusal.kind and (300 <= status < 400 or status in (404, 405)):
        return LatticeError(
            "unreachable",
            f"What answers at the address of the model service does not speak the Messages API ({status}).",
            "Check the address in the settings, or `ANTHROPIC_BASE_URL`.",
        )
    if status in (400, 413) and _TOO_LONG.search(refusal.said):
        return LatticeError(
            "context_too_long",
            _said("The conversation is too long for the model", refusal),
            "Begin a new one, or a fork of it.",
        )
    if status == 413:
        return LatticeError(
            "too_large", _said("The request is too large", refusal), "Attach less, or smaller files."
        )
    if status == 429:
        return LatticeError("busy", _said("The model service has had too many requests", refusal), _LATER)
    if status == 529:
        return LatticeError("busy", _said("The model service is overloaded", refusal), _LATER)
    if status >= 500 or status in _AGAIN:
        return LatticeError("unreachable", _said(f"The model service failed ({status})", refusal), _LATER)
    return LatticeError(
        "failed",
        _said(f"The model service refuses the request ({status})", refusal),
        "Ask in another way, or choose another model.",
    )


def _said(words: str, refusal: Refusal) -> str:
    return f"{words}: {refusal.said.rstrip('.')}." if refusal.said else f"{words}."
