"""Whether a key works: the service is asked once which models it opens."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping

import msgspec

from lattice.assistant.credentials import Credential, Kind, Source, key_problem
from lattice.assistant.models import list_models
from lattice.assistant.provider import LIMITS, Provider, chosen_address
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible
from lattice.secrets import Secret

#: Who tests a key watches: one more try, and no long wait.
_LIMITS = msgspec.structs.replace(LIMITS, tries=2, silence_s=15.0, reply_s=30.0, most_asked_wait_s=5.0)
#: How long somebody who connects a key waits for the service, in seconds.
PATIENCE_S = 12.0


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


class Trial(msgspec.Struct, frozen=True):
    """What came of testing a key before it is kept."""

    models: tuple[str, ...] = ()
    """What it opens; empty when nobody could be asked."""
    untested: str = ""
    """Why it could not be tested, in words; empty when it works."""


async def try_key(key: Secret, base_url: str = "", environ: Mapping[str, str] | None = None) -> Trial:
    """Test a key that was typed, within `PATIENCE_S`.

    Raises `key_refused` when the service refuses it, `invalid_value` for what cannot be one. Whatever else
    goes wrong says nothing about the key: it is told as `untested`.
    """
    if problem := key_problem(key.reveal()):
        raise LatticeError("invalid_value", problem, stage=Stage.CONSTRAINTS)
    try:
        async with asyncio.timeout(PATIENCE_S):
            return Trial(await check(Credential(Kind.API_KEY, Source.ENVIRONMENT, key), base_url, environ))
    except TimeoutError:
        return Trial(untested=f"The model service did not answer within {PATIENCE_S:g} s.")
    except LatticeError as error:
        if error.code == "key_refused":
            raise
        return Trial(untested=error.message)
