"""Asking the small model something beside the conversation, within the same budgets: a title, a summary."""

from __future__ import annotations

import msgspec

from lattice.actions import AskModel, RecordUsage
from lattice.assistant.models import Price, charged, default_model, set_price
from lattice.assistant.provider import Provider, Request, SystemPart
from lattice.client.base import Client
from lattice.settings.tree import Assistant as AssistantSettings


class Aside(msgspec.Struct, frozen=True):
    """Who is asked, and on whose account."""

    client: Client
    """Of the agent."""
    provider: Provider
    model: str
    price: Price | None
    thread: str
    turn: str

    async def ask(self, system: str, text: str, *, purpose: str, max_tokens: int) -> str:
        """The words of its answer; raises what a refused budget and the service raise."""
        await self.client.run(AskModel(model=self.model, turn=self.turn))
        request = Request(
            model=self.model,
            system=(SystemPart(system),),
            messages=({"role": "user", "content": text},),
            max_tokens=max_tokens,
        )
        answer = await self.provider.answer(request)
        used = charged(self.model, answer.usage, self.price)
        await self.client.run(
            RecordUsage(model=self.model, usage=used, turn=self.turn, thread=self.thread, purpose=purpose)
        )
        return answer.text.strip()


def aside_of(
    client: Client, provider: Provider, settings: AssistantSettings, *, thread: str, turn: str
) -> Aside:
    """The small model of the settings, for one turn."""
    return Aside(
        client=client,
        provider=provider,
        model=settings.title_model or default_model(small=True),
        price=set_price(settings.price_input, settings.price_output),
        thread=thread,
        turn=turn,
    )
