"""Settings that the environment says for one process: `LATTICE_URL_…` for what may be fetched."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from lattice.settings.fitting import parse_setting

#: What stands before the name of a field of WebRules, in capitals.
PREFIX = "LATTICE_URL_"


def web_rules(settled: WebRules, environment: Mapping[str, str] | None = None) -> WebRules:
    """The rules of the settings with what the environment says instead.

    Raises `usage`: a rule that cannot be read must not open what it meant to close.
    """
    environment = os.environ if environment is None else environment
    said: dict[str, object] = {}
    for field in msgspec.structs.fields(WebRules):
        variable = PREFIX + field.name.upper()
        text = environment.get(variable)
        if text is None:
            continue
        try:
            value = parse_setting(f"web.{field.name}", text)
        except LatticeError as error:
            raise LatticeError("usage", f"{variable}: {error.message}", "Set it anew, or unset it.") from None
        said[field.name] = tuple(value) if isinstance(value, list) else value
    return msgspec.structs.replace(settled, **said)
