"""The third gate for what goes outside: which hosts of the web may be asked, and who named the address."""

from __future__ import annotations

from lattice.actions import FetchUrl
from lattice.databases.base import Transaction
from lattice.model.chat import ASSISTANT, MESSAGES, Role
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import Caller
from lattice.model.web import WebRules


def check_fetch(action: FetchUrl, rules: WebRules) -> None:
    """Raise `invalid_value` for what is no address, `forbidden` for one that may not be asked."""
    # 4 ms that only a fetch pays
    from lattice.model.web_address import check_listed, parse_url

    check_listed(parse_url(action.url).host, rules)


async def check_spoken(tx: Transaction, action: FetchUrl, caller: Caller) -> None:
    """Raise `forbidden` unless the person of the conversation wrote the address themselves.

    What an agent read somewhere cannot make the assistant ask a host: only words of the person count,
    and those `turn.begin` alone writes down, which agents may not run.
    """
    if caller.actor != ASSISTANT:
        return
    from lattice.model.web_address import addresses_in, parse_url

    wanted = parse_url(action.url).url
    rows = await tx.all(
        f"SELECT text FROM {MESSAGES} WHERE thread = ? AND role = ? AND _owner = ? AND _created_by = ?"
        " AND _deleted_at IS NULL",
        (caller.session, Role.PERSON.value, caller.on_behalf_of, caller.on_behalf_of),
    )
    if any(wanted in addresses_in(str(text or "")) for (text,) in rows):
        return
    raise LatticeError(
        "forbidden",
        f"{action.url[:200]} was not written by {caller.on_behalf_of} in this conversation.",
        "The assistant fetches only addresses that its person wrote: ask them to paste it.",
        stage=Stage.CONSTRAINTS,
    )
