"""Whether a key works: the service is asked once which models it opens."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from lattice.assistant.credentials import Credential
from lattice.assistant.models import list_models
from lattice.assistant.provider import LIMITS, Provider, chosen_address
from lattice.model.errors import LatticeError
from lattice.model.visible import visible

#: Who tests a key watches: one more try, and no long wait.
_LIMITS = msgspec.structs.replace(LIMITS, tries=2, silence_s=15.0, reply_s=30.0, most_asked_wait_s=5.0)


async def check(
    credential: Credential, base_url: str = "", environ: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The names of the models that the credential opens at an address (empty: that of the environment).

    Raises `key_refused`, `unreachable`, `busy`, `invalid_value` for an address that a key may not go to, and
    `failed` for what does not speak the Messages API.
    """
    environ = os.environ if environ is None else environ
    provider = Provider(credential, base_url=chosen_address(base_url, environ), limits=_LIMITS)
    try:
        models = await list_models(provider)
    finally:
        await provider.close()
    if not models:
        raise LatticeError(
            "failed",
            f"{visible(provider.where)} lists no models for this key.",
            "Whoever gave you the key can say what it is for.",
        )
    return tuple(visible(model.id)[:200] for model in models)
