"""Mails: who wrote to whom and when, the body, and a list of what is attached."""

from __future__ import annotations

from collections.abc import Iterator
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
_MOST_NESTED = 5
_MOST_ATTACHMENTS = 1_000


def read(source: Source, output: Output) -> None:
    """Put head, body and list of attachments; a mail that is attached is read too."""
    with source.path.open("rb") as file:
        message = message_from_binary_file(file, policy=default)
    output.title = _field(message, "Subject")
    output.describe(
        **{"from": _field(message, "From"), "to": _field(message, "To"), "date": _field(message, "Date")}
    )
    with Flow(output) as flow:
        _put(flow, message, output, 0)


def _put(flow: Flow, message: EmailMessage, output: Output, depth: int) -> None:
    subject = _field(message, "Subject")
    if subject:
        flow.heading(min(depth + 1, 6), subject)
    head = [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
    flow.paragraph("\n".join(head))
    output.check_time()
    body = _body(message)
    if body is not None:
        text = _text(body)
        if body.get_content_type() == "text/html":
            put_html(flow, [text])
        else:
            flow.paragraph(text.replace("\r\n", "\n").strip("\n"))
    attached = []
    inner: list[EmailMessage] = []
    for part in _leaves(message, body):
        attached.append(_attachment(part))
        if part.get_content_type() == "message/rfc822" and depth < _MOST_NESTED:
            inner += [m for m in part.get_payload() if isinstance(m, EmailMessage)]
        if len(attached) >= _MOST_ATTACHMENTS:
            break
    if attached:
        if depth == 0:
            output.describe(attachments=attached)
        lines = [f"- {a['name']} ({a['media_type']}, {a['size']:,} bytes)" for a in attached]
        flow.paragraph("Attachments:\n\n" + "\n".join(lines))
    for mail in inner:
        _put(flow, mail, output, depth + 1)


def _field(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, MessageError):  # fields that the parser trips over
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        return " ".join(str(raw).split())


def _body(message: EmailMessage) -> EmailMessage | None:
    """What the person wrote: as plain text, when that says something, else as HTML."""
    plain = cast("EmailMessage | None", message.get_body(("plain",)))
    if plain is not None and _text(plain).strip():
        return plain
    return cast("EmailMessage | None", message.get_body(("html",))) or plain


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


def _leaves(message: EmailMessage, body: EmailMessage | None) -> Iterator[EmailMessage]:
    """What is attached: all that is no container, neither the body nor another form of it."""
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop()
        if part is body:
            continue
        if part.get_content_maintype() == "multipart":
            inner = part.get_payload()
            waiting.extend(reversed(cast("list[EmailMessage]", inner)) if isinstance(inner, list) else [])
            continue
        is_other_form = part.get_content_maintype() == "text" and not part.get_filename()
        if not is_other_form or part.get_content_disposition() == "attachment":
            yield part


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
