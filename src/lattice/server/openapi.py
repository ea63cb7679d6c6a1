"""The server's description in OpenAPI 3.1, made from the actions: one path for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from lattice import __version__
from lattice.actions.base import ActionSpec, Outcome, Risk, specs
from lattice.model.errors import CODES
from lattice.model.files import Content, KeptText
from lattice.model.loads import LoadPlan
from lattice.model.members import InviteFacts, Joined, Me, NewToken, Presence
from lattice.model.pulse import Beat, PulseWish
from lattice.model.rows import LoadReport
from lattice.model.stream import RawCatalog
from lattice.server.actions import Where
from lattice.server.answers import BYTES, JSON, NDJSON
from lattice.server.people import Invitation, Joining, NewWorkspace

Spec = dict[str, Any]
#: What goes well: by status what it says, as which kind of content, of which schema.
Good = Mapping[str, tuple[str, str | None, Spec | None]]

#: Statuses that only a client comes to by itself: it reached no server.
_OF_CLIENTS = frozenset({502})
_REF = "#/components/schemas/{name}"
_WORKSPACE: Spec = {
    "name": "workspace",
    "in": "path",
    "required": True,
    "description": "Id of the workspace.",
    "schema": {"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"},
}
_HEADERS = (
    ("Lattice-Op-Id", "Of a write: the same again does nothing twice and answers the same.", 200),
    ("Lattice-Group-Id", "Ties several changes together; undo takes them as one.", 200),
    ("Lattice-Acting", "An agent of the person whose token this is: only ever less.", 60),
    ("Lattice-Session", "The agent's conversation.", 80),
)


class _Refusal(msgspec.Struct):
    """What was refused or failed, and what to do."""

    code: str
    stage: str
    message: str
    hint: str
    details: dict[str, Any] = {}


def openapi() -> bytes:
    """The description as JSON."""
    return msgspec.json.encode(_Description().whole())


class _Description:
    """Collects the schemas that paths speak of."""

    def __init__(self) -> None:
        self.actions = dict(sorted(specs().items()))
        types: list[Any] = [_Refusal, Invitation, Joining, NewWorkspace, InviteFacts, Joined, Me, NewToken]
        types += [Presence, Content, KeptText, RawCatalog, Where, PulseWish, Beat, LoadPlan]
        types.append(Outcome[LoadReport])
        types += [spec.cls for spec in self.actions.values()]
        types += [_outcome(spec.returns) for spec in self.actions.values()]
        schemas, self.components = msgspec.json.schema_components(types, ref_template=_REF)
        self._schemas = [(type_, schema) for type_, schema in zip(types, schemas, strict=True)]
        self.components["Refusal"] = {
            "type": "object",
            "properties": {"error": self.of(_Refusal)},
            "required": ["error"],
        }

    def of(self, type_: Any) -> Spec:
        """The schema of a type that was collected."""
        return next(schema for known, schema in self._schemas if known == type_)

    def whole(self) -> Spec:
        """The document."""
        paths = self._open_paths() | self._workspace_paths()
        for spec in self.actions.values():
            paths["/v1/{workspace}/" + spec.name] = {"post": self._action(spec)}
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Lattice",
                "version": __version__,
                "description": "A workspace for many: one path for each action, a stream, files.",
            },
            "paths": paths,
            "components": {
                "schemas": self.components,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
            "security": [{"token": []}],
        }

    def _action(self, spec: ActionSpec) -> Spec:
        headers = _HEADERS if spec.risk is not Risk.READ else _HEADERS[2:]
        return {
            "operationId": spec.name,
            "summary": spec.summary,
            "tags": [spec.name.partition(".")[0]],
            "x-risk": spec.risk.value,
            "parameters": [_WORKSPACE, *(_header(*header) for header in headers)],
            "requestBody": _body(JSON, self.of(spec.cls)),
            "responses": _answers({"200": ("The outcome.", JSON, self.of(_outcome(spec.returns)))}),
        }

    def _open_paths(self) -> Spec:
        text = {"type": "string"}
        paths: Spec = {
            path: {
                "get": _call(
                    says, {"200": (says, kind, {"type": "object"} if kind == JSON else text)}, open_=True
                )
            }
            for path, says, kind in (
                ("/healthz", "Whether the process lives.", "text/plain"),
                ("/readyz", "Whether it can serve.", "text/plain"),
                ("/metrics", "Counters for Prometheus.", "text/plain"),
                ("/openapi.json", "This description.", JSON),
            )
        }
        paths["/v1/join/look"] = {
            "post": _call(
                "What an invitation is for; it is not used.",
                {"200": ("What it is for.", JSON, self.of(InviteFacts))},
                body=_body(JSON, self.of(Invitation)),
                open_=True,
            )
        }
        paths["/v1/join"] = {
            "post": _call(
                "Use an invitation.",
                {"200": ("Who one is now, and the token.", JSON, self.of(Joined))},
                body=_body(JSON, self.of(Joining)),
                parameters=[_header(*_HEADERS[0])],
                open_=True,
            )
        }
        paths["/v1/me"] = {"get": _call("What a token is.", {"200": ("That.", JSON, self.of(Me))})}
        paths["/v1/tokens/renew"] = {
            "post": _call("A new token for this one.", {"200": ("The token.", JSON, self.of(NewToken))})
        }
        paths["/v1/tokens/end"] = {"post": _call("Sign out.", {"204": ("Signed out.", None, None)})}
        paths["/v1/workspaces"] = {
            "post": _call(
                "Make a workspace, with an admin token.",
                {"201": ("Its owner, with a token of theirs.", JSON, self.of(Joined))},
                body=_body(JSON, self.of(NewWorkspace)),
            )
        }
        return paths

    def _workspace_paths(self) -> Spec:
        at, lines = "/v1/{workspace}", {"type": "string"}
        after = _query("after", "From behind this id.", {"type": "string"})
        limit = _query("limit", "At most so many.", {"type": "integer", "minimum": 1, "maximum": 5000})
        table = _path("table", {"type": "string"})
        person = {"200": ("One JSON array a line.", NDJSON, lines)}
        position = {"type": "string", "pattern": "^[^:]+:[0-9]{1,18}$"}
        return {
            at + "/stream": {
                "get": _call(
                    "Server-sent events from where the client was, then live.",
                    {"200": ("Frames, without end.", "text/event-stream", lines)},
                    parameters=[
                        _WORKSPACE,
                        _query("after", "EPOCH:SEQ of the last frame.", position),
                        _query(
                            "names",
                            "1: events with names, for clients without a mirror.",
                            {"enum": ["0", "1"]},
                        ),
                    ],
                )
            },
            at + "/catalog": {
                "get": _call(
                    "The tables by permanent ids, and where the log stands.",
                    {"200": ("The catalog.", JSON, self.of(RawCatalog))},
                    parameters=[_WORKSPACE],
                )
            },
            at + "/rows/{table}": {
                "get": _call(
                    "A page of rows as a mirror keeps them, or those with these ids.",
                    person,
                    parameters=[
                        *(_WORKSPACE, table, after, limit),
                        _query("ids", "Ids with commas between.", {"type": "string"}),
                    ],
                )
            },
            at + "/links": {"get": _call("A page of links.", person, parameters=[_WORKSPACE, after, limit])},
            at + "/blobs/{sha256}": self._blobs(),
            at + "/texts": {
                "post": _call(
                    "Keep the text of a document: one part a line.",
                    {"200": ("What was kept.", JSON, self.of(KeptText))},
                    body=_body(NDJSON, lines),
                    parameters=[_WORKSPACE],
                )
            },
            at + "/load": {
                "post": _call(
                    "Import: the plan, then batches of rows, one a line.",
                    {"200": ("The outcome.", JSON, self.of(Outcome[LoadReport]))},
                    body=_body(NDJSON, lines),
                    parameters=[_WORKSPACE, *(_header(*header) for header in _HEADERS[:2])],
                )
            },
            at + "/load/outcome": {
                "post": _call(
                    "What an import came to, by its plan and op_id; 404 when none was carried out (yet).",
                    {"200": ("The outcome.", JSON, self.of(Outcome[LoadReport]))},
                    body=_body(JSON, self.of(LoadPlan)),
                    parameters=[_WORKSPACE, _header(*_HEADERS[0])],
                )
            },
            at + "/pulse": {
                "post": _call(
                    "How far a write of one's own is, by its op_id; also: that it stop.",
                    {"200": ("How much of it is done.", JSON, self.of(Beat))},
                    body=_body(JSON, self.of(PulseWish)),
                    parameters=[_WORKSPACE],
                )
            },
            at + "/here": {
                "post": _call(
                    "Say that one is here, and which table is open.",
                    {"204": ("Noted for 45 s.", None, None)},
                    body=_body(JSON, self.of(Where)),
                    parameters=[_WORKSPACE],
                )
            },
            at + "/who": {
                "get": _call(
                    "Who is here.",
                    {"200": ("They.", JSON, {"type": "array", "items": self.of(Presence)})},
                    parameters=[_WORKSPACE],
                )
            },
        }

    def _blobs(self) -> Spec:
        raw = {"type": "string", "format": "binary"}
        size = {"type": "integer", "minimum": 0}
        where = [_WORKSPACE, _path("sha256", {"type": "string", "pattern": "^[0-9a-f]{64}$"})]
        length = {"name": "Upload-Length", "in": "header", "required": True, "schema": size}
        offset = {"name": "Upload-Offset", "in": "header", "schema": size}
        byte_range = {"name": "Range", "in": "header", "schema": {"type": "string"}}
        return {
            "put": _call(
                "Send bytes, from an offset on.",
                {"200": ("All are here.", JSON, self.of(Content)), "204": ("More are to come.", None, None)},
                body=_body(BYTES, raw),
                parameters=[*where, length, offset],
            ),
            "head": _call(
                "How far one's own upload is.",
                {"200": ("Upload-Offset.", None, None)},
                parameters=[*where, length],
            ),
            "get": _call(
                "The bytes of a file that one may see.",
                {
                    "200": ("All.", BYTES, raw),
                    "206": ("The range.", BYTES, raw),
                    "416": ("There is no such range.", BYTES, raw),
                },
                parameters=[*where, byte_range],
            ),
        }


def _outcome(returns: Any) -> Any:
    """What an action that returns this is answered with."""
    return Outcome[returns]


def _call(
    summary: str,
    answers: Good,
    *,
    body: Spec | None = None,
    parameters: list[Spec] | None = None,
    open_: bool = False,
) -> Spec:
    call: Spec = {"summary": summary, "responses": _answers(answers)}
    if parameters:
        call["parameters"] = parameters
    if body:
        call["requestBody"] = body
    if open_:
        call["security"] = []
    return call


def _answers(good: Good) -> Spec:
    found: Spec = {}
    for status, (says, kind, schema) in good.items():
        found[status] = {"description": says, **({"content": {kind: {"schema": schema}}} if kind else {})}
    codes: dict[int, list[str]] = {405: ["usage"]}
    for code, rule in CODES.items():
        if rule.http_status not in _OF_CLIENTS:
            codes.setdefault(rule.http_status, []).append(code)
    for number, names in sorted(codes.items()):
        found.setdefault(
            str(number),
            {
                "description": ", ".join(names),
                "content": {JSON: {"schema": {"$ref": "#/components/schemas/Refusal"}}},
            },
        )
    return found


def _body(kind: str, schema: Spec) -> Spec:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _header(name: str, says: str, most: int) -> Spec:
    schema = {"type": "string", "minLength": 1, "maxLength": most}
    return {"name": name, "in": "header", "description": says, "schema": schema}


def _query(name: str, says: str, schema: Spec) -> Spec:
    return {"name": name, "in": "query", "description": says, "schema": schema}


def _path(name: str, schema: Spec) -> Spec:
    return {"name": name, "in": "path", "required": True, "schema": schema}
