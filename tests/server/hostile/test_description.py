"""What `/openapi.json` says, tried on a real server: no answer is a failure, none is other than described."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from lattice.client.cloud import signing_in
from lattice.client.cloud.signing_in import Server
from lattice.model.ids import new_id
from lattice.model.members import Joined
from tests.served import served

#: A stream does not end, these end the token with which the others are tried, and lines of JSON are
#: nothing that schemathesis can write.
_ASIDE = (
    "/v1/{workspace}/stream",
    "/v1/tokens/end",
    "/v1/tokens/renew",
    "/v1/{workspace}/member.leave",
    *("/v1/{workspace}/load", "/v1/{workspace}/texts"),
)
_RUN = "from schemathesis.cli import schemathesis; schemathesis()"
_CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)


async def _workspace() -> Joined:
    running = served()
    return await signing_in.create_workspace(
        Server(running.address),
        running.admin,
        name="Tried",
        handle="ada",
        member_name="Ada",
        device="test",
        op_id=new_id(),
    )


def _furnish(joined: Joined) -> dict[str, list[str]]:
    """Tables with rows in them; what may stand in fields that name something."""
    url = f"{served().address}/v1/{joined.workspace_id}"
    headers = {"Authorization": f"Bearer {joined.token}"}

    def ask(action: str, **fields: Any) -> Any:
        answer = httpx.post(f"{url}/{action}", json=fields, headers=headers, trust_env=False, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    columns = [{"name": "name", "type": "text"}, {"name": "age", "type": "integer"}]
    for table in ("people", "places"):
        ask("table.create", name=table, columns=columns)
    rows = [ask("row.insert", table="people", values={"name": f"n{n}", "age": n})["id"] for n in range(5)]
    ask("row.share", table="people", id=rows[0], visibility="private")
    return {
        "table": ["people", "places", "_files"],
        "to_table": ["people", "places"],
        "id": [*rows, "human:ada"],
        "to_id": rows,
        "column": ["name", "age", "absent"],
        "member": ["human:ada", "human:bo"],
    }


def _pointed(spec: Any, known: dict[str, list[str]]) -> Any:
    """The description, with fields that name something naming what there is, mostly."""
    if isinstance(spec, list):
        return [_pointed(part, known) for part in spec]
    if not isinstance(spec, dict):
        return spec
    found = {key: _pointed(part, known) for key, part in spec.items()}
    for name, values in known.items():
        field = found.get("properties", {}).get(name)
        if isinstance(field, dict) and field.get("type") == "string" and "enum" not in field:
            found["properties"][name] = {**field, "examples": values, "enum": values}
    if found.get("name") == "workspace" and found.get("in") == "path":
        found["schema"] = {"type": "string", "enum": known["workspace"]}
    return found


def _try(folder: Path, *options: str, deadline_s: float) -> str:
    """Run schemathesis to its end; what it said, empty when nothing was wrong."""
    joined = asyncio.run(_workspace())
    known = {**_furnish(joined), "workspace": [joined.workspace_id]}
    answer = httpx.get(f"{served().address}/openapi.json", trust_env=False)
    spec = _pointed(answer.json(), known)
    # answers are still held against what the server itself says, which names nothing
    spec["components"]["schemas"] = _merged(answer.json()["components"]["schemas"], spec)
    (folder / "openapi.json").write_text(json.dumps(spec), "utf-8")
    aside = [part for path in _ASIDE for part in ("--exclude-path", path)]
    ran = subprocess.run(
        [
            *(sys.executable, "-c", _RUN, "run", str(folder / "openapi.json")),
            *("--url", served().address, "-H", f"Authorization: Bearer {joined.token}"),
            *("--checks", _CHECKS, "--suppress-health-check", "all", "--warnings", "off", "--no-color"),
            *("--request-timeout", "20", "--continue-on-failure", *aside, *options),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=deadline_s,
        check=False,
    )
    assert "passed" in ran.stdout, ran.stdout + ran.stderr
    (folder / "said.txt").write_text(ran.stdout, "utf-8")
    return "" if ran.returncode == 0 else ran.stdout[-20_000:] + ran.stderr[-2_000:]


def _merged(own: dict[str, Any], pointed: dict[str, Any]) -> dict[str, Any]:
    """Bodies that are sent are pointed; schemas of answers stay as they are."""
    sent = {
        body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for path in pointed["paths"].values()
        for call in path.values()
        if isinstance(call, dict)
        and (body := call.get("requestBody"))
        and "$ref" in body["content"].get("application/json", {}).get("schema", {})
    }
    schemas = pointed["components"]["schemas"]
    return {name: schemas[name] if name in sent else schema for name, schema in own.items()}


def test_every_operation_answers_as_it_is_described(tmp_path: Path) -> None:
    said = _try(
        tmp_path,
        *("--phases", "examples,coverage,fuzzing", "--max-examples", "3", "--max-time", "20", "--seed", "5"),
        *("--no-shrink",),
        deadline_s=120,
    )
    assert not said, said


@pytest.mark.soak
def test_for_ten_minutes_every_operation_answers_as_it_is_described(tmp_path: Path) -> None:
    said = _try(tmp_path, "--max-time", "600", "--max-examples", "2000", deadline_s=1200)
    assert not said, said
