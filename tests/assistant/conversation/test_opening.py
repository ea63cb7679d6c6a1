"""The assistant opens with what is connected, or says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.assistant.opening import open_assistant
from lattice.model.errors import LatticeError
from lattice.secrets import vault_of
from lattice.settings import Settings
from tests.assistant.conversation.talking import a_workspace


async def test_with_a_key_of_the_environment_it_opens_at_the_address_there(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    environ = {"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": "http://127.0.0.1:9/v1"}
    assistant = await open_assistant(
        client, Settings(), environ, vault=vault_of(tmp_path, "keyring", environ)
    )
    assert assistant.provider.address == "http://127.0.0.1:9"
    await assistant.close()
    await client.close()


async def test_without_a_key_it_says_how_to_connect_one(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    with pytest.raises(LatticeError) as refused:
        await open_assistant(client, Settings(), {}, vault=vault_of(tmp_path, "keyring", {}))
    assert refused.value.code == "no_key"
    await client.close()
