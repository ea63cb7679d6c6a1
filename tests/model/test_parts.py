from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lattice.model.files import PART_CHARS, Part
from lattice.model.parts import TextDigest, bounded, markdown_parts, parts_of

LINES = st.lists(
    st.sampled_from(
        [
            "# One",
            "## Two ##",
            "#not a heading",
            "text",
            "",
            "```",
            "~~~~",
            "````py",
            "   ### deep",
            "\t# tab",
            "#",
        ]
    ),
    max_size=20,
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\u2028"])


@given(LINES, ENDS)
def test_the_parts_of_markdown_add_up_to_it(lines: list[str], end: str) -> None:
    text = end.join(lines)
    assert "".join(part.text for part in markdown_parts(text)) == text


@given(st.text(max_size=200), st.integers(1, 400))
def test_long_parts_are_cut_and_nothing_is_lost(text: str, times: int) -> None:
    whole = text * times
    parts = list(bounded([Part(whole, page=3, heading="H", level=2)]))
    assert "".join(part.text for part in parts) == whole
    assert all(0 < len(part.text) <= PART_CHARS for part in parts)
    assert all((part.page, part.heading) == (3, "H") for part in parts)
    assert [part.level for part in parts[1:]] == [0] * len(parts[1:])


def test_headings_stand_under_each_other() -> None:
    text = "intro\n# A\na\n## B\nb\n# C ##\nc\n"
    found = [(p.heading, p.level, p.text) for p in markdown_parts(text)]
    assert found == [
        ("", 0, "intro\n"),
        ("A", 1, "# A\na\n"),
        ("A › B", 2, "## B\nb\n"),
        ("C", 1, "# C ##\nc\n"),
    ]


def test_what_looks_like_a_heading_inside_a_fence_is_none() -> None:
    text = "```\n# no\n~~~\n# no\n```\n# yes\n~~~~\n# no\n~~~\n# no\n~~~~~\n# also\n"
    assert [p.heading for p in markdown_parts(text)] == ["", "yes", "also"]


def test_only_markdown_is_cut_at_headings() -> None:
    assert [p.level for p in parts_of("# a\n# b\n", "text/plain")] == [0]
    assert [p.level for p in parts_of("# a\n# b\n", "text/markdown")] == [1, 1]
    assert list(parts_of("", "text/markdown")) == []


def test_a_text_is_named_by_what_it_says_and_where() -> None:
    def name(*parts: Part) -> str:
        digest = TextDigest()
        for part in parts:
            digest.add(part)
        return digest.text_id

    assert name(Part("ab")) == name(Part("ab"))
    assert name(Part("ab")) != name(Part("a"), Part("b"))
    assert name(Part("ab", page=1)) != name(Part("ab"))
