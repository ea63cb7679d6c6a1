"""What a pass did, in words."""

from __future__ import annotations

import pytest

from lattice.context import RenderReport


@pytest.mark.parametrize(
    ("written", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1204, "1,204 pages")]
)
def test_one_page_is_a_page_and_several_are_pages(written: int, said: str) -> None:
    report = RenderReport(seq=1, written=written, unchanged=0, removed=0, seconds=0.5)
    assert report.words == f"{said} written, 0 removed, in 0.50 s."
