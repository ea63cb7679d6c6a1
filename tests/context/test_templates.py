"""Templates: what they can show, and that they can do nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.actions import AddLink, UpdateRow
from lattice.client import LocalClient
from lattice.context import render, row_page
from lattice.context.parsing import parse_page
from lattice.model.context import ContextRules
from tests.context.trees import the_page
from tests.engine.workspaces import add, table, workspace

RULES = ContextRules(row_chars=2000)


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[LocalClient]:
    async with workspace(tmp_path) as opened:
        await table(opened, "people", name="text", city="text", story="markdown")
        ada = await add(opened, "people", name="Ada", city="*Oslo* | <b>", story="# Long\n```\nopen")
        bob = await add(opened, "people", name="Bob")
        await opened.run(AddLink(table="people", id=ada, to_table="people", to_id=bob, name="knows"))
        yield opened


async def page_with(client: LocalClient, folder: Path, template: str | bytes) -> str:
    """Ada's page when her table has that template."""
    place = folder / "t/templates/people.md.j2"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(template if isinstance(template, bytes) else template.encode())
    await render(client, folder / "t", RULES)
    return the_page(folder / "t", "ada").read_text()


async def test_a_template_shows_values_and_links_in_its_own_form(client: LocalClient, tmp_path: Path) -> None:
    template = (
        "**{{ label }}** lives in {{ values.city }}.\n\n"
        "{% for link in links if link.outgoing %}\n- {{ link.name }}: {{ link.link }}\n{% endfor %}\n"
        "{{ values.story | fence }}\n{% for c in columns %}{{ c.name }}/{{ c.type }} {% endfor %}"
    )
    page = await page_with(client, tmp_path, template)
    bob = the_page(tmp_path / "t", "bob")
    assert "**Ada** lives in \\*Oslo\\* \\| \\<b>." in page
    assert f"- knows: [Bob]({bob.name})" in page
    assert "````text\n# Long\n```\nopen\n````" in page
    assert "name/text city/text story/markdown" in page
    assert "## Links" not in page
    assert page == await row_page(client, "people", page[9:35], RULES, folder=tmp_path / "t")


async def test_a_page_of_a_template_still_reads_back(client: LocalClient, tmp_path: Path) -> None:
    from lattice.actions import ListTables

    page = await page_with(client, tmp_path, "<!-- lattice:end template -->\n```\n{{ values.story }}")
    people = (await client.run(ListTables())).value.schema.table("people")
    parsed = parse_page(page, people)
    assert parsed.values == {"name": "Ada", "city": "*Oslo* | <b>", "story": "# Long\n```\nopen"}
    assert parsed.touched == ()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ values.nothing }}", "has no attribute 'nothing'"),
        ("{% for %}", "line 1"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ values.city.__class__.__mro__ }}", "cannot be used"),
        ("{{ range(10) }}", "Call is not for templates"),
        ("{{ values.city.upper() }}", "Call is not for templates"),
        ("{{ 'a' * 1000000000 }}", "Mul is not for templates"),
        ("{{ 9 ** 9 ** 9 }}", "Pow is not for templates"),
        ("{{ values.city ~ values.city }}", "Concat is not for templates"),
        ("{% set x = 1 %}", "Assign is not for templates"),
        ("{% macro m() %}{% endmacro %}", "Macro is not for templates"),
        ("{% include 'x' %}", "Include is not for templates"),
        ("{% extends 'x' %}", "Extends is not for templates"),
        ("{{ values.city | format(1) }}", "there is no filter format"),
        ("{{ columns | map('upper') | map('center', 9) | join }}", "center"),
        ("{% for a in columns recursive %}{{ loop(a) }}{% endfor %}", "Call is not for templates"),
        ("{{ columns | sort }}", "TypeError"),
        (b"\xff\xfe", "not UTF-8"),
        ("x" * 100_001, "longer than 100,000 bytes"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "cannot be used"),
    ],
)
async def test_a_template_that_cannot_be_used_says_so_and_the_page_has_its_ordinary_form(
    client: LocalClient, tmp_path: Path, template: str | bytes, reason: str
) -> None:
    page = await page_with(client, tmp_path, template)
    said = next(line for line in page.split("\n") if line.startswith("> **Template.**"))
    assert "templates/people.md.j2 cannot be used" in said
    assert reason.replace("_", "") in said.replace("_", "").replace("\\", "")
    assert "## Links" in page


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in values.story %}" * 9 + "{% endfor %}" * 9,
        "{% for a in columns %}{% for b in columns %}{% for c in values.story %}"
        "{% for d in values.story %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
async def test_loops_come_to_an_end(client: LocalClient, tmp_path: Path, template: str) -> None:
    ada = (await page_with(client, tmp_path, ""))[9:35]
    await client.run(UpdateRow(table="people", id=ada, values={"story": "long " * 5000}))
    assert "more than 20,000 steps" in await page_with(client, tmp_path, template)


async def test_what_a_template_puts_out_is_cut(client: LocalClient, tmp_path: Path) -> None:
    page = await page_with(client, tmp_path, "{% for a in values.story %}0123456789 {% endfor %}" * 30)
    assert "*Cut after 2,000 characters.*" in page
    assert page.count("0123456789") < 210


async def test_a_template_that_comes_changes_or_goes_is_noticed(client: LocalClient, tmp_path: Path) -> None:
    assert "first form" in await page_with(client, tmp_path, "first form")
    assert "other form" in await page_with(client, tmp_path, "other form")
    assert (await render(client, tmp_path / "t", RULES)).written == 0
    (tmp_path / "t/templates/people.md.j2").unlink()
    assert (await render(client, tmp_path / "t", RULES)).written == 2
    assert "## Links" in the_page(tmp_path / "t", "ada").read_text()


async def test_the_report_says_which_template_cannot_be_used(client: LocalClient, tmp_path: Path) -> None:
    place = tmp_path / "t/templates/people.md.j2"
    place.parent.mkdir(parents=True)
    place.write_text("{{ nothing }}")
    report = await render(client, tmp_path / "t", RULES)
    assert report.notes == ("templates/people.md.j2 cannot be used: 'nothing' is undefined",)
