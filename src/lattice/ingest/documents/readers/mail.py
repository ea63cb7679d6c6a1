"""Mails: who wrote to whom and when, all that was written, and a list of what is attached."""

from __future__ import annotations

from email import message_from_binary_file
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from typing import cast

from lattice.ingest.documents.flow import Flow
from lattice.ingest.documents.html_text import put_html
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.source import Source

_FIELDS = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
#: Mails in mails, and containers in containers; further in, they are listed as attached.
_MOST_NESTED = 10
_IN_DETAILS = 100


def read(source: Source, output: Output) -> None:
    """Put the mail, and the mails that are attached to it."""
    with source.path.open("rb") as file:
        message = message_from_binary_file(file, policy=default)
    output.title = _field(message, "Subject")
    output.describe(
        **{"from": _field(message, "From"), "to": _field(message, "To"), "date": _field(message, "Date")}
    )
    with Flow(output) as flow:
        attached = _Mail(flow).put(message, 0)
    output.describe(attachments=attached[:_IN_DETAILS])


class _Mail:
    """One mail under way: what is written in it goes into the flow, what is attached is gathered."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._attached: list[dict[str, str | int]] = []
        self._mails: list[EmailMessage] = []

    def put(self, message: EmailMessage, depth: int) -> list[dict[str, str | int]]:
        """Put the mail, then those attached to it; what is attached."""
        self._flow.check_time()
        subject = _field(message, "Subject")
        if subject:
            self._flow.heading(min(depth + 1, 6), subject)
        head = [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
        self._flow.paragraph("\n".join(head))
        self._put_part(message, depth)
        if self._attached:
            lines = [f"- {a['name']} ({a['media_type']}, {a['size']:,} bytes)" for a in self._attached]
            self._flow.paragraph("Attachments:\n\n" + "\n".join(lines))
        for mail in self._mails:
            _Mail(self._flow).put(mail, depth + 1)
        return self._attached

    def _put_part(self, part: EmailMessage, depth: int) -> None:
        kind = part.get_content_type()
        inner = part.get_payload()
        is_container = isinstance(inner, list) and depth < _MOST_NESTED
        if is_container and kind == "multipart/alternative":
            self._put_best([p for p in inner if isinstance(p, EmailMessage)], depth)
        elif is_container and kind.startswith("multipart/"):
            for child in inner:
                self._put_part(cast("EmailMessage", child), depth + 1)
        elif is_container and kind == "message/rfc822":
            self._attached.append(_attachment(part))
            self._mails += [p for p in inner if isinstance(p, EmailMessage)]
        elif is_container and kind == "message/delivery-status":
            for status in (p for p in inner if isinstance(p, EmailMessage)):
                fields = [f"{k}: {' '.join(str(v).split())}" for k, v in status.raw_items()]
                self._flow.paragraph("\n".join(fields))
        elif kind.startswith("text/") and part.get_content_disposition() != "attachment":
            self._put_text(part)
        else:
            self._attached.append(_attachment(part))

    def _put_best(self, forms: list[EmailMessage], depth: int) -> None:
        """Of several forms of the same, the plain one when it says something; else the last, the richest."""
        plain = [f for f in forms if f.get_content_type() == "text/plain" and _text(f).strip()]
        written = [f for f in forms if f.get_content_type().startswith(("text/", "multipart/"))]
        best = (plain or written[-1:] or forms[:1])[:1]
        for form in forms:
            if form in best:
                self._put_part(form, depth + 1)
            elif form.get_content_maintype() not in ("text", "multipart") or form.get_filename():
                self._attached.append(_attachment(form))

    def _put_text(self, part: EmailMessage) -> None:
        if part.get_content_type() == "text/html":
            put_html(self._flow, [_text(part)])
        else:
            self._flow.paragraph(_text(part).replace("\r\n", "\n").strip("\n"))


def _field(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, MessageError):  # fields that the parser trips over
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        return " ".join(str(raw).split())


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        pass
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _attachment(part: EmailMessage) -> dict[str, str | int]:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
        mail = cast("EmailMessage", inner[0])
        return {
            "name": part.get_filename() or _field(mail, "Subject") or "mail",
            "media_type": "message/rfc822",
            "size": len(bytes(mail)),
        }
    data = part.get_payload(decode=True)
    return {
        "name": " ".join((part.get_filename() or "without a name").split()),
        "media_type": part.get_content_type(),
        "size": len(data) if isinstance(data, bytes) else 0,
    }
